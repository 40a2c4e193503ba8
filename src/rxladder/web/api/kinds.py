"""The kinds of things in a record with their tables: what reads, adds, changes and deletes one.

A kind is told once (`record_kinds.py`, `chapter_kinds.py`). What it says is the career file's entry with an
id; its entry checks what comes in, the chapter's own part of the career file makes the rows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.shortcuts import get_object_or_404
from django.utils import timezone

from rxladder.career.dump import plain_part
from rxladder.career.file import record_of
from rxladder.career.ids import Ids, ids_of
from rxladder.facts.entries import Entry
from rxladder.facts.entry_errors import PlaceError
from rxladder.facts.yaml_text import BadInput
from rxladder.web.accounts.models import Person
from rxladder.web.api.bodies import entry_of, wrong
from rxladder.web.site.records import Record
from rxladder.web.site.rules import packs

Rows = Sequence[Any]
_OF_EVERY_RECORD = frozenset(one.name for one in Record._meta.get_fields())


@dataclass(frozen=True)
class Hanging:
    """A table whose rows hang on those of a kind by `of`; `columns` are those that the entry tells.

    `in_place`: one that is told otherwise stays the same row.
    """

    model: type[Record]
    of: str
    columns: tuple[str, ...]
    in_place: bool = True


@dataclass(frozen=True)
class Kind:
    """One kind of record.

    `name` stands in addresses, `one` is what one of them is called, `model` its table. `parts` gives the
    record's part for each of some rows of a person, `rows` the rows that keep a part, the kind's own among
    them. `check` raises Problem or BadInput where a part must not be stored; it is given the person, the
    part, the row that is changed (None: a new one) and the day. `columns` are those that the entry tells;
    what else a row has stays when it is changed. `settle` completes a row before it is stored. `context` is
    what the entry is checked with where that is not the ids.
    """

    name: str
    one: str
    model: type[Record]
    entry: type[Entry]
    parts: Callable[[Person, Rows], Sequence[Any]]
    example: Mapping[str, Any]
    rows: Callable[[Any], Iterable[Record]] | None = None
    part: Callable[[Any, Ids], Any] = record_of
    written: Callable[[Any], dict[str, Any]] = plain_part
    check: Callable[[Person, Any, Record | None, date], None] | None = None
    columns: tuple[str, ...] = ()
    hanging: tuple[Hanging, ...] = ()
    settle: Callable[[Any], None] = lambda _row: None
    context: Callable[[], Any] | None = None

    @property
    def only_read(self) -> bool:
        """Whether it can be read only."""
        return self.rows is None


# --- Reading


def documents(kind: Kind, person: Person, rows: Rows) -> list[dict[str, Any]]:
    """Some rows of a person as the API gives them."""
    found = zip(rows, kind.parts(person, rows), strict=True)
    return [{"id": str(row.id), **kind.written(part)} for row, part in found]


def row_with(kind: Kind, person: Person, id: UUID) -> Any:
    """One row of a person; 404 where there is none."""
    return get_object_or_404(kind.model.objects.visible_to(person), id=id)


def deleted_row(kind: Kind, person: Person, id: UUID) -> Any:
    """A row that a person deleted; 404 where there is none."""
    return get_object_or_404(kind.model.objects.deleted_by(person), id=id)


def document(kind: Kind, person: Person, row: Any) -> dict[str, Any]:
    """One of a person's as the API gives it."""
    return documents(kind, person, [row])[0]


def part_in(kind: Kind, person: Person, data: dict[str, Any], row: Record | None, on: date) -> Any:
    """The part that was sent, checked as a career file is. Raises Problem."""
    ids = ids_of(packs())
    data = {key: value for key, value in data.items() if key != "id"}
    entry = entry_of(kind.entry, data, kind.context() if kind.context else ids)
    try:
        part = kind.part(entry, ids)
    except (BadInput, PlaceError) as error:
        raise wrong(error) from None
    may_be_kept(kind, person, part, row, on)
    return part


def may_be_kept(kind: Kind, person: Person, part: Any, row: Record | None, on: date) -> None:
    """Raise Problem where a part may not be stored."""
    try:
        if kind.check:
            kind.check(person, part, row, on)
    except BadInput as error:
        raise wrong(error) from None


# --- Writing


def add(kind: Kind, person: Person, part: Any) -> Any:
    """Store a new one; its row."""
    made = list(_rows(kind, part))
    for place, row in enumerate(made):
        row.person, row.place = person, place
        if isinstance(row, kind.model):
            kind.settle(row)
        row.save()
    return next(row for row in made if isinstance(row, kind.model))


def change(kind: Kind, person: Person, row: Any, part: Any) -> Any:
    """Let a row and what hangs on it say what a part says; what says it already stays as it is."""
    made, at = list(_rows(kind, part)), timezone.now()
    new = next(one for one in made if isinstance(one, kind.model))
    for name in kind.columns or _columns(kind.model):
        setattr(row, name, getattr(new, name))
    kind.settle(row)
    row.save()
    for hanging in kind.hanging:
        _change_hanging(hanging, person, row, [one for one in made if isinstance(one, hanging.model)], at)
    return row


def _rows(kind: Kind, part: Any) -> Iterable[Record]:
    assert kind.rows is not None
    return kind.rows(part)


def _columns(model: type[Record]) -> list[str]:
    """The columns of a table that say something by themselves."""
    return [
        one.name
        for one in model._meta.concrete_fields
        if one.name not in _OF_EVERY_RECORD and not isinstance(one, models.ForeignKey)
    ]


def _change_hanging(hanging: Hanging, person: Person, row: Any, new: list[Record], at: datetime) -> None:
    """Keep what is told again, let what is told otherwise take the place of what was, delete, and add."""
    kept: dict[tuple[object, ...], list[Record]] = {}
    for old in hanging.model.objects.visible_to(person).filter(**{hanging.of: row}):
        kept.setdefault(_comparable(hanging, old), []).append(old)
    added = [
        one
        for one in new
        if not (kept.get(_comparable(hanging, one)) and kept[_comparable(hanging, one)].pop(0))
    ]
    gone = [old for rows in kept.values() for old in rows]
    if hanging.in_place:
        for old, one in zip(gone, added, strict=False):
            for name in hanging.columns:
                setattr(old, name, getattr(one, name))
            old.save()
        gone, added = gone[len(added) :], added[len(gone) :]
    hanging.model.objects.visible_to(person).filter(id__in=[old.pk for old in gone]).delete_softly(at)
    for place, one in enumerate(added):
        one.person, one.place, one.created_at = person, place, at
        setattr(one, hanging.of, row)
        one.save()


def _comparable(hanging: Hanging, row: Record) -> tuple[object, ...]:
    """What a row says, in a form that can be compared whatever the database made of it."""
    values = (getattr(row, name) for name in hanging.columns)
    return tuple(json.dumps(one, sort_keys=True) if isinstance(one, dict) else repr(one) for one in values)


def grouped(hanging: Hanging, person: Person, rows: Rows) -> dict[object, list[Any]]:
    """What hangs on some rows, by the row's id; one query."""
    found: dict[object, list[Any]] = {}
    hung = hanging.model.objects.visible_to(person).filter(**{f"{hanging.of}__in": [row.id for row in rows]})
    for one in hung:
        found.setdefault(getattr(one, f"{hanging.of}_id"), []).append(one)
    return found
