"""Certificates laid out for the audit packet: each page as something that Typst can place by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict

import typst

from rxladder.papers.certificates import Kind, Size, page_sizes, plain_pdf
from rxladder.papers.certificates_apart import picture_apart

LONGEST_PICTURE = 2_000
"""Pixels of a photo's longer side: 200 to the inch on a page of US Letter."""


@dataclass(frozen=True, slots=True)
class CertificateFile:
    """A file that proves credits; equal files have equal hashes."""

    name: str
    kind: Kind
    sha256: str
    content: bytes = field(repr=False)


class Sheet(TypedDict):
    """One page of a certificate: the file and the page in it, and how wide it is for its height."""

    file: str
    page: int
    ratio: float


def sheets_of(file: CertificateFile, number: int, folder: Path) -> list[Sheet]:
    """Write a certificate's pages into the folder; what each is there, and how wide for its height."""
    sizes = page_sizes(file.content, file.kind)
    if file.kind != "pdf":
        return _pictures(file, number, folder, sizes)
    (folder / f"{number}.pdf").write_bytes(plain_pdf(file.content))
    return [_sheet(f"{number}.pdf", page, size) for page, size in enumerate(sizes, start=1)]


def safe_sheets(file: CertificateFile, number: int, folder: Path) -> list[Sheet]:
    """The same, with pictures for the pages of a PDF that Typst cannot place."""
    sheets = sheets_of(file, number, folder)
    if file.kind == "pdf" and not _placeable(folder / f"{number}-probe.typ", sheets):
        return _pictures(file, number, folder, page_sizes(file.content, file.kind))
    return sheets


def _pictures(file: CertificateFile, number: int, folder: Path, sizes: Sequence[Size]) -> list[Sheet]:
    sheets = []
    for page, size in enumerate(sizes):
        name = f"{number}-{page + 1}.jpg"
        (folder / name).write_bytes(picture_apart(file.content, file.kind, LONGEST_PICTURE, page))
        sheets.append(_sheet(name, 1, size))
    return sheets


def _sheet(file: str, page: int, size: Size) -> Sheet:
    width, height = size
    return {"file": file, "page": page, "ratio": round(max(width, 1) / max(height, 1), 4)}


def _placeable(probe: Path, sheets: Sequence[Sheet]) -> bool:
    """Whether Typst places these sheets: tried in a file of their own, since several are tried at once."""
    marks = (f'#image("{one["file"]}", page: {one["page"]})\n' for one in sheets)
    probe.write_text("".join(marks), encoding="ascii")
    try:
        typst.compile(probe, root=probe.parent, ignore_system_fonts=True)
    except typst.TypstError:
        return False
    return True
