"""The audit for people: per holding what is missing, by when, why, and where it is written."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from rxladder.cli.paper import (
    MEANINGS,
    Footnotes,
    grid,
    paper,
    print_indented,
    say_counted,
    say_day,
    say_to_go,
    state_word,
)
from rxladder.facts.phrases import say_date
from rxladder.rules.output import down, up
from rxladder.rules.result import AskedQuestion, Audit, ClauseResult, HoldingAudit, TermDates

_WHY_LEFT_OUT = {
    "not-yet": "since its time has not begun",
    "lapsed": "since its time is over",
    "hours-unknown": "since the number of hours was not found",
}


def show_audit(audit: Audit, name: str) -> None:
    """Print an audit."""
    console = paper()
    console.print(f"{name or 'Audit'}, on {say_date(audit.on)}")
    if not audit.holdings:
        console.print("\nThe file names no holding. Add what you hold under `holdings:`.")
        return
    console.print()
    _overview(console, audit)
    notes = Footnotes()
    for held in audit.holdings:
        _holding(console, held, notes)
    console.print()
    notes.print(console)


def _overview(console: Console, audit: Audit) -> None:
    table = grid("status", "what you hold", "to go", "by", ratio=1)
    for held in audit.holdings:
        by = held.term.apply_by or held.term.ends if held.term else None
        table.add_row(state_word(held.status), held.title, _to_go(held), say_day(by))
    console.print(table)
    if sum(_open(held) for held in audit.holdings) > 1:
        console.print(f"All open terms together: {say_to_go(audit.together_hours_to_go)} hours to go.")


def _open(held: HoldingAudit) -> bool:
    """Whether hours can still be taken toward a term that is known."""
    return held.term is not None and held.status != "lapsed"


def _to_go(held: HoldingAudit) -> str:
    return f"{say_to_go(held.hours_to_go)} h" if _open(held) else "-" if held.term else "not known"


def _holding(console: Console, held: HoldingAudit, notes: Footnotes) -> None:
    console.print()
    console.print(Rule(Text(held.title, style="bold"), align="left", style="dim"))
    console.print(state_word(held.status), f"({MEANINGS[held.status]})")
    for line in _summary(held):
        console.print(line)
    if held.clauses:
        console.print()
        _clauses(console, held.clauses, notes)
    for left_out in held.excluded if _open(held) else ():
        print_indented(console, f"Not in the hours to go: {left_out.id}, {_WHY_LEFT_OUT[left_out.why]}.", 0)
    _questions(console, held.questions)
    if held.credits:
        console.print()
        _credits(console, held)
    for note in held.notes:
        print_indented(console, Text(f"Note: {note}", style="dim"), 2)
    if held.doubts:
        where = f"`rxladder packs show {held.authority}` names them"
        print_indented(console, Text(f"In doubt: {len(held.doubts)} of its rules; {where}.", style="dim"), 2)


def _summary(held: HoldingAudit) -> Iterator[str]:
    if held.term is None:
        yield "Term: not known. What date is printed on it?"
    else:
        yield "Term: " + ", ".join(_term(held.term))
        if held.term.doubt:
            yield f"In doubt: {held.term.doubt}"
    if held.hours_needed is not None and held.term is not None:
        counted = say_counted(held.hours_counted, held.hours_needed)
        by = say_date(held.term.apply_by or held.term.ends)
        yield f"Hours: {counted} count" + (f", {_to_go(held)} to go by {by}" if _open(held) else "")


def _term(term: TermDates) -> Iterator[str]:
    yield f"{say_day(term.starts)} to {say_date(term.ends)}" if term.starts else f"ends {say_date(term.ends)}"
    if not term.printed:
        yield "computed"
    if term.renew_from:
        yield f"renew from {say_date(term.renew_from)}"
    if term.apply_by:
        yield f"apply by {say_date(term.apply_by)}"


def _clauses(console: Console, clauses: tuple[ClauseResult, ...], notes: Footnotes) -> None:
    table = grid("state", "what is asked", "counted", "missing", "source", ratio=1)
    for clause in clauses:
        table.add_row(
            state_word(clause.state),
            _said(clause),
            "" if clause.kind == "keeps" else say_counted(clause.counted, clause.needed),
            _missing(clause),
            notes.mark(clause.source),
        )
    console.print(table)


def _said(clause: ClauseResult) -> str:
    extra = [clause.says]
    if clause.planned:
        extra.append(f"{down(clause.planned)} more booked or planned")
    if clause.override:
        extra.append(f"changed by your own note of {clause.override.told_on}: {clause.override.evidence}")
    return "; ".join(extra)


def _missing(clause: ClauseResult) -> str:
    if clause.missing == 0 or clause.kind == "keeps":
        return ""
    unit = "" if clause.unit == "hours" else (" course" if clause.missing == 1 else " courses")
    return f"{up(clause.missing)}{unit}"


def _questions(console: Console, questions: tuple[AskedQuestion, ...]) -> None:
    if not questions:
        return
    console.print("\nAn answer may change this; write it under `facts:`")
    for asked in questions:
        who = " (only the authority can tell)" if asked.ask_authority else ""
        choices = f" One of {', '.join(asked.choices)}." if asked.choices else ""
        print_indented(console, f"{asked.id}: {asked.asks}{who}{choices}", 2)


def _credits(console: Console, held: HoldingAudit) -> None:
    table = grid("date", "credit", "hours", "why", ratio=3)
    table.columns[1].ratio, table.columns[1].no_wrap = 1, False
    for found in held.credits:
        table.add_row(
            str(found.credit.date),
            found.credit.title or found.credit.uan or "",
            _hours(found.counted, found.credit.hours),
            found.why,
        )
    console.print(table)


def _hours(counted: Fraction, taken: Fraction) -> str:
    return str(down(counted)) if counted == taken else f"{down(counted)} of {down(taken)}"
