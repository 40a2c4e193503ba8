"""A term that is over, judged as on its last day: by today's whole record and the rules in force then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from rxladder.career.record import Career
from rxladder.facts.load import Packs
from rxladder.rules.audit import audit
from rxladder.rules.result import HoldingAudit


def audit_of_term(career: Career, place: int, ends: date, packs: Packs) -> HoldingAudit:
    """The audit of the holding at `place` for its term that ended on a day.

    Credits count that were entered since, and those earned later stay outside the term.
    """
    held = career.holdings[place]
    before = tuple(term for term in held.terms if term.ends < ends)
    then = replace(held, expires=ends, filed=None, terms=before)
    holdings = (*career.holdings[:place], then, *career.holdings[place + 1 :])
    return audit(replace(career, holdings=holdings), packs, ends).holdings[place]
