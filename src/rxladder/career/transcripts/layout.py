"""Which lines of a page belong together: the rows of a table, however they wrap, or a list of entries.

A line is marked if an activity number, a day or hours stand in it. Neighbours are joined, the nearest first,
as long as nothing stands twice in what is joined; a ruled line between two keeps them apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import NamedTuple

from rxladder.career.credit_line import LIKE_UAN
from rxladder.career.days_in_text import find_days
from rxladder.career.hours_in_text import take_hours
from rxladder.career.transcripts import words
from rxladder.career.transcripts.far_cells import MOST_COLUMNS
from rxladder.career.transcripts.headings import Role, role_of, roles_of
from rxladder.career.transcripts.result import LeftLine, Line
from rxladder.career.transcripts.rows import Cell, read_row
from rxladder.facts.language import gettext as _
from rxladder.facts.uan import find_uans

NEAR, FAR = 1.5, 2.3
"""How far apart lines may lie that belong together, in heights of a line: in a table, and elsewhere."""

_ACROSS = 9.0
"""As far apart as nothing on one page: an entry that goes on overleaf."""

_BARE = re.compile(r"\$?\d{1,3}(?:[.,]\d{1,3})?")
_FRAGMENT = re.compile(
    r"[\dA-Z]{0,4}(?:[-/][\dA-Z]{0,4}){1,5}|\d{1,4}|[A-Z]\d\d-[PT]|[PT]|\(?(?:contact )?hours?\)?|ceus?", re.I
)
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


@dataclass(slots=True)
class Laid:
    """A document in its rows; `rest` are the lines that belong to none, with the reason where it is known."""

    rows: list[tuple[list[Cell], tuple[Line, ...]]] = field(default_factory=list)
    rest: list[tuple[Marked, str]] = field(default_factory=list)
    headings: list[LeftLine] = field(default_factory=list)


def mark(text: TextLine) -> Marked:
    """What stands in a line."""
    whole = re.sub(r"\s*([-\u2010-\u2015\u2212])\s*", r"\1", text.line.text)
    uans = len({uan.activity_key for uan in find_uans(whole)}) or len(LIKE_UAN.findall(whole))
    days = len(find_days(text.line.text))
    hours, _rest = take_hours(text.line.text, [])
    bare = sum(bool(_BARE.fullmatch(piece.text)) for piece in text.pieces)
    labels = frozenset(cell.role for cell in labelled([piece.text for piece in text.pieces]) if cell.role)
    return Marked(text, uans, days, int(hours is not None or bare > 0), labels)


def lay_out(lines: Sequence[TextLine]) -> Laid:
    """The rows of a document, and what is left."""
    laid = Laid()
    body: list[Marked] = []
    columns: tuple[Column, ...] = ()
    marked = [mark(line) for line in lines]
    repeated = _repeated(marked)
    place = 0
    while place < len(marked):
        heading = _heading(marked, place)
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
    _fit_columns(body)
    for group in _groups(body):
        _place(group, laid)
    return laid


# --- headings and furniture


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
        return _("About you or the print, not about an activity.")
    if text in repeated and not one.days:
        return _("Stands on every page.")
    return ""


def _heading(marked: Sequence[Marked], place: int) -> tuple[int, tuple[Column, ...]] | None:
    """How many lines from a place on are a heading, and its columns; the most columns win."""
    best: tuple[int, tuple[Column, ...]] | None = None
    for length in (1, 2, 3):
        lines = marked[place : place + length]
        if len(lines) < length or any(one.uans or one.days for one in lines) or not _close(lines):
            break
        columns = _columns([one.text for one in lines])
        if columns and (best is None or _known(columns) > _known(best[1])):
            best = (length, columns)
    return best


def _columns(lines: Sequence[TextLine]) -> tuple[Column, ...] | None:
    """The columns that some lines head together; each piece of the first has to be part of a known one."""
    if any(len(line.pieces) > MOST_COLUMNS for line in lines):
        return None
    cells = _merged(lines)
    roles = roles_of([cell.text for cell in cells])
    if roles is None:
        return None
    columns = tuple(Column(cell.x0, cell.x1, role) for cell, role in zip(cells, roles, strict=True))
    first = lines[0].pieces if len(lines) > 1 else ()
    whole = all(_column(piece, columns).role is not None for piece in first)
    return columns if whole else None


def _known(columns: tuple[Column, ...]) -> int:
    return sum(column.role is not None for column in columns)


def _close(lines: Sequence[Marked]) -> bool:
    return all(
        two.text.y - one.text.y <= NEAR * max(one.text.height, two.text.height)
        and one.text.line.page == two.text.line.page
        for one, two in pairwise(lines)
    )


def _merged(lines: Iterable[TextLine]) -> list[Piece]:
    """The pieces of some lines, those above one another in one."""
    cells: list[Piece] = []
    for line in lines:
        for piece in line.pieces:
            under = next((n for n, cell in enumerate(cells) if _overlap(cell, piece) > 0), None)
            if under is None:
                cells.append(piece)
            else:
                cell = cells[under]
                cells[under] = Piece(
                    _joined(cell.text, piece.text), min(cell.x0, piece.x0), max(cell.x1, piece.x1)
                )
    return sorted(cells, key=lambda cell: cell.x0)


def _joined(one: str, two: str) -> str:
    """Two lines of one cell; a word or number broken after a dash goes on without a space."""
    return one + two if re.search(r"\w[-\u2010\u2011/]$", one) else f"{one} {two}"


def _overlap(one: Piece | Column, two: Piece | Column) -> float:
    return min(one.x1, two.x1) - max(one.x0, two.x0)


def _fit_columns(body: Sequence[Marked]) -> None:
    """Make columns as wide as what stands in them: a heading is often narrower than its column."""
    for columns, lines in groupby(body, key=lambda one: one.columns):
        if columns:
            mine = list(lines)
            fitted = _fitted(columns, [piece for one in mine for piece in one.text.pieces])
            for one in mine:
                one.columns = fitted


def _fitted(columns: tuple[Column, ...], pieces: Sequence[Piece]) -> tuple[Column, ...]:
    """Columns that reach as far as they may: a neighbour that keeps to its heading's edge ends them there."""
    under = _under(columns, pieces)
    wide = [_grown(column, under[n]) for n, column in enumerate(columns)]
    for n, (one, two) in enumerate(pairwise(wide)):
        heading, following = columns[n], columns[n + 1]
        left_aligned, right_aligned = two.x0 >= following.x0 - 1, one.x1 <= heading.x1 + 1
        if left_aligned:
            wide[n] = one._replace(x1=max(one.x1, two.x0 - 0.1))
        elif right_aligned:
            wide[n + 1] = two._replace(x0=min(two.x0, one.x1 + 0.1))
    return tuple(wide)


