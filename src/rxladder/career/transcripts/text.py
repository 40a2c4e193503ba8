"""Text as lines of pieces: pasted from a page, or a text file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from rxladder.career.hours_in_text import without_signs
from rxladder.career.transcripts.marked_lines import Piece, TextLine
from rxladder.career.transcripts.result import Line
from rxladder.facts.language import gettext as _
from rxladder.facts.yaml_text import BadInput

MOST_LINES, LONGEST_LINE = 20_000, 20_000
"""Lines of a text, and letters of one of them or of a cell."""
TAB = 1_000.0
"""How wide a column is that a tab ends."""

_BREAKS = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_GAP = re.compile(r"\s{2,}|\s+\|\s+|\s*\|\s*$|^\|\s*")


def text_lines(text: str, sheet: str = "") -> list[TextLine]:
    """The lines of a text that are not empty; a tab, a bar or several spaces end a piece."""
    found = []
    for number, plain in enumerate(_BREAKS.split(text), 1):
        pieces = tuple(_pieces(plain))
        if pieces:
            shown = "  ".join(piece.text for piece in pieces)
            found.append(TextLine(Line(shown, number, None, sheet), float(number), 1.0, pieces))
    return found


def too_long(file: str, number: int) -> BadInput:
    """The error for a line or a cell that is far longer than any of a transcript."""
    said = _("this line is longer than {n} characters").format(n=f"{LONGEST_LINE:,}")
    return BadInput(said, file, number)


def clean(text: str) -> str:
    """A text in the usual characters, on one line, without what cannot be seen."""
    usual = unicodedata.normalize("NFKC", without_signs(text))
    return " ".join("".join(char for char in usual if char.isprintable() or char.isspace()).split())


def _pieces(plain: str) -> Iterator[Piece]:
    if "\t" in plain:
        for number, part in enumerate(plain.split("\t")):
            if told := clean(part):
                yield Piece(told, number * TAB, number * TAB + TAB / 2)
        return
    start = 0
    for gap in [*_GAP.finditer(plain), None]:
        end = gap.start() if gap else len(plain)
        if told := clean(plain[start:end]):
            yield Piece(told, float(start), float(end))
        start = gap.end() if gap else end
