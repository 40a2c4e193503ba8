"""What is in a transcript, for people."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from rxladder.career.transcripts.result import LeftLine
from rxladder.cli.bring_in import BroughtIn, remarks, where
from rxladder.cli.paper import grid, paper, print_indented
from rxladder.facts.language import gettext as _
from rxladder.facts.language import noop
from rxladder.rules.output import nearest

STATES = {
    "new": noop("new"),
    "there": noop("already there"),
    "differs": noop("differs"),
    "repeat": noop("listed twice"),
}
_LEFT_OUT = noop("left out")


def show_import(brought: BroughtIn) -> None:
    """Print every line: with how it stands to the record, or why there is no credit in it."""
    console = paper()
    for note in brought.reading.notes:
        console.print(note)
    table = grid("", _("credit"), _("date"), _("hours"), _("where"), ratio=1)
    for line in brought.lines:
        found = line.found
        table.add_row(
            _(STATES[line.match.state] if line in brought.takes or line.match.state != "new" else _LEFT_OUT),
            " ".join([found.title, found.uan]).strip(),
            str(found.date or "?"),
            "?" if found.hours is None else str(nearest(found.hours)),
            where(found.lines[0]),
        )
    if brought.lines:
        console.print(table)
    for line in brought.lines:
        for remark in remarks(line) if line.match.state != "there" else ():
            print_indented(console, f"{where(line.found.lines[0])}: {remark}", 2)
    _show_left(console, _("Not understood:"), brought.reading.unread)
    _show_left(console, _("No credit in these lines:"), brought.reading.passed_over)


def _show_left(console: Console, heading: str, lines: Sequence[LeftLine]) -> None:
    if lines:
        console.print("\n" + heading)
    for left in lines:
        print_indented(console, f"{where(left.line)}: {left.line.text}: {left.why}", 2)
