"""Shortages over time: how many drugs were short at each month's end."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from rxladder.facts.days import add_months
from rxladder.news.changes import INJECTED
from rxladder.news.openfda import Shortage


@dataclass(frozen=True, slots=True)
class ShortagePoint:
    """How many drugs were short on a day, and how many of them are injected; at least so many."""

    day: date
    drugs: int
    injected: int


@dataclass(frozen=True, slots=True)
class ShortageCourse:
    """Shortages over time. `undated` counts the packages whose beginning or end nobody told: in no point.

    The list forgets: what was resolved long ago is no longer on it, so early points are "at least".
    """

    points: tuple[ShortagePoint, ...]
    undated: int


def shortages_over_time(
    shortages: Collection[Shortage], on: date, months: int = 24, drugs: Collection[str] = ()
) -> ShortageCourse:
    """How many drugs were short at each month's end up to `on`; only some of them where they are named."""
    chosen = [one for one in shortages if not drugs or set(one.drugs) & set(drugs)]
    spells = [(one, *_spell(one)) for one in chosen if one.status in ("current", "resolved")]
    dated = [
        (one, start, end)
        for one, start, end in spells
        if start is not None and (end or one.status == "current")
    ]
    points = []
    for day in _month_ends(on, months):
        short = [one for one, start, end in dated if start <= day and (end is None or end > day)]
        injected = {one.drugs or one.name for one in short if _is_injected(one)}
        points.append(ShortagePoint(day, len({one.drugs or one.name for one in short}), len(injected)))
    return ShortageCourse(tuple(points), len(spells) - len(dated))


def _spell(one: Shortage) -> tuple[date | None, date | None]:
    """From when to when a package was short; without an end it still is."""
    return one.since, (one.changed or one.updated) if one.status == "resolved" else None


def _is_injected(one: Shortage) -> bool:
    return any(word in f"{one.form} {one.name}".lower() for word in INJECTED)


def _month_ends(on: date, months: int) -> list[date]:
    first = on.replace(day=1)
    ends = [add_months(first, -back) - timedelta(days=1) for back in range(months - 1, -1, -1)]
    return [*ends, on]
