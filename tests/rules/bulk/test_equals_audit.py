"""The audit of a workforce gives the very rows that the reference engine does."""

from datetime import date

import ibis

from rxladder.career.record import Career
from tests.golden import scenarios
from tests.rules.bulk.as_tables import compare

ON = date(2026, 11, 25)
LEFT_AT_MOST = 0.12
"""The golden scenarios look for odd cases: so many of them, and no more, are left to the reference engine."""


def every_career() -> list[Career]:
    """The careers of all golden scenarios; each is audited on one day, whatever its own is."""
    return [one.career for one in scenarios()]


def test_golden_scenarios_on_duckdb() -> None:
    found = compare(every_career(), ON, ibis.duckdb.connect())
    assert not found.differences, "\n".join(found.differences[:60])
    assert found.undecided.total() <= LEFT_AT_MOST * found.holdings, found.undecided
