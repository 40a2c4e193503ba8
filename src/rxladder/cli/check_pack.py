"""What a pack or a correction would change: its rules in words before and after, and whom that touches."""

from __future__ import annotations

import difflib
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field
from rich.console import Console
from rich.text import Text
from typing_extensions import TypedDict

from rxladder.career.record import Career
from rxladder.cli.paper import paper, print_indented, state_word
from rxladder.cli.show_pack import show_pack
from rxladder.facts.language import gettext as _
from rxladder.facts.language import noop
from rxladder.facts.load import Packs
from rxladder.facts.trial import Tried
from rxladder.rules.compared import AnswerChange, Stand, compare
from rxladder.rules.documents import Number, RangeDocument
from rxladder.rules.output import to_go_document
from rxladder.rules.result import HoursToGo, Status

AnyHours = Number | RangeDocument
_BRANCHES = str.maketrans(dict.fromkeys("│├└─"))
NOTHING_BEFORE = noop(
    "{file} is itself in force, and no one kept what it said before: check a copy to see what it changes."
)
_WIDE = 400  # no line is broken: a sentence that changed stands once


class Changed(TypedDict):
    """A renewal whose answer would be another."""

    person: str
    credential: str
    before: Annotated[str, Field(description="Its status as the rules stand.")]
    after: str
    hours_to_go_before: AnyHours
    hours_to_go_after: AnyHours


class CheckDocument(TypedDict):
    """What `rxladder packs check --json` prints."""

    file: str
    pack: str
    removed: Annotated[list[str], Field(description="Lines of the pack in words that would go.")]
    added: Annotated[list[str], Field(description="Lines that would come.")]
    affected: Annotated[list[Changed], Field(description="Of the career files that were named.")]


def check_document(
    file: Path, tried: Tried, before: Packs, careers: Sequence[Career], on: date
) -> CheckDocument:
    """What a file that was tried would change, on a day, and for whom of `careers`."""
    old, new = _in_words(before, tried.pack, on), _in_words(tried.packs, tried.pack, on)
    lines = list(difflib.ndiff(old, new))
    return {
        "file": str(file),
        "pack": tried.pack,
        "removed": [line[2:] for line in lines if line.startswith("- ") and line[2:]],
        "added": [line[2:] for line in lines if line.startswith("+ ") and line[2:]],
        "affected": [row for career in careers for row in _changed(career, before, tried.packs, on)],
    }


def print_check(found: CheckDocument, asked: int) -> None:
    """Print it for the one who wrote the file; `asked` is how many career files were named."""
    console = paper()
    console.print(_("{file}: nothing is wrong with it.").format(file=found["file"]))
    lines = [("-", "red", text) for text in found["removed"]]
    lines += [("+", "green", text) for text in found["added"]]
    head = _("It changes {pack} like this:") if lines else _("It changes nothing that {pack} says.")
    console.print(head.format(pack=found["pack"]))
    for sign, colour, text in lines:
        print_indented(console, Text(f"{sign} {text}", style=colour), 2)
    if not asked:
        return
    console.print(_("Who is affected:") if found["affected"] else _("Nobody's renewal changes."))
    for row in found["affected"]:
        told = Text(f"  {row['person']}, {row['credential']}: ")
        told += state_word(row["before"]) + Text(_(" becomes ")) + state_word(row["after"])
        hours = _(", {before} h to go become {after} h").format(
            before=_hours_text(row["hours_to_go_before"]), after=_hours_text(row["hours_to_go_after"])
        )
        console.print(told + Text(hours))


def _hours_text(hours: AnyHours) -> str:
    if not isinstance(hours, dict):
        return str(hours)
    return _("{min} to {max}").format(min=hours["min"], max=hours["max"])


def _in_words(packs: Packs, id_: str, on: date) -> list[str]:
    pack = packs.packs.get(id_)
    if pack is None:
        return []
    console = Console(
        file=io.StringIO(), width=_WIDE, markup=False, emoji=False, highlight=False, color_system=None
    )
    show_pack(pack, packs, on, console)
    printed = console.file
    assert isinstance(printed, io.StringIO)
    return [" ".join(line.translate(_BRANCHES).split()) for line in printed.getvalue().splitlines()]


def _changed(career: Career, before: Packs, after: Packs, on: date) -> list[Changed]:
    found = compare(career, before, after, on)
    return [_row(career, one) for one in found if _answer(one.was) != _answer(one.becomes)]


def _answer(stand: Stand) -> tuple[Status, HoursToGo]:
    return stand.status, stand.hours_to_go


def _row(career: Career, one: AnswerChange) -> Changed:
    return {
        "person": career.person.name or "",
        "credential": one.holding.credential,
        "before": one.was.status,
        "after": one.becomes.status,
        "hours_to_go_before": to_go_document(one.was.hours_to_go),
        "hours_to_go_after": to_go_document(one.becomes.hours_to_go),
    }
