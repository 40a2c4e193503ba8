"""People read from the tables in the few columns that a page needs, so that thousands cost little."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Max

from rxladder.career import relationships as record
from rxladder.career.relationship_entries import to_birthday
from rxladder.planning.reaching_out import Reaching, to_reach
from rxladder.web.accounts.models import Person
from rxladder.web.relationships.models import Acquaintance, Contact


class Known(NamedTuple):
    """A person's id and name, and whether they are a mentor or mentee."""

    id: UUID
    name: str
    mentoring: str | None


class Reach(NamedTuple):
    """Whom to reach, why, and what was said last."""

    who: Known
    reaching: Reaching
    rhythm: record.Rhythm | None
    note: str


def known_people(person: Person) -> list[Known]:
    """Everyone, by name: what a line can mean."""
    rows = Acquaintance.objects.visible_to(person).order_by("name", "id")
    return [Known(id_, name, kind or None) for id_, name, kind in rows.values_list("id", "name", "mentoring")]


def last_days(person: Person) -> dict[UUID, date]:
    """The day of the latest contact with each; who has none is left out."""
    rows = Contact.objects.visible_to(person).order_by().values_list("acquaintance").annotate(Max("on"))
    return dict(rows)


def reach_this_week(person: Person, on: date, last: dict[UUID, date]) -> list[Reach]:
    """Whom to reach within a week of `on`, the most urgent first; three queries."""
    promised = {
        (who, day): follow_up
        for who, day, follow_up in Contact.objects.visible_to(person)
        .exclude(follow_up=None)
        .order_by("-follow_up")
        .values_list("acquaintance", "on", "follow_up")
    }
    rows = (
        Acquaintance.objects.visible_to(person)
        .order_by("name", "id")
        .values_list("id", "name", "mentoring", "birthday", "rhythm", "added")
    )
    known, people = [], []
    for id_, name, kind, birthday, rhythm, added in rows:
        day = last.get(id_)
        if not (birthday or rhythm or (id_, day) in promised):
            continue
        known.append(Known(id_, name, kind or None))
        people.append(
            record.Acquaintance(
                name=name,
                mentoring=kind or None,
                birthday=to_birthday(birthday) if birthday else None,
                rhythm=record.Rhythm.parse(rhythm) if rhythm else None,
                added=added,
                contacts=(record.Contact(day, "", promised.get((id_, day))),) if day else (),
            )
        )
    due = to_reach(people, on)
    notes = _last_notes(person, {known[one.who].id for one in due}, last)
    return [
        Reach(known[one.who], one, people[one.who].rhythm, notes.get(known[one.who].id, "")) for one in due
    ]


def _last_notes(person: Person, ids: set[UUID], last: dict[UUID, date]) -> dict[UUID, str]:
    """What was said at the latest contact with each of these people."""
    rows = Contact.objects.visible_to(person).filter(acquaintance__in=list(ids)[:200])
    return {
        who: note for who, on, note in rows.values_list("acquaintance", "on", "note") if on == last.get(who)
    }
