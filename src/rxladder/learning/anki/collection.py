"""Reading a collection: a SQLite file from anywhere, opened so that it can do nothing.

It is read from memory, written by nobody, with no functions, views, triggers or virtual tables: an authorizer
lets plain columns of the named tables through and nothing else, and SQLite's own limits bound what one row
may hold and how long all may take.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any

from rxladder.facts.language import gettext as _
from rxladder.facts.yaml_text import BadInput
from rxladder.learning.anki.protobuf import fields_of

MOST_ROWS = {"notes": 50_000, "cards": 100_000, "revlog": 500_000}
_LONGEST = 16 * 1024 * 1024
_STEPS, _MOST_STEPS = 1_000_000, 400
_TABLES = ("col", "notes", "cards", "revlog", "notetypes", "fields", "templates", "decks")
_ALLOWED = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)
_SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class NoteType:
    """How notes of a type become cards: the names of their fields, and front and back of each template."""

    cloze: bool
    fields: tuple[str, ...]
    templates: dict[int, tuple[str, str]]


@dataclass(slots=True)
class Collection:
    """The rows that matter: notes (guid, type, tags, fields), cards (note, deck, place), answers."""

    types: dict[int, NoteType] = field(default_factory=dict)
    decks: dict[int, str] = field(default_factory=dict)
    notes: dict[int, tuple[str, int, str, str]] = field(default_factory=dict)
    cards: list[tuple[int, int, int, int]] = field(default_factory=list)
    answers: list[tuple[int, int, int, int, int]] = field(default_factory=list)


_DAMAGE = (
    sqlite3.Error,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    OverflowError,  # an endless number where a whole one has to be
    RecursionError,
    MemoryError,
)


def read_collection(data: bytes, file: str) -> Collection:
    """Read a collection's rows. Raises BadInput where it is none, is damaged, or holds far too much."""
    try:
        with _opened(data) as db:
            tables = _tables(db)
            db.set_authorizer(_authorize)
            return _read(db, tables, file)
    except _DAMAGE as e:
        raise BadInput(_("is damaged: its collection cannot be read"), file) from e


@contextmanager
def _opened(data: bytes) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        if data[18:20] == b"\x02\x02":  # left in the mode of a journal that is not there
            data = data[:18] + b"\x01\x01" + data[20:]
        db.deserialize(data)
        for pragma in ("trusted_schema=OFF", "query_only=ON", "cell_size_check=ON", "temp_store=MEMORY"):
            db.execute(f"PRAGMA {pragma}")
        db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
        db.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        db.create_collation("unicase", _unicase)
        left = iter(range(_MOST_STEPS))
        db.set_progress_handler(lambda: next(left, None) is None, _STEPS)
        db.text_factory = lambda text: text.decode(errors="replace")
        yield db


def _unicase(one: str, other: str) -> int:
    one, other = one.casefold(), other.casefold()
    return (one > other) - (one < other)


def _authorize(action: int, table: str | None, _column: str | None, _db: str | None, _by: str | None) -> int:
    if action not in _ALLOWED or (action == sqlite3.SQLITE_READ and table not in _TABLES):
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


def _tables(db: sqlite3.Connection) -> set[str]:
    """The tables of ours that are there. Raises ValueError where one is something else than a plain table."""
    found = set()
    for kind, name, sql in db.execute("SELECT type, lower(name), sql FROM sqlite_master"):
        if name not in _TABLES:
            continue
        words = str(sql).lower().split()
        hidden = [row for row in db.execute(f"PRAGMA table_xinfo({name})") if row[6]]
        if kind != "table" or words[:2] != ["create", "table"] or hidden:
            raise ValueError(f"{name} is no plain table")
        found.add(name)
    return found


def _read(db: sqlite3.Connection, tables: set[str], file: str) -> Collection:
    found = Collection()
    if "notetypes" in tables:
        _read_new_types(db, found)
    else:
        _read_old_types(db, found)
    for id_, guid, type_, tags, fields in _rows(db, "notes", "id, guid, mid, tags, flds", file):
        found.notes[int(id_)] = (str(guid), int(type_), str(tags), str(fields))
    for row in _rows(db, "cards", "id, nid, did, ord", file):
        found.cards.append((int(row[0]), int(row[1]), int(row[2]), int(row[3])))
    if "revlog" in tables:
        for row in _rows(db, "revlog", "id, cid, ease, time, type", file):
            found.answers.append((int(row[0]), int(row[1]), int(row[2]), int(row[3]), int(row[4])))
    return found


def _rows(db: sqlite3.Connection, table: str, columns: str, file: str) -> Iterator[Any]:
    most = MOST_ROWS[table]
    for count, row in enumerate(db.execute(f"SELECT {columns} FROM {table} ORDER BY id")):
        if count >= most:
            raise BadInput(_("has more than {most} rows of {table}").format(most=most, table=table), file)
        yield row


def _read_old_types(db: sqlite3.Connection, found: Collection) -> None:
    """Note types and decks as JSON in one row, up to schema 11."""
    models, decks = db.execute("SELECT models, decks FROM col").fetchone()
    for id_, model in json.loads(models).items():
        found.types[int(id_)] = NoteType(
            model.get("type") == 1,
            tuple(str(one["name"]) for one in sorted(model["flds"], key=lambda one: int(one["ord"]))),
            {int(one["ord"]): (str(one["qfmt"]), str(one["afmt"])) for one in model["tmpls"]},
        )
    for id_, deck in json.loads(decks).items():
        found.decks[int(id_)] = str(deck["name"])


def _read_new_types(db: sqlite3.Connection, found: Collection) -> None:
    """Note types and decks in tables of their own, from schema 15 on; details in protobuf."""
    names: dict[int, list[str]] = {}
    for type_, name in db.execute("SELECT ntid, name FROM fields ORDER BY ntid, ord"):
        names.setdefault(int(type_), []).append(str(name))
    templates: dict[int, dict[int, tuple[str, str]]] = {}
    for type_, place, config in db.execute("SELECT ntid, ord, config FROM templates"):
        texts = {number: value for number, value in fields_of(config) if isinstance(value, bytes)}
        front, back = (texts.get(number, b"").decode(errors="replace") for number in (1, 2))
        templates.setdefault(int(type_), {})[int(place)] = (front, back)
    for type_, config in db.execute("SELECT id, config FROM notetypes"):
        cloze = any(number == 1 and value == 1 for number, value in fields_of(config))
        fields = tuple(names.get(int(type_), ()))
        found.types[int(type_)] = NoteType(cloze, fields, templates.get(int(type_), {}))
    for id_, name in db.execute("SELECT id, name FROM decks"):
        found.decks[int(id_)] = str(name).replace(_SEPARATOR, "::")
