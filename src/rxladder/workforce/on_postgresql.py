"""The compiled rules in the PostgreSQL that the tables came from.

The good rows go there once more, into temporary tables that nobody else sees; the user's own are only read.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import ibis
import psycopg

from rxladder.facts.language import gettext as _
from rxladder.facts.load import Packs
from rxladder.facts.yaml_text import BadInput
from rxladder.workforce.engine_parts import Engine, compiled, hand_over
from rxladder.workforce.readers import TYPES
from rxladder.workforce.reference import SCHEMA
from rxladder.workforce.sources import first_line, quoted_text
from rxladder.workforce.tables import TABLES, Table

Connection = duckdb.DuckDBPyConnection
_KEPT_AS = {"DATE": "date", "DOUBLE": "double precision", "VARCHAR": "text"}
_READ_AS = {"date32[day]": "DATE", "double": "DOUBLE", "string": "VARCHAR"}
_BLOCK = 1 << 20


def on_postgresql(work: Path, address: str) -> Engine:
    """Audit in a PostgreSQL."""

    @contextmanager
    def audited(con: Connection, packs: Packs, on: date) -> Iterator[ibis.Table]:
        files = hand_over(con, work, "csv")
        try:
            with psycopg.connect(address, autocommit=True) as database:
                for name, path in files.items():
                    _fill(database, TABLES[name], path)
                backend = ibis.postgres.from_connection(database)
                backend._drop_cached_table = lambda _name: None  # they go with the session
                found = compiled({name: backend.table(f"good_{name}") for name in TABLES}, packs, on)
                undecided = _taken(backend, found.undecided, work / "undecided.csv")
                statuses = _taken(backend, found.statuses, work / "statuses.csv")
                rows = _taken(backend, found.rows, work / "rows.csv")
        except psycopg.Error as error:
            said = _("PostgreSQL says: {error}").format(error=first_line(error))
            raise BadInput(said, "--engine postgresql") from None
        texts = dict.fromkeys(("person", "credential", "reason"), "VARCHAR")
        con.execute(f"CREATE OR REPLACE TABLE undecided AS SELECT * FROM {_read(undecided, texts)}")
        counts = {"status": "VARCHAR", "number": "BIGINT"}
        con.execute(f"CREATE OR REPLACE TABLE decided AS SELECT * FROM {_read(statuses, counts)}")
        types = {field.name: _READ_AS[str(field.type)] for field in SCHEMA}
        typed = _read(rows, types | {"row": "BIGINT"})
        yield ibis.duckdb.from_connection(con).sql(f"SELECT * FROM {typed}")

    return audited


def _read(file: str, columns: dict[str, str]) -> str:
    """SQL that reads a file as PostgreSQL wrote it."""
    return f"read_csv({file}, auto_detect = false, header = false, quote = '\"', columns = {columns})"


def _fill(database: psycopg.Connection[Any], table: Table, path: Path) -> None:
    columns = ", ".join(f"{column.name} {_KEPT_AS[TYPES[column.kind]]}" for column in table.columns)
    database.execute(f"CREATE TEMPORARY TABLE good_{table.name} ({columns})")
    with path.open("rb") as file, database.cursor() as cursor:
        with cursor.copy(f"COPY good_{table.name} FROM STDIN (FORMAT csv)") as copy:
            while block := file.read(_BLOCK):
                copy.write(block)
        cursor.execute(f"ANALYZE good_{table.name}")


def _taken(backend: Any, table: ibis.Table, path: Path) -> str:
    """Write a table's rows into a file, and give that as a text of SQL."""
    backend.create_table(f"found_{path.stem}", table, temp=True)
    copy = f"COPY found_{path.stem} TO STDOUT (FORMAT csv)"
    with path.open("wb") as file, backend.con.cursor() as cursor, cursor.copy(copy) as blocks:
        for block in blocks:
            file.write(block)
    return quoted_text(str(path))
