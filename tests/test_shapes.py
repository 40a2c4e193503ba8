"""Every shape that real rules were seen to have is shown by a golden scenario.

A scenario names the shape that it shows in `shape`, or in `misleads` the trap of the raw facts that it steps
around. Both lists are here, in the words of a table of contents.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.golden import scenarios

SHAPES = {
    1: "none, hours, hours that are not known, and not found",
    2: "source and confidence of each clause",
    3: "two rules in force that contradict each other",
    4: "one of several credentials lets a person work",
    5: "credentials for some settings only, and statuses that nobody issues",
    6: "degrees of regulation",
    7: "cohorts, students and first days",
    8: "add-on permits checked at their parent's renewal",
    9: "any of a class, a score, held without a break",
    10: "deadlines that start with an event",
    11: "terms that end at the earliest of several events",
    12: "so many of a named list, experience within some years",
    13: "anchors of terms",
    14: "first terms by formula, and one-off terms",
    15: "a term rule that changed",
    16: "what follows after the end",
    17: "windows of their own",
    18: "first terms in brackets, by month, or exempt",
    19: "education that another body's discharges",
    20: "caps in hours, as a share, per day, per kind; fixed values",
    21: "once, every so often, spread, on top, counted only if accredited",
    22: "minutes, units, live on-line, for whom it was made",
    23: "carrying over",
    24: "clauses that others point at",
    25: "in force from and until",
    26: "fees for members and others, by year, percentages, waivers",
    27: "what failing an audit brings, and records",
    28: "windows that end with the filing",
    29: "a condition on the credits counted",
    30: "two readings of one clause",
    31: "what one authority wants another rejects",
    32: "a course duty that is itself in doubt",
    33: "a date read in part",
    34: "hours or certification",
    35: "late tiers, and a day of the month to apply by",
    36: "attempts, and bars on applying again",
    37: "several tests in one",
    38: "the same pharmacy since a date",
    39: "duties between renewals",
    40: "hours of a board's order",
}
TRAPS = {
    1: "a case that must hold, and not let pass whoever is outside of it",
    2: "relief and brackets that lost their limits",
    3: "terms that can be read in two ways",
    4: "words that stand for another kind of test",
    5: "several tests in one text",
    6: "one course asked in two places",
    7: "checks and certifications that each board judges anew",
    8: "lists that stood in free text",
}


def _numbers(key: str) -> Iterator[int]:
    for scenario in scenarios():
        value = scenario.data.get(key, [])
        yield from value if isinstance(value, list) else [value]


SHOWN = {key: frozenset(_numbers(key)) for key in ("shape", "misleads")}


@pytest.mark.parametrize("shape", SHAPES, ids=SHAPES.get)
def test_a_scenario_shows_the_shape(shape: int) -> None:
    assert shape in SHOWN["shape"]


@pytest.mark.parametrize("trap", TRAPS, ids=TRAPS.get)
def test_a_scenario_steps_around_the_trap(trap: int) -> None:
    assert trap in SHOWN["misleads"]


def test_scenarios_name_only_what_is_listed() -> None:
    assert SHOWN["shape"] <= set(SHAPES)
    assert SHOWN["misleads"] <= set(TRAPS)
