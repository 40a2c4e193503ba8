"""Words in rows, whatever case and accents they are written with: the same on SQLite and on PostgreSQL.

What Django has for it (`icontains`) knows on SQLite no capital letter beyond A to Z: `ángela` would not find
Ángela there.
"""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Q, TextField, Transform

from rxladder.facts.plain_text import plain

_FUNCTION = "RX_PLAIN"


def containing(words: str, *fields: str) -> Q:
    """The rows that have each of some words in one of their fields."""
    found = Q()
    for word in words.split():
        one = Q()
        for field in fields:
            one |= Q(**{f"{field}__plain__contains": plain(word)})
        found &= one
    return found


class Plain(Transform):
    """`plain`, inside the database."""

    lookup_name = "plain"
    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """By the function that `lend` gave it."""
        return self.as_sql(compiler, connection, function=_FUNCTION, **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """By its own functions: a letter without its accent is made small in any locale."""
        parted = "lower(normalize(%(expressions)s, NFKD))"
        template = rf"replace(regexp_replace({parted}, '[\u0300-\u036f]', '', 'g'), '’', '''')"
        return self.as_sql(compiler, connection, template=template, **more)


def lend(connection: Any, **_more: object) -> None:
    """Lend `plain` to a connection to SQLite, when it begins."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(_FUNCTION, 1, _or_nothing, deterministic=True)


def _or_nothing(text: str | None) -> str | None:
    return None if text is None else plain(text)


def register() -> None:
    """Let every text be looked for so."""
    CharField.register_lookup(Plain)
    TextField.register_lookup(Plain)
