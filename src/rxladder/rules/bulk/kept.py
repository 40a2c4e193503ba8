"""Steps that are worked out once and kept, in a temporary table of the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any
from weakref import ReferenceType, ref

import ibis
from ibis.expr.types import CachedTable

_steps: ContextVar[list[ReferenceType[Any]]] = ContextVar("_steps")


def kept(step: ibis.Table) -> ibis.Table:
    """A step kept in its database for as long as something refers to it."""
    found = step.cache()
    _steps.get([]).append(ref(found.op()))
    return found


@contextmanager
def let_go() -> Iterator[None]:
    """For a `with` block, let go of all that is kept in it at its end: before its database is closed.

    Else what still refers to a step, such as an error's traceback, would ask a closed database to drop it.
    """
    steps: list[ReferenceType[Any]] = []
    before = _steps.set(steps)
    try:
        yield
    finally:
        _steps.reset(before)
        for step in steps:
            if (found := step()) is not None:
                CachedTable(found).release()


def listed(step: ibis.Table) -> list[dict[str, Any]]:
    """The rows of a small step; days are days, whatever the database makes of them."""
    rows: list[dict[str, Any]] = step.to_pyarrow().to_pylist()
    return [
        {name: value.date() if isinstance(value, datetime) else value for name, value in row.items()}
        for row in rows
    ]
