"""The days that stand in a text, in every form in which Americans write them.

Month before day, as in the US; day before month only where nothing else is possible (25/03/2026).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_SLASHED = re.compile(r"(?<![\d-])(?P<number>\d{1,2})[/.](?P<day>\d{1,2})[/.](?P<year>\d{4}|\d\d)(?!\d)")
_FORMS = [
    re.compile(r"(?<![\d-])(?P<year>\d{4})-(?P<number>\d{1,2})-(?P<day>\d{1,2})(?!\d|-\d)"),
    re.compile(r"(?<![\d/])(?P<year>\d{4})/(?P<number>\d{1,2})/(?P<day>\d{1,2})(?![\d/])"),
    _SLASHED,
    re.compile(r"(?<![\d-])(?P<number>\d{1,2})-(?P<day>\d{1,2})-(?P<year>\d{4})(?!\d|-\d)"),
    re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?[\s-]+{_MONTH},?[\s-]+(?P<year>\d{{4}})", re.I),
    re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})-{_MONTH}-(?P<year>\d\d)(?!\d)", re.I),
    re.compile(rf"\b{_MONTH}[\s-]+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?[\s-]+(?P<year>\d{{4}})", re.I),
]


@dataclass(frozen=True, slots=True)
class DayInText:
    """A day from `start` to `end` of a text; `day` is None where the calendar has no such day."""

    start: int
    end: int
    text: str
    day: date | None


class Free:
    """The parts of a text that nothing has been found in; asking takes no longer where much was found."""

    def __init__(self, text: str) -> None:
        self._taken = bytearray(len(text))

    def take(self, start: int, end: int) -> bool:
        """Whether a part is free; from now on it is not."""
        if any(self._taken[start:end]):
            return False
        self._taken[start:end] = b"x" * (end - start)
        return True


def find_days(text: str, *, day_first: bool = False) -> list[DayInText]:
    """Every day in a text, in its order; of two that overlap the one whose form is clearer.

    `day_first`: what else is known tells that 03/04/2026 is in April.
    """
    found: list[DayInText] = []
    free = Free(text)
    for form in _FORMS:
        for match in form.finditer(text):
            if free.take(match.start(), match.end()):
                found.append(DayInText(match.start(), match.end(), match[0], _day(match, day_first)))
    return sorted(found, key=lambda one: one.start)


def orders(text: str) -> set[Literal["day first", "month first"]]:
    """In which order days stand that can be read in one order only: 25/03/2026 has the day first."""
    pairs = [(int(one["number"]), int(one["day"])) for one in _SLASHED.finditer(text)]
    found: set[Literal["day first", "month first"]] = set()
    if any(first > 12 >= second for first, second in pairs):
        found.add("day first")
    if any(first <= 12 < second for first, second in pairs):
        found.add("month first")
    return found


def _day(found: re.Match[str], day_first: bool) -> date | None:
    parts = found.groupdict()
    year = int(parts["year"])
    year += 2000 if year < 100 else 0
    day = int(parts["day"])
    month = int(parts["number"]) if parts.get("number") else _MONTHS.index(parts["month"][:3].lower()) + 1
    known = day_first and found.re is _SLASHED and day <= 12
    if "/" in found[0] and (known or month > 12 >= day):
        month, day = day, month
    try:
        return date(year, month, day)
    except ValueError:
        return None
