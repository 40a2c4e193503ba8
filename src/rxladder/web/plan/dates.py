"""A person's dates on a day, and which version of each their calendars were given last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.apps import apps

from rxladder.papers.calendar import Stamp, event_digest
from rxladder.planning.path_todo import path_events
from rxladder.rules.agenda import Event, agenda, by_day
from rxladder.rules.next_steps import next_steps
from rxladder.web.accounts.models import Person
from rxladder.web.plan.models import CalendarEntry
from rxladder.web.plan.standing import standings
from rxladder.web.site.answer import audit_of, career_of
from rxladder.web.site.disk import as_far_as_the_disk_takes_it
from rxladder.web.site.kept import kept
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.request import PersonRequest
from rxladder.web.site.rules import packs


def _no_dates(_person: Person, _on: date) -> Iterable[Event]:
    """A chapter without dates of its own. One with dates tells them in its `AppConfig`, in `own_dates`."""
    return ()


def asked_for(person: Person, on: date) -> PersonRequest:
    """A request that nobody sent: for what is worked out without a page."""
    request = PersonRequest()
    request.person, request.on = person, on
    return request


def events_of(request: PersonRequest) -> tuple[Event, ...]:
    """Every date of the request's person."""

    def find() -> tuple[Event, ...]:
        career, audit = career_of(request), audit_of(request)
        steps = next_steps(career, audit, packs(), request.on)
        events = list(agenda(career, audit, steps, packs(), request.on))
        for one in standings(request):
            events += path_events(one.found, packs(), request.on)
        for app in apps.get_app_configs():
            events += getattr(app, "own_dates", _no_dates)(request.person, request.on)
        return by_day(events)

    return kept(request, "events", find)


def stamps_of(person: Person, events: Sequence[Event], at: datetime) -> dict[str, Stamp]:
    """The version of each event; one that shows something new since the last time is a new version."""
    digests = {event.uid: event_digest(event) for event in events}
    rows = _rows(person)
    if any(uid not in rows or rows[uid].digest != digest for uid, digest in digests.items()):
        told = None
        # Two calendars may ask at once: one of them makes an entry or raises it, the other finds it so.
        with as_far_as_the_disk_takes_it(), one_at_a_time(person.id):
            told = _keep(_raised(person, digests, at))
        # The dates are told in any case: what is new now and could not be kept is new once more.
        rows = told or _by_uid(*_raised(person, digests, at))
    return {uid: Stamp(rows[uid].sequence, rows[uid].changed) for uid in digests}


def _rows(person: Person) -> dict[str, CalendarEntry]:
    return _by_uid(CalendarEntry.objects.visible_to(person))


def _by_uid(*groups: Iterable[CalendarEntry]) -> dict[str, CalendarEntry]:
    return {row.uid: row for rows in groups for row in rows}


class _Raised(NamedTuple):
    """All entries as they are to be: those that stay, those that are new, those with a new version."""

    same: list[CalendarEntry]
    new: list[CalendarEntry]
    changed: list[CalendarEntry]


def _raised(person: Person, digests: dict[str, str], at: datetime) -> _Raised:
    rows, at = _rows(person), at.replace(microsecond=0)
    new = [
        CalendarEntry(person=person, uid=uid, digest=digest, changed=at)
        for uid, digest in digests.items()
        if uid not in rows
    ]
    found = _Raised([], new, [])
    for uid, row in rows.items():
        if digests.get(uid, row.digest) == row.digest:
            found.same.append(row)
        else:
            row.digest, row.sequence, row.changed = digests[uid], row.sequence + 1, at
            found.changed.append(row)
    return found


def _keep(raised: _Raised) -> dict[str, CalendarEntry]:
    CalendarEntry.objects.bulk_create(raised.new)
    CalendarEntry.objects.bulk_update(raised.changed, ["digest", "sequence", "changed"])
    return _by_uid(*raised)
