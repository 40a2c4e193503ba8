"""A PDF's text as lines of pieces, with the strips between its ruled lines.

PDFium gives every letter with its box; the lines are put together here, so that a table's columns stay apart.
"""

from __future__ import annotations

import ctypes
import math
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from rxladder.career.transcripts.marked_lines import Piece, TextLine
from rxladder.career.transcripts.result import Line
from rxladder.career.transcripts.text import clean
from rxladder.facts.language import gettext as _
from rxladder.facts.yaml_text import BadInput

MOST_PAGES, MOST_LETTERS, MOST_DRAWINGS = 100, 400_000, 20_000
PAGE = 100_000.0
"""How far the lines of one page lie from those of the next."""

_WORD_GAP, _PIECE_GAP, _SAME_LINE = 0.15, 0.45, 0.35
"""In heights of a letter: what ends a word, what ends a piece, and how far one line's letters lie apart."""
_WIDE, _THIN = 0.4, 3.0
_TAIL = 4_096


class Letter(NamedTuple):
    """A letter and its box; `y` is its middle, counted downward."""

    x0: float
    x1: float
    y: float
    height: float
    char: str
    turn: int = 0


class Rules(NamedTuple):
    """Ruled lines: heights of those across the page, and (x, from, to) of those down it."""

    across: list[float]
    down: list[tuple[float, ...]]


def pdf_lines(data: bytes, file: str) -> tuple[list[TextLine], list[int]]:
    """The lines of a PDF, and the pages without any text.

    Raises BadInput for a PDF that is damaged, locked or far too long.
    """
    if b"%%EOF" not in data[-_TAIL:]:
        raise BadInput(_("ends too early: it was cut off; download it again"), file)
    document = _opened(data, file)
    try:
        if len(document) > MOST_PAGES:
            raise BadInput(
                _("has {n} pages; at most {most} can be read").format(
                    n=f"{len(document):,}", most=MOST_PAGES
                ),
                file,
            )
        lines: list[TextLine] = []
        empty: list[int] = []
        letters = 0
        for number, page in enumerate(document, 1):
            if max(page.get_size()) >= PAGE:  # the library makes room for each point of its width
                raise BadInput(_("is damaged; download it again"), file)
            found = _letters(page)
            letters += len(found)
            if letters > MOST_LETTERS:
                raise BadInput(_("has far too much text for a transcript"), file)
            lines += _lines(found, _rules(page), number)
            if not any(letter.char.strip() for letter in found):
                empty.append(number)
        return lines, empty
    except pypdfium2.PdfiumError as error:
        raise BadInput(_("is damaged; download it again"), file) from error
    finally:
        document.close()


def _opened(data: bytes, file: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            text = _("is locked with a password; print it to a new PDF and import that")
        else:
            text = _("is not a readable PDF: damaged, or cut off")
        raise BadInput(text, file) from error


# --- letters


def _letters(page: Any) -> list[Letter]:
    text = page.get_textpage()
    box = pdfium.FS_RECTF()
    found = []
    try:
        for index in range(text.count_chars()):
            char = _char(pdfium.FPDFText_GetUnicode(text, index))
            if not char or not pdfium.FPDFText_GetLooseCharBox(text, index, box):
                continue
            turn = round(pdfium.FPDFText_GetCharAngle(text, index) / (math.pi / 2)) % 4
            found.append(_turned(box.left, box.right, box.bottom, box.top, char, turn))
    finally:
        text.close()
    return found


def _char(code: int) -> str:
    """A letter by its code; PDFium has codes of its own for a dash at a line's end."""
    if code in (0x02, 0xFFFE, 0xAD):
        return "-"
    if code < 32 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return " " if code == 9 else ""
    return chr(code)


def _turned(left: float, right: float, bottom: float, top: float, char: str, turn: int) -> Letter:
    """A letter as it looks when the page is turned so that it stands upright."""
    match turn:
        case 1:
            left, right, bottom, top = bottom, top, -right, -left
        case 2:
            left, right, bottom, top = -right, -left, -top, -bottom
        case 3:
            left, right, bottom, top = -top, -bottom, left, right
    return Letter(left, right, -(bottom + top) / 2, max(top - bottom, 1.0), char, turn)


# --- ruled lines


def _rules(page: Any) -> Rules:
    """Ruled lines and the edges of filled boxes; for a page that stands upright."""
    across: dict[int, list[tuple[float, float]]] = defaultdict(list)
    down: list[tuple[float, ...]] = []
    for count, drawing in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH])):
        if count >= MOST_DRAWINGS:
            break
        for left, bottom, right, top in _boxes(drawing):
            if right - left > _THIN:
                for y in {round(-top), round(-bottom)}:
                    across[y].append((left, right))
            if top - bottom > 2 * _THIN:
                down += [(x, -top, -bottom) for x in {left, right}]
    widest = max((right for spans in across.values() for _left, right in spans), default=0.0)
    wide = [float(y) for y, spans in across.items() if _covered(spans) >= _WIDE * widest]
    return Rules(sorted(wide), sorted(down))


