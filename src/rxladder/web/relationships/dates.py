"""The dates of this chapter for a person's calendar and reminders."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rxladder.career import gatherings as record
from rxladder.planning.people_events import (
    Waiting,
    gathering_event,
    letter_event,
    membership_event,
    person_events,
)
from rxladder.rules.agenda import Event
from rxladder.web.accounts.models import Person
from rxladder.web.relationships.gathering_forms import organisation_name
from rxladder.web.relationships.gathering_parts import gathering_of, letter_of
from rxladder.web.relationships.models import Gathering, Letter, Membership
from rxladder.web.relationships.reading import reach_soon, with_notes
from rxladder.web.site.career_rows import part_of

AHEAD = 366
MOST_PEOPLE = 200


def own_dates(person: Person, on: date) -> list[Event]:
    """Whom to reach in a year, the events to come, dues and letters."""
    due = with_notes(
        person, sorted(reach_soon(person, on, AHEAD), key=lambda one: one.reaching.due)[:MOST_PEOPLE]
    )
    waiting = [Waiting(str(one.who.id), one.who.name, one.reaching, one.note) for one in due]
    return [*person_events(waiting, on), *filter(None, _others(person, on))]


def _others(person: Person, on: date) -> Iterator[Event | None]:
    for row in Membership.objects.visible_to(person):
        one = part_of(record.Membership, row)
        yield membership_event(str(row.id), organisation_name(row.organisation), one, on)
    for gathering in Gathering.objects.visible_to(person):
        yield gathering_event(str(gathering.id), gathering_of(gathering), on)
    for letter in Letter.objects.visible_to(person).select_related("evidence"):
        yield letter_event(str(letter.id), letter_of(letter), on)
