"""A line of a document, its pieces, and what stands in it: numbers of activities, days, hours, labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rxladder.career.credit_line import LIKE_UAN
from rxladder.career.days_in_text import find_days
from rxladder.career.hours_in_text import take_hours
from rxladder.career.transcripts.headings import Role, role_of
from rxladder.career.transcripts.result import Line
from rxladder.career.transcripts.rows import Cell
from rxladder.facts.uan import find_uans

NEAR, FAR = 1.5, 2.3
"""How far apart lines may lie that belong together, in heights of a line: in a table, and elsewhere."""
BARE = re.compile(r"\$?\d{1,3}(?:[.,]\d{1,3})?")
"""A number as hours or dollars stand in a cell of their own."""
_LABEL = re.compile(r"\s*([^:|]{2,40}?)\s*[:#]\s*(.*)", re.DOTALL)


class Piece(NamedTuple):
    """Words that stand together in a line, from `x0` to `x1`."""

    text: str
    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line with its pieces. `y` counts downward through the whole document; `band` numbers the strips that
    ruled lines make, `ruled` is whether it lies between two of them.
    """

    line: Line
    y: float
    height: float
    pieces: tuple[Piece, ...]
    band: int = 0
    ruled: bool = False


class Column(NamedTuple):
    """A column under a heading."""

    x0: float
    x1: float
    role: Role | None


@dataclass(slots=True)
class Marked:
    """A line with what stands in it, and the columns that hold there."""

    text: TextLine
    uans: int
    days: int
    hours: int
    labels: frozenset[Role] = frozenset()
    columns: tuple[Column, ...] = ()

    @property
    def marked(self) -> bool:
        """Whether any part of a credit stands in it."""
        return bool(self.uans or self.days or self.hours or self.labels)

    @property
    def is_row(self) -> bool:
        """Whether it is the main line of a row by itself."""
        return (self.days > 0 and self.hours > 0) or (self.uans > 0 and self.days + self.hours > 0)


def mark(text: TextLine) -> Marked:
    """What stands in a line."""
    whole = re.sub(r"\s*([-\u2010-\u2015\u2212])\s*", r"\1", text.line.text)
    uans = len({uan.activity_key for uan in find_uans(whole)}) or len(LIKE_UAN.findall(whole))
    days = len(find_days(text.line.text))
    hours, _rest = take_hours(text.line.text, [])
    bare = sum(bool(BARE.fullmatch(piece.text)) for piece in text.pieces)
    labels = frozenset(cell.role for cell in labelled([piece.text for piece in text.pieces]) if cell.role)
    return Marked(text, uans, days, int(hours is not None or bare > 0), labels)


def labelled(texts: Sequence[str]) -> list[Cell]:
    """Pieces of a line, of which some tell what they are: "Date completed: 3/2/2026"."""
    cells: list[Cell] = []
    role: Role | None = None
    for text in texts:
        found = _LABEL.fullmatch(text)
        told = role_of(found[1]) if found and found[1].lower() != "name" else None
        if found and told and told != "other":
            if found[2]:
                cells.append(Cell(found[2], told))
            role = None if found[2] else told
            continue
        cells.append(Cell(text, role))
        role = None
    return cells
