"""National Drug Codes: labeler, product and package, in one shape.

A code has ten digits in parts of 4-4-2, 5-3-2 or 5-4-1; billing pads them to eleven, 5-4-2. Only with its
hyphens does one tell where its parts end, so a bare row of ten digits is none here: it could be three.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_PARTS = re.compile(r"(?<![\d-])(\d{4,5})-(\d{3,4})(?:-(\d{1,2}))?(?![\d-])", re.ASCII)
_SHAPES = {(4, 4, 2), (5, 3, 2), (5, 4, 1), (5, 4, 2)}


def find_ndcs(text: str) -> tuple[str, ...]:
    """The codes that stand in a text with their hyphens, as 5-4-2 (or 5-4 where no package is told)."""
    marked = re.finditer(r"\bNDC\b", text, re.IGNORECASE)
    first = next(marked, None)
    if first is None:
        return normalised(found[0] for found in _PARTS.finditer(text) if found[3])
    return normalised(found[0] for found in _PARTS.finditer(text, first.start()))


def normalised(codes: Iterable[str]) -> tuple[str, ...]:
    """Codes in one shape, each once, in their order; what is none is left out."""
    return tuple(dict.fromkeys(code for code in map(normal, codes) if code))


def normal(code: str) -> str:
    """A code as 5-4-2, a product's as 5-4; empty where it is none."""
    found = _PARTS.fullmatch(code.strip())
    if found is None:
        return ""
    labeler, product, package = found.groups()
    if package is None:
        fits = (len(labeler), len(product)) in {shape[:2] for shape in _SHAPES}
        return f"{labeler:0>5}-{product:0>4}" if fits else ""
    if (len(labeler), len(product), len(package)) not in _SHAPES:
        return ""
    return f"{labeler:0>5}-{product:0>4}-{package:0>2}"
