"""Days and months as expressions, with the meaning of `rxladder.facts.days`."""

from __future__ import annotations

from datetime import date, timedelta

import ibis
from ibis.expr.types import BooleanValue, DateValue, IntegerValue, Value

from rxladder.facts import days as calendar

NO_DAY = date(1, 1, 1)
"""Stands for a day that is not told, where a null could not be compared."""


def plus_days(day: DateValue, days: int) -> DateValue:
    """A day moved by days."""
    return (day + ibis.interval(days=days)).cast("date") if days else day


def add_months(day: DateValue, months: int) -> DateValue:
    """A day moved by whole months: clamped, and a month's last day stays a last day."""
    if not months:
        return day
    moved = (day + ibis.interval(months=months)).cast("date")
    last = (moved.truncate("M") + ibis.interval(months=1) - ibis.interval(days=1)).cast("date")
    return ibis.ifelse(plus_days(day, 1).day() == 1, last, moved)


def latest(months: int, days: int, limit: date) -> date:
    """The last day that, moved by months and then by days, is no later than a limit."""

    def moved(day: date) -> date:
        return calendar.add_months(day, months) + timedelta(days=days)

    found = calendar.add_months(limit - timedelta(days=days), -months) + timedelta(days=4)
    while moved(found) > limit:
        found -= calendar.ONE_DAY
    return found


def day_in_year(month: int, day: int, year: IntegerValue) -> DateValue:
    """A day of the year in a year; 28 and 29 February are the last of February."""
    year = year.cast("int32")
    if month == 2 and day >= 28:
        return ibis.date(year, ibis.literal(2), _length(year, ibis.literal(2)).cast("int32"))
    return ibis.date(year, ibis.literal(month), ibis.literal(day))


def _length(year: IntegerValue, month: IntegerValue) -> IntegerValue:
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    return ibis.cases(
        (month == 2, ibis.ifelse(leap, 29, 28)), (month.isin([4, 6, 9, 11]), ibis.literal(30)), else_=31
    )


def told(day: DateValue) -> DateValue:
    """A day, or `NO_DAY` where it is null."""
    return ibis.coalesce(day, ibis.literal(NO_DAY))


def is_so(state: BooleanValue) -> BooleanValue:
    """A test of which null is no."""
    return ibis.coalesce(state, ibis.literal(False))


def code(state: BooleanValue) -> IntegerValue:
    """A test as 0 or 1; null is 0."""
    return ibis.ifelse(is_so(state), 1, 0)


def case_of(column: Value, values: dict[int, Value], otherwise: Value) -> Value:
    """The value that belongs to a number in a column."""
    if not values:
        return otherwise
    return ibis.cases(*((column == key, value) for key, value in values.items()), else_=otherwise)
