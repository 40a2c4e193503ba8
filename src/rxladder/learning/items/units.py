"""Units, Roman numerals and constants; the arithmetic itself is in the calculations."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from random import Random

from rxladder.facts.study import StudyFacts
from rxladder.facts.study_codes import Conversion
from rxladder.learning.items.askings import (
    Choosing,
    Counting,
    Pair,
    Pairing,
    Ranked,
    Sorting,
    choosing,
    pairing,
)
from rxladder.learning.items.form import Form, Made
from rxladder.learning.question import Choice, Option, Source
from rxladder.learning.units import say_amount

_ENTRY = ("ptce-2026:4", "excpt:4")
_STERILE = (*_ENTRY, "cspt:3")
# One value each that every text agrees on; an ounce or a pint has several, so the calculations state which.
_AGREED = (
    "kg_g", "g_mg", "mg_mcg", "mcg_ng", "L_mL", "dL_mL", "m_cm", "in_cm", "tsp_mL", "tbsp_mL", "cup_mL",
    "gal_floz", "quart_pint", "gal_quart", "pint_floz", "tbsp_tsp", "floz_tbsp", "lb_oz", "kg_lb",
    "scruple_gr", "oz_dram_ap", "lb_oz_ap", "fldr_minim", "floz_fldr", "cm3_mL",
)  # fmt: skip
_FACTS = {  # what a constant is asked as: question, unit
    "kcal_dextrose": ("How many kcal are in 1 g of hydrous dextrose?", "kcal"),
    "kcal_protein": ("How many kcal are in 1 g of amino acids (protein)?", "kcal"),
    "kcal_lipid_pure": ("How many kcal are in 1 g of fat?", "kcal"),
    "kcal_lipid_10": ("How many kcal are in 1 mL of a 10% lipid emulsion?", "kcal"),
    "kcal_lipid_20": ("How many kcal are in 1 mL of a 20% lipid emulsion?", "kcal"),
    "kcal_lipid_30": ("How many kcal are in 1 mL of a 30% lipid emulsion?", "kcal"),
    "insulin_u100": ("How many units are in 1 mL of U-100 insulin?", "units"),
    "insulin_u200": ("How many units are in 1 mL of U-200 insulin?", "units"),
    "insulin_u300": ("How many units are in 1 mL of U-300 insulin?", "units"),
    "insulin_u500": ("How many units are in 1 mL of U-500 insulin?", "units"),
    "insulin_pen_ml": ("How many mL does a usual insulin pen hold?", "mL"),
    "insulin_vial_ml": ("How many mL does a usual insulin vial hold?", "mL"),
    "microdrip_60": ("How many drops make 1 mL in a microdrip set?", "gtt"),
    "species_NaCl": ("Into how many particles does NaCl dissociate in full?", "particles"),
    "species_KCl": ("Into how many particles does KCl dissociate in full?", "particles"),
    "species_CaCl2": ("Into how many particles does CaCl2 dissociate in full?", "particles"),
    "species_MgSO4": ("Into how many particles does MgSO4 dissociate in full?", "particles"),
    "species_dextrose": ("How many particles does dextrose count for in osmolarity?", "particles"),
    "sg_water": ("What is the specific gravity of water?", ""),
}  # fmt: skip
_ONLY_STERILE = ("kcal", "species", "sg_", "microdrip")


def _amount(row: Conversion) -> Fraction:
    return Fraction(row.factor)


_MANY = {unit: f"{unit}s" for unit in ("pint", "quart", "scruple", "dram", "minim", "fl dram")}


def _shown(amount: Fraction) -> str:
    return f"{float(amount):g}" if amount.denominator > 1 else f"{int(amount):,}"


def _source(row: Conversion) -> Source:
    return Source(row.source.split(" (")[0], row.basis)


def _says(row: Conversion) -> str:
    note = f" ({row.note})" if row.note and not row.exact else ""
    return f"1 {row.from_unit} = {_so_many(_amount(row), row)}{note}."


def _so_many(amount: Fraction, row: Conversion) -> str:
    unit = row.to_unit if amount == 1 else _MANY.get(row.to_unit, row.to_unit)
    return f"{_shown(amount)} {unit}"


@cache
def _agreed(facts: StudyFacts) -> tuple[Conversion, ...]:
    return tuple(facts.conversions[key] for key in _AGREED)


def _how_many(row: Conversion) -> str:
    usual = "" if row.exact else ", as is usual in pharmacy"
    return f"How many {_MANY.get(row.to_unit, row.to_unit)} are in 1 {row.from_unit}{usual}?"


def _unit_number(facts: StudyFacts) -> dict[str, Counting]:
    return {
        row.id: Counting(
            (_how_many(row),), _amount(row), row.to_unit, _says(row), (_source(row),), unit_asked=True
        )
        for row in _agreed(facts)
    }


def _unit_choice(facts: StudyFacts) -> dict[str, Choosing]:
    found = {}
    for row in _agreed(facts):
        right = _amount(row)
        wrong = [amount for amount in _slips(right) if amount != right and amount > 0]
        asked = choosing(
            _how_many(row),
            [Option(_so_many(right, row), _says(row))],
            [Option(_so_many(amount, row), f"Not so: {_says(row)}") for amount in wrong],
            (),
            (_source(row),),
        )
        if asked:
            found[row.id] = asked
    return found


def _slips(right: Fraction) -> tuple[Fraction, ...]:
    """The values that one slips into: a zero too many or too few, half, double, a neighbour."""
    if right in (10, 100, 1000):
        return tuple(Fraction(amount) for amount in (10, 100, 1000, 10000) if amount != right)
    return (right * 2, right / 2, right * 10, right + 1, right * 3)


def _unit_matching(facts: StudyFacts) -> dict[str, Pairing]:
    pairs = [
        Pair(f"1 {row.from_unit}", _so_many(_amount(row), row),
        _says(row),
             frozenset({row.from_unit, f"to {row.to_unit} {row.factor}"}), _source(row))
        for row in _agreed(facts)
    ]  # fmt: skip
    found = {}
    for row, first in zip(_agreed(facts), pairs, strict=True):
        asked = pairing("Match each amount with the amount that equals it.", first, pairs)
        if asked:
            found[row.id] = asked
    return found


_SIZES: dict[str, dict[str, Fraction | int]] = {  # in millilitres or milligrams
    "volume": {"1 mL": 1, "1 tsp": 5, "1 tbsp": 15, "1 cup": 240, "1 L": 1000, "1 gallon": 3785},
    "weight": {"1 ng": Fraction(1, 10**6), "1 mcg": Fraction(1, 1000), "1 mg": 1, "1 g": 1000, "1 kg": 10**6},
}


def _unit_order(facts: StudyFacts) -> dict[str, Sorting]:
    source = Source("NIST SP 811 / NIST Handbook 44", "source")
    kitchen = Source(facts.conversions["tsp_mL"].source.split(" (")[0], "general")
    found = {}
    for kind, sizes in _SIZES.items():
        for first in sizes:
            order = " < ".join(sizes)
            ranked = [Ranked(first, Fraction(sizes[first]), f"{order}.")]
            ranked += [Ranked(unit, Fraction(size), "") for unit, size in sizes.items() if unit != first]
            found[first] = Sorting(
                f"Put these from the smallest {kind} to the largest.",
                tuple(ranked),
                (source if kind == "weight" else kitchen,),
            )
    return found


def _roman(facts: StudyFacts) -> dict[str, Choosing]:
    letters = {row.from_unit: row for row in facts.conversions.values() if row.group == "roman numeral"}
    found = {}
    for letter, row in letters.items():
        asked = choosing(
            f"Which number does the Roman numeral {letter} stand for?",
            [Option(_shown(_amount(row)), f"{letter} = {_shown(_amount(row))}.")],
            [Option(_shown(_amount(one)), f"That is {other}.") for other, one in letters.items()
             if other != letter],
            (),
            (_source(row),),
        )  # fmt: skip
        if asked:
            found[row.id] = asked
    return found


def _roman_matching(facts: StudyFacts) -> dict[str, Pairing]:
    pairs = {
        row.id: Pair(row.from_unit, _shown(_amount(row)), f"{row.from_unit} = {_shown(_amount(row))}.",
                     frozenset({row.id}), _source(row))
        for row in facts.conversions.values()
        if row.group == "roman numeral"
    }  # fmt: skip
    found = {}
    for key, first in pairs.items():
        asked = pairing("Match each Roman numeral with its number.", first, pairs.values())
        if asked:
            found[key] = asked
    return found


def _constant(facts: StudyFacts, *, sterile: bool) -> dict[str, Counting]:
    return {
        key: Counting(
            (ask,),
            _amount(facts.conversions[key]),
            unit,
            f"{ask} {say_amount(_amount(facts.conversions[key]), unit)}.",
            (_source(facts.conversions[key]),),
        )
        for key, (ask, unit) in _FACTS.items()
        if key.startswith(_ONLY_STERILE) == sterile
    }


def _formulas(facts: StudyFacts) -> dict[str, Choosing]:
    """Which formula is which: the others are other formulas, each right for something else."""
    names = {
        "bsa_mosteller": "body surface area (Mosteller)",
        "ibw_devine_male": "ideal body weight of a man (Devine)",
        "ibw_devine_female": "ideal body weight of a woman (Devine)",
        "bmi": "body mass index",
        "crcl_cockcroft_gault": "creatinine clearance (Cockcroft-Gault)",
        "young": "a child's dose by age in years (Young)",
        "clark": "a child's dose by weight (Clark)",
        "fried": "an infant's dose by age in months (Fried)",
        "temp_c_f": "degrees Celsius as Fahrenheit",
        "temp_f_c": "degrees Fahrenheit as Celsius",
    }
    right_sides = {key: facts.conversions[key].factor.split(" = ", 1)[1] for key in names}
    found = {}
    for key, name in names.items():
        asked = choosing(
            f"Which formula gives this: {name}?",
            [Option(right_sides[key], f"{name}: {facts.conversions[key].factor}.")],
            [Option(right_sides[other], f"That gives {said}.") for other, said in names.items()
             if other != key],
            (),
            (_source(facts.conversions[key]),),
        )  # fmt: skip
        if asked:
            found[key] = asked
    return found


# --- NDC and expiry

_FORMATS = {"4-4-2": (4, 4, 2), "5-3-2": (5, 3, 2), "5-4-1": (5, 4, 1)}
_SEGMENTS = (
    "the labeler (who makes or sells it)",
    "the product (drug, strength, form)",
    "the package (size and kind)",
)


class _NdcPart:
    """Which part of a code tells what: a new code each time."""

    def __init__(self, segment: int, source: Source) -> None:
        self.segment, self.sources = segment, (source,)

    def make(self, rng: Random) -> Made:
        """The question with the code's three parts and the whole."""
        lengths = _FORMATS[rng.choice(tuple(_FORMATS))]
        parts: list[str] = []
        while len(set(parts)) < len(lengths):
            parts = ["".join(rng.choices("0123456789", k=length)) for length in lengths]
        code = "-".join(parts)
        options = [Option(part, f"{part} names {what}.") for part, what in zip(parts, _SEGMENTS, strict=True)]
        options.append(Option(code, "The whole code names labeler, product and package together."))
        first = options[self.segment]
        rng.shuffle(options)
        stem = f"In the NDC {code}, which part names {_SEGMENTS[self.segment]}?"
        return Made(stem, Choice(tuple(options), options.index(first)), first.why, self.sources)


