"""The three tables of a workforce: their columns, and what each must be."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Kind = Literal["text", "day", "hours", "uan", "facts", "id", "word"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what its values are, and of ids and words, of which kind; `required`: it has to be there."""

    name: str
    kind: Kind
    of: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table that a workforce has."""

    name: str
    columns: tuple[Column, ...]

    @property
    def required(self) -> tuple[str, ...]:
        """The columns without which it cannot be read."""
        return tuple(column.name for column in self.columns if column.required)


PEOPLE = Table(
    "people",
    (
        Column("person", "text", required=True),
        Column("birthday", "day"),
        Column("state", "id", "state"),
        Column("facts", "facts"),
    ),
)
HOLDINGS = Table(
    "holdings",
    (
        Column("person", "text", required=True),
        Column("credential", "id", "credential", required=True),
        Column("issued", "day"),
        Column("expires", "day"),
    ),
)
CREDITS = Table(
    "credits",
    (
        Column("person", "text", required=True),
        Column("date", "day", required=True),
        Column("hours", "hours", required=True),
        Column("uan", "uan"),
        Column("topic", "word", "topic"),
        Column("format", "word", "format"),
        Column("audience", "word", "audience"),
        Column("accreditation", "word", "accreditation"),
        Column("jurisdiction", "id", "state"),
        Column("course", "id", "course"),
        Column("status", "word", "status"),
    ),
)
TABLES = MappingProxyType({table.name: table for table in (PEOPLE, HOLDINGS, CREDITS)})
