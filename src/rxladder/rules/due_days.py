"""By which day missing hours have to be there: what a clause looks at may close before its term does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from rxladder.rules.result import ClauseResult, HoldingAudit
from rxladder.rules.terms import last_day


def closes(clause: ClauseResult, until: date) -> date:
    """The day by which a clause's hours have to be there, in a term whose last day to keep is `until`."""
    ends = clause.window[1] if clause.window else None
    if ends is None:
        return until
    return ends if clause.runs_on else min(ends, until)


def hours_short(found: HoldingAudit) -> list[ClauseResult]:
    """The minimums in hours of which something is surely missing."""
    return [
        clause
        for clause in found.clauses
        if clause.state == "short" and clause.unit == "hours" and clause.kind == "at-least"
    ]


def hours_open(found: HoldingAudit, on: date) -> list[ClauseResult]:
    """The minimums in hours that an answer or the authority could make missing, in days that are not over."""
    return [
        clause
        for clause in found.clauses
        if clause.state in ("unknown", "check")
        and clause.missing
        and clause.unit == "hours"
        and clause.kind == "at-least"
        and not _over(clause, on)
    ]


def _over(clause: ClauseResult, on: date) -> bool:
    ends = clause.window[1] if clause.window else None
    return ends is not None and ends < on


def too_late(found: HoldingAudit, on: date) -> list[ClauseResult]:
    """Of these the ones whose days are over, so that no hour taken from now on counts for them."""
    return [clause for clause in hours_short(found) if _over(clause, on)]


def answer_due(found: HoldingAudit, on: date) -> date | None:
    """The last day on which an answer helps: hours that hang on it may be due before the term ends."""
    if found.term is None:
        return None
    until = last_day(found.term, on)
    return min([until, *(closes(clause, until) for clause in hours_open(found, on))])


def hours_due(found: HoldingAudit, on: date) -> date | None:
    """The last day to keep where a term is known: the first on which days for hours close.

    Those count that are missing, and those that an answer or the authority could make missing.
    """
    return _first_closing(found, (*hours_short(found), *hours_open(found, on)), on)


def planned_due(found: HoldingAudit, planned: Sequence[ClauseResult], on: date) -> date | None:
    """The last day to keep for what is booked or planned: the first on which one of these clauses closes."""
    return _first_closing(found, planned, on)


def _first_closing(found: HoldingAudit, asked: Iterable[ClauseResult], on: date) -> date | None:
    if found.term is None:
        return None
    until = last_day(found.term, on)
    days = [closes(clause, until) for clause in asked]
    return min((day for day in days if day >= on), default=until)
