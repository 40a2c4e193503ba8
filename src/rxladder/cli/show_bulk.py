"""The audit of a workforce for people, as a document, and how far it is while it runs."""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic
from typing import Annotated, Self

from pydantic import Field
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as RichProgress
from typing_extensions import TypedDict

from rxladder.cli.paper import MEANINGS, grid, paper, state_word
from rxladder.facts.language import gettext as _
from rxladder.facts.language import ngettext, noop
from rxladder.rules.documents import Day
from rxladder.workforce.run import Summary

_SAYS = {
    "read": noop("Reading and checking {what}"),
    "audit": noop("Auditing in {what}"),
    "refer": noop("Judging one by one what the query leaves open"),
    "write": noop("Writing {what}"),
    "make": noop("Making up {what}"),
}
_TABLES = {"people": noop("people"), "holdings": noop("holdings"), "credits": noop("credits")}
_REASONS = (
    noop("a credit that cannot be read"),
    noop("hours finer than hundredths"),
    noop("a credit that may have several places"),
    noop("clauses that compete for the same hours"),
    noop("an activity taken twice in different ways"),
    noop("more hours on a day than may count"),
)
"""Why the query leaves a holding open, as it says itself: here only to be translated."""
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
    console = paper()
    console.print(_made(found))
    console.print()
    _show_statuses(console, found)
    _show_referred(console, found["referred"])
    for name, columns in found["ignored"].items():
        said = _("Columns of {table} that are not used: {names}.")
        console.print()
        console.print(said.format(table=name, names=", ".join(columns)))
    console.print()
    console.print(_("Written to {path}.").format(path=found["out"]), soft_wrap=True)
    _show_rejects(console, found["rejects"])


def _made(found: BulkDocument) -> str:
    what = say_counts({"people": found["people"], "holdings": found["holdings"], "credits": found["credits"]})
    rows, seconds = f"{found['rows']:,}", f"{found['seconds']:.1f}"
    said = ngettext(
        "{what}, on {day}: {n} row in {s} s.", "{what}, on {day}: {n} rows in {s} s.", found["rows"]
    )
    return said.format(what=what, day=found["on"], n=rows, s=seconds)


def say_counts(rows: Mapping[str, int]) -> str:
    """How many rows the tables have: "20 people, 31 holdings, 140 credits"."""
    return ", ".join(f"{count:,} {_(_TABLES[name])}" for name, count in rows.items())


def _show_statuses(console: Console, found: BulkDocument) -> None:
    table = grid(_("status"), _("holdings"), _("share"), "", ratio=3)
    for status, means in MEANINGS.items():
        if count := found["statuses"].get(status):
            table.add_row(state_word(status), f"{count:,}", f"{count / found['holdings']:.1%}", _(means))
    console.print(table)


def _show_referred(console: Console, referred: ReferredDocument) -> None:
    count = referred["holdings"]
    if not count:
        return
    said = ngettext(
        "{n} holding ({share}) was judged on its own, because the query left it open:",
        "{n} holdings ({share}) were judged one by one, because the query left them open:",
        count,
    )
    console.print()
    console.print(said.format(n=f"{count:,}", share=f"{referred['share']:.2%}"))
    for reason, many in referred["reasons"].items():
        console.print(f"  {many:,}  {_(reason)}")


def _show_rejects(console: Console, rejects: RejectsDocument) -> None:
    if not rejects["rows"]:
        return
    each = (_("{n} in {table}").format(n=f"{n:,}", table=name) for name, n in rejects["tables"].items())
    said = ngettext(
        "{n} faulty row ({tables}) in {file}.", "{n} faulty rows ({tables}) in {file}.", rejects["rows"]
    )
    told = said.format(n=f"{rejects['rows']:,}", tables=", ".join(each), file=rejects["file"])
    console.print(told, soft_wrap=True)


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
        line = _(_SAYS[stage]).format(what=_(_TABLES.get(what, what)))
        if self._bar:
            self._draw(line, done, of)
        elif stage == "read":
            self._held.append(line)
        elif line != self._line or done == of or monotonic() >= self._next:
            far = _(": {done} of {all}").format(done=f"{done:,}", all=f"{of:,}") if of else ""
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
