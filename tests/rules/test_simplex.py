"""The exact simplex method against HiGHS, on random programs degenerate ones among them."""

from fractions import Fraction

import numpy as np
from hypothesis import strategies as st
from scipy.optimize import linprog

from rxladder.rules.simplex import least
from tests.rules.sizes import holds_for

AMOUNTS = st.integers(-4, 4) | st.fractions(-3, 3, max_denominator=6)


@st.composite
def programs(draw: st.DrawFn) -> tuple[list, list]:
    """Costs that are not negative, and rows "at least"."""
    variables = draw(st.integers(1, 5))
    costs = draw(st.lists(st.integers(0, 5), min_size=variables, max_size=variables))
    row = st.lists(AMOUNTS, min_size=variables, max_size=variables)
    bounds = draw(st.sampled_from([AMOUNTS, st.sampled_from([0, 0, 1])]))
    return costs, draw(st.lists(st.tuples(row, bounds), max_size=6))


@holds_for(programs(), few=50, many=10_000)
def test_the_least_is_that_of_highs_and_is_reached(program):
    costs, rows = program
    found = least(costs, rows)
    expected = linprog(
        costs,
        A_ub=-np.array([row for row, _ in rows], float) if rows else None,
        b_ub=-np.array([bound for _, bound in rows], float) if rows else None,
        method="highs",
    )
    assert expected.status in (0, 2)
    if expected.status == 2:
        assert found is None
        return
    assert found is not None
    amount, values = found
    assert abs(float(amount) - expected.fun) < 1e-6
    assert all(value >= 0 for value in values)
    assert sum((cost * value for cost, value in zip(costs, values, strict=True)), Fraction(0)) == amount
    for row, bound in rows:
        assert sum(part * value for part, value in zip(row, values, strict=True)) >= bound


def test_answers_are_exact():
    assert least([1], [([3], 1)]) == (Fraction(1, 3), [Fraction(1, 3)])
    assert least([1, 1], [([1, 0], Fraction(10, 3)), ([0, 1], Fraction(1, 7))]) == (
        Fraction(73, 21),
        [Fraction(10, 3), Fraction(1, 7)],
    )


def test_without_rows_nothing_is_needed():
    assert least([2, 3], []) == (0, [0, 0])
    assert least([], []) == (0, [])


def test_what_no_amount_can_satisfy_has_no_least():
    assert least([1], [([1], 2), ([-1], -1)]) is None
    assert least([], [([], 1)]) is None


def test_rows_that_repeat_each_other_do_no_harm():
    row = ([1, 1], 4)
    assert least([1, 2], [row, row, ([2, 2], 8)]) == (4, [4, 0])
