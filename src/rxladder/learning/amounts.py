"""Amounts as people type them: `7.5 mL`, `1 000 mg`, `1-1/2 tablets`, `12.5%`, `$33.10`, `12 h 30 min`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from rxladder.learning.units import Unit, read_unit

LONGEST = 60

_SIGNS = {"−": "-", "–": "-", "\u00a0": " ", "\u202f": " "}
_GLYPHS = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3", "⅛": "1/8"}
_THOUSANDS = r"\d{1,3}(?:(?:,\d{3})+|(?: \d{3})+)(?:\.\d+)?(?!\d)"
_NUMBER = rf"(?:\d+[\s-]+\d+/\d+|\d+/\d+|{_THOUSANDS}|\d+(?:\.\d*)?|\.\d+)"
_AMOUNT = re.compile(rf"(-)?\s*(\$)?\s*(-)?({_NUMBER})\s*(.*)", re.ASCII | re.DOTALL)
_TWO = re.compile(
    rf"({_NUMBER})\s*([a-z]+)[\s,]*(?:and\s+)?({_NUMBER})\s*([a-z]+)\.?", re.ASCII | re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Amount:
    """What was typed: the number, the text of the unit (may be empty) and the unit, where the table has it.

    `bare_point` and `bare_zero` tell of `.5` and `5.0`, which a pharmacy does not write.
    """

    number: Fraction
    unit_text: str
    unit: Unit | None
    bare_point: bool = False
    bare_zero: bool = False


def read_amount(text: str) -> Amount | None:
    """The amount of a text; None where it is none."""
    plain = _plain(text)
    if not plain or len(plain) > LONGEST:
        return None
    two = _TWO.fullmatch(plain)
    if two:
        return _sum(two)
    found = _AMOUNT.fullmatch(plain)
    if not found:
        return None
    minus, dollar, second_minus, written, rest = found.groups()
    number = _number(written)
    if number is None or (minus and second_minus) or (rest and rest[0] in ".,/0123456789"):
        return None
    unit_text = rest.strip() or (dollar or "")
    if dollar and rest.strip():
        unit_text = f"$ {rest.strip()}"
    return Amount(
        -number if minus or second_minus else number,
        unit_text,
        read_unit(unit_text) if unit_text else None,
        bare_point=written.startswith("."),
        bare_zero="." in written and written[-1] in "0.",
    )


def _plain(text: str) -> str:
    for glyph, ascii_ in _SIGNS.items():
        text = text.replace(glyph, ascii_)
    for glyph, ascii_ in _GLYPHS.items():
        text = text.replace(glyph, f" {ascii_}")
    return text.strip().removeprefix("=").lstrip()


def _number(written: str) -> Fraction | None:
    """The number of a text that has the shape of one."""
    plain = written.replace(",", "")
    parts = plain.replace("-", " ").split() if "/" in plain else ["".join(plain.split())]
    try:
        return sum((Fraction(part) for part in parts), Fraction(0))
    except (ValueError, ZeroDivisionError):
        return None


def _sum(two: re.Match[str]) -> Amount | None:
    """Two amounts of one dimension, such as hours and minutes, added up in the first one's unit."""
    first, second = read_unit(two[2]), read_unit(two[4])
    numbers = _number(two[1]), _number(two[3])
    if first is None or second is None or first.dimension != second.dimension or None in numbers:
        return None
    assert numbers[0] is not None
    assert numbers[1] is not None
    return Amount(numbers[0] + numbers[1] * second.factor / first.factor, two[2], first)
