"""Which lines of a page belong together: the rows of a table, however they wrap, or a list of entries.

A line is marked if an activity number, a day or hours stand in it. Neighbours are joined, the nearest first,
as long as nothing stands twice in what is joined; a ruled line between two keeps them apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import NamedTuple

from rxladder.career.days_in_text import find_days
from rxladder.career.transcripts import words
from rxladder.career.transcripts.columns import column_of, fit_columns, heading_at, merged, overlap, run_on
from rxladder.career.transcripts.headings import Role
from rxladder.career.transcripts.marked_lines import (
    BARE,
    FAR,
    NEAR,
    Column,
    Marked,
    Piece,
    TextLine,
    labelled,
    mark,
)
from rxladder.career.transcripts.result import LeftLine, Line
from rxladder.career.transcripts.rows import Cell, read_row
from rxladder.facts.language import gettext as _
from rxladder.facts.uan import find_uans

_ACROSS = 9.0
"""As far apart as nothing on one page: an entry that goes on overleaf."""
_FRAGMENT = re.compile(
    r"[\dA-Z]{0,4}(?:[-/][\dA-Z]{0,4}){1,5}|\d{1,4}|[A-Z]\d\d-[PT]|[PT]|\(?(?:contact )?hours?\)?|ceus?", re.I
)


@dataclass(slots=True)
class Laid:
    """A document in its rows; `rest` are the lines that belong to none, with the reason where it is known."""

    rows: list[tuple[list[Cell], tuple[Line, ...]]] = field(default_factory=list)
    rest: list[tuple[Marked, str]] = field(default_factory=list)
    headings: list[LeftLine] = field(default_factory=list)


def lay_out(lines: Sequence[TextLine]) -> Laid:
    """The rows of a document, and what is left."""
    laid = Laid()
    body: list[Marked] = []
    columns: tuple[Column, ...] = ()
    marked = [mark(line) for line in lines]
    repeated = _repeated(marked)
    place = 0
    while place < len(marked):
        heading = heading_at(marked, place)
        if heading:
            length, columns = heading
            laid.headings += [
                LeftLine(one.text.line, _("A heading.")) for one in marked[place : place + length]
            ]
            place += length
            continue
        one = marked[place]
        one.columns = columns
        why = _furniture(one, repeated)
        if why:
            laid.headings.append(LeftLine(one.text.line, why))
        else:
            body.append(one)
        place += 1
    fit_columns(body)
    for group in _groups(body):
        _place(group, laid)
    return laid


# --- furniture


def _repeated(marked: Sequence[Marked]) -> set[str]:
    """What stands at the head or foot of more than one page, word for word and away from any credit."""
    pages = [list(group) for _page, group in groupby(marked, key=lambda one: one.text.line.page)]
    if len(pages) < 2:
        return set()
    seen = Counter(text for page in pages for text in {*_edge(page), *_edge(page[::-1])})
    return {text for text, count in seen.items() if count > 1}


def _edge(page: Sequence[Marked]) -> Iterator[str]:
    """The texts at one end of a page that stand away from what follows."""
    for one, two in pairwise(page):
        near = abs(two.text.y - one.text.y) <= FAR * max(one.text.height, two.text.height)
        if one.marked or near:
            return
        yield one.text.line.text


def _furniture(one: Marked, repeated: set[str]) -> str:
    text = one.text.line.text
    if one.uans or (one.is_row and not words.is_total(text)):
        return ""
    if words.is_total(text):
        return _("A total.")
    if words.is_page_number(text) or text == str(one.text.line.page):
        return _("A page number.")
    if words.is_about_person(text):
        return _("About you or the printout, not about an activity.")
    if text in repeated and not one.days:
        return _("On every page.")
    return ""


# --- lines that belong together


class _Group(NamedTuple):
    """Neighbouring lines that belong together, by their places, and what stands in them."""

    first: int
    last: int
    parts: frozenset[str]
    labels: frozenset[Role]
    row: Marked | None

    def joined(self, below: _Group) -> _Group:
        parts, labels = self.parts | below.parts, self.labels | below.labels
        return _Group(self.first, below.last, parts, labels, self.row or below.row)


def _alone(place: int, one: Marked) -> _Group:
    parts = frozenset(part for part in ("uans", "days", "hours", "is_row") if getattr(one, part))
    return _Group(place, place, parts, one.labels, one if one.is_row else None)


def _groups(body: Sequence[Marked]) -> Iterator[Sequence[Marked]]:
    """The lines in groups: neighbours joined, the nearest first, never two credits in one."""
    group_at = [_alone(place, one) for place, one in enumerate(body)]  # true at the first and last of a group
    rows = any(one.is_row for one in body)
    for _key, place in sorted(_edges(body, rows)):
        above, below = group_at[place], group_at[place + 1]
        if _may_join(above, below, body, rows):
            group_at[above.first] = group_at[below.last] = above.joined(below)
    place = 0
    while place < len(body):
        last = group_at[place].last
        yield body[place : last + 1]
        place = last + 1


def _edges(body: Sequence[Marked], rows: bool) -> Iterator[tuple[tuple[float, int], int]]:
    """Neighbours that may belong together, with how far apart they lie; of equals the upper goes first.

    Where entries begin with their title, a page that begins with anything else goes on with the last entry.
    """
    downward = bool(body) and not body[0].marked and body[-1].marked
    for place in range(len(body) - 1):
        one, two = body[place].text, body[place + 1].text
        if one.line.page != two.line.page:
            if body[place + 1].marked and not body[place + 1].is_row:
                yield (0.0 if downward else _ACROSS, 0), place
            continue
        if one.band != two.band:
            continue
        words = rows and not (body[place].marked and body[place + 1].marked)
        far = FAR if one.ruled or not words else NEAR
        distance = (two.y - one.y) / max(one.height, two.height)
        if distance <= far:
            backward = downward and body[place].marked and not body[place + 1].marked
            yield (round(distance, 1), int(backward)), place


def _may_join(above: _Group, below: _Group, body: Sequence[Marked], rows: bool) -> bool:
    """Whether nothing would stand twice, and whether words fit to the row that they would be part of."""
    if above.parts & below.parts or above.labels & below.labels:
        return False
    row = above.row or below.row
    if not rows or row is None:
        return True
    fitting = below if above.row else above
    others = [one for one in body[fitting.first : fitting.last + 1] if not one.marked]
    if len(row.text.pieces) == 1:
        return not others or not read_row([Cell(row.text.line.text)], ()).title
    return all(_continues(piece, row) for one in others for piece in one.text.pieces)


def _continues(piece: Piece, row: Marked) -> bool:
    """Whether a piece above or below a row may be part of it: no words over or under a day or number."""
    if _FRAGMENT.fullmatch(piece.text):
        return True
    if row.columns:
        return column_of(piece, row.columns).role not in ("uan", "done", "hours", "ceu", "minutes", "amount")
    over = [other for other in row.text.pieces if overlap(piece, other) > 0]
    return not over or any(not _is_key(other.text) for other in over)


def _is_key(text: str) -> bool:
    return bool(BARE.fullmatch(text) or find_days(text) or next(find_uans(text), None))


# --- rows


def _place(group: Sequence[Marked], laid: Laid) -> None:
    uans, days = any(one.uans for one in group), any(one.days for one in group)
    hours = any(one.hours for one in group)
    if uans or (days and hours):
        laid.rows.append((_cells(group), tuple(one.text.line for one in group)))
    else:
        laid.rest += [(one, "") for one in group]


def _cells(group: Sequence[Marked]) -> list[Cell]:
    lines = [one.text for one in group]
    columns = next((one.columns for one in group if one.is_row), group[0].columns)
    if columns and any(one.is_row for one in group):
        under: dict[Column, str] = {}
        for line in lines:
            for piece in line.pieces:
                column = column_of(piece, columns)
                under[column] = run_on(under[column], piece.text) if column in under else piece.text
        return [Cell(text, column.role) for column, text in under.items()]
    row = next((one for one in group if one.is_row and len(one.text.pieces) >= 3), None)
    around = [one.text for one in group if one is row or not one.marked] if row else []
    cells = [cell for piece in merged(around) for cell in labelled([piece.text])]
    for one in group:
        if one.text not in around:
            texts = [piece.text for piece in one.text.pieces]
            cells += labelled(texts if one.marked else [" ".join(texts)])
    return cells
