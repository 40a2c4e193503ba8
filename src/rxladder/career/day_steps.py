"""Steps from a day to another, as words in any language tell them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

from rxladder.facts.days import add_months

Direction = Literal["back", "ahead"]
Found = re.Match[str]
Reading = Callable[[Found, date, Direction], date | None]


def moved(day: date, count: int, unit: str) -> date:
    """`day` moved by so many days, weeks, months or years, either way."""
    if unit in ("month", "year"):
        return add_months(day, count * (12 if unit == "year" else 1))
    return day + timedelta(days=count * (7 if unit == "week" else 1))


def to_weekday(wanted: int, on: date, direction: Direction, *, before_today: bool = False) -> date:
    """The nearest such day of the week; back also today, unless it must lie `before_today`."""
    if direction == "ahead":
        return on + timedelta(days=(wanted - on.weekday() - 1) % 7 + 1)
    back = (on.weekday() - wanted) % 7
    return on - timedelta(days=back or (7 if before_today else 0))


def of_a_year(month: int, day: int, on: date, direction: Direction) -> date | None:
    """The nearest such day of a year; None where neither year has it."""
    years = (on.year, on.year + 1) if direction == "ahead" else (on.year, on.year - 1)
    for year in years:
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found > on if direction == "ahead" else found <= on:
            return found
    return None


def of_a_month(day: int, on: date, direction: Direction) -> date | None:
    """The nearest such day of a month: of this one, or of one beside it."""
    for months in (0, 1, 2):
        month = add_months(on.replace(day=1), months if direction == "ahead" else -months)
        try:
            found = month.replace(day=day)
        except ValueError:
            continue
        if found > on if direction == "ahead" else found <= on:
            return found
    return None
