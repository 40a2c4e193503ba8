"""Words to search for, and the entries that hold them: the same words on SQLite and on PostgreSQL.

All words must be there. A phrase stands in quotation marks. Words of four letters and more find also what
begins so, shorter ones only themselves, or with a star behind them what begins so. Accents and case do not
matter.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

from rxladder.facts.plain_text import plain

LONGEST, MOST_WORDS = 200, 12
_BEGINS = 4
_PART = re.compile(r'"([^"]*)"|(\S+)')
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Wanted:
    """Words that stand in a row; of the last one only the beginning, with `begins`."""

    words: tuple[str, ...]
    begins: bool


def wanted(text: str) -> tuple[Wanted, ...]:
    """What a line of search asks for; empty where there is no word in it."""
    found = []
    for phrase, single in _PART.findall(text[:LONGEST].replace("“", '"').replace("”", '"')):
        words = tuple(_WORD.findall(plain(phrase or single)))
        if words:
            begins = not phrase and (single.endswith("*") or len(words[-1]) >= _BEGINS)
            found.append(Wanted(words[:MOST_WORDS], begins))
    return tuple(found[:MOST_WORDS])


Row = tuple[int, int, int]
"""An entry, its feed and its story, all by their numbers."""


def matching(asked: tuple[Wanted, ...], feeds: Collection[int], before: int | None, most: int) -> list[Row]:
    """The entries of some feeds that hold what is asked, those that came last first."""
    if not asked or not feeds:
        return []
    return _found(asked, "e.id < %s AND e.feed_id", [before or 2**62], feeds, most)


def among(asked: tuple[Wanted, ...], entries: Collection[int]) -> set[int]:
    """Those of some entries that hold what is asked."""
    return {row[0] for row in _found(asked, "e.id", [], entries, len(entries))}


def _found(
    asked: tuple[Wanted, ...], column: str, values: list[int], within: Collection[int], most: int
) -> list[Row]:
    """Entries of which a column is one of some numbers."""
    sqlite = connection.vendor == "sqlite"
    match = _SQLITE if sqlite else _POSTGRESQL
    if sqlite:
        column = column.replace("e.id", "w.rowid")
    places = ", ".join(["%s"] * len(within))
    statement = f"{match} AND {column} IN ({places}) ORDER BY {'w.rowid' if sqlite else 'e.id'} DESC LIMIT %s"
    query = _for_sqlite(asked) if sqlite else _for_postgresql(asked)
    with connection.cursor() as cursor:
        cursor.execute(statement, [query, *values, *within, most])
        return list(cursor.fetchall())


_SQLITE = (
    "SELECT e.id, e.feed_id, e.story FROM trends_entry_words w JOIN trends_entry e ON e.id = w.rowid"
    " WHERE trends_entry_words MATCH %s"
)
_POSTGRESQL = "SELECT e.id, e.feed_id, e.story FROM trends_entry e WHERE words @@ to_tsquery('simple', %s)"


def _for_sqlite(asked: tuple[Wanted, ...]) -> str:
    # Only letters and digits stand between the marks, so nothing in there can mean more.
    return " AND ".join('"' + " ".join(one.words) + '"' + ("*" if one.begins else "") for one in asked)


def _for_postgresql(asked: tuple[Wanted, ...]) -> str:
    return " & ".join("(" + " <-> ".join(one.words) + (":*" if one.begins else "") + ")" for one in asked)
