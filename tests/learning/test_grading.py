"""Grading: numbers with units, words, choices, orders and pairs."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxladder.learning.amounts import read_amount
from rxladder.learning.grading import grade, right_answer
from rxladder.learning.question import Choice, Matching, Mistake, Number, Option, Ordering, Typed
from rxladder.learning.units import read_unit, say_amount

HALF_LITER = Number(Fraction(500), "mL", None)
THIRD = Number(Fraction(100, 3), "mg", 1, (Mistake("forgets the weight", Fraction(10)),))
TABLETS = Number(Fraction(3, 2), "tablets", None)
WARM = Number(Fraction("-40") / 9, "°C", 1, (), True)
PRICE = Number(Fraction("33.1"), "$", 2)
RATE = Number(Fraction(125), "mL/h", 1)
KILOGRAMS = Number(Fraction(70), "kg", 1, (), True)
SALT = Number(Fraction("12.5"), "%", 2)
DIGIT = Number(Fraction(3), "", None)


@pytest.mark.parametrize(
    ("answer", "typed"),
    [
        (HALF_LITER, "500 mL"), (HALF_LITER, "500ml"), (HALF_LITER, "0.5 L"), (HALF_LITER, "1/2 liter"),
        (HALF_LITER, "½ L"), (HALF_LITER, "500 cc"), (HALF_LITER, "100 tsp"), (HALF_LITER, "5 dL."),
        (HALF_LITER, "500 milliliters of water"), (HALF_LITER, "  = 500.0 ML "), (HALF_LITER, "500"),
        (THIRD, "33.3 mg"), (THIRD, "100/3 mg"), (THIRD, "33 1/3 mg"), (THIRD, "0.0333 g"),
        (THIRD, "33,300 mcg"),
        (THIRD, "33.3 mg per dose"), (THIRD, "33.3 mg/dose"),
        (TABLETS, "1.5 tablets"), (TABLETS, "1 1/2 tab"), (TABLETS, "3/2 tabs"), (TABLETS, "1½ tablets"),
        (WARM, "-4.4 °C"), (WARM, "−4.4 C"), (WARM, "-4.4 degrees Celsius"), (WARM, "-4.4"),
        (PRICE, "$33.10"), (PRICE, "33.1"), (PRICE, "33.10 dollars"), (PRICE, "3310 cents"),
        (PRICE, "$ 33.10"),
        (RATE, "125 mL/h"),
        (RATE, "125 ml per hour"), (RATE, "0.125 L/hr"), (RATE, "125 mL an hour"),
        (SALT, "12.5%"), (SALT, "12.5 percent"), (SALT, "12.50 %"),
        (SALT, "12.5 % w/v"),
        (KILOGRAMS, "70 kg"), (KILOGRAMS, "70 kilograms"),
        (Number(Fraction("12.5"), "h", 2), "12 h 30 min"), (Number(Fraction("12.5"), "h", 2), "750 min"),
        (Number(Fraction(28), "days", None), "4 weeks"), (Number(Fraction(1200), "mg", None), "1,200 mg"),
        (Number(Fraction(1000), "mL", None), "1 000 mL"), (TABLETS, "1-1/2 tablets"),
        (TABLETS, "1.5 tablet(s)"), (Number(Fraction(28), "days", None), "28-day supply"),
        (Number(Fraction(28), "days", None), "28 days' supply"),
        (Number(Fraction(2), "years", None), "24 months"), (Number(Fraction(5), "refills", None), "5 times"),
        (DIGIT, "3"), (DIGIT, "3 tablets"), (Number(Fraction(1, 1000), "mg", 3), "1 mcg"),
    ],
)  # fmt: skip
def test_right_in_any_equivalent_unit(answer: Number, typed: str):
    graded = grade(answer, typed)
    assert graded.right, graded
    assert graded.understood


@pytest.mark.parametrize(
    ("answer", "typed", "says", "mistake"),
    [
        (HALF_LITER, "500 mg", "but the unit is not", "answers in another unit"),
        (HALF_LITER, "500 L", "but in mL, not in L", "answers in another unit"),
        (HALF_LITER, "7 mEq", "asks for mL, not mEq", "answers in another unit"),
        (HALF_LITER, "5 mL", "off by 2 places", "puts the decimal point in the wrong place"),
        (THIRD, "10 mg", "someone who forgets the weight. Right answer: 33.3 mg", "forgets the weight"),
        (THIRD, "33 mg", "rounded too far: 1 decimal place is asked", "rounds too far"),
        (THIRD, "33.33 mg", "right before rounding", "does not round as asked"),
        (THIRD, "33.4 mg", "rounded along the way", "rounds too early"),
        (Number(Fraction(200, 3), "mg", 1), "66.6 mg", "cut off", "cuts off instead of rounding"),
        (WARM, "4.4 °C", "its sign is not", "loses the sign"),
        (WARM, "24 °F", "asks for °C, not °F", "answers in another unit"),
        (KILOGRAMS, "154 lb", "asks for kg, not lb", "answers in another unit"),
        (KILOGRAMS, "70,000 g", "the same amount, but the question asks for kg", "answers in another unit"),
        (TABLETS, "1.5 capsules", "the unit is not", "answers in another unit"),
        (RATE, "125 mL/min", "125 mL/h", "answers in another unit"),
        (Number(Fraction(20), "gr", None), "20 g", "but the unit is not", "answers in another unit"),
        (Number(Fraction(6), "months", None), "6 days", "but the unit is not", "answers in another unit"),
        (Number(Fraction(5), "refills", None), "7 days", "for refills, not days", "answers in another unit"),
        (RATE, "99 mL/h", "Right answer: 125 mL/h", None),
    ],
)  # fmt: skip
def test_wrong_and_told_why(answer: Number, typed: str, says: str, mistake: str | None):
    graded = grade(answer, typed)
    assert not graded.right
    assert graded.understood
    assert says in graded.says
    assert graded.mistake == mistake


@pytest.mark.parametrize(
    ("answer", "typed", "says"),
    [
        (HALF_LITER, "500", "Always write the unit"),
        (Number(Fraction(1, 2), "mL", None), ".5 mL", "zero before the point"),
        (Number(Fraction(5), "mL", None), "5.0 mL", "Do not write a zero after the point"),
        (Number(Fraction(5), "units", None), "5 u", "Write “units” in full"),
        (Number(Fraction(5), "mcg", None), "5 µg", "Write mcg"),
    ],
)
def test_right_with_a_remark(answer: Number, typed: str, says: str):
    graded = grade(answer, typed)
    assert graded.right
    assert says in graded.says


@pytest.mark.parametrize(
    "typed",
    ["", "five mL", "mL", "1/0 mL", "5 5 mL", "1,00 mL", "0,5 L", "1.2.3 mL", "--5 mL", "5 blobs", "1" * 99,
     "nan", "5e3 mL",
     "1,000,00", "$-$5", "5 mL/h/kg", "٣ mL"],
)  # fmt: skip
def test_what_cannot_be_read_is_no_answer(typed: str):
    graded = grade(HALF_LITER, typed)
    assert not graded.right
    assert not graded.understood
    assert graded.says


@given(st.text(max_size=80))
def test_any_text_is_graded_without_a_fall(text: str):
    for answer in (HALF_LITER, THIRD, WARM, PRICE, DIGIT, Typed(("warfarin",), (("heparin", "m"),))):
        assert grade(answer, text).says


MASSES, VOLUMES, TIMES = (
    ("kg", "g", "mg", "mcg"),
    ("L", "dL", "mL", "tsp", "tbsp", "fl oz"),
    ("h", "min", "days"),
)
ALIKE = st.sampled_from((MASSES, VOLUMES, TIMES)).flatmap(
    lambda units: st.tuples(*[st.sampled_from(units)] * 2)
)
AMOUNTS = st.fractions(min_value=Fraction(1, 1000), max_value=10_000, max_denominator=1000)


@given(AMOUNTS, ALIKE)
def test_an_amount_is_right_in_every_unit_of_its_dimension(number: Fraction, units: tuple[str, str]):
    asked, typed = read_unit(units[0]), read_unit(units[1])
    assert asked is not None
    assert typed is not None
    same = number * asked.factor / typed.factor
    assert grade(Number(number, asked.name, None), f"{same} {typed.name}").right
    assert not grade(Number(number, asked.name, None), f"{same * 3} {typed.name}").right


@given(AMOUNTS, ALIKE, ALIKE)
def test_rates_compare_as_their_parts_do(number: Fraction, above: tuple[str, str], below: tuple[str, str]):
    one, other = read_unit(f"{above[0]}/{below[0]}"), read_unit(f"{above[1]} per {below[1]}")
    if one is None or other is None:
        assert "fl oz" in (*above, *below)
        return
    same = number * one.factor / other.factor
    graded = grade(Number(number, one.name, None), f"{same} {other.name}")
    assert graded.right


@given(AMOUNTS, st.integers(0, 4))
def test_the_rounded_answer_is_right_and_its_neighbours_are_not(number: Fraction, places: int):
    answer = Number(number, "mg", places)
    step = Fraction(1, 10**places)
    right = Fraction(int(number / step + Fraction(1, 2))) * step
    assert grade(answer, f"{right} mg").right
    for wrong in {right + step, right - step} - {number}:
        if wrong > 0:
            assert not grade(answer, f"{wrong} mg").right


@given(AMOUNTS)
def test_what_is_said_can_be_typed(number: Fraction):
    rounded = Fraction(int(number * 100), 100)
    for unit in ("mL", "$", "%", "tablets", "mL/h", "°F", "mOsm/L", ""):
        read = read_amount(say_amount(rounded, unit))
        assert read is not None
        assert read.number == rounded
        assert not read.bare_point
        assert not read.bare_zero or unit == "$"
        assert not unit or read.unit == read_unit(unit)


def test_one_is_a_singular():
    assert [say_amount(Fraction(n), "tablets") for n in (1, 2)] == ["1 tablet", "2 tablets"]
    assert say_amount(Fraction(1, 2), "tablets") == "0.5 tablet"
    assert say_amount(Fraction(1500), "mL") == "1,500 mL"


TYPED = Typed(("hydroxyzine", "hydroxyzine HCl"), (("hydralazine", "takes its look-alike"),))


@pytest.mark.parametrize(
    "text",
    [
        "hydroxyzine",
        " Hydroxyzine ",
        "Hydroxyzine®",
        "hydroxyzine™",
        "HYDROXY-ZINE",
        "hydroxyzine hcl",
        "Hydroxyzine, HCl.",
    ],
)
def test_a_word_is_right_whatever_its_case_spaces_and_hyphens(text: str):
    assert grade(TYPED, text).right


@pytest.mark.parametrize("text", ["hydroxizine", "hydroxyzin", "hydroyxzine", "hidroxizine"])
def test_a_small_misspelling_is_not_right_but_said(text: str):
    graded = grade(TYPED, text)
    assert not graded.right
    assert "Close: check the spelling" in graded.says


ZESTRIL = Typed(
    ("Zestril", "Prinivil"), endings=("HCT",), others=frozenset({"zocor", "lisinopril", "zestrol"})
)
LOPRESSOR = Typed(
    ("metoprolol tartrate",), (("metoprolol succinate", "takes another salt"),), ("HCl", "ER", "tartrate")
)


@pytest.mark.parametrize(
    ("answer", "typed", "says"),
    [
        (replace(TYPED, endings=("HCl", "pamoate")), "Hydroxyzine-pamoate", "Leave out “pamoate”"),
        (LOPRESSOR, "metoprolol", "Write the whole name"),
        (LOPRESSOR, "metoprolol HCl ER", "Write the whole name"),
        (ZESTRIL, "Zestril HCT", "Leave out “HCT”"),
        (ZESTRIL, "Sandostor", "“Sandostor” is not one of the names known here"),
    ],
)
def test_what_is_right_but_not_as_asked_or_may_be_right_is_no_answer(answer: Typed, typed: str, says: str):
    graded = grade(answer, typed)
    assert says in graded.says
    assert not graded.understood


@pytest.mark.parametrize(
    ("answer", "typed", "says"),
    [
        (LOPRESSOR, "metoprolol succinate", "takes another salt"),
        (LOPRESSOR, "atenolol HCl", "Right answer"),
        (LOPRESSOR, "metoprolol tartrat", "Close"),
        (ZESTRIL, "Zocor", "Right answer: Zestril"),
        (ZESTRIL, "Zestrol", "Right answer: Zestril"),
        (ZESTRIL, "Zestrel", "Close"),
    ],
)
def test_another_salt_and_another_drugs_brand_are_wrong(answer: Typed, typed: str, says: str):
    graded = grade(answer, typed)
    assert says in graded.says
    assert graded.understood
    assert not graded.right
    assert ("Close" in graded.says) == (says == "Close")


def test_a_look_alike_is_named_and_other_words_are_wrong():
    assert grade(TYPED, "hydralazine").mistake == "takes its look-alike"
    assert grade(TYPED, "metformin").says == "Right answer: hydroxyzine"
    assert not grade(TYPED, "  ").understood
    assert "Close" not in grade(Typed(("2145",)), "2146").says


def test_choice():
    answer = Choice((Option("a", "A it is."), Option("b", "B is not.")), 0)
    assert grade(answer, 0).right
    assert grade(answer, 1).says == "B is not. Right answer: a"
    for bad in (2, -1, "a"):
        with pytest.raises(ValueError, match="options"):
            grade(answer, bad)


def test_ordering():
    answer = Ordering(("c", "a", "b", "d"), (1, 2, 0, 3))
    assert grade(answer, [1, 2, 0, 3]).right
    graded = grade(answer, [1, 2, 3, 0])
    assert graded.says == "The first 2 are right. The order is: a → b → c → d"
    for bad in ([0, 0, 1, 2], [0, 1], [0, 1, 2, 4], 3):
        with pytest.raises(ValueError, match="order"):
            grade(answer, bad)


def test_matching():
    answer = Matching(("x", "y", "z"), ("1", "2", "2"), (0, 1, 2))
    assert grade(answer, [0, 1, 2]).right
    assert grade(answer, [0, 2, 1]).right
    graded = grade(answer, [1, 1, None])
    assert graded.says == "1 of 3 is right. x – 1; z – 2"
    for bad in ([0, 1], [0, 1, 9], 1):
        with pytest.raises(ValueError, match=r"right|list"):
            grade(answer, bad)


def test_the_right_answer_is_said_whatever_its_kind():
    assert right_answer(THIRD) == "33.3 mg"
    assert right_answer(TYPED) == "hydroxyzine"
    assert right_answer(Choice((Option("a", ""), Option("b", "")), 1)) == "b"
    assert right_answer(Ordering(("c", "a", "b"), (1, 2, 0))) == "a → b → c"
    assert right_answer(Matching(("x", "y"), ("1", "2"), (1, 0))) == "x – 2; y – 1"
