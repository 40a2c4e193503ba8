"""What the query could not decide, audited one by one by the reference engine in several processes.

People go there in batches, as Arrow columns, and come back as rows; only so many batches are under way at
once, so that memory does not grow with their number.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

import duckdb
import pyarrow as pa

from rxladder.facts.load import Packs
from rxladder.rules.audit import audit_case
from rxladder.rules.bulk import ROW_COLUMNS, Row, career_of, rows_of
from rxladder.rules.case import case_of
from rxladder.rules.rulebook import rulebook
from rxladder.workforce.tables import CREDITS

Connection = duckdb.DuckDBPyConnection
Told = Callable[[int], None]
_CHUNK, _BATCH = 25_000, 100
_FEW = 100
"""So many people are quicker audited here than in processes that may have to start first."""
_CREDIT = ", ".join(f"c.{column.name}" for column in CREDITS.columns[1:])
_TYPES = {"term_starts": pa.date32(), "term_ends": pa.date32()} | dict.fromkeys(
    ("hours_to_go", "needed", "counted", "missing"), pa.float64()
)
SCHEMA = pa.schema([(name, _TYPES.get(name, pa.string())) for name in ROW_COLUMNS])


@contextmanager
def referees(packs: Packs, on: date, workers: int) -> Iterator[Referees]:
    """For a `with` block, processes that audit people one by one, if there are to be several.

    To be opened before there is a database: its threads do not survive a fork, and a process that starts
    anew must load everything again, which takes longer than most runs have for it.
    """
    if workers < 2:
        yield Referees(packs, on)
        return
    forks = sys.platform == "linux" and threading.active_count() == 1
    how = multiprocessing.get_context("fork" if forks else "spawn")
    pool = ProcessPoolExecutor(workers, how, initializer=_take, initargs=(packs, on))
    try:
        if forks:
            pool.submit(_ready).result()
        yield Referees(packs, on, pool, workers)
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


@dataclass(frozen=True, slots=True)
class Referees:
    """Who audits people one by one: this process, and others if there are any."""

    packs: Packs
    on: date
    pool: ProcessPoolExecutor | None = None
    workers: int = 1


def audit_undecided(con: Connection, referees: Referees, told: Told) -> None:
    """Fill `referred`, rows like those of the query, for each holding named in `undecided`.

    `told` hears how many people are done.
    """
    con.register("no_rows", SCHEMA.empty_table())
    con.execute("CREATE OR REPLACE TABLE referred AS SELECT * FROM no_rows")
    con.execute(
        "CREATE OR REPLACE TABLE asked AS"
        f" SELECT person, (row_number() OVER (ORDER BY person) - 1) // {_BATCH} AS batch"
        " FROM (SELECT DISTINCT person FROM undecided)"
    )
    count, last = con.execute("SELECT count(*), coalesce(max(batch), -1) FROM asked").fetchall()[0]
    done = 0
    few = Referees(referees.packs, referees.on)
    for people, rows in _answers(_batches(con, last), few if count <= _FEW else referees):
        con.register("answered", rows)
        con.execute("INSERT INTO referred SELECT * FROM answered")
        done += people
        told(done)


_PEOPLE = "SELECT batch, person, birthday, state, facts FROM people JOIN {chunk} USING (person) ORDER BY 1, 2"
_HOLDINGS = """
SELECT batch, h.person, h.credential, h.issued, h.expires, u.credential IS NOT NULL AS asked
FROM holdings h JOIN {chunk} USING (person)
LEFT JOIN (SELECT DISTINCT person, credential FROM undecided) u
    ON u.person = h.person AND u.credential = h.credential
