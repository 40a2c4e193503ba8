"""Exact arithmetic on days, months and hours, shared by every floor above."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer

from rxladder.facts.language import gettext as _

ONE_DAY = timedelta(days=1)
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, _length(year, month))


def _length(year: int, month: int) -> int:
    """How many days a month has (`calendar.monthrange` works out a weekday, too, and is slow)."""
    return 29 if month == 2 and calendar.isleap(year) else _LENGTHS[month - 1]


def is_month_end(day: date) -> bool:
    """Whether `day` is the last day of its month."""
    return day.day == _length(day.year, day.month)


def add_months(day: date, months: int) -> date:
    """`day` moved by whole months (either way).

    A day that the target month lacks is clamped to its last day; a month's last day stays a last day
    (28 February 2026 less 24 months is 29 February 2024).
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = _length(year, month + 1)
    return date(year, month + 1, last if is_month_end(day) else min(day.day, last))


def whole_months(start: date, end: date) -> int:
    """How many whole months lie between two days (0 where `end` is before `start`)."""
    if end < start:
        return 0
    months = (end.year - start.year) * 12 + end.month - start.month
    while months > 0 and add_months(start, months) > end:
        months -= 1
    return months


def to_hours(value: Any) -> Fraction:
    """An amount as an exact rational: an int, a decimal as written, or a text such as "10/3".

    Neither part of it may have more than 18 digits: that is all that is stored of one.
    """
    if isinstance(value, bool):
        raise ValueError(_("a number is expected here"))
    found = Fraction(value) if isinstance(value, (int, Fraction)) else _read(str(value))
    if max(abs(found.numerator), found.denominator) >= 10**18:
        said = _("{value} has more digits than an amount needs")
        raise ValueError(said.format(value=str(value)[:30]))
    return found


def _read(text: str) -> Fraction:
    try:
        if "/" in text:
            return Fraction(text)
        return unfolded(Decimal(text))
    except (ValueError, InvalidOperation, ZeroDivisionError, OverflowError):
        raise ValueError(_("{value} is not a number").format(value=repr(text))) from None


def unfolded(decimal: Decimal) -> Fraction:
    """A decimal exactly; one with more zeros than memory has room for as an amount that is too large."""
    return Fraction(decimal) if abs(decimal.adjusted()) < 40 else Fraction(10**40)


def number(amount: Fraction) -> int | float | str:
    """An exact amount as it is best written: an integer, a short decimal, or "10/3"."""
    if amount.denominator == 1:
        return int(amount)
    as_float = float(amount)
    return as_float if Fraction(str(as_float)) == amount else str(amount)


Hours = Annotated[
    Fraction, BeforeValidator(to_hours, json_schema_input_type=int | float | str), PlainSerializer(number)
]
"""Hours (or another amount) as an exact rational; written as a plain number where it has one."""

_MONTH_DAY = re.compile(r"(\d\d)-(\d\d)")


class MonthDay(tuple[int, int]):
    """A day of the year without its year, written MM-DD; 02-29 stands for the end of February."""

    __slots__ = ()

    @classmethod
    def parse(cls, value: Any) -> MonthDay:
        """Read "MM-DD"; anything else is a ValueError."""
        if isinstance(value, MonthDay):
            return value
        found = _MONTH_DAY.fullmatch(str(value))
        month, day = (int(found[1]), int(found[2])) if found else (0, 0)
        try:
            date(2024, month, day)
        except ValueError:
            said = _("{value} is not a day of the year, written MM-DD")
            raise ValueError(said.format(value=repr(value))) from None
        return cls((month, day))

    def in_year(self, year: int) -> date:
        """This day in `year`; the last day of February in every year where it is February's last."""
        month, day = self
        return month_end(year, 2) if month == 2 and day >= 28 else date(year, month, day)

    def __str__(self) -> str:
        return f"{self[0]:02}-{self[1]:02}"

    def __reduce__(self) -> tuple[Any, ...]:
        return (MonthDay, (tuple(self),))


DayOfYear = Annotated[
    MonthDay, BeforeValidator(MonthDay.parse, json_schema_input_type=str), PlainSerializer(str)
]
