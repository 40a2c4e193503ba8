"""People read from the tables in the few columns that a page needs, so that thousands cost little."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Max, Q

from rxladder.career import relationships as record
from rxladder.career.relationship_entries import to_birthday
from rxladder.planning.reaching_out import WEEK, Reaching, to_reach
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


def last_days(person: Person, of) -> dict[UUID, date]:
    """The day of the latest contact with each of these: ids, or a query. Who has none is left out."""
    rows = Contact.objects.visible_to(person).filter(acquaintance__in=of).order_by()
    return dict(rows.values_list("acquaintance").annotate(Max("on")))


def reach_soon(person: Person, on: date, days: int = WEEK) -> list[Reach]:
    """Whom to reach in so many days from `on`, the most urgent first, without notes; three queries."""
    promised = _promises(person)
    asked = Acquaintance.objects.visible_to(person).filter(
        ~Q(rhythm="") | ~Q(birthday="") | Q(id__in=list(promised))
    )
    last = last_days(person, asked.order_by().values("id"))
    rows = asked.order_by("name", "id").values_list("id", "name", "mentoring", "birthday", "rhythm", "added")
    known, people = [], []
    for id_, name, kind, birthday, rhythm, added in rows:
        day = last.get(id_)
        known.append(Known(id_, name, kind or None))
        people.append(
            record.Acquaintance(
                name=name,
                mentoring=kind or None,
                birthday=to_birthday(birthday) if birthday else None,
                rhythm=record.Rhythm.parse(rhythm) if rhythm else None,
                added=added,
                contacts=(record.Contact(day), *promised.get(id_, ())) if day else (),
            )
        )
    return [Reach(known[one.who], one, people[one.who].rhythm, "") for one in to_reach(people, on, days)]


def _promises(person: Person) -> dict[UUID, tuple[record.Contact, ...]]:
    """The contact of each person at which a day was promised last: the earliest day, where there are two."""
    rows = Contact.objects.visible_to(person).exclude(follow_up=None).order_by("on", "-follow_up")
    told = rows.values_list("acquaintance", "on", "follow_up")
    return {who: (record.Contact(day, "", due),) for who, day, due in told}


def with_notes(person: Person, due: list[Reach]) -> list[Reach]:
    """The same, each with what was said at the contact that it is about."""
    last = {one.who.id: one.reaching.last for one in due if one.reaching.last}
    days = {contact.on for contact in last.values()}
    rows = Contact.objects.visible_to(person).filter(acquaintance__in=list(last), on__in=days)
    notes = {}
    for who, on, note, follow_up in rows.values_list("acquaintance", "on", "note", "follow_up"):
        # Of two on one day that of the promise is meant, where it is about one.
        if on == last[who].on and last[who].follow_up in (None, follow_up):
            notes[who] = note
    return [one._replace(note=notes.get(one.who.id, "")) for one in due]
