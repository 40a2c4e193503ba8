"""Measures turned into others: weights, household measures, grains, temperatures, Roman numerals, ratios."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from rxladder.facts.exact import Value
from rxladder.facts.language import noop
from rxladder.learning.calculations.dice import Dice
from rxladder.learning.calculations.scene import Scene, When

_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_TENS = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")
_HUNDREDS = ("", "c", "cc", "ccc", "cd", "d", "dc", "dcc", "dccc", "cm")


def numeral(number: int) -> str:
    """A number from 1 to 1,000 as a Roman numeral in small letters."""
    return "m" if number == 1000 else _HUNDREDS[number // 100] + _TENS[number // 10 % 10] + _ONES[number % 10]


def _roman(dice: Dice) -> Mapping[str, Value]:
    """Numerals as they are met: a few tablets, a quantity, now and then a half or a large number."""
    size = dice.pick((15, 120, 120, 400, 1000))
    letters = numeral(2 + dice.below(size - 1))
    half = Fraction(1 if size == 15 and dice.below(2) else 0)
    text = letters + ("ss" if half else "")
    return {"roman": text if dice.below(2) or half else text.upper(), "half": half, "size": Fraction(size)}


SCENES = (
    Scene(
        "ratio_proportion",
        "mg",
        stems=(
            noop("{a} mL of a solution hold {b} mg. How many mg are in {c} mL?"),
            noop("If there are {b} mg in {a} mL, how many mg are in {c} mL?"),
            noop("{a} mL : {b} mg = {c} mL : x. What is x, in mg?"),
        ),
        draws={
            "a": "1 2 4 5 5 10 15 20",
            "b": "5 10 12 15 20 25 40 50 80 100 120 125 150 200 250 400 500",
            "c": "2 3 4 6 7 8 10 12 15 18 20 25 30 45 50 60 75 100",
        },
        keep=("a != c", "(10*b*c/a).denominator == 1", "b*c/a <= 3000", "c/a <= 15", "b/a <= 100"),
        parts={"one": "b/a", "exact": "one*c"},
        steps=(
            noop("In 1 mL: {b} mg ÷ {a} mL {one:=} mg"),
            noop("In {c} mL: {one} mg × {c} {exact:=} mg"),
        ),
        mistakes=((noop("gives the mg of one mL"), "b/a"), (noop("leaves the first volume out"), "b*c")),
    ),
    Scene(
        "c_to_f",
        "°F",
        stems=(
            When(
                "c >= 1 and c <= 30",
                noop("A refrigerator or room thermometer shows {c} °C. What is that in °F?"),
            ),
            noop("What is {c} °C in degrees Fahrenheit?"),
            # Frozen, refrigerated, at room temperature: what a package is kept at.
            When(
                "c <= -15 or (c >= 2 and c <= 30)",
                noop("A package insert names {c} °C. How many °F is that?"),
            ),
        ),
        draws={"c": "-25..42 by 1"},
        keep=("c != 0",),
        parts={"scaled": "F(9)/5*c"},
        steps=(noop("9/5 × {c} {scaled:=}"), noop("{scaled} + 32 {exact:=} °F")),
        mistakes=(
            (noop("forgets to add 32"), "R(F(9)/5*c,1)"),
            (noop("takes 32 off instead of adding it"), "R(F(9)/5*c-32,1)"),
        ),
        unit_asked=True,
    ),
    Scene(
        "f_to_c",
        "°C",
        stems=(
            noop("A thermometer shows {f} °F. What is that in °C?"),
            noop("What is {f} °F in degrees Celsius?"),
            When(
                "f <= 50",
                noop(
                    "The log of a refrigerator or freezer is kept in °F and shows {f} °F. "
                    "How many °C is that?"
                ),
            ),
        ),
        draws={"f": "-13..108 by 1"},
        keep=("f != 32",),
        parts={"less": "f-32", "exact": "F(5)/9*less"},
        steps=(noop("{f} − 32 {less:=}"), noop("5/9 × {less} {exact:=} °C")),
        mistakes=(
            (noop("forgets to take 32 off"), "R(F(5)/9*f,1)"),
            (noop("adds 32 instead of taking it off"), "R(F(5)/9*(f+32),1)"),
        ),
        unit_asked=True,
    ),
    Scene(
        "roman_to_number",
        "",
        stems=(
            When(
                "half == 0 and size > 15",
                noop("A prescription says: dispense #{roman}. What number is that?"),
            ),
            noop("What number does {roman} stand for?"),
            When(
                "half",
                noop(
                    "The directions say: take {roman} tablets (ss stands for one half). What number is that?"
                ),
            ),
        ),
        special=_roman,
        parts={"sum": "ROMANADD(roman)"},
        steps=(
            noop(
                "i = 1, v = 5, x = 10, l = 50, c = 100, d = 500, m = 1,000; ss = 1/2. A smaller "
                "one before a larger one is taken off."
            ),
            noop("{roman} = {answer}"),
        ),
        mistakes=(
            (noop("counts one too many"), "ROMAN(roman)+1"),
            (noop("counts one too few"), "ROMAN(roman)-1"),
        ),
    ),
    Scene(
        "grains_to_mg",
        "mg",
        stems=(
            noop("How many mg make {grains:/} gr? Take 1 gr as {mg_per_gr} mg."),
            noop(
                "An old prescription asks for gr {grains:/}. With {mg_per_gr} mg in a grain, how "
                "many mg is that?"
            ),
        ),
        parts={"exact": "grains*mg_per_gr"},
        steps=(noop("{grains:/} gr × {mg_per_gr} mg/gr {exact:=} mg"),),
        mistakes=(
            (noop("takes grains for grams"), "grains*1000"),
            (noop("takes the grains for milligrams"), "grains"),
            (noop("multiplies by 6"), "R(grains*6,2)"),
        ),
        unit_asked=True,
    ),
    Scene(
        "household_to_mL",
        "mL",
        stems=(
            When(
                "tbsp == 0 and floz == 0",
                noop("How many mL are {tsp:teaspoonful|teaspoonfuls}? Take 1 tsp as 5 mL."),
            ),
            When(
                "tsp == 0 and floz == 0",
                noop("How many mL are {tbsp:tablespoonful|tablespoonfuls}? Take 1 tbsp as 15 mL."),
            ),
            When("tsp == 0 and tbsp == 0", noop("How many mL are {floz} fl oz? Take 1 fl oz as 30 mL.")),
            When(
                "tsp > 0 and tbsp > 0 and floz == 0",
                noop(
                    "How many mL are {tbsp} tbsp and {tsp} tsp together? Take 1 tsp as 5 mL and 1 "
                    "tbsp as 15 mL."
                ),
            ),
            When(
                "tbsp > 0 and floz > 0 and tsp == 0",
                noop(
                    "A patient drinks {floz} fl oz and {tbsp} tbsp. How many mL is that? Take 1 "
                    "tbsp as 15 mL and 1 fl oz as 30 mL."
                ),
            ),
            When(
                "tsp > 0 and tbsp > 0 and floz > 0",
                noop(
                    "How many mL are {floz} fl oz, {tbsp} tbsp and {tsp} tsp together? Take 1 tsp "
                    "as 5 mL, 1 tbsp as 15 mL and 1 fl oz as 30 mL."
                ),
            ),
        ),
        draws={"tsp": "0 0 0.5 1 1.5 2 3", "tbsp": "0 0 1 2 3", "floz": "0 0 1 2 4 6 8 12 16"},
        keep=("tsp == 0 or floz == 0 or tbsp > 0",),
        parts={"from_tsp": "5*tsp", "from_tbsp": "15*tbsp", "from_floz": "30*floz"},
        steps=(
            When("tsp > 0", noop("{tsp} tsp × 5 mL {from_tsp:=} mL")),
            When("tbsp > 0", noop("{tbsp} tbsp × 15 mL {from_tbsp:=} mL")),
            When("floz > 0", noop("{floz} fl oz × 30 mL {from_floz:=} mL")),
            noop("In all: {exact} mL"),
        ),
        mistakes=(
            (noop("takes a fluid ounce for a cup of 240 mL"), "5*tsp+15*tbsp+240*floz"),
            (noop("takes a tablespoon for 10 mL and a fluid ounce for 15 mL"), "5*tsp+10*tbsp+15*floz"),
            (noop("takes every measure for 5 mL"), "5*(tsp+tbsp+floz)"),
        ),
        unit_asked=True,
    ),
    Scene(
        "lb_to_kg",
        "kg",
        stems=(
            noop("A patient weighs {lb} lb. What is that in kg? Take 1 kg as 2.2 lb."),
            noop("How many kg are {lb} pounds, with 2.2 lb in a kg?"),
            When(
                "lb <= 120",
                noop(
                    "A child's chart says {lb} lb. The dose goes by kg (1 kg = 2.2 lb). How many kg is that?"
                ),
            ),
        ),
        draws={"lb": "8..320 by 1"},
        steps=(noop("Pounds ÷ 2.2: {lb} ÷ 2.2 {exact:=} kg"),),
        mistakes=((noop("halves the pounds"), "lb/2"), (noop("takes 0.22 for 2.2"), "R(lb/22,1)")),
        unit_asked=True,
    ),
)
