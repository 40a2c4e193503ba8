"""The parts of the career file that a chapter keeps in tables of its own.

The engines' career, which every page needs, is small and made in `career_io`. What a later chapter adds (a
thousand contacts, a history of reviews) is read only when the whole record goes out or comes in. A chapter's
`AppConfig` tells its parts in `career_parts`, a method that returns `CareerPart`s, so that the site knows no
chapter by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.apps import apps

from rxladder.web.accounts.models import Person
from rxladder.web.site.records import Record


@dataclass(frozen=True)
class CareerPart:
    """One key of the career file, and the tables that keep it.

    `key` is a field of `career.record.Career`. `models` are the tables in the order in which rows are stored:
    what others hang on comes first. `export` makes the field's value of what is stored for a person; `rows`
    makes the rows of a value, one list a table in that same order, without their person. `refuse` raises
    BadInput where a value that a file brings must not be stored; it is given the day. `changed` is called
    once all is stored, or brought back: for what a chapter works out from these tables and keeps.
    """

    key: str
    models: tuple[type[Record], ...]
    export: Callable[[Person], Any]
    rows: Callable[[Any], Iterable[list[Record]]]
    refuse: Callable[[Any, date], None] | None = None
    changed: Callable[[Person], None] = lambda _person: None


@cache
def career_parts() -> tuple[CareerPart, ...]:
    """What all chapters keep of the career file."""
    made = (getattr(app, "career_parts", None) for app in apps.get_app_configs())
    return tuple(part for parts in made if parts for part in parts())
