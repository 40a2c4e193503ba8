"""The tests of conditions that look at the term audited: is it the first, when issued, when does it end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from rxladder.facts import conditions as c
from rxladder.facts.days import add_months
from rxladder.rules.answers import known_answer
from rxladder.rules.context import Atom, Context
from rxladder.rules.result import TermDates, Truth
from rxladder.rules.terms import term_on


def _first_term(node: c.FirstTerm, context: Context) -> Truth:
    if context.term is None or issue_of(context) is None:
        return _issue_unknown(context, "first")
    return term_as_told(context, context.term).first


def term_as_told(context: Context, term: TermDates) -> TermDates:
    """The term, begun on the day of issue also where an answer tells that day and not the holding."""
    issued, holding = issue_of(context), context.holding
    if issued is None or holding is None or holding.issued is not None:
        return term
    rule = context.packs.credentials[holding.credential].credential.term
    born = context.career.person.birthday
    told = term_on(rule, replace(holding, issued=issued), context.on, birthday=born)
    return told if told is not None and told.ends == term.ends else term


def issue_of(context: Context) -> date | None:
    """The day on which what is audited was first issued, where that is told."""
    day = known_answer("first-registered-on", context) if context.holding else None
    return day if isinstance(day, date) else None


def _issue_unknown(context: Context, key: str) -> Truth:
    """Without the day of issue a first term cannot be told; an earlier term settles that it is none."""
    if context.holding is not None and context.holding.terms:
        return False
    return context.unknown(Atom("person", "first-registered-on", key))


def _issued(node: c.Issued, context: Context) -> Truth:
    issued = issue_of(context)
    if issued is None or context.term is None:
        return _issue_unknown(context, repr(node.issued))
    ends, test = context.term.ends, node.issued
    return (
        (test.on_or_after is None or issued >= moment(test.on_or_after, ends))
        and (test.after is None or issued > moment(test.after, ends))
        and (test.before is None or issued < moment(test.before, ends))
        and (test.on_or_before is None or issued <= moment(test.on_or_before, ends))
    )


def moment(told: c.Moment, ends: date) -> date:
    """A day told from a term's last day."""
    if told.end_less_months is not None:
        return add_months(ends, -told.end_less_months) + timedelta(days=told.plus_days)
    assert told.day is not None
    return told.day.in_year(ends.year + told.year)


def _term_ends(node: c.TermEnds, context: Context) -> Truth:
    return context.term is not None and context.term.ends >= node.term_ends_from


def _term_starts(node: c.TermStarts, context: Context) -> Truth:
    starts = context.term.starts if context.term else None
    return starts is not None and starts >= node.term_starts_from


def _counted(node: c.CountedHours, context: Context) -> Truth:
    return context.counted_hours is not None and context.counted_hours() >= node.counted_hours


TESTS: dict[type[c.Node], Callable[[Any, Context], Truth]] = {
    c.FirstTerm: _first_term,
    c.Issued: _issued,
    c.TermEnds: _term_ends,
    c.TermStarts: _term_starts,
    c.CountedHours: _counted,
}
