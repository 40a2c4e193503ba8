"""What is in a transcript, for people."""

from __future__ import annotations

from rxladder.cli.bring_in import BroughtIn, remarks, where
from rxladder.cli.paper import grid, paper, print_indented
from rxladder.rules.output import nearest

STATES = {"new": "new", "there": "already there", "differs": "differs", "repeat": "stands twice"}


def show_import(brought: BroughtIn) -> None:
    """Print every line with how it stands to the record, and what was not understood."""
    console = paper()
    for note in brought.reading.notes:
        console.print(note)
    table = grid("", "credit", "date", "hours", "where", ratio=1)
    for line in brought.lines:
        found = line.found
        table.add_row(
            STATES[line.match.state] if line in brought.takes or line.match.state != "new" else "left out",
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
    if brought.reading.unread:
        console.print("\nNot understood:")
    for left in brought.reading.unread:
        print_indented(console, f"{where(left.line)}: {left.line.text}: {left.why}", 2)
