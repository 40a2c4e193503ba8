"""What lets a device judge an answer by itself."""

from __future__ import annotations

from typing import Any

from rxladder.learning.question import Choice, Matching, Number, Ordering, Question, Typed


def check(question: Question) -> dict[str, Any]:
    """The right answer in the shape that `offline.js` compares with. The site judges again what is sent."""
    match question.answer:
        case Choice(right=right):
            return {"kind": "choice", "right": right}
        case Typed(accepted):
            return {"kind": "typed", "accepted": list(accepted)}
        case Number(value, unit):
            return {"kind": "number", "value": str(value), "units": {unit: "1"}}
        case Ordering(order=order):
            return {"kind": "ordering", "right": list(order)}
        case Matching(pairs=pairs):
            return {"kind": "matching", "right": list(pairs)}
