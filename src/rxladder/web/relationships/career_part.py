"""The people of a career file, and the tables that keep them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from rxladder.career import relationships as record
from rxladder.career.relationship_entries import to_birthday
from rxladder.facts.days import MonthDay
from rxladder.web.accounts.models import Person
from rxladder.web.relationships.models import Acquaintance, Contact
from rxladder.web.site.career_parts import CareerPart
from rxladder.web.site.records import Record

_PLAIN = ("name", "uid", "known_from", "employer", "role", "introduced_by", "added", "note")
_LISTS = ("topics", "mentoring_goals", "card")
_REACHES = ("emails", "phones")


def acquaintance_of(row: Acquaintance, contacts: Iterable[record.Contact] = ()) -> record.Acquaintance:
    """The record that a row keeps, with these contacts."""
    parts = {name: getattr(row, name) for name in _PLAIN}
    parts |= {name: tuple(getattr(row, name)) for name in _LISTS}
    parts |= {name: tuple(record.Reach(*pair) for pair in getattr(row, name)) for name in _REACHES}
    return record.Acquaintance(
        **parts,
        birthday=to_birthday(row.birthday) if row.birthday else None,
        rhythm=record.Rhythm.parse(row.rhythm) if row.rhythm else None,
        mentoring=cast("record.Mentoring | None", row.mentoring or None),
        contacts=tuple(contacts),
    )


def row_of_acquaintance(person: record.Acquaintance) -> Acquaintance:
    """The row that keeps a record, not saved yet, without its contacts."""
    row = Acquaintance()
    write_columns(row, person)
    return row


def write_columns(row: Acquaintance, person: record.Acquaintance) -> None:
    """Put what a record says into a row, not saved yet; contacts have rows of their own."""
    for name in _PLAIN:
        setattr(row, name, getattr(person, name))
    for name in _LISTS:
        setattr(row, name, list(getattr(person, name)))
    for name in _REACHES:
        setattr(row, name, [[reach.address, reach.label] for reach in getattr(person, name)])
    row.birthday = birthday_text(person.birthday)
    row.rhythm = str(person.rhythm or "")
    row.mentoring = person.mentoring or ""


def birthday_text(birthday: object) -> str:
    """A birthday with or without its year, as a text."""
    return str(birthday) if isinstance(birthday, MonthDay) or birthday else ""


def contact_of(row: Contact) -> record.Contact:
    """The record that a row keeps."""
    return record.Contact(row.on, row.note, row.follow_up)


def stored_people(person: Person) -> tuple[record.Acquaintance, ...]:
    """Everyone whom a person knows, with all contacts; two queries."""
    contacts: dict[object, list[record.Contact]] = {}
    for row in Contact.objects.visible_to(person):
        contacts.setdefault(row.acquaintance_id, []).append(contact_of(row))
    return tuple(
        acquaintance_of(row, contacts.get(row.id, ())) for row in Acquaintance.objects.visible_to(person)
    )


def _rows(people: tuple[record.Acquaintance, ...]) -> list[list[Record]]:
    rows = [row_of_acquaintance(person) for person in people]
    contacts = [
        Contact(acquaintance=row, on=one.on, note=one.note, follow_up=one.follow_up)
        for row, person in zip(rows, people, strict=True)
        for one in person.contacts
    ]
    return [list(rows), list(contacts)]


RELATIONSHIPS = CareerPart("relationships", (Acquaintance, Contact), stored_people, _rows)
