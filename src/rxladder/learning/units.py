"""The closed table of units that an answer may be typed in, and how units of one dimension compare.

A household measure stands for what it stands for on a prescription: a teaspoon is 5 mL, a fluid ounce 30 mL.
Pounds do not compare with grams here: how many grams they are is a question, not a spelling.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from rxladder.learning.numbers import say, say_cents


class Unit(NamedTuple):
    """A unit: units of one dimension compare, and `factor` is how many of the dimension's own one is."""

    name: str
    dimension: str
    factor: Fraction


_F = Fraction
# The name as it is shown, its dimension, its factor, and other ways in which people write it.
_TABLE: tuple[tuple[str, str, Fraction, str], ...] = (
    ("kg", "mass", _F(1_000_000), "kgs kilo kilos kilogram kilograms"),
    ("g", "mass", _F(1_000), "gm gms gram grams"),
    ("mg", "mass", _F(1), "mgs milligram milligrams"),
    ("mcg", "mass", _F(1, 1_000), "mcgs µg μg ug microgram micrograms"),
    ("ng", "mass", _F(1, 1_000_000), "nanogram nanograms"),
    ("L", "volume", _F(1_000), "liter liters litre litres"),
    ("dL", "volume", _F(100), "deciliter deciliters"),
    ("mL", "volume", _F(1), "mls milliliter milliliters millilitre millilitres cc ccs cm3 cm³"),
    ("tsp", "volume", _F(5), "tsps teaspoon teaspoons teaspoonful teaspoonfuls"),
    ("tbsp", "volume", _F(15), "tbsps tablespoon tablespoons tablespoonful tablespoonfuls tbs"),
    ("fl oz", "volume", _F(30), "floz fluidounce fluidounces"),
    ("mEq", "charge", _F(1), "meqs milliequivalent milliequivalents"),
    ("mmol", "amount", _F(1), "mmols millimole millimoles"),
    ("mOsm", "particles", _F(1), "mosmol mosmols milliosmole milliosmoles"),
    ("units", "activity", _F(1), "unit u iu"),
    ("kcal", "energy", _F(1), "kcals kilocalorie kilocalories calories cal"),
    ("days", "time", _F(1440), "day d dayssupply daysupply"),
    ("weeks", "time", _F(10080), "week wk wks"),
    ("h", "time", _F(60), "hr hrs hour hours"),
    ("min", "time", _F(1), "mins minute minutes"),
    ("lb", "pounds", _F(1), "lbs pound pounds"),
    ("in", "inches", _F(1), "inch inches"),
    ("cm", "length", _F(1), "centimeter centimeters"),
    ("m²", "surface", _F(1), "m2 sqm squaremeters"),
    ("tablets", "tablets", _F(1), "tablet tab tabs"),
    ("capsules", "capsules", _F(1), "capsule cap caps"),
    ("patches", "patches", _F(1), "patch"),
    ("packages", "packages", _F(1), "package pack packs pkg bottles bottle boxes box"),
    ("drops", "drops", _F(1), "drop gtt gtts"),
    ("puffs", "puffs", _F(1), "puff sprays spray"),
    ("cycles", "cycles", _F(1), "cycle"),
    ("turns", "turns", _F(1), "turn times time"),
    ("months", "calendar", _F(1), "month mo mos"),
    ("years", "calendar", _F(12), "year yr yrs"),
    ("%", "percent", _F(1), "percent pct %w/v %v/v %w/w"),
    ("$", "dollars", _F(1), "dollar dollars usd"),
    ("¢", "dollars", _F(1, 100), "cents cent"),
    ("°F", "fahrenheit", _F(1), "f degf degreesf fahrenheit degreesfahrenheit"),
    ("°C", "celsius", _F(1), "c degc degreesc celsius degreescelsius"),
)
_SPELT = {
    spelling.casefold().replace(" ", ""): Unit(name, dimension, factor)
    for name, dimension, factor, others in _TABLE
    for spelling in (name, *others.split())
}
_ONE = {
    "tablets": "tablet", "capsules": "capsule", "patches": "patch", "packages": "package", "days": "day",
    "units": "unit", "drops": "drop", "puffs": "puff", "cycles": "cycle", "turns": "turn", "weeks": "week",
    "months": "month", "years": "year", "particles": "particle",
}  # fmt: skip
# What may stand behind a unit and says only what it is a unit of.
_OF = re.compile(r"\s+of\b.*$|\s*(?:/|\bper\b|\ba\b|\beach\b)\s*dose$", re.IGNORECASE)
_PER = re.compile(r"/|\bper\b|\ba\b|\ban\b", re.IGNORECASE)


@cache
def read_unit(text: str) -> Unit | None:
    """The unit of a text: `ml`, `mL/hr`, `gtt per minute`; None where the table has none such."""
    plain = _spelt(text)
    if plain in _SPELT:
        return _SPELT[plain]
    parts = _PER.split(_OF.sub("", text.strip()))
    found = [_SPELT.get(_spelt(part)) for part in parts]
    if len(found) == 1:
        return found[0]
    if len(found) != 2 or found[0] is None or found[1] is None:
        return None
    above, below = found[0], found[1]
    name, dimension = f"{above.name}/{below.name}", f"{above.dimension}/{below.dimension}"
    return Unit(name, dimension, above.factor / below.factor)


def spellings(dimension: str) -> dict[str, Fraction]:
    """How units of a dimension may be spelt (small letters, no spaces), each with its factor."""
    return {spelt: unit.factor for spelt, unit in _SPELT.items() if unit.dimension == dimension}


def _spelt(text: str) -> str:
    """A unit without what is free: case, spaces, the hyphen of `75-day`, apostrophes, `(s)`."""
    plain = "".join(text.casefold().split()).rstrip(".").removesuffix("(s)")
    return plain.removeprefix("-").replace("'", "").replace("’", "")


def say_amount(number: Fraction, unit: str, places: int | None = None) -> str:
    """A number with its unit: `7.5 mL`, `12.5%`, `$33.10`, `1 tablet`, `46.4 °F`."""
    if unit == "$":
        return say_cents(number)
    said = say(number) if places is None else say(number, places)
    if not unit:
        return said
    gap = "" if unit.startswith("%") else " "
    return f"{said}{gap}{_ONE.get(unit, unit) if 0 < number <= 1 else unit}"
