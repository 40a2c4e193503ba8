"""Numbers that are codes, dates and times: their answers are texts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

from rxladder.facts.exact import Value
from rxladder.facts.exact_functions import check_digit
from rxladder.facts.language import noop
from rxladder.learning.calculations.dice import Dice
from rxladder.learning.calculations.scene import Scene, When

_FIRST_DAY = date(2026, 1, 1)
_DAYS = 730
_DAYS_OF_795 = (14, 35, 90, 180)  # USP <795> counts them with the day of compounding as day 1
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _digits(dice: Dice, count: int) -> str:
    return "".join(str(dice.below(10)) for _place in range(count))


def _day(dice: Dice) -> date:
    return _FIRST_DAY + timedelta(days=dice.below(_DAYS))


def _dea(dice: Dice) -> Mapping[str, Value]:
    six = _digits(dice, 6)
    odd, even = sum(map(int, six[::2])), sum(map(int, six[1::2]))
    return {
        "seven_digits": f"{six}{check_digit(six)}",
        "six": six,
        "letters": dice.pick("ABFGM") + dice.pick(_LETTERS),
        "odd": Fraction(odd),
        "even": Fraction(even),
        "odd_digits": " + ".join(six[::2]),
        "even_digits": " + ".join(six[1::2]),
        "undoubled": Fraction((odd + even) % 10),
        "all_doubled": Fraction(2 * (odd + even) % 10),
    }


def _ndc(dice: Dice) -> Mapping[str, Value]:
    shape = dice.pick(((4, 4, 2), (5, 3, 2), (5, 4, 1)))
    parts = [str(1 + dice.below(9)) + _digits(dice, count - 1) for count in shape]
    short = next(i for i, (count, full) in enumerate(zip(shape, (5, 4, 2), strict=True)) if count < full)
    wrong = (short + 1 + dice.below(2)) % 3
    return {
        "ndc": "-".join(parts),
        "shape": "-".join(map(str, shape)),
        "short": Fraction(short),
        "bare": "".join(parts),
        "other_part": "".join("0" + part if i == wrong else part for i, part in enumerate(parts)),
        "behind": "".join(part + "0" if i == short else part for i, part in enumerate(parts)),
    }


def _beyond_use(dice: Dice) -> Mapping[str, Value]:
    start, days = _day(dice), dice.pick((9, 14, 30, 35, 45, 60, 90, 90, 180))
    by_795 = days in _DAYS_OF_795
    expires = dice.below(2)
    ends = start + timedelta(days=days)
    expiry = ends + timedelta(days=dice.below(60) - 30)
    if expiry <= start:
        expiry = ends + timedelta(days=10)
    return {
        "start": start.isoformat(),
        "days": Fraction(days),
        "day_one": Fraction(1 if by_795 else dice.below(2)),
        "component_expiry": expiry.isoformat() if expires else "",
        "expires": Fraction(expires),
    }


def _filled(dice: Dice) -> Mapping[str, Value]:
    return {
        "filled": _day(dice).isoformat(),
        "days": Fraction(dice.pick((7, 10, 14, 21, 28, 30, 30, 34, 45, 60, 90))),
    }


def _month(dice: Dice) -> Mapping[str, Value]:
    first = date(2026 + dice.below(5), 1 + dice.below(12), 1)
    return {
        "year": Fraction(first.year),
        "month": Fraction(first.month),
        "year_text": str(first.year),
        "two": f"{first.month:02}",
        "first": first.isoformat(),
    }


def _clock(dice: Dice) -> Mapping[str, Value]:
    hour, minute, half = dice.pick((12, *range(1, 12))), f"{5 * dice.below(12):02}", dice.below(2)
    right = hour % 12 + 12 * half
    return {
        "clock": f"{hour}:{minute} {('am', 'pm')[half]}",
        "hour": Fraction(hour),
        "half": Fraction(half),
        "other_half": f"{(right + 12) % 24:02}{minute}",
        "ten_more": f"{(right + (-2 if half else 10)) % 24:02}{minute}",
    }


SCENES = (
    Scene(
        "dea_check_digit",
        "",
        stems=(
            noop("A DEA number begins with {letters}{six}. What must its last digit be?"),
            noop("The first six digits of a DEA number are {six}. What is the check digit?"),
        ),
        special=_dea,
        parts={"double": "2*even", "all": "odd+double"},
        steps=(
            noop("First, third and fifth digit: {odd_digits} {odd:=}"),
            noop("Second, fourth and sixth digit: {even_digits} {even:=}, doubled {double:=}"),
            noop("{odd} + {double} {all:=}; its last digit is {answer}"),
        ),
        mistakes=(
            (noop("doubles nothing"), "undoubled"),
            (noop("doubles all digits"), "all_doubled"),
            (noop("takes the first digit of the sum"), "FL(all/10)"),
        ),
    ),
    Scene(
        "ndc_11",
        "",
        stems=(
            noop("Write the NDC {ndc} with the 11 digits that are used for billing."),
            noop("A package shows NDC {ndc}. What is it in the 11-digit form (5-4-2) of a claim?"),
        ),
        special=_ndc,
        steps=(
            noop("{ndc} has the form {shape}; the 11 digits are 5-4-2"),
            When("short == 0", noop("The first part is short, so the zero goes before it: {answer}")),
            When("short == 1", noop("The middle part is short, so the zero goes before it: {answer}")),
            When("short == 2", noop("The last part is short, so the zero goes before it: {answer}")),
        ),
        mistakes=(
            (noop("leaves the zero out"), "bare"),
            (noop("puts the zero into another part"), "other_part"),
            (noop("puts the zero behind the short part"), "behind"),
        ),
        answer="ndc",
    ),
    Scene(
        "bud_days",
        "",
        stems=(
            When(
                "expires == 0 and day_one == 1",
                noop(
                    "A preparation is compounded on {start:day} and may be kept for {days} days, "
                    "with the day of compounding as day 1. What is its beyond-use date?"
                ),
            ),
            When(
                "expires == 0 and day_one == 0",
                noop(
                    "A preparation is compounded on {start:day}. Its beyond-use date is {days} "
                    "days after that day. What date is that?"
                ),
            ),
            When(
                "expires == 1 and day_one == 1",
                noop(
                    "A preparation is compounded on {start:day} and may be kept for {days} days, "
                    "with the day of compounding as day 1. One component expires on "
                    "{component_expiry:day}. What is the beyond-use date?"
                ),
            ),
            When(
                "expires == 1 and day_one == 0",
                noop(
                    "A preparation is compounded on {start:day}. Its beyond-use date is {days} "
                    "days after that day, but no later than the expiry of any component, and one "
                    "expires on {component_expiry:day}. What is the beyond-use date?"
                ),
            ),
        ),
        special=_beyond_use,
        parts={"counted": "ADDD(start,days-day_one)"},
        steps=(
            When("day_one == 1", noop("The day of compounding is day 1, so day {days} is {counted:day}")),
            When("day_one == 0", noop("{days} days after {start:day} is {counted:day}")),
            When(
                "expires == 1",
                noop("A component expires on {component_expiry:day}; the earlier of the two is {answer:day}"),
            ),
        ),
        mistakes=(
            (
                noop("takes the component's expiry although the time runs out before"),
                "component_expiry if expires else exact",
            ),
            (noop("counts a day too many"), "exact if expires else ADDD(start,days+1-day_one)"),
        ),
        answer="day",
    ),
    Scene(
        "expiry_month",
        "",
        stems=(
            noop("A bottle is marked EXP {two}/{year_text}. What is the last day on which it may be used?"),
            noop(
                "The expiration date on a package is given as {first:month}. What is the last day "
                "on which it is in date?"
            ),
        ),
        special=_month,
        steps=(noop("A month without a day stands for its last day: {answer:day}"),),
        mistakes=((noop("takes the last day of the month before"), "ADDD(FIRSTDAY(year,month),-1)"),),
        answer="day",
    ),
    Scene(
        "refill_due",
        "",
        stems=(
            noop(
                "{days:A}-day supply was filled on {filled:day}, and {filled:day} is not "
                "counted. On which date does it run out?"
            ),
            noop(
                "Add the days supply to the fill date: filled on {filled:day} for {days} days. "
                "Which date is that?"
            ),
        ),
        special=_filled,
        steps=(noop("{days} days after {filled:day} is {answer:day}"),),
        mistakes=((noop("counts a day too many"), "ADDD(filled,days+1)"),),
        answer="day",
    ),
    Scene(
        "military_time",
        "",
        stems=(
            noop("A dose is due at {clock}. How is that written on the 24-hour clock (hhmm)?"),
            noop("Write {clock} in military time, as four digits."),
        ),
        special=_clock,
        steps=(
            When("hour < 12 and half == 1", noop("An hour after noon gets 12 more: {clock} is {answer}")),
            When("hour < 12 and half == 0", noop("An hour before noon stays: {clock} is {answer}")),
            When("hour == 12", noop("12 am is 00 and 12 pm is 12: {clock} is {answer}")),
        ),
        mistakes=(
            (noop("mixes up am and pm"), "other_half"),
            (noop("adds or leaves out 10 instead of 12"), "ten_more"),
        ),
        answer="clock",
    ),
)
