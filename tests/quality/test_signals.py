"""Signals: published cases, an independent reading of each rule, and what they say."""

from itertools import combinations, groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxladder.quality.charts import make_chart
from rxladder.quality.signals import runs_expected, runs_of, signals_of
from rxladder.quality.words import say_signal, say_signals
from tests.quality.series import COUNT, SINGLE, day, weekly

# A baseline of 1 and -1 in turn has its centre at 0 and a standard deviation of 2 / 1.128 = 1.773: its limits
# are 5.32 away, their outer third begins at 3.55 and the inner one ends at 1.77.
STEADY = [1, -1] * 10
FROZEN = day(len(STEADY) - 1)


def found(*more: float, kind: str = "xmr") -> dict[str, list[list[int]]]:
    """The rules that further points meet beside the steady ones, each with their places among these."""
    chart = make_chart(SINGLE, weekly([*STEADY, *more]), baseline_until=FROZEN, kind=kind)
    told: dict[str, list[list[int]]] = {}
    for signal in signals_of(chart):
        places = [place - len(STEADY) for place in signal.places if place >= len(STEADY)]
        if places:
            told.setdefault(signal.rule, []).append(places)
    return told


@pytest.mark.parametrize(
    ("more", "rules"),
    [
        ([5.4], {"beyond": [[0]]}),
        ([5.3], {}),
        ([-5.4], {"beyond": [[0]]}),
        ([3.6, 1, 3.6], {"two-of-three": [[0, 2]]}),
        ([3.6, 1, 1, 3.6], {}),
        ([3.6, -3.6, 1], {}),
        ([3.5, 1, 3.6], {}),
        ([-3.6, -3.7], {"two-of-three": [[0, 1]]}),
        ([2, 2.5, 2, 2.5, 2, 2.5, 2, 2.5], {"shift": [list(range(8))]}),
        ([2, 2.5, 2, 2.5, 2, 2.5, 2], {}),
        # A point on the centre neither counts nor breaks.
        ([2, 2.5, 0, 2.5, 2, 2.5, 2, 2.5, 2], {"shift": [[0, 1, 3, 4, 5, 6, 7, 8]]}),
        ([-3, -2, -1.5, 0.5, 2, 3], {"trend": [list(range(6))]}),
        ([-3, -2, -2, -1.5, 0.5, 2, 3], {"trend": [[0, 1, 3, 4, 5, 6]]}),
        ([-3, -2, -2, 0.5, 2, 3], {}),
        ([3, 2, 1.5, -0.5, -2, -3], {"trend": [list(range(6))]}),
    ],
)
def test_each_rule_at_its_edge(more, rules):
    told = found(*more)
    told.pop("hugging", None)  # the steady points hug the centre themselves
    assert told == rules


def found_alone(values) -> list[str]:
    return [one.rule for one in signals_of(make_chart(SINGLE, weekly(values), kind="xmr"))]


def test_fifteen_close_to_the_centre_are_a_signal_and_fourteen_are_not():
    assert "hugging" in found_alone([8, -8, *([1, -1] * 7), 1, 8, -8])
    assert "hugging" not in found_alone([8, -8, *([1, -1] * 7), 8, -8, 8])


def test_points_that_are_all_alike_are_no_signal():
    assert found_alone([3] * 30) == []


# --- Independent readings of the rules, by floats and windows

VALUES = st.lists(st.integers(-40, 40), min_size=12, max_size=60)


def windows(values: list, width: int):
    return (range(at, at + width) for at in range(len(values) - width + 1))


def naive(values: list[int]) -> dict[str, set[int]]:
    """Every place that a window of points marks, rule by rule, in floating point."""
    centre = sum(values) / len(values)
    sigma = sum(abs(b - a) for a, b in pairwise(values)) / (len(values) - 1) / 1.128
    z = [(value - centre) / sigma if sigma else 0 for value in values]
    marked: dict[str, set[int]] = {"beyond": {at for at, one in enumerate(z) if abs(one) > 3}}
    off = [at for at, one in enumerate(z) if abs(one) > 1e-12]
    marked["shift"] = {
        off[at]
        for w in windows(off, 8)
        if abs(sum((z[off[i]] > 0) - (z[off[i]] < 0) for i in w)) == 8
        for at in w
    }
    marked["two-of-three"] = {
        at
        for w in windows(z, 3)
        for side in (1, -1)
        if sum(side * z[i] > 2 for i in w) >= 2
        for at in w
        if side * z[at] > 2
    }
    marked["hugging"] = {at for w in windows(z, 15) if sigma and all(abs(z[i]) <= 1 for i in w) for at in w}
    levels = [at for at, value in enumerate(values) if not at or value != values[at - 1]]
    marked["trend"] = {
        levels[at]
        for w in windows(levels, 6)
        if len({values[levels[b]] > values[levels[a]] for a, b in pairwise(w)}) == 1
        for at in w
    }
    return marked


