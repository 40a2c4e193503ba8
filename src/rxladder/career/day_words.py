"""Days that a sentence tells by words: "yesterday", "last Tuesday", "in 3 weeks", "3 Nov".

English as people write it in a hurry. A day without a year is the nearest one in the direction that the
sentence looks: back for what was done, ahead for what is to be done.

Spanish is understood beside it (`day_words_es.py`), whatever language a page speaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from rxladder.career.day_steps import Direction, Found, Reading, moved, of_a_month, of_a_year, to_weekday
from rxladder.career.day_words_es import FORMS
from rxladder.career.days_in_text import DayInText, Free, find_days

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = r"(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_COUNT = (
    r"(?P<count>\d{1,3}|(?:a )?couple(?: of)?|(?:a )?few|an?|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve)"
)
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_COUNTS |= {"eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "couple": 2, "few": 3}
_UNIT = r"(?P<unit>days?|weeks?|wks?|months?|mos?|years?|yrs?)"
_UNITS = {"da": "day", "we": "week", "wk": "week", "mo": "month", "ye": "year", "yr": "year"}
_PARTS_OF_ONE = r"(?![\d/])(?! ?(?:an? )?(?:hours?|hrs?|h|days?|price|off|tab(?:let)?s?|tsps?|cups?|dose)\b)"
"""What does not stand behind a day: "1/2 hour" is none."""


def _unit(found: Found) -> str:
    return _UNITS[found["unit"][:2].lower()]


def _counted(found: Found, on: date, sign: int) -> date:
    text = found["count"].lower().removesuffix(" of")
    text = text if text in _COUNTS else text.removeprefix("a ")
    return moved(on, sign * (int(text) if text.isdigit() else _COUNTS[text]), _unit(found))


def _weekday(found: Found, on: date, direction: Direction) -> date:
    wanted = _WEEKDAYS.index(found["weekday"][:3].lower())
    return to_weekday(wanted, on, direction, before_today=found[0].lower().startswith("last"))


def _of_a_month(found: Found, on: date, direction: Direction) -> date | None:
    return of_a_month(int(found["day"]), on, direction)


def _without_year(found: Found, on: date, direction: Direction) -> date | None:
    parts = found.groupdict()
    named = parts.get("month")
    month = _MONTHS.index(named[:3].lower()) + 1 if named else int(parts["number"])
    return of_a_year(month, int(parts["day"]), on, direction)


_FORMS: tuple[tuple[re.Pattern[str], Reading], ...] = (
    (re.compile(r"\b(?:today|this (?:morning|afternoon|evening)|tonight)\b", re.I), lambda _f, on, _d: on),
    (re.compile(r"\b(?:the )?day before yesterday\b", re.I), lambda _f, on, _d: moved(on, -2, "day")),
    (re.compile(r"\byesterday\b", re.I), lambda _f, on, _d: moved(on, -1, "day")),
    (re.compile(r"\btomorrow\b", re.I), lambda _f, on, _d: moved(on, 1, "day")),
    (re.compile(rf"\b{_COUNT} {_UNIT} ago\b", re.I), lambda found, on, _d: _counted(found, on, -1)),
    (re.compile(rf"\b(?:with)?in {_COUNT} {_UNIT}\b", re.I), lambda found, on, _d: _counted(found, on, 1)),
    (
        re.compile(rf"\b{_COUNT} {_UNIT} from (?:now|today)\b", re.I),
        lambda found, on, _d: _counted(found, on, 1),
    ),
    (re.compile(r"\b(?:with)?in (?:a|one) fortnight\b", re.I), lambda _f, on, _d: moved(on, 2, "week")),
    (re.compile(rf"\bnext {_UNIT}\b", re.I), lambda found, on, _d: moved(on, 1, _unit(found))),
    (re.compile(rf"\blast {_UNIT}\b", re.I), lambda found, on, _d: moved(on, -1, _unit(found))),
    # "Sat" is a day and "sat" is none, unless a word before it says so.
    (re.compile(rf"\b(?!(?-i:sat|sun|wed)\b)(?:(?:on|by|next|last|this) )?{_WEEKDAY}\b", re.I), _weekday),
    (
        re.compile(rf"\b(?:on |by )?(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}\b", re.I),
        _without_year,
    ),
    (re.compile(rf"\b(?:on |by )?{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b", re.I), _without_year),
    (
        re.compile(rf"(?<![\d/])(?P<number>0?[1-9]|1[0-2])/(?P<day>\d{{1,2}}){_PARTS_OF_ONE}", re.I),
        _without_year,
    ),
    (re.compile(r"\b(?:on|by) the (?P<day>\d{1,2})(?:st|nd|rd|th)\b", re.I), _of_a_month),
)


def find_day_words(text: str, on: date, direction: Direction) -> list[DayInText]:
    """Every day that a text tells, written out or by words, in its order; `on` is today."""
    free = Free(text)
    every = (*find_days(text), *_by_words(text, on, direction))
    return sorted((one for one in every if free.take(one.start, one.end)), key=lambda one: one.start)


def _by_words(text: str, on: date, direction: Direction) -> Iterator[DayInText]:
    for form, reading in (*_FORMS, *FORMS):
        for match in form.finditer(text):
            try:
                day = reading(match, on, direction)
            except (ValueError, OverflowError):
                day = None
            yield DayInText(match.start(), match.end(), match[0], day)
