"""The parts of a career and the tables that keep them, each made from the other.

A record and its table call a thing by one name (`_COLUMNS` has the exceptions), and what was not told is None
in a record and an empty text in a table. Answers are the one part of another shape.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

from rxladder.career import record
from rxladder.web.site.records import Record, RecordQuerySet

Part = TypeVar("Part")
Row = TypeVar("Row", bound=Record)
_COLUMNS = {"from_": "began", "to": "ended"}
_IN_OTHER_TABLES = ("terms", "path")
_known: dict[type, tuple[tuple[str, str, bool], ...]] = {}


def _names(part: type) -> tuple[tuple[str, str, bool], ...]:
    """The name of each field of a part, the column that keeps it, and whether it may be untold."""
    if part not in _known:
        _known[part] = tuple(
            (field.name, _COLUMNS.get(field.name, field.name), field.default is None)
            for field in fields(part)
            if field.name not in _IN_OTHER_TABLES
        )
    return _known[part]


def part_of(part: type[Part], row: Record, **more: Any) -> Part:
    """The part of a career that a row keeps; `more` is what stands in other tables."""
    for name, column, untold in _names(part):
        value = getattr(row, column)
        more[name] = None if untold and value == "" else value
    return part(**more)


def parts_of(part: type[Part], rows: Iterable[Record]) -> tuple[Part, ...]:
    """The parts of a career that some rows keep, in their order."""
    return tuple(part_of(part, row) for row in rows)


def stored_parts(part: type[Part], rows: RecordQuerySet) -> tuple[Part, ...]:
    """The same straight from the table: no row is made, and no column read that a career does not have."""
    names = _names(part)
    return tuple(
        part(
            **{
                name: None if untold and value == "" else value
                for (name, _column, untold), value in zip(names, values, strict=True)
            }
        )
        for values in rows.values_list(*(column for _name, column, _untold in names))
    )


def row_of(model: type[Row], part: Any, **more: Any) -> Row:
    """The row that keeps a part of a career, not saved yet; `more` are columns of other things."""
    for name, column, _untold in _names(type(part)):
        value = getattr(part, name)
        untold = value is None and not model._meta.get_field(column).null
        more[column] = "" if untold else value
    return model(**more)


def read_answer(stored: Any) -> record.Answer:
    """An answer as it was given: JSON has neither dates nor tuples."""
    match stored:
        case {"date": day}:
            return date.fromisoformat(day)
        case list():
            return tuple(stored)
        case _:
            return stored


def stored_answer(value: Any) -> Any:
    """An answer as JSON keeps it."""
    match value:
        case date():
            return {"date": value.isoformat()}
        case tuple() | list():
            return list(value)
        case _:
            return value
