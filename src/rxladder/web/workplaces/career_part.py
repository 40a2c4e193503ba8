"""Wishes, pay and visits of a career file, and the tables that keep them."""

from __future__ import annotations

from dataclasses import asdict

from rxladder.career import workplaces as record
from rxladder.web.accounts.models import Person
from rxladder.web.site.career_parts import CareerPart
from rxladder.web.site.career_rows import row_of, stored_parts
from rxladder.web.site.records import Record
from rxladder.web.workplaces.models import Visit, WorkWishes

_PLAIN = ("shifts", "patients", "sterile", "remote")


def wishes_of(row: WorkWishes | None) -> record.Wishes:
    """The wishes that a row keeps; none where there is no row."""
    if row is None:
        return record.Wishes()
    plain = {name: getattr(row, name) or None for name in _PLAIN}
    return record.Wishes(**plain, least_usd=row.least_usd, weights=record.Weights(**row.weights))


def write_wishes(row: WorkWishes, wishes: record.Wishes) -> None:
    """Put wishes into a row, not saved yet."""
    for name in _PLAIN:
        setattr(row, name, getattr(wishes, name) or "")
    row.least_usd = wishes.least_usd
    row.weights = {name: weight for name, weight in asdict(wishes.weights).items() if weight != 1}


def _stored(person: Person) -> record.Exploring:
    row = WorkWishes.objects.visible_to(person).first()
    visits = stored_parts(record.Visit, Visit.objects.visible_to(person))
    return record.Exploring(wishes_of(row), row.usd_per_hour if row else None, visits)


def _rows(told: record.Exploring) -> list[list[Record]]:
    rows: list[Record] = []
    if told.wishes != record.Wishes() or told.usd_per_hour is not None:
        row = WorkWishes(usd_per_hour=told.usd_per_hour)
        write_wishes(row, told.wishes)
        rows.append(row)
    return [rows, [row_of(Visit, one) for one in told.visits]]


EXPLORING = CareerPart("workplaces", (WorkWishes, Visit), _stored, _rows)
