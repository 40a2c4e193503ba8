"""Tables: rows of cells whose columns are mapped by their headings, and by what stands in them."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from rxladder.career.days_in_text import find_days, orders
from rxladder.career.transcripts import words
from rxladder.career.transcripts.assemble import finished, named, sort_row
from rxladder.career.transcripts.headings import Role, roles_of
from rxladder.career.transcripts.marked_lines import labelled
from rxladder.career.transcripts.result import FoundCredit, LeftLine, Line, Reading
from rxladder.career.transcripts.rows import Cell
from rxladder.career.transcripts.text import LONGEST_LINE, clean, too_long
from rxladder.facts.language import gettext as _
from rxladder.facts.yaml_text import BadInput

DELIMITERS = ",;\t|"
_SAMPLE = 200
_NO_PART = (None, "done", "other-day", "other")


class TableRow(NamedTuple):
    """A row with its number, from 1, on its sheet."""

    cells: list[str]
    number: int
    sheet: str = ""


def read_table(rows: Sequence[TableRow], file: str) -> Reading:
    """What the rows of a table tell; the headings may stand below other lines, and again further down."""
    credits: list[FoundCredit] = []
    unread: list[LeftLine] = []
    passed: list[LeftLine] = []
    roles: list[Role | None] = []
    headings: list[str] = []
    sheet = None
    day_first = _day_first(rows)
    for row in rows:
        if any(len(cell) > LONGEST_LINE for cell in row.cells):
            raise too_long(file, row.number)
        cells = [clean(cell) for cell in row.cells]
        if row.sheet != sheet:
            roles, headings, sheet = [], [], row.sheet
        if not any(cells):
            continue
        line = Line("  ".join(cell for cell in cells if cell), row.number, None, row.sheet)
        found = roles_of(cells)
        if found is not None:
            roles, headings = found, cells
            passed.append(LeftLine(line, _("A heading.")))
        elif words.is_total(line.text) or words.is_about_person(line.text):
            passed.append(LeftLine(line, _("A total, or about you or the printout.")))
        else:
            before = len(credits)
            sort_row(_cells(cells, roles), (line,), credits, unread, passed, day_first=day_first)
            if len(credits) > before:
                credits[-1] = replace(credits[-1], beside=_beside(cells, headings, roles))
    whole = "\n".join(cell for row in rows for cell in row.cells)
    return finished(file, named("table", whole), credits, unread, passed)


def _beside(
    cells: Sequence[str], headings: Sequence[str], roles: Sequence[Role | None]
) -> tuple[tuple[str, str], ...]:
    """What stands under headings that are no part of a credit, or may mean another day."""
    told = zip(headings, roles, cells, strict=False)
    return tuple((head, text) for head, role, text in told if head and text and role in _NO_PART)


def _day_first(rows: Sequence[TableRow]) -> bool:
    """Whether its days have the day before the month: one can be read only so, and none only otherwise."""
    return set().union(*(orders(cell) for row in rows for cell in row.cells)) == {"day first"}


def _cells(cells: Sequence[str], roles: Sequence[Role | None]) -> list[Cell]:
    if not roles:
        return labelled([cell for cell in cells if cell])
    told = [*roles, *[None] * len(cells)]
    return [Cell(cell, role) for cell, role in zip(cells, told, strict=False) if cell]


def delimited_rows(text: str, file: str) -> list[TableRow] | None:
    """The rows of a text that is a table; None where it is none."""
    first, _break, rest = text.partition("\n")
    start = 1
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return _rows(rest, first.strip()[4], file, start + 1)
    best, columns = "", 1
    for delimiter in DELIMITERS:
        counts = Counter(len(row) for _n, row in _parsed(text, delimiter, file, _SAMPLE) if any(row))
        if not counts:
            continue
        width, times = counts.most_common(1)[0]
        if delimiter == "," and _parts_days(text, file):
            continue
        if width > columns and times * 3 >= sum(counts.values()) * 2:
            best, columns = delimiter, width
    return _rows(text, best, file, start) if best else None


def _parts_days(text: str, file: str) -> bool:
    """Whether commas stand inside of days ("March 3, 2027"), so that they part no cells."""
    lines = text.splitlines()[:_SAMPLE]
    parsed = _parsed("\n".join(lines), ",", file)
    cells = sum(len(find_days(cell)) for _number, row in parsed for cell in row)
    return cells < sum(len(find_days(line)) for line in lines)


def _rows(text: str, delimiter: str, file: str, start: int) -> list[TableRow]:
    return [TableRow(row, start - 1 + number) for number, row in _parsed(text, delimiter, file)]


def _parsed(text: str, delimiter: str, file: str, most: int | None = None) -> Iterator[tuple[int, list[str]]]:
    """The rows, each with the number of the line on which it begins."""
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    begins = 1
    try:
        for count, row in enumerate(reader):
            if most is not None and count >= most:
                return
            yield begins, row
            begins = reader.line_num + 1
    except csv.Error as error:
        raise BadInput(_("is not a readable table ({reason})").format(reason=error), file, begins) from None
