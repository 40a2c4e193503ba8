"""What the functions of exact formulas do. Days are ISO texts; a text of another kind: ValueError."""

from __future__ import annotations

import math
import re
from datetime import date, timedelta
from fractions import Fraction

from rxladder.facts.days import month_end

_HALF = Fraction(1, 2)
_ROOT_PLACES = 30
_MOST_STAGES = 1_000
_NUMERALS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_CLOCK = re.compile(r"(1[0-2]|[1-9]):([0-5]\d) (am|pm)", re.ASCII)


def half_up(number: Fraction, places: int) -> Fraction:
    """Rounded to so many decimals; a half goes away from 0, as people do it."""
    power: int = 10**places
    above, below = number.numerator * power, number.denominator
    if below == 1:
        return number
    whole = (2 * abs(above) + below) // (2 * below)
    return Fraction(whole if above >= 0 else -whole, power)


def root(number: Fraction) -> Fraction:
    """The square root, to 30 decimals."""
    if number < 0:
        raise ValueError("a number below 0 has no square root")
    power: int = 10**_ROOT_PLACES
    return Fraction(math.isqrt(number.numerator * power**2 // number.denominator), power)


def taper(start: Fraction, step: Fraction, days_each: Fraction) -> Fraction:
    """What start, start less step, and so on while above 0 come to, each kept for so many days."""
    if step <= 0 or start / step > _MOST_STAGES:
        raise ValueError("a taper goes down in at most a thousand steps")
    stages = math.ceil(start / step)
    return (stages * start - step * stages * (stages - 1) / 2) * days_each


def check_digit(digits: str) -> Fraction:
    """The last digit of a DEA number, from its first six."""
    return _check_digit(digits, doubled=1)


def check_digit_of_odd(digits: str) -> Fraction:
    """The same with the first, third and fifth doubled, as it is often done wrong."""
    return _check_digit(digits, doubled=0)


def _check_digit(digits: str, doubled: int) -> Fraction:
    if not re.fullmatch(r"\d{6,7}", digits, re.ASCII):
        raise ValueError(f"{digits!r} is not six or seven digits")
    return Fraction(sum(int(d) * (2 if i % 2 == doubled else 1) for i, d in enumerate(digits[:6])) % 10)


def eleven_digits(ndc: str) -> str:
    """The 11 digits used for billing, from an NDC of 10 written with its hyphens (4-4-2, 5-3-2, 5-4-1)."""
    labeler, product, package = _segments(ndc)
    return labeler.zfill(5) + product.zfill(4) + package.zfill(2)


def padded_left(ndc: str) -> str:
    """An NDC with its zero at the far left, wherever it belongs."""
    return "".join(_segments(ndc)).zfill(11)


def padded_right(ndc: str) -> str:
    """An NDC with its zero at the end, wherever it belongs."""
    return "".join(_segments(ndc)).ljust(11, "0")


def _segments(ndc: str) -> tuple[str, str, str]:
    if not re.fullmatch(r"\d{4}-\d{4}-\d\d|\d{5}-\d{3}-\d\d|\d{5}-\d{4}-\d", ndc, re.ASCII):
        raise ValueError(f"{ndc!r} is not an NDC of 10 digits with its hyphens")
    labeler, product, package = ndc.split("-")
    return labeler, product, package


def days_later(day: str, days: Fraction) -> str:
    """The day so many days after another."""
    return (date.fromisoformat(day) + timedelta(days=int(days))).isoformat()


def earlier(one: str, other: str) -> str:
    """The earlier of two days, of which one may be empty."""
    return min(day for day in (one, other) if day)


def last_day(year: Fraction, month: Fraction) -> str:
    """The last day of a month."""
    return month_end(int(year), int(month)).isoformat()


def first_day(year: Fraction, month: Fraction) -> str:
    """The first day of a month."""
    return date(int(year), int(month), 1).isoformat()


def hours_24(clock: str) -> str:
    """A time such as `9:45 pm` on the 24-hour clock, `2145`."""
    hour, minute, half = _clock(clock)
    return f"{hour % 12 + (12 if half == 'pm' else 0):02}{minute}"


def hours_24_always_12_more(clock: str) -> str:
    """The same with 12 added to every hour after noon and to every 12, as it is often done wrong."""
    hour, minute, half = _clock(clock)
    return f"{hour + 12 if half == 'pm' or hour == 12 else hour:02}{minute}"


def _clock(text: str) -> tuple[int, str, str]:
    found = _CLOCK.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is not a time such as 9:45 pm")
    return int(found[1]), found[2], found[3]


def roman(text: str) -> Fraction:
    """What a Roman numeral stands for; `ss` at its end is a half."""
    return _roman(text, subtract=True)


def roman_all_added(text: str) -> Fraction:
    """All its letters added up, without the half, as it is often done wrong."""
    return _roman(text, subtract=False)


def _roman(text: str, *, subtract: bool) -> Fraction:
    letters = text.lower()
    half = letters.endswith("ss")
    letters = letters.removesuffix("ss")
    if not set(letters) <= set(_NUMERALS):
        raise ValueError(f"{text!r} is not a Roman numeral")
    values = [_NUMERALS[letter] for letter in letters]
    follows = [*values[1:], 0]
    signed = (-v if subtract and after > v else v for v, after in zip(values, follows, strict=True))
    return Fraction(sum(signed)) + (_HALF if half and subtract else 0)