@given(VALUES)
def test_signals_are_those_of_a_naive_reading(values):
    chart = make_chart(SINGLE, weekly(values), kind="xmr")
    marked: dict[str, set[int]] = {rule: set() for rule in naive(values)}
    for signal in signals_of(chart):
        marked[signal.rule] |= set(signal.places)
    assert marked == naive(values)


# --- Run charts


@pytest.mark.parametrize(
    ("above", "below", "too_few", "too_many"),
    [  # Swed and Eisenhart 1943: the 2.5 % points at either end, as printed in many textbooks since.
        (5, 5, 2, 10),
        (6, 6, 3, 11),
        (8, 8, 4, 14),
        (10, 10, 6, 16),
        (12, 12, 7, 19),
        (15, 15, 10, 22),
        (20, 20, 14, 28),
        (10, 15, 7, 18),
        (12, 20, 10, 22),
    ],
)
def test_runs_expected_are_those_of_swed_and_eisenhart(above, below, too_few, too_many):
    assert runs_expected(above, below) == (too_few + 1, too_many - 1)


@pytest.mark.parametrize(("above", "below"), [(a, b) for a in range(1, 8) for b in range(a, 8)])
def test_runs_expected_are_those_of_every_order_counted(above, below):
    orders = []
    for places in combinations(range(above + below), above):
        sides = [at in places for at in range(above + below)]
        orders.append(sum(1 for _run in groupby(sides)))
    few, many = runs_expected(above, below)
    assert sum(one < few for one in orders) <= 0.025 * len(orders) < sum(one <= few for one in orders)
    assert sum(one > many for one in orders) <= 0.025 * len(orders) < sum(one >= many for one in orders)


def test_the_seats_at_the_lunch_counter():
    """Swed and Eisenhart's own example: 5 occupied and 11 empty seats make 11 runs, the most there can be."""
    seats = [1 if seat == "O" else -1 for seat in "EOEEOEEEOEEEOEOE"]
    chart = make_chart(SINGLE, weekly([*seats, *[0] * 20]), kind="run")
    runs = runs_of(chart.spots)
    assert (runs.found, runs.above, runs.below) == (11, 5, 11)
    assert runs.most == 11  # one in 17 such orders has as many: no signal


def test_two_halves_of_a_year_are_too_few_runs():
    """Balestracci, Quality Digest, October 2008: of 16 months 7 above, 7 below, 1 above, 1 below: 4 runs."""
    values = [9, 10, 11, 10, 9, 12, 10, 4, 3, 5, 4, 3, 2, 4, 10, 4]
    chart = make_chart(COUNT, weekly(values), kind="run")
    runs = runs_of(chart.spots)
    assert (runs.found, runs.above, runs.below) == (4, 8, 8)
    signals = {one.rule for one in signals_of(chart)}
    assert "too-few-runs" in signals
    assert "shift" in signals  # by the rule of six for run charts, which that column does not use


def test_too_many_runs_are_told():
    chart = make_chart(COUNT, weekly([1, 9] * 8), kind="run")
    (signal,) = signals_of(chart)
    assert signal.rule == "too-many-runs"
    assert "16 runs; chance makes 5 to 13" in say_signal(chart, signal)


@pytest.mark.parametrize(("values", "rules"), [
    ([5, 6, 7, 8, 9, 1, 2, 1], ["trend"]),
    ([5, 6, 7, 8, 1, 9, 1, 2], []),
    ([1, 2, 1, 2, 1, 2, 9, 8, 9, 8, 9, 8], ["shift", "shift", "too-few-runs"]),
    ([1, 2, 1, 9, 9, 1, 8, 9, 8, 1], []),
])  # fmt: skip
def test_rules_of_run_charts(values, rules):
    assert [one.rule for one in signals_of(make_chart(COUNT, weekly(values), kind="run"))] == rules


# --- Words


def test_a_signal_is_said_with_its_days():
    chart = make_chart(COUNT, weekly([10, 12, 9, 11, 10, 8, 10, 12, 9, 9, 11, 9, 30]), baseline_until=day(11))
    (signal,) = [one for one in signals_of(chart) if one.rule == "beyond"]
    assert say_signal(chart, signal) == "30 March 2026: 30, above the upper limit."
    assert say_signals((signal,)).startswith("1 signal:")
    assert "does not prove that all is well" in say_signals(())
