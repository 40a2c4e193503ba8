"""The memberships, events and letters of a career file, and the tables that keep them."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from rxladder.career import gatherings as record
from rxladder.web.accounts.models import Person
from rxladder.web.relationships.models import Gathering, Letter, Membership
from rxladder.web.site.career_parts import CareerPart
from rxladder.web.site.career_rows import row_of, stored_parts
from rxladder.web.site.records import Record


def gathering_of(row: Gathering) -> record.Gathering:
    """The record that a row keeps."""
    parts: dict[str, Any] = {field.name: getattr(row, field.name) for field in fields(record.Gathering)}
    for name in ("before", "after"):
        parts[name] = tuple(record.ToDo(*pair) for pair in parts[name])
    return record.Gathering(**parts | {"people": tuple(row.people)})


def _gathering_row(one: record.Gathering) -> Gathering:
    lists = {name: [[item.what, item.done] for item in getattr(one, name)] for name in ("before", "after")}
    plain = {field.name: getattr(one, field.name) for field in fields(one)}
    return Gathering(**plain | lists | {"people": list(one.people)})


def letter_of(row: Letter) -> record.Letter:
    """The record that a row keeps."""
    parts: dict[str, Any] = {field.name: getattr(row, field.name) for field in fields(record.Letter)}
    parts["reminded"] = tuple(date.fromisoformat(day) for day in row.reminded)
    parts["evidence"] = row.evidence.sha256 if row.evidence else row.fingerprint
    return record.Letter(**parts)


def _letter_row(one: record.Letter) -> Letter:
    plain = {field.name: getattr(one, field.name) for field in fields(one)} | {"evidence": None}
    return Letter(
        **plain | {"reminded": [day.isoformat() for day in one.reminded], "fingerprint": one.evidence}
    )


def _memberships(person: Person) -> tuple[record.Membership, ...]:
    return stored_parts(record.Membership, Membership.objects.visible_to(person))


def _gatherings(person: Person) -> tuple[record.Gathering, ...]:
    return tuple(gathering_of(row) for row in Gathering.objects.visible_to(person))


def stored_letters(person: Person) -> tuple[record.Letter, ...]:
    """A person's letters."""
    return tuple(letter_of(row) for row in Letter.objects.visible_to(person).select_related("evidence"))


def _membership_rows(found: tuple[record.Membership, ...]) -> list[list[Record]]:
    return [[row_of(Membership, one) for one in found]]


PARTS = (
    CareerPart("organisations", (Membership,), _memberships, _membership_rows),
    CareerPart("events", (Gathering,), _gatherings, lambda found: [[_gathering_row(one) for one in found]]),
    CareerPart("letters", (Letter,), stored_letters, lambda found: [[_letter_row(one) for one in found]]),
)
