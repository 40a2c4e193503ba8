"""Before and after a change: said only as far as the points carry it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxladder.career.projects import Change, Measure
from rxladder.quality.charts import make_chart
from rxladder.quality.compare import compare
from rxladder.quality.words import say_comparison
from tests.quality.series import SHARE, day, weekly

BEFORE = [12, 14, 11, 15, 13, 12, 14, 13, 12, 15]


def compared(before, after, measure=SHARE, **more):
    points = weekly([*before, *after], [100] * (len(before) + len(after)))
    change = Change(day(len(before)), "A second run")
    return compare(measure, points, [change], change), make_chart(measure, points)


@pytest.mark.parametrize(
    ("after", "better", "outcome"),
    [
        ([1, 2, 1, 2], "lower", "better"),
        ([1, 2, 1, 2], "higher", "worse"),
        ([1, 2, 1, 2], None, "different"),
        ([30, 31, 33, 30], "lower", "worse"),
        ([12, 13, 11, 14], "lower", "chance"),
        ([11, 12, 11, 12], "lower", "chance"),
        ([10] * 10, "lower", "better"),  # none far off, but all below: a shift
        ([1, 2, 1], "lower", "too-few"),
    ],
)
def test_what_may_be_said(after, better, outcome):
    measure = Measure("Late", "share", better=better)
    found, chart = compared(BEFORE, after, measure)
    assert found.outcome == outcome
    words = " ".join(say_comparison(found, chart))
    assert ("does not prove" in words) == (outcome in ("better", "worse", "different"))


def test_the_figures_are_exact_means_and_name_their_points():
    found, chart = compared(BEFORE, [1, 2, 1, 2])
    assert say_comparison(found, chart)[0] == ("Before: 13.1% over 10 points. After: 1.5% over 4 points.")
    assert found.difference == found.after.centre - found.before.centre


def test_seven_points_before_are_too_few():
    assert compared(BEFORE[:7], [1, 2, 1, 2])[0].outcome == "too-few"


def test_a_side_without_points_is_no_comparison():
    assert compared(BEFORE, [])[0] is None


def test_only_the_points_between_the_neighbouring_phases_are_looked_at():
    points = weekly([50] * 5 + BEFORE + [2] * 6 + [40] * 4, [100] * 25)
    changes = [Change(day(5), "First", True), Change(day(15), "Second"), Change(day(21), "Third", True)]
    changes += [Change(day(8), "A poster"), Change(day(18), "A reminder")]
    found = compare(SHARE, points, changes, changes[1])
    assert (found.before.points, found.after.points, found.outcome) == (10, 6, "better")


@given(st.lists(st.integers(0, 100), min_size=16, max_size=30), st.integers(9, 12))
def test_what_a_mirror_shows_is_mirrored(values, at):
    """Counting what went well in place of what did not turns better into better of the other way."""

    def outcome(amounts, better):
        points = weekly(amounts, [100] * len(amounts))
        change = Change(day(at), "Now")
        return compare(Measure("x", "share", better=better), points, [change], change).outcome

    assert outcome(values, "lower") == outcome([100 - value for value in values], "higher")
