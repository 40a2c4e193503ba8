"""A renewal: when it was handed in, whether its term runs, and until when the next term would run."""

from __future__ import annotations

from datetime import date

from rxladder.career.record import Holding
from rxladder.facts.days import ONE_DAY, add_months
from rxladder.facts.load import Packs
from rxladder.facts.term_rules import TermRule
from rxladder.rules.result import HoldingAudit, TermDates

_STEPS = {"every": 12, "odd": 24, "even": 24}


def filed_on(holding: Holding, term: TermDates) -> date | None:
    """The day on which this term's renewal was handed in; on its first day it was late that of the last."""
    filed = holding.filed
    return filed if filed and (term.starts is None or filed > term.starts) else None


def has_begun(term: TermDates | None, on: date) -> bool:
    """Whether a term runs; one that has not begun yet is what the last renewal brought."""
    return term is None or term.starts is None or term.starts <= on


def proposed_end(found: HoldingAudit, packs: Packs) -> date | None:
    """The last day of the term after a holding's own; None where its own or the length is not known."""
    if found.term is None:
        return None
    return renewed_until(packs.credentials[found.holding.credential].credential.term, found.term.ends)


def renewed_until(rule: TermRule, ends: date) -> date | None:
    """The last day of the term after the one that ends, or None where no source read tells its length.

    The date printed on the new certificate wins over it.
    """
    starts = ends + ONE_DAY
    for version in rule.versions:
        if (version.from_ is None or starts >= version.from_) and (
            version.until is None or starts <= version.until
        ):
            rule = version.rule
            break
    months = rule.months or _STEPS.get(rule.years or "")
    return None if months is None or rule.renewable is False else add_months(ends, months)
