"""What lets a device judge an answer by itself. The site judges again what is sent."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from rxladder.learning.grading_numbers import rounded
from rxladder.learning.grading_words import plain, short_names
from rxladder.learning.question import Choice, Matching, Number, Ordering, Question, Typed
from rxladder.learning.units import read_unit, spellings


def check(question: Question) -> dict[str, Any]:
    """The right answer in the shape that `offline.js` compares with."""
    match question.answer:
        case Choice(right=right):
            return {"kind": "choice", "right": right}
        case Typed() as answer:
            return {"kind": "typed", "accepted": [plain(one) for one in answer.accepted], **_open(answer)}
        case Number() as answer:
            return {"kind": "number", **_amount(answer)}
        case Ordering(order=order):
            return {"kind": "ordering", "right": list(order)}
        case Matching(right=right, pairs=pairs):
            # Two on the right that read the same are the same.
            alike = [[at for at, text in enumerate(right) if text == right[pair]] for pair in pairs]
            return {"kind": "matching", "right": alike}


def _open(answer: Typed) -> dict[str, Any]:
    """What a device leaves to the site: all texts, those that end in such a word, those that are these."""
    return {
        "open": bool(answer.others),
        "endings": [plain(one) for one in answer.endings],
        "short": sorted(short_names(answer)),
    }


def _amount(answer: Number) -> dict[str, Any]:
    """The values that are right, and how many of the asked unit each spelling of a unit is, part by part."""
    unit = read_unit(answer.unit) if answer.unit else None
    parts = unit.dimension.split("/") if unit else []
    return {
        "values": sorted({str(answer.value), str(rounded(answer))}),
        "factor": str(unit.factor) if unit else "1",
        "units": [_as_texts(spellings(part)) for part in parts],
        "asked": unit.name if unit and answer.unit_asked else "",
        "names": _names(parts) if answer.unit_asked else {},
    }


def _as_texts(factors: dict[str, Fraction]) -> dict[str, str]:
    return {spelt: str(factor) for spelt, factor in factors.items()}


def _names(parts: list[str]) -> dict[str, str]:
    """The name of the unit behind each spelling."""
    found = ((spelt, read_unit(spelt)) for part in parts for spelt in spellings(part))
    return {spelt: unit.name for spelt, unit in found if unit}
