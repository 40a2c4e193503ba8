"""The audit of a whole workforce: the packs compiled to expressions that a database evaluates.

`audit_workforce` gives the same rows as `rules.audit` does, person by person; what it cannot decide it names.
It is loaded when it is asked for, since Ibis takes its time and not all who use `records` need it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rxladder.rules.bulk.records import ROW_COLUMNS, Row, career_of, rows_of

if TYPE_CHECKING:
    from rxladder.rules.bulk.audit import Audited, audit_workforce

__all__ = ["ROW_COLUMNS", "Audited", "Row", "audit_workforce", "career_of", "rows_of"]


def __getattr__(name: str) -> Any:
    if name not in ("Audited", "audit_workforce"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from rxladder.rules.bulk import audit

    return getattr(audit, name)