def _boxes(drawing: Any) -> Iterator[tuple[float, float, float, float]]:
    """The boxes of a drawing: its own, or those of its strokes where it has many."""
    segments = pdfium.FPDFPath_CountSegments(drawing)
    if segments <= 6:
        yield drawing.get_bounds()
        return
    matrix = drawing.get_matrix()
    before: tuple[float, float] | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(segments, MOST_DRAWINGS)):
        segment = pdfium.FPDFPath_GetPathSegment(drawing, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        here = matrix.on_point(x.value, y.value)
        if before and pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_LINETO:
            xs, ys = sorted((before[0], here[0])), sorted((before[1], here[1]))
            yield xs[0], ys[0], xs[1], ys[1]
        before = here


def _covered(spans: list[tuple[float, float]]) -> float:
    total, reach = 0.0, -math.inf
    for left, right in sorted(spans):
        total += max(0.0, right - max(left, reach))
        reach = max(reach, right)
    return total


# --- lines


def _lines(letters: Sequence[Letter], rules: Rules, page: int) -> Iterator[TextLine]:
    """The lines of a page from top to bottom; what is turned otherwise comes last."""
    turns = Counter(letter.turn for letter in letters if letter.char.strip())
    upright = turns.most_common(1)[0][0] if turns else 0
    number = 0
    for turn in sorted(turns, key=lambda turn: turn != upright):
        mine = [letter for letter in letters if letter.turn == turn]
        for row in _rows(mine):
            pieces = tuple(_pieces(row, rules if turn == 0 else Rules([], [])))
            if pieces:
                number += 1
                yield _line(row, pieces, rules, page, number, turn == upright)


def _line(
    row: list[Letter], pieces: tuple[Piece, ...], rules: Rules, page: int, number: int, upright: bool
) -> TextLine:
    y = sum(letter.y for letter in row) / len(row)
    shown = "  ".join(piece.text for piece in pieces)
    band = bisect(rules.across, y) if row[0].turn == 0 else 0
    height = sorted(letter.height for letter in row)[len(row) // 2]
    place = page * PAGE + y + (0 if upright else PAGE / 2)
    ruled = 0 < band < len(rules.across)
    return TextLine(Line(shown, number, page), place, height, pieces, band, ruled)


def _rows(letters: Sequence[Letter]) -> Iterator[list[Letter]]:
    """Letters in lines, each from left to right."""
    row: list[Letter] = []
    for letter in sorted((one for one in letters if one.char.strip()), key=lambda one: one.y):
        if row and letter.y - row[0].y > _SAME_LINE * min(letter.height, row[0].height):
            yield sorted(row)
            row = []
        row.append(letter)
    if row:
        yield sorted(row)


def _pieces(row: list[Letter], rules: Rules) -> Iterator[Piece]:
    start, text = row[0].x0, row[0].char
    for before, letter in pairwise(row):
        gap = letter.x0 - before.x1
        height = min(before.height, letter.height)
        if gap > _PIECE_GAP * height or _ruled_off(before.x1, letter.x0, letter.y, rules):
            if told := clean(text):
                yield Piece(told, start, before.x1)
            start, text = letter.x0, letter.char
        else:
            text += (" " if gap > _WORD_GAP * height else "") + letter.char
    if told := clean(text):
        yield Piece(told, start, row[-1].x1)


def _ruled_off(x0: float, x1: float, y: float, rules: Rules) -> bool:
    """Whether a line down the page runs between two letters."""
    if x1 - x0 < 1.0:
        return False
    first = bisect(rules.down, (x0 - 0.5,))
    last = bisect(rules.down, (x1 + 0.5,))
    return any(top <= y <= bottom for _x, top, bottom in rules.down[first:last])
