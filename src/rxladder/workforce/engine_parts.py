"""What all engines have in common: what they are given and give, and the audit that they carry out."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from rxladder.facts.load import Packs
from rxladder.rules.rulebook import rulebook
from rxladder.workforce.sources import quoted_text
from rxladder.workforce.tables import TABLES

if TYPE_CHECKING:
    import ibis

    from rxladder.rules.bulk import Audited

Connection = duckdb.DuckDBPyConnection
Engine = Callable[[Connection, Packs, date], AbstractContextManager["ibis.Table"]]
"""For a `with` block, gives the rows as a table of DuckDB's; `undecided` is another from then on, and
`decided` how many holdings of the rows have which status."""


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