def _ndc_parts(facts: StudyFacts) -> dict[str, _NdcPart]:
    fact = facts.law["ndc_formats"]
    source = Source(fact.source, fact.stands_on)
    return {name: _NdcPart(at, source) for at, name in enumerate(("labeler", "product", "package"))}


_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class _Expiry:
    """The last day of a month printed as an expiry: another year each time."""

    def __init__(self, month: int, source: Source) -> None:
        self.month, self.sources = month, (source,)

    def make(self, rng: Random) -> Made:
        """The question with four days."""
        year = rng.randrange(2027, 2036)
        last = self._last(self.month, year)
        before, year_before = (self.month - 1, year) if self.month > 1 else (12, year - 1)
        after, year_after = (self.month + 1, year) if self.month < 12 else (1, year + 1)
        why = f"Month and year mean the last day of the month: {self._day(self.month, last, year)}."
        options = [
            Option(self._day(self.month, last, year), why),
            Option(self._day(self.month, 1, year), "Not the first day of the month: the last."),
            Option(self._day(before, self._last(before, year_before), year_before), "It lasts the month."),
            Option(self._day(after, self._last(after, year_after), year_after), "That is a month too late."),
        ]
        first = options[0]
        rng.shuffle(options)
        stem = f"A bottle is marked EXP {self.month:02}/{year}. Until which day may it be used?"
        return Made(stem, Choice(tuple(options), options.index(first)), why, self.sources)

    @staticmethod
    def _day(month: int, day: int, year: int) -> str:
        return f"{_MONTHS[month - 1]} {day}, {year}"

    @staticmethod
    def _last(month: int, year: int) -> int:
        return 29 if month == 2 and year % 4 == 0 else _DAYS[month - 1]


