"""Where the compiled rules run: in DuckDB, on Spark, or in a PostgreSQL.

What is there is always read and checked by DuckDB, which has the good rows in `people`, `holdings` and
`credits`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from rxladder.facts.language import gettext as _
from rxladder.facts.load import Packs
from rxladder.facts.yaml_text import BadInput
from rxladder.workforce.engine_parts import Engine, compiled
from rxladder.workforce.tables import TABLES

if TYPE_CHECKING:
    import ibis

Connection = duckdb.DuckDBPyConnection


def load_compiler() -> None:
    """Load what engines need: that takes as long as to read the files, and can be done beside it.

    Arrow loads Pandas by itself when it is first to make a table of Python's values.
    """
    for name in ("ibis.backends.duckdb", "rxladder.rules.bulk.audit", "pandas"):
        import_module(name)


def engine_of(name: str, address: str | None, processes: int, work: Path) -> Engine:
    """The engine of a name. `address`: the PostgreSQL that the tables came from, if they did."""
    match name:
        case "spark":
            from rxladder.workforce.on_spark import on_spark

            return on_spark(work, processes)
        case "postgresql" if address is None:
            message = _("the tables must be in PostgreSQL; give its address instead of the folder")
            raise BadInput(message, "--engine postgresql")
        case "postgresql":
            from rxladder.workforce.on_postgresql import on_postgresql

            return on_postgresql(work, str(address))
        case _:
            return in_duckdb


@contextmanager
def in_duckdb(con: Connection, packs: Packs, on: date) -> Iterator[ibis.Table]:
    """Audit in the database that read the files: nothing is copied."""
    import ibis

    from rxladder.rules.bulk.kept import all_done, working_ahead

    backend = ibis.duckdb.from_connection(con)
    tables = {name: backend.table(name) for name in TABLES}
    tables["holdings"] = backend.sql("SELECT *, rowid AS hid FROM holdings")
    with working_ahead(backend):
        found = compiled(tables, packs, on)
        all_done()
        backend.create_table("undecided", found.undecided, overwrite=True)
        backend.create_table("decided", found.statuses, overwrite=True)
        yield found.rows
