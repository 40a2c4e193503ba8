"""What reading gives: frozen, with the place of everything, and as JSON and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any, Literal

Kind = Literal["cpe-monitor", "ce-broker", "certificate", "table", "text", "picture", "scan"]
"""What a document was recognised as; a picture or a scan has no text to read."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands; `number` counts from 1 on each page or sheet, `page` from 1."""

    text: str
    number: int
    page: int | None = None
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class FoundCredit:
    """What some lines tell of one credit; what they do not tell is None or empty.

    `doubts` say what a person should look at. `caution` is why it should better stay out (a status such as
    "withdrawn", a number that cannot be right): nobody should have to notice that by themselves.
    `beside` is what stands under a table's other headings, with the heading.
    """

    lines: tuple[Line, ...]
    title: str = ""
    date: date | None = None
    hours: Fraction | None = None
    uan: str = ""
    provider: str = ""
    format: str = ""
    topic: str = ""
    doubts: tuple[str, ...] = ()
    caution: str = ""
    beside: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class LeftLine:
    """A line that became no credit, and why."""

    line: Line
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, read. `unread` tells something of a credit but could not be understood; `passed_over` does
    not (headings, names, page numbers). `notes` are about the document as a whole.
    """

    file: str
    kind: Kind
    credits: tuple[FoundCredit, ...] = ()
    unread: tuple[LeftLine, ...] = ()
    passed_over: tuple[LeftLine, ...] = ()
    notes: tuple[str, ...] = ()

    def with_notes(self, *notes: str) -> Reading:
        """The same with more notes."""
        return replace(self, notes=self.notes + notes)


def reading_document(reading: Reading) -> dict[str, Any]:
    """A reading as JSON keeps it."""
    return {
        "file": reading.file,
        "kind": reading.kind,
        "credits": [_credit_document(credit) for credit in reading.credits],
        "unread": [[_line_document(left.line), left.why] for left in reading.unread],
        "passed_over": [[_line_document(left.line), left.why] for left in reading.passed_over],
        "notes": list(reading.notes),
    }


def read_document(document: Mapping[str, Any]) -> Reading:
    """The reading that `reading_document` wrote."""
    return Reading(
        file=document["file"],
        kind=document["kind"],
        credits=tuple(_credit(credit) for credit in document["credits"]),
        unread=tuple(LeftLine(Line(*line), why) for line, why in document["unread"]),
        passed_over=tuple(LeftLine(Line(*line), why) for line, why in document["passed_over"]),
        notes=tuple(document["notes"]),
    )


def _line_document(line: Line) -> list[Any]:
    return [line.text, line.number, line.page, line.sheet]


_TEXTS = ("title", "uan", "provider", "format", "topic", "caution")


def _credit_document(credit: FoundCredit) -> dict[str, Any]:
    told = {name: getattr(credit, name) for name in _TEXTS if getattr(credit, name)}
    return told | {
        "lines": [_line_document(line) for line in credit.lines],
        "date": credit.date.isoformat() if credit.date else None,
        "hours": str(credit.hours) if credit.hours is not None else None,
        "doubts": list(credit.doubts),
        "beside": [list(pair) for pair in credit.beside],
    }


def _credit(told: Mapping[str, Any]) -> FoundCredit:
    return FoundCredit(
        lines=tuple(Line(*line) for line in told["lines"]),
        date=date.fromisoformat(told["date"]) if told["date"] else None,
        hours=Fraction(told["hours"]) if told["hours"] else None,
        doubts=tuple(told["doubts"]),
        beside=tuple((heading, text) for heading, text in told.get("beside", ())),
        **{name: told.get(name, "") for name in _TEXTS},
    )
