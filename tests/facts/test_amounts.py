"""Amounts are read exactly, and refused where no store could keep them so."""

from fractions import Fraction

import pytest

from rxladder.facts.days import to_hours


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("10/3", Fraction(10, 3)),
        ("1.5", Fraction(3, 2)),
        (3, 3),
        ("0", 0),
        (0.1, Fraction(1, 10)),
        ("1e3", 1000),
    ],
)
def test_an_amount_is_what_was_written(written, amount):
    assert to_hours(written) == amount


@pytest.mark.parametrize(
    "written",
    ["1e30", "1e999999999", "1e-999999999", "0." + "0" * 19 + "1", f"1/{10**18}", 10**18, f"{10**30}/7"],
)
def test_an_amount_that_cannot_be_stored_is_refused_at_once(written):
    with pytest.raises(ValueError, match="more digits than an amount needs"):
        to_hours(written)


@pytest.mark.parametrize("written", ["nan", "inf", "-Infinity", "x", "1/0", "", True])
def test_what_is_no_number_is_told_so(written):
    with pytest.raises(ValueError, match="number"):
        to_hours(written)
