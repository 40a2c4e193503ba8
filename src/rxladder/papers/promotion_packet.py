"""The promotion packet: a few pages for a manager, and behind them the files that prove what they say.

The words are those of `promotion_layout`; the files are placed as in the audit packet.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typst

from rxladder.facts.language import gettext as _
from rxladder.facts.language import language
from rxladder.facts.phrases import say_date
from rxladder.papers.packet_sheets import CertificateFile, Sheet, safe_sheets, sheets_of
from rxladder.papers.packet_words import say_bytes
from rxladder.papers.promotion_layout import Laid
from rxladder.papers.promotion_sections import Line, Section
from rxladder.papers.typesetting import plain_line, typeset

TEMPLATE = Path(__file__).with_suffix(".typ")
_LONGEST = 600

Document = dict[str, Any]
Told = Callable[[int, int], None]
"""Is told how many files of how many are laid out."""


@dataclass(frozen=True, slots=True)
class PromotionPacket:
    """The words, and the files that their lines name: each once, in the order in which they are to stand."""

    laid: Laid
    files: Sequence[CertificateFile] = ()


def promotion_packet(packet: PromotionPacket, told: Told = lambda _done, _all: None) -> bytes:
    """The packet as a PDF on US Letter; `told` hears how far it is."""
    with tempfile.TemporaryDirectory(prefix="rxladder-promotion-") as name:
        folder = Path(name)
        try:
            return _compiled(packet, folder, sheets_of, told)
        except typst.TypstError:
            return _compiled(packet, folder, safe_sheets, told)


_Placer = Callable[[CertificateFile, int, Path], list[Sheet]]


def _compiled(packet: PromotionPacket, folder: Path, place: _Placer, told: Told) -> bytes:
    sheets = []
    with ThreadPoolExecutor() as pool:
        numbers = range(1, len(packet.files) + 1)
        made = pool.map(place, packet.files, numbers, [folder] * len(packet.files))
        for number, one in zip(numbers, made, strict=True):
            sheets.append(one)
            told(number, len(packet.files))
    return typeset(TEMPLATE, _document(packet, sheets), folder, packet.laid.on)


def _document(packet: PromotionPacket, sheets: Sequence[list[Sheet]]) -> Document:
    laid = packet.laid
    numbers = {file.sha256: number for number, file in enumerate(packet.files, start=1)}
    holder = plain_line(laid.holder or _("Name not given"), 80)
    return {
        "language": language(),
        "words": _words(),
        "title": plain_line(laid.role),
        "holder": holder,
        "date": [laid.on.year, laid.on.month, laid.on.day],
        "as_of": _("As of {day}").format(day=say_date(laid.on)),
        "foot": _("{name}: {role}").format(name=plain_line(holder, 50), role=plain_line(laid.role, 60)),
        "headline": plain_line(laid.headline),
        "sections": [_section(one, numbers) for one in laid.sections],
        "files": [
            {
                "number": number,
                "name": plain_line(file.name),
                "sha256": file.sha256,
                "size": say_bytes(len(file.content)),
                "proves": [plain_line(line) for line in _proved(laid, file.sha256)],
                "sheets": own,
            }
            for number, (file, own) in enumerate(zip(packet.files, sheets, strict=True), start=1)
        ],
    }


def _words() -> dict[str, str]:
    return {
        "packet": _("Promotion packet"),
        "for": _("For the role"),
        "evidence": _("Evidence"),
        "evidence_say": _("The files behind what is said above, each as it was kept, with its SHA-256."),
        "file": _("File"),
        "proves": _("Shows"),
        "size": _("Size"),
        "pages": _("Pages"),
        "no": _("No."),
        "file_n": _("File {n}"),
        "sheet": _("page {page} of {pages}"),
        "page": _("Page {page} of {pages}"),
        "made": _("Made by the holder with RxLadder from the holder's own record."),
    }


def _section(section: Section, numbers: dict[str, int]) -> Document:
    return {
        "id": section.id,
        "title": section.title,
        "note": plain_line(section.note, _LONGEST),
        "lines": [_line(line, numbers) for line in section.lines],
    }


def _line(line: Line, numbers: dict[str, int]) -> Document:
    return {
        "title": plain_line(line.title),
        "beside": plain_line(line.beside),
        "about": [plain_line(text, _LONGEST) for text in line.about],
        "state": line.state,
        "look": line.look,
        "files": [numbers[proof] for proof in line.proofs if proof in numbers],
    }


def _proved(laid: Laid, sha256: str) -> list[str]:
    return [line.title for section in laid.sections for line in section.lines if sha256 in line.proofs]


def wanted_files(laid: Laid) -> list[str]:
    """The fingerprints of the files that a packet's lines name, each once, in the order of the lines."""
    lines = (line for section in laid.sections for line in section.lines)
    return list(dict.fromkeys(proof for line in lines for proof in line.proofs))
