"""Steps that are worked out once and kept, in a temporary table of the database."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import ibis


def kept(step: ibis.Table) -> ibis.Table:
    """A step kept in its database for as long as something refers to it."""
    return step.cache()


def listed(step: ibis.Table) -> list[dict[str, Any]]:
    """The rows of a small step; days are days, whatever the database makes of them."""
    rows: list[dict[str, Any]] = step.to_pyarrow().to_pylist()
    return [
        {name: value.date() if isinstance(value, datetime) else value for name, value in row.items()}
        for row in rows
    ]
