"""Steps that are worked out once and kept, in a temporary table of the database.

DuckDB works on them in a thread of its own, one by one, while the next are still being written: to put a step
into words takes as long as to carry out many a one. Other databases work them out at once.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from itertools import count
from typing import Any
from weakref import finalize

import ibis
from ibis.backends.duckdb import Backend
from ibis.expr import operations as ops

_numbers = count()


class _Ahead:
    """The steps of one DuckDB, of which as many as are wanted are under way; nobody else may ask it then."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        self.thread = ThreadPoolExecutor(1, "steps")
        self.last: Future[None] | None = None
        self.unused: deque[str] = deque()

    def keep(self, step: ibis.Table) -> ibis.Table:
        """A table that will hold a step when all steps before it are done."""
        name, schema = f"step_{next(_numbers)}", step.schema()
        into = ", ".join(f'"{column}" {kind}' for column, kind in _columns(schema))
        statements = (
            f"CREATE TEMP TABLE {name} ({into})",
            f"INSERT INTO {name} {self.backend.compile(step)}",
        )
        self.last = self.thread.submit(self._work, statements, step, self.last)
        place = ops.Namespace(catalog="temp", database="main")
        table = ops.DatabaseTable(name, schema=schema, source=self.backend, namespace=place)
        finalize(table, self.unused.append, name)
        return table.to_expr()

    def _work(self, statements: tuple[str, ...], step: ibis.Table, before: Future[None] | None) -> None:
        if before is not None:
            before.result()
        self._drop_unused()
        self.backend._run_pre_execute_hooks(step)
        for statement in statements:
            self.backend.con.execute(statement)

    def _drop_unused(self) -> None:
        # What a step under way reads is held by it, so that it is not among these.
        while self.unused:
            self.backend.con.execute(f"DROP TABLE IF EXISTS {self.unused.popleft()}")

    def wait(self) -> None:
        """Until all steps are done; raises what went wrong in one."""
        if self.last is not None:
            self.last.result()
            self.last = None
            self._drop_unused()

    def end(self) -> None:
        """Let go of everything, whatever is under way."""
        if self.last is not None and not self.last.done():
            self.backend.con.interrupt()
        self.thread.shutdown(cancel_futures=True)


def _columns(schema: ibis.Schema) -> list[tuple[str, str]]:
    definitions = schema.to_sqlglot_column_defs("duckdb")
    return [(one.name, one.args["kind"].sql("duckdb")) for one in definitions]


_ahead: ContextVar[_Ahead | None] = ContextVar("_ahead", default=None)


@contextmanager
def working_ahead(backend: Backend) -> Iterator[None]:
    """For a `with` block, have a DuckDB work on steps while the next are written.

    It may be asked only by `listed`, or after `all_done`. Steps can be read until the end of the block.
    """
    own = _Ahead(backend)
    before = _ahead.set(own)
    try:
        yield
    finally:
        _ahead.reset(before)
        own.end()


def all_done() -> None:
    """Wait until all steps so far are worked out; raises what went wrong."""
    if (own := _ahead.get()) is not None:
        own.wait()


def kept(step: ibis.Table) -> ibis.Table:
    """A step kept in its database for as long as something refers to it."""
    own = _ahead.get()
    return own.keep(step) if own is not None else step.cache()


def listed(step: ibis.Table) -> list[dict[str, Any]]:
    """The rows of a small step; days are days, whatever the database makes of them."""
    all_done()
    rows: list[dict[str, Any]] = step.to_pyarrow().to_pylist()
    return [
        {name: value.date() if isinstance(value, datetime) else value for name, value in row.items()}
        for row in rows
    ]
