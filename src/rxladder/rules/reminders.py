"""Which dates a person is to be reminded of on a day.

A reminder is due for the nearest lead that has been reached: after a week away only that one is sent, not all
that were missed. What is done or past is never due.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from rxladder.rules.agenda import Event, EventKind

LEADS = (90, 60, 30, 14, 7, 1)
"""Days before a date that one would regret to miss."""

SHORT_LEADS = (7, 1)
"""The same for an activity or a step of a path, which is a matter of days, and for what is late already."""

REGRETTED: dict[EventKind, tuple[int, ...]] = {
    "apply-by": LEADS,
    "ends": LEADS,
    "window": LEADS,
    "late": SHORT_LEADS,
    "activity": SHORT_LEADS,
    "step": SHORT_LEADS,
    "meeting": SHORT_LEADS,
    "asked": SHORT_LEADS,
    "person": (1,),
}


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder to be sent now: the event, the lead in days that it stands for, and the days left."""

    event: Event
    lead: int
    days_left: int


def due(
    events: Iterable[Event],
    on: date,
    leads: Collection[int] = LEADS,
    kinds: Collection[EventKind] = tuple(REGRETTED),
) -> tuple[Due, ...]:
    """What is due on a day among the leads and kinds that a person wants, the nearest first."""
    found = []
    for event in events:
        left = (event.day - on).days
        reached = [lead for lead in REGRETTED.get(event.kind, ()) if lead in leads and lead >= left]
        if event.state == "open" and event.kind in kinds and left >= 0 and reached:
            found.append(Due(event, min(reached), left))
    return tuple(sorted(found, key=lambda one: (one.days_left, one.event.uid)))


def next_due(
    events: Iterable[Event],
    on: date,
    leads: Collection[int] = LEADS,
    kinds: Collection[EventKind] = tuple(REGRETTED),
) -> tuple[date, Event] | None:
    """The first day after `on` on which a reminder falls due if nothing changes, and what it is about."""
    found = [
        (event.day - timedelta(days=lead), event)
        for event in events
        if event.state == "open" and event.kind in kinds
        for lead in REGRETTED.get(event.kind, ())
        if lead in leads and event.day - timedelta(days=lead) > on
    ]
    return min(found, key=lambda one: (one[0], one[1].uid), default=None)
