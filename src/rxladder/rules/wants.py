"""One clause as it is asked of somebody: its number, or why it is not asked."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from rxladder.facts.education_rules import Clause, ContinuingEducation


@dataclass(frozen=True, slots=True)
class Want:
    """One clause as it is asked: its number, or why it is not asked.

    `waived_by` names the exception that took it away, `lowered_by` the one that set another number;
    `uncomputed` is what cannot be computed about it, so that it is never surely met.
    """

    amount: Fraction
    separate: bool = False
    reading: str | None = None
    waived_by: str | None = None
    lowered_by: str | None = None
    uncomputed: str | None = None


def plain_want(clause: Clause, ce: ContinuingEducation) -> Want:
    """A clause as the pack has it, before exceptions and readings."""
    uncomputed = clause.check or ("hours-unknown" if clause.hours_unknown else None)
    return Want(_number(clause, ce), separate=clause.separate, uncomputed=uncomputed)


def _number(clause: Clause, ce: ContinuingEducation) -> Fraction:
    if clause.at_most_share is not None:
        total = ce.clauses.get("total")
        return clause.at_most_share * (total.at_least if total and total.at_least else Fraction(0))
    amount = clause.at_least if clause.at_most is None else clause.at_most
    return amount if amount is not None else Fraction(0)