ORDER BY 1, 2, 3, 4, 5
"""
_CREDITS = f"SELECT batch, c.person, {_CREDIT} FROM credits c JOIN {{chunk}} USING (person) ORDER BY ALL"

Batch = tuple[pa.Table, pa.Table, pa.Table]


def _batches(con: Connection, last: int) -> Iterator[Batch]:
    """Batches of people with their holdings and credits, each sorted by person."""
    step = _CHUNK // _BATCH
    for first in range(0, last + 1, step):
        chunk = f"(SELECT * FROM asked WHERE batch BETWEEN {first} AND {first + step - 1})"
        tables = [
            con.execute(query.format(chunk=chunk)).to_arrow_table()
            for query in (_PEOPLE, _HOLDINGS, _CREDITS)
        ]
        parts = [_by_batch(table) for table in tables]
        for number in range(first, min(first + step, last + 1)):
            people, holdings, credits = (
                part.get(number, table[:0]) for part, table in zip(parts, tables, strict=True)
            )
            yield people, holdings, credits


def _by_batch(table: pa.Table) -> dict[int, pa.Table]:
    """A table sorted by batch, cut into its batches."""
    found, start = {}, 0
    for run in table["batch"].value_counts() if table.num_rows else ():
        number, length = run["values"].as_py(), run["counts"].as_py()
        found[number] = table.slice(start, length)
        start += length
    return found


def _answers(batches: Iterator[Batch], referees: Referees) -> Iterator[tuple[int, pa.Table]]:
    pool = referees.pool
    if pool is None:
        for batch in batches:
            yield batch[0].num_rows, _as_table(_audited(batch, referees.packs, referees.on))
        return
    under_way: deque[tuple[int, Future[list[Row]]]] = deque()
    for batch in batches:
        under_way.append((batch[0].num_rows, pool.submit(_answer, *map(_packed, batch))))
        if len(under_way) > 3 * referees.workers:
            people, answer = under_way.popleft()
            yield people, _as_table(answer.result())
    for people, answer in under_way:
        yield people, _as_table(answer.result())


def _as_table(rows: list[Row]) -> pa.Table:
    columns = zip(*rows, strict=True) if rows else [()] * len(SCHEMA)
    return pa.table(
        [pa.array(column, field.type) for column, field in zip(columns, SCHEMA, strict=True)], SCHEMA
    )


# --- in a process of its own

_taken: list[tuple[Packs, date]] = []


def _take(packs: Packs, on: date) -> None:
    gc.freeze()  # what was there before lives on
    gc.enable()  # a fork has it off
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who stops the program stops the first process
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _taken.append((packs, on))


def _ready() -> None:
    """Nothing to do but to be there."""


def _end_with_parent() -> None:
    """End when the first process does, however it ends: a pool by itself would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _answer(people: bytes, holdings: bytes, credits: bytes) -> list[Row]:
    # No table of Arrow's: to make one loads Pandas first, which takes a process as long as all its people do.
    return _audited((_unpacked(people), _unpacked(holdings), _unpacked(credits)), *_taken[0])


def _audited(batch: Batch, packs: Packs, on: date) -> list[Row]:
    """The rows of the holdings asked for, of some people."""
    people, holdings, credits = map(_rows, batch)
    book = rulebook(packs)
    held = {person: list(rows) for person, rows in groupby(holdings, itemgetter("person"))}
    taken = {person: list(rows) for person, rows in groupby(credits, itemgetter("person"))}
    found: list[Row] = []
    for one in people:
        person = one["person"]
        mine = held.get(person, [])
        career = career_of(one, mine, taken.get(person, ()), packs.vocabulary)
        for row, holding in zip(mine, career.holdings, strict=True):
            if row["asked"]:
                found += rows_of(person, audit_case(case_of(holding, career, book, on), book))
    return found


def _rows(table: pa.Table) -> list[dict[str, Any]]:
    columns = [column.to_pylist() for column in table.columns]
    return [dict(zip(table.column_names, row, strict=True)) for row in zip(*columns, strict=True)]


def _packed(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return bytes(sink.getvalue())


def _unpacked(packed: bytes) -> pa.Table:
    return pa.ipc.open_stream(packed).read_all()
