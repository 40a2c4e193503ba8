"""Numbers as a pharmacy writes them: a zero before the point, none behind, commas in thousands."""

from __future__ import annotations

from fractions import Fraction

from rxladder.facts.exact_functions import half_up
from rxladder.facts.phrases import say_dollars

PLACES = 4
SMALL = Fraction(1, 10)


def say(number: Fraction, places: int = PLACES) -> str:
    """A number to at most so many decimals: `1,000`, `0.5`, `33.3333`, `−4`."""
    rounded = half_up(number, places)
    sign = "−" if rounded < 0 else ""
    scaled = abs(rounded.numerator) * 10**places // rounded.denominator
    whole, rest = divmod(scaled, 10**places)
    tail = f"{rest:0{places}}".rstrip("0") if places and rest else ""
    return f"{sign}{whole:,}{'.' + tail if tail else ''}"


def places_of(number: Fraction) -> int:
    """How many decimals to show: more where a number is small."""
    return PLACES if abs(number) >= SMALL else PLACES + 2


def say_as_far(number: Fraction) -> str:
    """A number as far as it is short, and with dots where it goes on: `0.5`, `0.6666…`."""
    if number.denominator == 1:
        return say(number, 0)
    places = places_of(number)
    if half_up(number, places) == number:
        return say(number, places)
    power: int = 10**places
    cut = Fraction(int(number * power), power)
    sign = "−" if number < 0 else ""
    whole, rest = divmod(abs(cut), 1)
    return f"{sign}{whole.numerator:,}.{int(rest * power):0{places}}…"


def say_cents(number: Fraction) -> str:
    """Dollars to the cent: `$33.10`, `$1,200`, `−$5.50`."""
    cents = half_up(number, 2)
    return f"−{say_dollars(-cents)}" if cents < 0 else say_dollars(cents)


def say_fraction(number: Fraction) -> str:
    """A number as a fraction: `1/150`, `1 1/2`, `5`."""
    whole, rest = divmod(number, 1)
    return " ".join(
        part for part in (str(whole) if whole or not rest else "", str(rest) if rest else "") if part
    )
