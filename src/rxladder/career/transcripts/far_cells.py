"""How large a sheet may be, and the cells of an XLSX that stand beyond it, found in its text.

The library makes room for every cell between the first and the last that hold something. One word typed by
mistake at the far end of a sheet takes more memory than any machine has, and ends the process.
"""

from __future__ import annotations

import re

from rxladder.facts.language import gettext as _
from rxladder.facts.yaml_text import BadInput

MOST_ROWS, MOST_COLUMNS = 20_000, 200

_BEYOND_ROWS = rb"0*+(?:2000[1-9]|200[1-9]\d|20[1-9]\d\d|2[1-9]\d{3}|[3-9]\d{4}|[1-9]\d{5,})"
_BEYOND_COLUMNS = rb"(?:[A-Z]{3}|[H-Z][A-Z]|G[S-Z])"  # GR is the two-hundredth
_FORMULA = rb"<(?:\w++:)?f\b[^<>]*+(?:(?<=/)>|(?<!/)>[^<]*+</(?:\w++:)?f>)"
_FAR_CELL = re.compile(
    rb"""<(?:\w++:)?c\s[^<>]*?\br\s*+=\s*+["'](?:%s|[A-Z]*+%s)[^<>]*+(?<!/)>"""
    rb"""\s*+(?:%s)?\s*+<(?:\w++:)?(?:is\b|v\b[^<>]*+>[^<])"""  # an empty <v> holds nothing
    % (_BEYOND_COLUMNS, _BEYOND_ROWS, _FORMULA),
    re.IGNORECASE,
)
_NO_ROW = re.compile(rb"""<(?:\w++:)?row\s[^<>]*?\br\s*+=\s*+["']0*+[1-9]\d{7,}""", re.IGNORECASE)


def has_far_cell(text: bytes) -> bool:
    """Whether a cell in a piece of a sheet holds something and stands beyond the most rows or columns.

    An empty one there is usual: a column may be formatted to its end. No program counts ten million rows.
    """
    return bool(_FAR_CELL.search(text) or _NO_ROW.search(text))


def too_large(file: str) -> BadInput:
    """The error of a sheet with too many rows or columns."""
    said = _("has a sheet with more than {n} rows or {m} columns")
    return BadInput(said.format(n=f"{MOST_ROWS:,}", m=MOST_COLUMNS), file)
