"""`rxladder import` of a transcript, an export or a certificate: what is in it, and saving it once agreed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from rxladder.career.transcripts.apart import read_files
from rxladder.career.transcripts.read import MOST_BYTES
from rxladder.career.transcripts.result import Kind, LeftLine, Line
from rxladder.cli.own_site import open_site
from rxladder.facts.language import gettext as _
from rxladder.facts.language import noop
from rxladder.facts.yaml_text import BadInput, read_bytes
from rxladder.rules.documents import Day, Number
from rxladder.rules.output import nearest

if TYPE_CHECKING:
    from rxladder.web.education.import_lines import PreviewLine

CAREER_FILES = (".yaml", ".yml", ".json")
_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s|#[^\n]*\n|---\n)*\{?\s*[\"']?rxladder[\"']?\s*:")


class LineDocument(TypedDict):
    """A credit that was read, and how it stands to the record."""

    state: Annotated[
        Literal["new", "there", "differs", "repeat"],
        Field(description="`differs`: the record has it with another day, hours or number."),
    ]
    title: str
    date: Day | None
    hours: Number | None
    uan: str | None
    provider: str
    where: str
    takes: Annotated[bool, Field(description="Whether it is saved once agreed.")]
    remarks: list[str]


class LeftDocument(TypedDict):
    """A line that was not understood, or that has no credit in it, and why."""

    text: str
    where: str
    why: str


class ImportDocument(TypedDict):
    """What is in a file, and whether it was saved."""

    file: str
    kind: Kind
    saved: bool
    lines: list[LineDocument]
    not_understood: list[LeftDocument]
    without_credit: Annotated[
        list[LeftDocument],
        Field(description="Lines that tell nothing of a credit: headings, totals, your name."),
    ]
    notes: list[str]


def is_career_file(path: Path) -> bool:
    """Whether a path is that of a career file, by its ending or its first key; standard input is one, too."""
    if str(path) == "-" or path.suffix.lower() in CAREER_FILES:
        return True
    return _BEGINS.match(read_bytes(path, max_bytes=4096)) is not None


class BroughtIn:
    """A file, read and compared with the record of this machine's site; nothing is saved yet."""

    def __init__(self, path: Path, data: Path | None, on: date) -> None:
        content = read_bytes(path, max_bytes=MOST_BYTES)
        (found,) = read_files([(str(path), content)])
        if isinstance(found, BadInput):
            raise found
        open_site(data)
        from rxladder.web.accounts.models import Person
        from rxladder.web.education import import_proofs
        from rxladder.web.education import import_steps as steps

        self._steps, self._proofs = steps, import_proofs
        self._made = steps.start(Person.objects.local(), [found], contents=[content])
        (self.reading,) = steps.readings_of(self._made)
        self.lines: Sequence[PreviewLine] = steps.preview(self._made)
        self.takes = [line for line in self.lines if _takes(line, on)]
        self.knows_some = any(line.match.state == "there" for line in self.lines)

    def save(self) -> int:
        """Save what is new, whole, and say how many credits that is."""
        from rxladder.web.education.import_lines import TAKE, Decision

        decisions = {line.number: Decision(TAKE) for line in self.takes}
        outcome = self._steps.save(self._made, decisions)
        return outcome.credits if outcome else 0

    def forget(self) -> None:
        """Leave nothing of it behind."""
        self._proofs.forget(self._made)
        self._made.delete()

    def document(self, saved: bool) -> ImportDocument:
        """It as JSON."""
        return {
            "file": self.reading.file,
            "kind": self.reading.kind,
            "saved": saved,
            "lines": [self._line(line) for line in self.lines],
            "not_understood": [_left(left) for left in self.reading.unread],
            "without_credit": [_left(left) for left in self.reading.passed_over],
            "notes": list(self.reading.notes),
        }

    def _line(self, line: PreviewLine) -> LineDocument:
        found = line.found
        return {
            "state": line.match.state,
            "title": found.title,
            "date": found.date.isoformat() if found.date else None,
            "hours": None if found.hours is None else nearest(found.hours),
            "uan": found.uan or None,
            "provider": found.provider,
            "where": where(found.lines[0]),
            "takes": line in self.takes,
            "remarks": remarks(line),
        }


def _takes(line: PreviewLine, on: date) -> bool:
    """Whether a line is complete and nothing speaks against it."""
    found = line.found
    whole = found.date is not None and found.date <= on and found.hours is not None
    return line.match.state == "new" and whole and not found.caution


_TO_TELL = {
    (True, False): noop("Its date is missing: import it on the site."),
    (False, True): noop("Its hours are missing: import it on the site."),
    (True, True): noop("Its date and hours are missing: import it on the site."),
}
"""By whether the day and the hours are missing."""


def remarks(line: PreviewLine) -> list[str]:
    """What a person should know about a line."""
    found = line.found
    untold = _TO_TELL.get((found.date is None, found.hours is None))
    asked = [_(untold)] if untold else []
    return [text for text in (found.caution, *asked, line.match.why, *found.doubts) if text]


def where(line: Line) -> str:
    """Where a line stands: "page 2, line 14"."""
    if line.page:
        return _("page {page}, line {line}").format(page=line.page, line=line.number)
    if line.sheet:
        return _("sheet {sheet}, line {line}").format(sheet=line.sheet, line=line.number)
    return _("line {line}").format(line=line.number)


def _left(left: LeftLine) -> LeftDocument:
    return {"text": left.line.text, "where": where(left.line), "why": left.why}
