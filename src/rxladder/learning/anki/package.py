"""Opening a package of Anki: a ZIP with a collection in one of three forms, which comes from anywhere.

Newest first: `collection.anki21b` (SQLite under Zstandard), `collection.anki21`, `collection.anki2`. A
package of the newest form also holds an old one with a single card that says "please update". No size that a
package declares is believed: everything is unfolded counting, and only as far as the bounds here.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO

import zstandard

from rxladder.facts.language import gettext as _
from rxladder.facts.yaml_text import BadInput
from rxladder.learning.anki.protobuf import fields_of

MOST_PACKED = 64 * 1024 * 1024
MOST_UNPACKED = 128 * 1024 * 1024
MOST_MEDIA_LIST = 8 * 1024 * 1024
MOST_PARTS = 60_000
_FORMS = ("collection.anki21b", "collection.anki21", "collection.anki2")
_WINDOW = 1 << 27
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    zstandard.ZstdError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Package:
    """A package laid open: its collection as a plain SQLite file, the names of its pictures and sounds."""

    collection: bytes
    media: tuple[str, ...]


def open_package(data: bytes, file: str) -> Package:
    """Lay a package open. Raises BadInput for what is none, is damaged, locked, or unfolds too far."""
    if len(data) > MOST_PACKED:
        raise BadInput(_("is larger than {size} MB").format(size=MOST_PACKED >> 20), file)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _opened(archive, file)
    except _DAMAGE as error:
        raise BadInput(_("is not an Anki deck, or is damaged"), file) from error


def _opened(archive: zipfile.ZipFile, file: str) -> Package:
    parts = {part.filename: part for part in archive.infolist()}
    if len(parts) > MOST_PARTS:
        raise BadInput(_("has far too many files"), file)
    form = next((name for name in _FORMS if name in parts), None)
    if form is None:
        raise BadInput(_("is not an Anki deck: it has no collection"), file)
    if parts[form].flag_bits & 1:
        raise BadInput(_("is locked with a password; save it without one and import it again"), file)
    packed = form.endswith("b")
    collection = _unfolded(archive, form, packed, MOST_UNPACKED, file)
    media = _unfolded(archive, "media", packed, MOST_MEDIA_LIST, file) if "media" in parts else b""
    return Package(collection, tuple(_media_names(media, packed)))


def _unfolded(archive: zipfile.ZipFile, name: str, packed: bool, most: int, file: str) -> bytes:
    """A part's bytes, with Zstandard taken off where it is packed."""
    with archive.open(name) as part:
        if not packed:
            return _bounded(part, most, file)
        decompressor = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
        with decompressor.stream_reader(part, read_across_frames=True) as plain:
            return _bounded(plain, most, file)


def _bounded(stream: IO[bytes], most: int, file: str) -> bytes:
    blocks, total = [], 0
    while block := stream.read(1 << 16):
        total += len(block)
        if total > most:
            raise BadInput(_("unpacks to more than {size} MB").format(size=most >> 20), file)
        blocks.append(block)
    return b"".join(blocks)


def _media_names(listed: bytes, packed: bool) -> list[str]:
    """Names of pictures and sounds: JSON in old packages, a protobuf in new ones; none where it is damaged.

    They are only counted, so nothing hangs on them.
    """
    try:
        if not packed:
            named = json.loads(listed or b"{}")
            return [str(name) for name in named.values()] if isinstance(named, dict) else []
        entries = [entry for number, entry in fields_of(listed) if number == 1 and isinstance(entry, bytes)]
        return [name.decode(errors="replace") for entry in entries for name in _first_texts(entry)]
    except (ValueError, RecursionError):
        return []


def _first_texts(entry: bytes) -> list[bytes]:
    return [value for number, value in fields_of(entry) if number == 1 and isinstance(value, bytes)]
