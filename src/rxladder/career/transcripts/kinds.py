"""What a file is, by what is in it: a name may lie, and often the wrong ending is nobody's fault."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Literal

from rxladder.career.transcripts.far_cells import has_far_cell, too_large
from rxladder.facts.language import gettext as _
from rxladder.facts.yaml_text import BadInput

FileKind = Literal["pdf", "workbook", "old-workbook", "picture", "text"]

MOST_UNPACKED = 100 * 1024 * 1024
MOST_PARTS = 2_000
_BLOCK = 1 << 16

_PICTURES = (
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"GIF8",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
    b"\x00\x00\x00\x0cJXL ",
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
_FORMULA_ALONE = re.compile(rb"<f[^<>]*+>[^<]*+</f>\s*+(?:<v\s*+/>|<v>\s*+</v>)?\s*+</c>")


def kind_of(data: bytes, file: str) -> FileKind:
    """What a file is. Raises BadInput for what cannot be read here."""
    if not data.strip():
        raise BadInput(_("is empty"), file)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "workbook"
    if data.startswith(b"PK\x05\x06"):
        raise BadInput(_("is an empty archive"), file)
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise BadInput(_("is locked with a password; save it without one and import it again"), file)
        return "old-workbook"
    return _picture(data) or _text_or_refused(data, file)


def _picture(data: bytes) -> FileKind | None:
    if data.startswith(_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return "picture"
    if data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1", b"avif", b"msf1", b"hevc"):
        return "picture"
    return None


def _text_or_refused(data: bytes, file: str) -> FileKind:
    start = data[:4096]
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "text"
    odd = sum(byte < 32 and byte not in (9, 10, 11, 12, 13, 27) for byte in start)
    sixteen = start[::2].count(0) * 3 > len(start) // 2 or start[1::2].count(0) * 3 > len(start) // 2
    if odd * 50 > len(start) and not sixteen:
        raise BadInput(_("is not a PDF, a table or text"), file)
    return "text"


def check_archive(data: bytes, file: str) -> bool:
    """Refuse an archive that is no workbook, or that unfolds too far; the sizes it declares may lie.

    True where cells are formulas whose values the file does not hold.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if any(part.flag_bits & 1 for part in parts):
                raise BadInput(_("is locked with a password; save it without one and import it again"), file)
            names = [part.filename for part in parts]
            if not any(re.match(r"xl/workbook\.(?:xml|bin)$|content\.xml$", name) for name in names):
                raise BadInput(_("is an archive (ZIP); unpack it and import the files in it"), file)
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise BadInput(_("unpacks into far too much"), file)
            return _unfolds(archive, parts, file)
    except _DAMAGE as error:
        raise BadInput(_("is damaged or was cut off; download it again"), file) from error


def _unfolds(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], file: str) -> bool:
    """Whether cells are formulas without values. Each part is unfolded to its end, whatever it declares."""
    room, hollow = MOST_UNPACKED, False
    for part in parts:
        declared, part.file_size = part.file_size, MOST_UNPACKED + 2 * _BLOCK
        size, tail = 0, b""
        with archive.open(part) as stream:
            while block := stream.read(_BLOCK):
                size += len(block)
                if size > room:
                    raise BadInput(_("unpacks into far too much"), file)
                if "worksheets/" in part.filename:
                    seen = tail + block
                    if has_far_cell(seen):
                        raise too_large(file)
                    hollow = hollow or bool(_FORMULA_ALONE.search(seen))
                    tail = block[-500:]
        if size != declared:
            raise zipfile.BadZipFile
        room -= size
    return hollow
