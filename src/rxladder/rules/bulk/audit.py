"""The audit of a whole workforce, in the database that holds its tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import ibis

from rxladder.rules.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Audited:
    """What the query found.

    `rows`: one for each person, credential and clause (columns `ROW_COLUMNS`), each equal to what
    `rules.audit` finds. `undecided`: (person, credential, reason) of the holdings of which the query cannot
    tell; all of their rows must come from `rules.audit`, and none is among `rows`.
    """

    rows: ibis.Table
    undecided: ibis.Table


def audit_workforce(
    people: ibis.Table, holdings: ibis.Table, credits: ibis.Table, *, on: date, rulebook: Rulebook
) -> Audited:
    """Audit every holding of the tables on a day, in the database that they belong to.

    The columns are those of the contract (see `records`); `hours` is a number, `date`, `birthday`, `issued`
    and `expires` are dates, all others texts; `person` is of any type. No Python function runs inside the
    database. Intermediate results are kept there in temporary tables for as long as the answer is.
    """
    reason = ibis.literal("not compiled yet")
    undecided = holdings.select("person", "credential", reason=reason)
    nothing = holdings.filter(ibis.literal(False)).select(
        "person",
        "credential",
        term_starts="issued",
        term_ends="expires",
        status=reason,
        hours_to_go=ibis.literal(0.0),
        clause=reason,
        unit=reason,
        needed=ibis.literal(0.0),
        counted=ibis.literal(0.0),
        missing=ibis.literal(0.0),
        state=reason,
    )
    return Audited(nothing, undecided)
