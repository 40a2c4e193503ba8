"""A form that is sent twice, as by a second tap on its button, adds one row.

Every page that is made has a mark of its own in its forms: the word against forged requests, which is masked
anew for each. With what was filled in it makes the id of the new row, so that the same form sent again finds
that row, in whatever process it is answered.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TypeVar
from uuid import UUID, uuid5

from rxladder.web.site.records import Record, one_at_a_time

MARK = "csrfmiddlewaretoken"
Row = TypeVar("Row", bound=Record)
_OWN = ("id", "created_at", "changed_at")


def id_by_mark(row: Record, mark: str) -> UUID:
    """The id of a row that a page's form adds: the same for the same page and the same content."""
    told = [
        f"{field.attname}={field.value_from_object(row)!r}"
        for field in row._meta.concrete_fields
        if field.name not in _OWN
    ]
    name = sha256("\n".join([row._meta.label, mark, *told]).encode()).hexdigest()
    return uuid5(row.person_id, name)


def added_before(row: Row) -> Row | None:
    """The row that has this one's id already and is in sight. To be called within `one_at_a_time`."""
    found = type(row).objects.kept_of(row.person).filter(id=row.id).first()
    if found is not None and found.deleted_at is not None:
        # It was deleted since, and is meant anew.
        row.id = row._meta.pk.get_default()
        return None
    return found


def add_once(row: Row, mark: str | None) -> Row:
    """Store what a page adds; the row that is there already where the page has sent it before."""
    with one_at_a_time(row.person_id):
        if mark:
            row.id = id_by_mark(row, mark)
            if (before := added_before(row)) is not None:
                return before
        row.save()
    return row