def _under(columns: tuple[Column, ...], pieces: Sequence[Piece]) -> list[list[Piece]]:
    """What stands under each heading and under no other."""
    found: list[list[Piece]] = [[] for _column in columns]
    for piece in pieces:
        over = [n for n, column in enumerate(columns) if _overlap(piece, column) > 0]
        if len(over) == 1:
            found[over[0]].append(piece)
    return found


def _grown(column: Column, under: Sequence[Piece]) -> Column:
    x0 = min([column.x0, *(piece.x0 for piece in under)])
    return column._replace(x0=x0, x1=max([column.x1, *(piece.x1 for piece in under)]))


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
        return _column(piece, row.columns).role not in ("uan", "done", "hours", "ceu", "minutes", "amount")
    over = [other for other in row.text.pieces if _overlap(piece, other) > 0]
    return not over or any(not _is_key(other.text) for other in over)


def _is_key(text: str) -> bool:
    return bool(_BARE.fullmatch(text) or find_days(text) or next(find_uans(text), None))


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
                column = _column(piece, columns)
                under[column] = _joined(under[column], piece.text) if column in under else piece.text
        return [Cell(text, column.role) for column, text in under.items()]
    row = next((one for one in group if one.is_row and len(one.text.pieces) >= 3), None)
    around = [one.text for one in group if one is row or not one.marked] if row else []
    cells = [cell for piece in _merged(around) for cell in labelled([piece.text])]
    for one in group:
        if one.text not in around:
            texts = [piece.text for piece in one.text.pieces]
            cells += labelled(texts if one.marked else [" ".join(texts)])
    return cells


def _column(piece: Piece, columns: tuple[Column, ...]) -> Column:
    """The column in which a piece stands: most of it under the heading, else the nearest."""
    return max(columns, key=lambda column: _overlap(piece, column))


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
