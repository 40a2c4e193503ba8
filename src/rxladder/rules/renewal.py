"""What a renewal brings: the day until which the next term would run."""

from __future__ import annotations

from datetime import date

from rxladder.facts.days import ONE_DAY, add_months
from rxladder.facts.term_rules import TermRule

_STEPS = {"every": 12, "odd": 24, "even": 24}


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
