"""The dates of a record as an iCalendar (RFC 5545) that phones and desks subscribe to or read in.

All events last the whole day: a last day is one wherever the person travels. What an event says may have been
typed by anybody, so texts lose what could end a line or upset a reader.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Alarm, Calendar
from icalendar import Event as Entry

from rxladder.facts.days import ONE_DAY
from rxladder.facts.language import gettext as _
from rxladder.rules.agenda import Event, EventKind

DOMAIN = "rxladder.invalid"
MORNING = timedelta(hours=8)
REFRESH = "PT12H"
# Fewer than the mails: a phone rings for each.
ALARMS: dict[EventKind, tuple[int, ...]] = {
    "opens": (0,),
    "window": (30, 7, 1),
    "apply-by": (30, 7, 1),
    "ends": (30, 7, 1),
    "late": (7, 1),
    "activity": (1,),
    "step": (1,),
    "meeting": (7, 1),
    "asked": (7, 1),
    "person": (0,),
}
_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """How often an event has changed since it was first handed out, and when it did last."""

    sequence: int
    changed: datetime


def event_id(event: Event, who: str) -> str:
    """The event's name for all the world: the same each time, and telling nothing of the person."""
    return f"{hashlib.sha256(f'{who}/{event.uid}'.encode(errors='replace')).hexdigest()[:40]}@{DOMAIN}"


def event_digest(event: Event) -> str:
    """A fingerprint of what a calendar shows of an event: another one is another version."""
    shown = (event.day.isoformat(), event.what, _text(event), event.state == "done")
    return hashlib.sha256(repr(shown).encode()).hexdigest()


def write_calendar(events: Iterable[Event], who: str, stamps: Mapping[str, Stamp]) -> bytes:
    """A person's calendar. `who` names them apart from others; `stamps` has each event's version by uid."""
    calendar = Calendar()
    calendar.add("prodid", "-//RxLadder//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("RxLadder"))
    calendar.add("x-published-ttl", REFRESH)
    calendar.add("refresh-interval", timedelta(hours=12), parameters={"value": "DURATION"})
    for event in events:
        calendar.add_component(_entry(event, who, stamps[event.uid]))
    return bytes(calendar.to_ical(sorted=False))


def _entry(event: Event, who: str, stamp: Stamp) -> Entry:
    entry = Entry()
    entry.add("uid", event_id(event, who))
    entry.add("dtstamp", stamp.changed)
    entry.add("last-modified", stamp.changed)
    entry.add("sequence", stamp.sequence)
    entry.add("dtstart", event.day)
    entry.add("dtend", event.day + ONE_DAY)
    entry.add("summary", plain(f"✓ {event.what}" if event.state == "done" else event.what))
    entry.add("description", plain(_text(event)))
    entry.add("transp", "TRANSPARENT")
    if event.state == "open":
        for days in ALARMS[event.kind]:
            entry.add_component(_alarm(event, days))
    return entry


def _text(event: Event) -> str:
    if event.source is None:
        return event.why
    read = _("Source: {url}, read {day}").format(url=event.source.url, day=event.source.read.isoformat())
    return f"{event.why}\n\n{read}"


def _alarm(event: Event, days: int) -> Alarm:
    """A reminder in the morning, so many days before."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", plain(event.what))
    alarm.add("trigger", MORNING - timedelta(days=days))
    return alarm


def plain(text: str) -> str:
    """A text without what nobody sees, such as turning the writing around; every line break a plain one."""
    return _UNSEEN.sub("", _BREAKS.sub("\n", text))