def _expiries(facts: StudyFacts) -> dict[str, _Expiry]:
    fact = facts.law["lot"]
    source = Source(fact.source, fact.stands_on)
    return {_MONTHS[month - 1]: _Expiry(month, source) for month in range(1, 13)}


FORMS = (
    Form("unit-number", "One unit in another", "number", _STERILE, _unit_number),
    Form("unit-choice", "One unit in another, to choose", "choice", _ENTRY, _unit_choice),
    Form("unit-matching", "Amounts that are equal", "matching", _ENTRY, _unit_matching),
    Form("unit-order", "From small to large", "ordering", _ENTRY, _unit_order),
    Form("roman", "Roman numerals", "choice", _ENTRY, _roman),
    Form("roman-matching", "Roman numerals matched", "matching", _ENTRY, _roman_matching),
    Form("insulin-strength", "Insulin: units and volumes", "number", _ENTRY,
         lambda facts: _constant(facts, sterile=False)),
    Form("sterile-constant", "Constants of sterile products", "number", ("cspt:3",),
         lambda facts: _constant(facts, sterile=True)),
    Form("formula", "Which formula", "choice", _ENTRY, _formulas),
    Form("ndc-part", "The parts of an NDC", "choice", _ENTRY, _ndc_parts),
    Form("expiry", "Expiry by month", "choice", _ENTRY, _expiries),
)  # fmt: skip
