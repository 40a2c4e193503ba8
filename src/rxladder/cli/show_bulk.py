"""The audit of a workforce for people, as a document, and how far it is while it runs."""

from __future__ import annotations

from time import monotonic
from typing import Annotated, Self

from pydantic import Field
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as RichProgress
from typing_extensions import TypedDict

from rxladder.cli.paper import MEANINGS, grid, paper, state_word
from rxladder.rules.documents import Day
from rxladder.workforce.run import Summary

_SAYS = {
    "read": "Reading and checking {what}",
    "audit": "Auditing in {what}",
    "refer": "Judging one by one what the query leaves open",
    "write": "Writing {what}",
    "make": "Making up {what}",
}
_OFTEN = 2.0
"""Seconds between two lines about the same step in a pipe."""


class ReferredDocument(TypedDict):
    """The holdings that the query left to the reference engine."""

    holdings: int
    share: Annotated[float, Field(description="Of all holdings, from 0 to 1.")]
    reasons: dict[str, int]


class RejectsDocument(TypedDict):
    """Rows that were refused; `file` has each with its table, file, number and reason."""

    rows: int
    tables: dict[str, int]
    file: str


class BulkDocument(TypedDict):
    """What `rxladder bulk --json` prints."""

    on: Day
    engine: str
    out: Annotated[
        str, Field(description="The Parquet file with a row for each person, credential and clause.")
    ]
    people: int
    holdings: int
    credits: int
    rows: int
    statuses: Annotated[dict[str, int], Field(description="How many holdings have which status.")]
    referred: ReferredDocument
    rejects: RejectsDocument
    ignored: Annotated[dict[str, list[str]], Field(description="Columns that mean nothing here, by table.")]
    seconds: float
    packs: Annotated[str, Field(description="The hash of the rules that it rests on.")]


def bulk_document(found: Summary, seconds: float) -> BulkDocument:
    """The summary as JSON."""
    referred = sum(found.referred.values())
    return {
        "on": found.on.isoformat(),
        "engine": found.engine,
        "out": str(found.out),
        "people": found.people,
        "holdings": found.holdings,
        "credits": found.credits,
        "rows": found.rows,
        "statuses": dict(found.statuses),
        "referred": {
            "holdings": referred,
            "share": round(referred / found.holdings, 6) if found.holdings else 0.0,
            "reasons": dict(found.referred),
        },
        "rejects": {
            "rows": sum(found.rejects.values()),
            "tables": dict(found.rejects),
            "file": str(found.rejects_file),
        },
        "ignored": {table: list(columns) for table, columns in found.ignored.items()},
        "seconds": round(seconds, 2),
        "packs": found.packs,
    }


def show_bulk(found: BulkDocument) -> None:
    """Print the summary."""
    console, all_held = paper(), found["holdings"]
    counted = ", ".join(f"{found[name]:,} {name}" for name in ("people", "holdings", "credits"))
    console.print(f"{counted}, on {found['on']}: {found['rows']:,} rows in {found['seconds']:.1f} s.\n")
    table = grid("status", "holdings", "share", "", ratio=3)
    for status in MEANINGS:
        if count := found["statuses"].get(status):
            table.add_row(state_word(status), f"{count:,}", f"{count / all_held:.1%}", MEANINGS[status])
    console.print(table)
    referred, rejects = found["referred"], found["rejects"]
    if referred["holdings"]:
        left = f"{referred['holdings']:,} holdings ({referred['share']:.2%})"
        console.print(f"\n{left} were judged one by one, since the query left them open:")
        for reason, count in referred["reasons"].items():
            console.print(f"  {count:,}  {reason}")
    for name, columns in found["ignored"].items():
        console.print(f"\nColumns of {name} that mean nothing here: {', '.join(columns)}.")
    console.print(f"\nWritten to {found['out']}.", soft_wrap=True)
    if rejects["rows"]:
        tables = ", ".join(f"{count:,} of {name}" for name, count in rejects["tables"].items())
        console.print(f"{rejects['rows']:,} faulty rows ({tables}) in {rejects['file']}.", soft_wrap=True)


class Progress:
    """How far it is: a bar on a terminal, now and then a line where standard error goes elsewhere.

    There, what was read is told once all could be: a file that cannot be read is to be the only line.
    """

    def __init__(self) -> None:
        self._console = Console(stderr=True, markup=False, emoji=False, highlight=False)
        self._bar: RichProgress | None = None
        self._line, self._next = "", 0.0
        self._task: TaskID | None = None
        self._held: list[str] = []

    def __enter__(self) -> Self:
        if self._console.is_terminal:
            columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
            self._bar = RichProgress(*columns, TimeElapsedColumn(), console=self._console, transient=True)
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()

    def __call__(self, stage: str, what: str, done: int, of: int) -> None:
        """Show that so much of a stage is done."""
        line = _SAYS[stage].format(what=what)
        if self._bar:
            self._draw(line, done, of)
        elif stage == "read":
            self._held.append(line)
        elif line != self._line or done == of or monotonic() >= self._next:
            far = f": {done:,} of {of:,}" if of else ""
            self._console.print(*dict.fromkeys(self._held), f"{line}{far}", sep="\n")
            self._held.clear()
            self._next = monotonic() + _OFTEN
        self._line = line

    def _draw(self, line: str, done: int, of: int) -> None:
        assert self._bar is not None
        if line != self._line or self._task is None:
            if self._task is not None:
                self._bar.remove_task(self._task)
            self._task = self._bar.add_task(line, total=of or None)
        self._bar.update(self._task, completed=done, total=of or None)
