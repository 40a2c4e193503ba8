"""The columns of a table: the lines that head them, and how wide what stands below makes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from rxladder.career.transcripts.far_cells import MOST_COLUMNS
from rxladder.career.transcripts.headings import roles_of
from rxladder.career.transcripts.marked_lines import NEAR, Column, Marked, Piece, TextLine


def heading_at(marked: Sequence[Marked], place: int) -> tuple[int, tuple[Column, ...]] | None:
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
    cells = merged(lines)
    roles = roles_of([cell.text for cell in cells])
    if roles is None:
        return None
    columns = tuple(Column(cell.x0, cell.x1, role) for cell, role in zip(cells, roles, strict=True))
    first = lines[0].pieces if len(lines) > 1 else ()
    whole = all(column_of(piece, columns).role is not None for piece in first)
    return columns if whole else None


def _known(columns: tuple[Column, ...]) -> int:
    return sum(column.role is not None for column in columns)


def _close(lines: Sequence[Marked]) -> bool:
    return all(
        two.text.y - one.text.y <= NEAR * max(one.text.height, two.text.height)
        and one.text.line.page == two.text.line.page
        for one, two in pairwise(lines)
    )


def fit_columns(body: Sequence[Marked]) -> None:
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
        over = [n for n, column in enumerate(columns) if overlap(piece, column) > 0]
        if len(over) == 1:
            found[over[0]].append(piece)
    return found


def _grown(column: Column, under: Sequence[Piece]) -> Column:
    x0 = min([column.x0, *(piece.x0 for piece in under)])
    return column._replace(x0=x0, x1=max([column.x1, *(piece.x1 for piece in under)]))


def column_of(piece: Piece, columns: tuple[Column, ...]) -> Column:
    """The column in which a piece stands: most of it under the heading, else the nearest."""
    return max(columns, key=lambda column: overlap(piece, column))


def merged(lines: Iterable[TextLine]) -> list[Piece]:
    """The pieces of some lines, those above one another in one."""
    cells: list[Piece] = []
    for line in lines:
        for piece in line.pieces:
            under = next((n for n, cell in enumerate(cells) if overlap(cell, piece) > 0), None)
            if under is None:
                cells.append(piece)
            else:
                cell = cells[under]
                cells[under] = Piece(
                    run_on(cell.text, piece.text), min(cell.x0, piece.x0), max(cell.x1, piece.x1)
                )
    return sorted(cells, key=lambda cell: cell.x0)


def run_on(one: str, two: str) -> str:
    """Two lines of one cell; a word or number broken after a dash goes on without a space."""
    return one + two if re.search(r"\w[-\u2010\u2011/]$", one) else f"{one} {two}"


def overlap(one: Piece | Column, two: Piece | Column) -> float:
    """How wide two stand above one another; below 0 the gap between them."""
    return min(one.x1, two.x1) - max(one.x0, two.x0)
