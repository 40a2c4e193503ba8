"""Events out of an iCalendar (RFC 5545), as societies publish theirs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Calendar

from rxladder.career.gatherings import Gathering
from rxladder.facts.entries import FIRST_DAY, LAST_DAY, LONGEST_TEXT
from rxladder.facts.language import gettext as _
from rxladder.facts.yaml_text import plain_line

LONGEST_CALENDAR = 5_000_000
MOST_EVENTS = 2_000


class CalendarError(ValueError):
    """A file that is no calendar, in words for a person."""


@dataclass(frozen=True, slots=True)
class Events:
    """The events of a calendar, the earliest first; `left_out` counts those without a name or a day."""

    found: tuple[Gathering, ...]
    left_out: int = 0


def read_events(data: bytes) -> Events:
    """The events of a calendar. Of one that repeats the first is taken. Raises CalendarError."""
    if len(data) > LONGEST_CALENDAR:
        raise CalendarError(_("This calendar is larger than 5 MB."))
    if b"BEGIN:VCALENDAR" not in data[:4_096].upper():
        raise CalendarError(_("This is no calendar: it has no line BEGIN:VCALENDAR."))
    try:
        entries = list(_entries(data))
    except Exception as error:
        # The library promises no set of errors for what is broken: some are of its own insides.
        why = plain_line(str(error), 200)
        raise CalendarError(_("This calendar could not be read: {why}").format(why=why)) from None
    if len(entries) > MOST_EVENTS:
        raise CalendarError(_("This calendar holds more than 2,000 events."))
    found = [event for entry in entries if (event := _event(entry)) is not None]
    found.sort(key=lambda event: (event.starts, event.name))
    return Events(tuple(found), len(entries) - len(found))


def _entries(data: bytes) -> Iterator[Any]:
    for calendar in Calendar.from_ical(data, multiple=True):
        yield from calendar.walk("VEVENT")


def _event(entry: Any) -> Gathering | None:
    name, starts = _text(entry, "summary"), _day(entry, "dtstart")
    if not name or starts is None or str(entry.get("status", "")).upper() == "CANCELLED":
        return None
    ends = _last_day(entry, starts)
    return Gathering(
        name=name,
        starts=starts,
        ends=ends if ends is not None and ends > starts else None,
        uid=_text(entry, "uid"),
        where=_text(entry, "location"),
        url=_text(entry, "url"),
        note=_text(entry, "description"),
    )


def _text(entry: Any, name: str) -> str:
    value = entry.get(name, "")
    value = value[0] if isinstance(value, list) and value else value
    return str(value or "").replace("\x00", "").strip()[:LONGEST_TEXT]


def _value(entry: Any, name: str) -> Any:
    """A day, moment or length; None where it is not told, told twice, or cannot be read."""
    try:
        return getattr(entry.get(name), "dt", None)
    except ValueError:  # the library keeps what is broken until it is asked for it
        return None


def _day(entry: Any, name: str) -> date | None:
    value = _value(entry, name)
    day = value.date() if isinstance(value, datetime) else value
    return day if isinstance(day, date) and FIRST_DAY <= day <= LAST_DAY else None


def _last_day(entry: Any, starts: date) -> date | None:
    """The last day: an end without a time is the day after it, and one at midnight is the day before."""
    end, day = _value(entry, "dtend"), _day(entry, "dtend")
    if end is None or day is None:
        length = _value(entry, "duration")
        longest = (LAST_DAY - starts).days
        if not isinstance(length, timedelta) or length.days > longest:
            return None
        return starts + timedelta(days=max(length.days - 1, 0))
    at_midnight = isinstance(end, datetime) and (end.hour, end.minute) == (0, 0)
    return day - timedelta(days=1) if at_midnight or not isinstance(end, datetime) else day
