"""Amounts are read exactly, and refused where no store could keep them so."""

from fractions import Fraction

import pytest

from rxladder.facts.days import number, to_hours
from rxladder.facts.entries import HOURS


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


@pytest.mark.parametrize("written", ["10/3", "0.000000000000001", 0.1, 1e-7, "852.25/795", "999.123456789"])
def test_what_is_kept_can_be_read_again(written):
    """An amount goes into a file as `number` writes it; from there it must come back."""
    assert HOURS(number(HOURS(written))) == HOURS(written)


@pytest.mark.parametrize("written", ["852.247346942065168/795", "999.123456789012345"])
def test_what_could_not_be_read_again_is_refused(written):
    with pytest.raises(ValueError, match="too many digits to be kept exactly"):
        HOURS(written)
