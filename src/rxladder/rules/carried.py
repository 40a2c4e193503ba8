"""Hours of the term before that serve this one, where a source lets them."""

from __future__ import annotations

from fractions import Fraction

from rxladder.career.record import Holding
from rxladder.facts.days import ONE_DAY, add_months
from rxladder.rules.context import Context
from rxladder.rules.demands import demands
from rxladder.rules.requirement import Requirement
from rxladder.rules.result import TermDates
from rxladder.rules.sheets import Sheets
from rxladder.rules.twins import ledger, most_total
from rxladder.rules.wants import Demand, Want

_NONE = Fraction(0)


def carried(sheets: Sheets, context: Context) -> Fraction:
    """Hours of the last term beyond what it asked, where a source lets them serve this one."""
    requirement, holding = sheets.requirement, context.holding
    rule, then = requirement.ce.carry_over, _then(requirement, context)
    if rule is None or holding is None or then is None or then.term is None:
        return _NONE
    past, choices = ledger(sheets, holding, then.term, context.career.credits, then.on)
    surplus = max(_NONE, most_total(past, choices) - _hours_asked(requirement, then))
    return surplus if rule.max_hours is None else min(surplus, rule.max_hours)


def asked_before(requirement: Requirement, context: Context) -> Fraction | None:
    """The hours that the last term asked in all; None where there was none, or nothing carries over."""
    then = _then(requirement, context)
    return None if then is None else _hours_asked(requirement, then)


def _then(requirement: Requirement, context: Context) -> Context | None:
    """The context on the last day of the term before, where its hours may serve this one."""
    holding, term = context.holding, context.term
    months = requirement.ref.credential.term.months
    if requirement.ce.carry_over is None or holding is None or term is None or term.first or months is None:
        return None
    before = _term_before(holding, term, months)
    if before is None:
        return None
    then = context.on_day(before.ends)
    then.term, then.rules_day = before, before.ends
    return then


def _hours_asked(requirement: Requirement, then: Context) -> Fraction:
    assert then.term is not None
    asked = (want.most for one in demands(requirement, then, then.term) for want in _totals(requirement, one))
    return max(asked, default=_NONE)


def _totals(requirement: Requirement, demand: Demand) -> list[Want]:
    return [want for position, want in demand.wants.items() if requirement.ids[position] == "total"]


def _term_before(holding: Holding, term: TermDates, months: int) -> TermDates | None:
    if term.starts is None:
        return None
    ends = term.starts - ONE_DAY
    issued = holding.issued
    if issued is not None and issued > ends:
        return None
    starts = add_months(ends, -months) + ONE_DAY
    first = issued is not None and issued >= starts
    return TermDates(max(starts, issued) if issued and first else starts, ends, first=first)
