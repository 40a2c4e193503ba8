"""Where a pay stands in a row of BLS's tables: between which of the five percentiles that are published.

Nothing is worked out between them: BLS tells no more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from rxladder.facts.wages import Wages

PERCENTILES = (10, 25, 50, 75, 90)


@dataclass(frozen=True, slots=True)
class WageStanding:
    """A pay in dollars an hour beside a row.

    `at_least`: the highest percentile that it reaches; `below`: the lowest that it does not. None at an end.
    """

    row: Wages
    usd: Fraction
    at_least: int | None
    below: int | None

    @property
    def to_median(self) -> Fraction | None:
        """The pay less the row's median, in dollars an hour."""
        return None if self.row.p50 is None else self.usd - self.row.p50


def wage_standing(row: Wages, usd: Fraction) -> WageStanding | None:
    """Where a pay stands in a row; None where the row has no percentile."""
    known = [(n, amount) for n in PERCENTILES if (amount := _amount(row, n)) is not None]
    if not known:
        return None
    reached = _last(n for n, amount in known if amount <= usd)
    return WageStanding(row, usd, reached, next((n for n, amount in known if amount > usd), None))


def _amount(row: Wages, percentile: int) -> Fraction | None:
    amount: Fraction | None = getattr(row, f"p{percentile}")
    return amount


def _last(found: Iterable[int]) -> int | None:
    return max(found, default=None)
