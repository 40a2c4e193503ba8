"""Where the compiled rules run: in DuckDB, on Spark, or in a PostgreSQL.

What is there is always read and checked by DuckDB, which has the good rows in `people`, `holdings` and
`credits`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from rxladder.facts.load import Packs
from rxladder.facts.yaml_text import BadInput
from rxladder.rules.rulebook import rulebook
from rxladder.workforce.sources import quoted_text
from rxladder.workforce.tables import TABLES

if TYPE_CHECKING:
    import ibis

    from rxladder.rules.bulk import Audited

Connection = duckdb.DuckDBPyConnection
Engine = Callable[[Connection, Packs, date], AbstractContextManager["ibis.Table"]]
"""For a `with` block, gives the rows as a table of DuckDB's; `undecided` is another from then on."""


def load_compiler() -> None:
    """Load what engines need: that takes as long as to read the files, and can be done beside it."""
    for name in ("ibis.backends.duckdb", "rxladder.rules.bulk.audit"):
        import_module(name)


def engine_of(name: str, address: str | None, processes: int, work: Path) -> Engine:
    """The engine of a name. `address`: the PostgreSQL that the tables came from, if they did."""
    match name:
        case "spark":
            from rxladder.workforce.on_spark import on_spark

            return on_spark(work, processes)
        case "postgresql" if address is None:
            message = "the tables must be in a PostgreSQL; give its address in place of the folder"
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
        yield found.rows


def compiled(tables: dict[str, Any], packs: Packs, on: date) -> Audited:
    """The audit of three tables of any of Ibis's databases."""
    from rxladder.rules.bulk import audit_workforce

    return audit_workforce(
        tables["people"], tables["holdings"], tables["credits"], on=on, rulebook=rulebook(packs)
    )


def hand_over(con: Connection, work: Path, form: str) -> dict[str, Path]:
    """Write the good rows as files for another engine: Parquet in parts, or CSV."""
    found = {}
    for name in TABLES:
        found[name] = path = work / (f"good_{name}" if form == "parquet" else f"good_{name}.csv")
        how = "FORMAT parquet, PER_THREAD_OUTPUT" if form == "parquet" else "FORMAT csv, HEADER false"
        con.execute(f"COPY (SELECT * FROM {name}) TO {quoted_text(str(path))} ({how})")
    return found
