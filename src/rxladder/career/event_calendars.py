"""Events out of an iCalendar (RFC 5545), as societies publish theirs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Calendar

from rxladder.career.event_repeats import read_repeats
from rxladder.career.gatherings import Gathering
from rxladder.facts.entries import FIRST_DAY, LAST_DAY, LONGEST_TEXT
from rxladder.facts.language import gettext as _
from rxladder.facts.yaml_text import plain_line

LONGEST_CALENDAR = 5_000_000
MOST_EVENTS = 2_000
MOST_REPEATING = 300
"""Events whose next day is looked for; of more the first is taken."""

_UTC = frozenset({"UTC", "Etc/UTC", "UTC+00:00"})

Here = Callable[[datetime], datetime]
"""A moment as the reader's own clock shows it."""


class CalendarError(ValueError):
    """A file that is no calendar, in words for a person."""


@dataclass(frozen=True, slots=True)
class Events:
    """The events of a calendar, the earliest first; `left_out` counts those without a name or a day."""

    found: tuple[Gathering, ...]
    left_out: int = 0


def read_events(data: bytes, on: date | None = None, here: Here | None = None) -> Events:
    """The events of a calendar. Raises CalendarError.

    Of one that repeats the next from `on` on is taken, the first where no day is told. A moment that is told
    in UTC is on the day on which it is `here`: seven in the evening in Texas is the next day in UTC.
    """
    if len(data) > LONGEST_CALENDAR:
        raise CalendarError(_("This calendar is larger than 5 MB."))
    if b"BEGIN:VCALENDAR" not in data[:4_096].upper():
        raise CalendarError(_("This is not a calendar: it has no line BEGIN:VCALENDAR."))
    try:
        entries = list(_entries(data))
    except Exception as error:
        # The library promises no set of errors for what is broken: some are of its own insides.
        why = plain_line(str(error), 200)
        raise CalendarError(_("This calendar could not be read: {why}").format(why=why)) from None
    if len(entries) > MOST_EVENTS:
        raise CalendarError(_("This calendar has more than 2,000 events."))
    apart = _told_apart(entries)
    found, repeating = [], 0
    for entry in entries:
        event = _event(entry, here)
        if event is not None and on is not None and event.last_day < on and _repeats(entry):
            repeating += 1
            if repeating <= MOST_REPEATING:
                event = _next(event, entry, on, apart.get(event.uid, ()))
        if event is not None:
            found.append(event)
    found.sort(key=lambda event: (event.starts, event.name))
    return Events(tuple(found), len(entries) - len(found))


def _entries(data: bytes) -> Iterator[Any]:
    for calendar in Calendar.from_ical(data, multiple=True):
        yield from calendar.walk("VEVENT")


def _event(entry: Any, here: Here | None) -> Gathering | None:
    name, starts = _text(entry, "summary"), _day(entry, "dtstart", here)
    if not name or starts is None or str(entry.get("status", "")).upper() == "CANCELLED":
        return None
    ends = _last_day(entry, starts, here)
    return Gathering(
        name=name,
        starts=starts,
        ends=ends if ends is not None and ends > starts else None,
        uid=_text(entry, "uid"),
        where=_text(entry, "location"),
        url=_text(entry, "url"),
        note=_text(entry, "description"),
    )


# --- What repeats


def _told_apart(entries: list[Any]) -> dict[str, set[date]]:
    """The days of repeating events that are told by entries of their own: moved, or off."""
    apart: dict[str, set[date]] = {}
    for entry in entries:
        day = _day(entry, "recurrence-id")
        if day is not None:
            apart.setdefault(_text(entry, "uid"), set()).add(day)
    return apart


def _repeats(entry: Any) -> bool:
    return isinstance(entry.get("rrule"), Mapping) and entry.get("recurrence-id") is None


def _next(event: Gathering, entry: Any, on: date, apart: Collection[date]) -> Gathering:
    """The event on the next of its days; as it was told where there is none, or none can be reckoned."""
    began = _day(entry, "dtstart")
    rule = read_repeats(entry["rrule"], began) if began is not None else None
    if rule is None or began is None:
        return event
    length, moved = event.last_day - event.starts, event.starts - began
    day = rule.next_from(on - length - moved, {*apart, *_days_off(entry)})
    if day is None or day + moved + length > LAST_DAY:
        return event
    starts = day + moved
    return replace(event, starts=starts, ends=starts + length if event.ends else None)


def _days_off(entry: Any) -> Iterator[date]:
    told = entry.get("exdate", [])
    for part in told if isinstance(told, list) else [told]:
        try:
            days = [getattr(one, "dt", None) for one in getattr(part, "dts", ())]
        except ValueError:  # the library keeps what is broken until it is asked for it
            continue
        yield from (date(day.year, day.month, day.day) for day in days if isinstance(day, date))


# --- Values


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


def _local(value: Any, here: Here | None) -> Any:
    """A moment of UTC as it is here. In a zone of its own it stays what it is where the event is held."""
    if here is None or not isinstance(value, datetime) or str(value.tzinfo or "") not in _UTC:
        return value
    try:
        return here(value)
    except (OverflowError, ValueError):
        return value


def _day(entry: Any, name: str, here: Here | None = None) -> date | None:
    value = _local(_value(entry, name), here)
    day = value.date() if isinstance(value, datetime) else value
    return day if isinstance(day, date) and FIRST_DAY <= day <= LAST_DAY else None


def _last_day(entry: Any, starts: date, here: Here | None) -> date | None:
    """The last day: an end without a time is the day after it, and one at midnight is the day before."""
    end, day = _local(_value(entry, "dtend"), here), _day(entry, "dtend", here)
    if end is None or day is None:
        length = _value(entry, "duration")
        longest = (LAST_DAY - starts).days
        if not isinstance(length, timedelta) or length.days > longest:
            return None
        return starts + timedelta(days=max(length.days - 1, 0))
    at_midnight = isinstance(end, datetime) and (end.hour, end.minute) == (0, 0)
    return day - timedelta(days=1) if at_midnight or not isinstance(end, datetime) else day
