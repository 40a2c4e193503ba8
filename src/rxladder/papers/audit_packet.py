"""The audit packet: one PDF that answers a board's CE audit of one term.

It has the summary, the clause table with its sources, the credits that count, the list of checksums, and
every certificate in the order of its credits.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import repeat
from pathlib import Path
from typing import Any

import typst

from rxladder.career.record import Override
from rxladder.facts.language import gettext as _
from rxladder.facts.language import language, ngettext
from rxladder.facts.phrases import say_date
from rxladder.papers.packet_sheets import CertificateFile, Sheet, safe_sheets, sheets_of
from rxladder.papers.packet_words import (
    amount_asked,
    amount_counted,
    amount_missing,
    clause_words,
    packet_words,
    say_bytes,
    say_hour,
    source_words,
    state_word,
    status_words,
    told_words,
)
from rxladder.papers.typesetting import plain_line, typeset
from rxladder.rules.numbers import none_in_general
from rxladder.rules.result import CreditResult, HoldingAudit, SourceNote

TEMPLATE = Path(__file__).with_suffix(".typ")
_LONGEST_RUNNING = 50

Document = dict[str, Any]
_Placer = Callable[[CertificateFile, int, Path], list[Sheet]]


@dataclass(frozen=True, slots=True)
class Packet:
    """What goes into a packet.

    `found` is the audit of one term, as of the day `on` under the packs of hash `packs`. `proved` are the
    credits that count, in order, each with its files; `authority` is who may ask; `made` is the day of the
    packet itself. `told` are the letters behind what the authority said otherwise, each with that.
    """

    found: HoldingAudit
    proved: Sequence[tuple[CreditResult, tuple[CertificateFile, ...]]]
    holder: str
    authority: str
    on: date
    made: date
    packs: str
    told: Sequence[tuple[Override, CertificateFile]] = ()


def audit_packet(packet: Packet) -> bytes:
    """The packet as a PDF on US Letter."""
    files = {each.sha256: each for _credit, proofs in packet.proved for each in proofs}
    files |= {each.sha256: each for _told, each in packet.told}
    with tempfile.TemporaryDirectory(prefix="rxladder-packet-") as name:
        folder = Path(name)
        try:
            return _compiled(packet, list(files.values()), folder, sheets_of)
        except typst.TypstError:
            return _compiled(packet, list(files.values()), folder, safe_sheets)


def _compiled(packet: Packet, files: Sequence[CertificateFile], folder: Path, place: _Placer) -> bytes:
    with ThreadPoolExecutor() as pool:
        sheets = list(pool.map(place, files, range(1, len(files) + 1), repeat(folder)))
    document = _document(packet, files, sheets)
    return typeset(TEMPLATE, document, folder, packet.made)


# --- The document


def _document(packet: Packet, files: Sequence[CertificateFile], sheets: Sequence[list[Sheet]]) -> Document:
    numbers = {file.sha256: number for number, file in enumerate(files, start=1)}
    sources: dict[SourceNote, int] = {}
    return {
        "language": language(),
        "words": packet_words(),
        "title": plain_line(packet.found.title),
        "holder": plain_line(packet.holder),
        "authority": plain_line(packet.authority),
        "date": [packet.made.year, packet.made.month, packet.made.day],
        "running": plain_line(_running(packet), _LONGEST_RUNNING),
        "foot": _("{packet}, term {term}").format(packet=packet_words()["packet"], term=_term(packet.found)),
        "status": status_words(packet.found, packet.on),
        "summary": [[label, plain_line(value)] for label, value in _summary(packet) if value],
        "clauses": _clauses(packet, sources),
        "sources": [
            {"number": number, **_plained(source_words(source))} for source, number in sources.items()
        ],
        "credits": [
            _credit(result, [numbers[each.sha256] for each in proofs]) for result, proofs in packet.proved
        ],
        "unproved": _unproved(packet),
        "certificates": [
            {
                "number": numbers[each.sha256],
                "name": plain_line(each.name),
                "sha256": each.sha256,
                "size": say_bytes(len(each.content)),
                "proves": _proves(packet, each),
                "sheets": own,
            }
            for each, own in zip(files, sheets, strict=True)
        ],
    }


def _running(packet: Packet) -> str:
    number = packet.found.holding.number
    who = packet.holder or _("Name not given")
    return _("{name}, no. {number}").format(name=who, number=number) if number else who


def _summary(packet: Packet) -> list[tuple[str, str]]:
    found = packet.found
    files = len({each.sha256 for _result, proofs in packet.proved for each in proofs})
    proved = sum(bool(proofs) for _result, proofs in packet.proved)
    certificates = ngettext(
        "{n} file for {proved} of {all} credits", "{n} files for {proved} of {all} credits", files
    ).format(n=files, proved=proved, all=len(packet.proved))
    return [
        (_("Name"), packet.holder or _("Name not given")),
        (_("Credential"), found.title),
        (_("Authority"), packet.authority),
        (_("Number"), found.holding.number),
        (_("Term"), _term(found)),
        (_("Hours"), _hours(found)),
        (_("Certificates"), certificates),
        (_("Made on"), say_date(packet.made)),
        (_("Checksum of the rules"), packet.packs),
    ]


def _term(found: HoldingAudit) -> str:
    if found.term is None:
        return _("not known")
    if found.term.starts is None:
        return _("to {ends}").format(ends=say_date(found.term.ends))
    return _("{starts} to {ends}").format(starts=say_date(found.term.starts), ends=say_date(found.term.ends))


def _hours(found: HoldingAudit) -> str:
    if found.hours_needed is None:
        return _("{counted} counted").format(counted=say_hour(found.hours_counted))
    if none_in_general(found):
        return _("none in general this term; those of a kind named below")
    if not found.hours_needed:
        return _("none required this term")
    return _("{counted} counted of {needed} required").format(
        counted=say_hour(found.hours_counted), needed=say_hour(found.hours_needed)
    )


def _clauses(packet: Packet, sources: dict[SourceNote, int]) -> list[Document]:
    term = packet.found.term
    rows = []
    for clause in packet.found.clauses:
        number = sources.setdefault(clause.source, len(sources) + 1) if clause.source else None
        rows.append(
            {
                "says": [plain_line(line) for line in clause_words(clause, term)],
                "asked": amount_asked(clause),
                "counted": amount_counted(clause),
                "missing": amount_missing(clause),
                "state": state_word(clause),
                "source": number,
            }
        )
    return rows


def _credit(result: CreditResult, certificates: list[int]) -> Document:
    credit = result.credit
    return {
        "date": say_date(credit.date),
        "title": plain_line(credit.title or credit.uan or _("Credit")),
        "about": " · ".join(plain_line(part) for part in (credit.provider, credit.uan) if part),
        "hours": say_hour(credit.hours),
        "counted": say_hour(result.counted),
        "why": plain_line(result.why),
        "certificates": certificates,
    }


def _unproved(packet: Packet) -> str:
    count = sum(not proofs for _result, proofs in packet.proved)
    if not count:
        return ""
    return ngettext(
        "{n} of these credits has no certificate in this packet.",
        "{n} of these credits have no certificate in this packet.",
        count,
    ).format(n=count)


def _proves(packet: Packet, file: CertificateFile) -> list[str]:
    return [
        plain_line(
            _("{day}: {title}, {hours}").format(
                day=say_date(result.credit.date),
                title=result.credit.title or result.credit.uan or _("Credit"),
                hours=say_hour(result.credit.hours),
            )
        )
        for result, proofs in packet.proved
        if file.sha256 in {each.sha256 for each in proofs}
    ] + [plain_line(told_words(one)) for one, each in packet.told if each.sha256 == file.sha256]


def _plained(document: Mapping[str, str]) -> dict[str, str]:
    return {key: plain_line(text) for key, text in document.items()}
