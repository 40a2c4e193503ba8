"""Series of points for charts: a value a week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from rxladder.career.projects import Measure, Point

FIRST = date(2026, 1, 5)
SHARE = Measure("Late first doses", "share", of="first doses", better="lower")
RATE = Measure("Order entry errors", "rate", of="orders", per=1)
COUNT = Measure("Bins below minimum", "count")
SINGLE = Measure("Turnaround time", "single", unit="minutes")


def day(week: int) -> date:
    return FIRST + timedelta(7 * week)


def weekly(amounts: Sequence[object], of: Sequence[object] | None = None) -> list[Point]:
    """Points a week apart; amounts as numbers or as decimals in text, so that they stay exact."""
    sizes = [None] * len(amounts) if of is None else [Fraction(str(one)) for one in of]
    return [
        Point(day(week), Fraction(str(amount)), size)
        for week, (amount, size) in enumerate(zip(amounts, sizes, strict=True))
    ]
