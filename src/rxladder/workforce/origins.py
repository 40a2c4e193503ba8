"""Where a workforce comes from: a folder of files, a file of DuckDB, or a PostgreSQL by its address.

Whatever it is, each of its tables becomes a view `raw_<table>` in the database at work (see `sources`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import duckdb

from rxladder.facts.hints import nearest
from rxladder.facts.language import gettext as _
from rxladder.facts.yaml_text import BadInput
from rxladder.workforce.sources import Raw, Source, find_sources, first_line, lay_open, quoted_text
from rxladder.workforce.tables import TABLES, Table

Connection = duckdb.DuckDBPyConnection
ADDRESSES = ("postgresql://", "postgres://")


class Origin(Protocol):
    """What the tables come from."""

    @property
    def out(self) -> Path:
        """Where the result goes if nobody says otherwise."""

    def tables(self, con: Connection, work: Path) -> Iterator[Raw]:
        """Make the views one by one: people, holdings, credits. BadInput where one cannot be used."""


def origin_of(text: str) -> Origin:
    """What a text on the command line names; BadInput where it is not there."""
    if text.startswith(ADDRESSES):
        return InPostgreSQL(text)
    path = Path(text)
    if not path.exists():
        raise BadInput(_("is not there"), text)
    return InFile(path) if path.is_file() else InFolder(path)


@dataclass(frozen=True, slots=True)
class InFolder:
    """A folder of Parquet or CSV files."""

    folder: Path

    @property
    def out(self) -> Path:
        return self.folder / "audit.parquet"

    def tables(self, con: Connection, work: Path) -> Iterator[Raw]:
        return (lay_open(con, source, work) for source in find_sources(self.folder).values())


@dataclass(frozen=True, slots=True)
class InFile:
    """A database file of DuckDB, which is only read."""

    file: Path

    @property
    def out(self) -> Path:
        return self.file.with_name("audit.parquet")

    def tables(self, con: Connection, work: Path) -> Iterator[Raw]:
        try:
            con.execute(f"ATTACH {quoted_text(str(self.file))} AS origin (READ_ONLY, TYPE duckdb)")
        except duckdb.Error as error:
            message = _("is neither a folder nor a DuckDB database: {error}").format(error=first_line(error))
            raise BadInput(message, str(self.file)) from None
        return (self._view(con, table) for table in TABLES.values())

    def _view(self, con: Connection, table: Table) -> Raw:
        try:
            described = con.execute(f"DESCRIBE origin.{table.name}").fetchall()
            types = {name.lower(): kind for name, kind, *_ in described}
            raw = raw_of(table, types, str(self.file))
            con.execute(
                f"CREATE OR REPLACE VIEW raw_{table.name} AS SELECT {', '.join(raw.types)},"
                f" '{table.name}' AS __file, rowid AS __row FROM origin.{table.name}"
            )
        except duckdb.Error as error:
            raise BadInput(_unread(table, error), str(self.file)) from None
        return raw


@dataclass(frozen=True, slots=True)
class InPostgreSQL:
    """A PostgreSQL with the three tables on its search path, which are only read."""

    address: str

    @property
    def out(self) -> Path:
        return Path("audit.parquet")

    @property
    def name(self) -> str:
        """The database without the password that stands in its address."""
        parts = urlsplit(self.address)
        return f"{parts.hostname or 'localhost'}{parts.path}"

    def tables(self, con: Connection, work: Path) -> Iterator[Raw]:
        return (self._copied(con, table, work) for table in TABLES.values())

    def _copied(self, con: Connection, table: Table, work: Path) -> Raw:
        import psycopg
        from psycopg.sql import SQL, Identifier

        copy = SQL("COPY (SELECT {} FROM {}) TO STDOUT (FORMAT csv, HEADER)")
        target = work / f"{table.name}.csv"
        try:
            with psycopg.connect(self.address) as database, target.open("wb") as file:
                found = database.execute(SQL("SELECT * FROM {} LIMIT 0").format(Identifier(table.name)))
                types = {column.name: "text" for column in found.description or ()}
                raw = raw_of(table, types, self.name)
                columns = SQL(", ").join(SQL("{}::text").format(Identifier(name)) for name in raw.types)
                with database.cursor().copy(copy.format(columns, Identifier(table.name))) as rows:
                    for part in rows:
                        file.write(part)
        except psycopg.Error as error:
            raise BadInput(_unread(table, error), self.name) from None
        opened = lay_open(con, Source(table, (target,), "csv", work), work)
        return Raw(table, opened.types, raw.ignored)


def _unread(table: Table, error: Exception) -> str:
    return _("the table {table}: {error}").format(table=table.name, error=first_line(error))


def raw_of(table: Table, types: dict[str, str], where: str) -> Raw:
    """A table of these columns; BadInput where one is not there that must be."""
    for column in table.required:
        if column not in types:
            hint = nearest(column, types) or _("; it has {columns}").format(columns=", ".join([*types][:12]))
            missing = _("the column `{column}` of {table} is missing").format(column=column, table=table.name)
            raise BadInput(missing + hint, where)
    columns = {column.name for column in table.columns}
    kept = {name: kind for name, kind in types.items() if name in columns}
    return Raw(table, kept, tuple(name for name in types if name not in columns))
