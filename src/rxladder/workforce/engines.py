"""Where the compiled rules run: in DuckDB, on Spark, or in a PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import duckdb
import ibis

from rxladder.facts.load import Packs
from rxladder.rules.bulk import audit_workforce
from rxladder.rules.rulebook import rulebook

Connection = duckdb.DuckDBPyConnection


class Engine(Protocol):
    """Audits the good rows that DuckDB has in `people`, `holdings` and `credits`."""

    def audited(self, con: Connection, packs: Packs, on: date) -> Any:
        """For a `with` block, the SQL of the rows; `undecided` is a table of DuckDB from then on."""


@dataclass(frozen=True, slots=True)
class InDuckDB:
    """In the database that read the files."""

    @contextmanager
    def audited(self, con: Connection, packs: Packs, on: date) -> Iterator[str]:
        """Audit in the same database: nothing is copied."""
        backend = ibis.duckdb.from_connection(con)
        tables = [backend.table(name) for name in ("people", "holdings", "credits")]
        found = audit_workforce(*tables, on=on, rulebook=rulebook(packs))
        con.execute(f"CREATE OR REPLACE TABLE undecided AS {backend.compile(found.undecided)}")
        yield backend.compile(found.rows)


def engine_of(settings: Any, work: Path) -> Engine:
    """The engine that was asked for."""
    return InDuckDB()
