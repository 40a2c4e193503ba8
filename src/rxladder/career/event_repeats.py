"""The next day of an event that repeats (RFC 5545, RRULE), for the ways in which societies meet.

Every so many days, weeks, months or years, on days of the week ("the first Tuesday") or of the month. Days
are tried one by one within bounds, so that no rule of a stranger's takes long; of a rule with other parts,
only the first day is known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice

from rxladder.facts.days import month_end

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
AHEAD = timedelta(days=800)
"""How far the next day is looked for."""
MOST_VALUES = 100
"""Of all parts of a rule together."""
LONGEST_COUNT = timedelta(days=3_700)
"""How far back a number of times is counted from."""
_PARTS = frozenset(
    {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS"}
)
_KINDS = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")


@dataclass(frozen=True, slots=True)
class Repeats:
    """How an event repeats. `weekdays` are pairs: which of the month (0: each), and the day of the week."""

    kind: str
    starts: date
    interval: int = 1
    count: int | None = None
    until: date | None = None
    weekdays: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    places: tuple[int, ...] = ()

    def next_from(self, on: date, but: Collection[date] = ()) -> date | None:
        """The first of its days from `on` on that is none of `but`; None where there is none soon."""
        if self.count is not None:
            if on - self.starts > LONGEST_COUNT:
                return None
            times = islice(self._days(self.starts, on + AHEAD), self.count)
            return next((day for day in times if day >= on and day not in but), None)
        return next((day for day in self._days(max(on, self.starts), on + AHEAD) if day not in but), None)

    def _days(self, first: date, last: date) -> Iterator[date]:
        last = min(last, self.until or last)
        for ahead in range(max((last - first).days + 1, 0)):
            day = first + timedelta(days=ahead)
            # The day on which it begins is one of its days whatever the rule says.
            if day == self.starts or self._is_one(day):
                yield day

    def _is_one(self, day: date) -> bool:
        if self._steps(day) % self.interval:
            return False
        if self.kind == "YEARLY":
            return day in _of_year(self, day.year)
        if self.months and day.month not in self.months:
            return False
        if self.kind == "MONTHLY":
            return day in self._placed(self.of_month(day.year, day.month))
        wanted = {weekday for _which, weekday in self.weekdays}
        if not wanted and self.kind == "WEEKLY":
            wanted = {self.starts.weekday()}
        return not wanted or day.weekday() in wanted

    def _steps(self, day: date) -> int:
        match self.kind:
            case "DAILY":
                return (day - self.starts).days
            case "WEEKLY":
                began = self.starts - timedelta(days=self.starts.weekday())
                return (day - began).days // 7
            case "MONTHLY":
                return (day.year - self.starts.year) * 12 + day.month - self.starts.month
            case _:
                return day.year - self.starts.year

    def of_month(self, year: int, month: int) -> list[date]:
        """The days of a month that the rule means, whatever their places."""
        length = month_end(year, month).day
        begins = date(year, month, 1).weekday()
        found = {one if one > 0 else length + 1 + one for one in self.month_days}
        if self.weekdays:
            by_week = {at for which, weekday in self.weekdays for at in _nth(which, weekday, begins, length)}
            found = found & by_week if self.month_days else by_week
        elif not self.month_days:
            found = {self.starts.day}
        return [date(year, month, at) for at in sorted(found) if 0 < at <= length]

    def of_year(self, year: int) -> list[date]:
        """The days of a year that the rule means."""
        # Days of the month alone are those of each month.
        months = self.months or (range(1, 13) if self.month_days else (self.starts.month,))
        there = (month for month in range(1, 13) if month in months)
        return self._placed([day for month in there for day in self.of_month(year, month)])

    def _placed(self, days: list[date]) -> list[date]:
        """Of all days of one time, those at the rule's places."""
        if not self.places:
            return days
        return [days[at - 1 if at > 0 else at] for at in self.places if -len(days) <= at <= len(days)]


@lru_cache(maxsize=32)
def _of_year(rule: Repeats, year: int) -> frozenset[date]:
    return frozenset(rule.of_year(year))


def _nth(which: int, weekday: int, begins: int, length: int) -> list[int]:
    """The days of a month on which a weekday falls: all of them, or only the `which`-th from either end."""
    every = list(range((weekday - begins) % 7 + 1, length + 1, 7))
    if which == 0:
        return every
    return every[which - 1 : which] if which > 0 else every[len(every) + which :][:1]


def read_repeats(rule: Mapping[str, Sequence[object]], starts: date) -> Repeats | None:
    """A rule as a calendar tells it; None where it has parts that are not reckoned with."""
    parts = {str(name).upper(): list(values) for name, values in rule.items()}
    kind = str(next(iter(parts.get("FREQ", ())), "")).upper()
    weeks_of_a_year = kind == "YEARLY" and "BYDAY" in parts and "BYMONTH" not in parts
    if sum(map(len, parts.values())) > MOST_VALUES:
        return None
    if kind not in _KINDS or not parts.keys() <= _PARTS or weeks_of_a_year:
        return None
    try:
        until = next(iter(parts.get("UNTIL", ())), None)
        return Repeats(
            kind,
            starts,
            interval=max(_number(parts, "INTERVAL", 1), 1),
            count=_number(parts, "COUNT", 0) or None,
            until=date(until.year, until.month, until.day) if isinstance(until, date) else None,
            weekdays=tuple(_weekday(str(one)) for one in parts.get("BYDAY", ())),
            month_days=_numbers(parts, "BYMONTHDAY"),
            months=_numbers(parts, "BYMONTH"),
            places=tuple(place for place in _numbers(parts, "BYSETPOS") if place),
        )
    except (ValueError, TypeError):
        return None


def _number(parts: Mapping[str, Sequence[object]], name: str, without: int) -> int:
    return next(iter(_numbers(parts, name)), without)


def _numbers(parts: Mapping[str, Sequence[object]], name: str) -> tuple[int, ...]:
    return tuple(int(str(value)) for value in parts.get(name, ()))


def _weekday(text: str) -> tuple[int, int]:
    which, day = text[:-2], text[-2:].upper()
    return int(which or 0), WEEKDAYS.index(day)
