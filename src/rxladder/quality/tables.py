"""Reading a small table that somebody made: its columns by their headings, and errors that name the cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeVar

from rxladder.career.days_in_text import find_days
from rxladder.career.transcripts.table import delimited_rows
from rxladder.career.transcripts.text import clean
from rxladder.facts.entries import FIRST_DAY, LAST_DAY
from rxladder.facts.hints import quoted
from rxladder.facts.language import gettext as _
from rxladder.facts.yaml_text import BadInput, decode

MOST_BYTES = 2_000_000
_MONTH = re.compile(r"(\d{4})-(\d\d)", re.ASCII)
_NAMED_MONTH = re.compile(r"([A-Za-z]{3,9})\.? (\d{4})", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME = re.compile(
    r"(?:T|,?\s+)\d{1,2}:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:\s?[AaPp][Mm])?(?:Z|\s?[-+]\d\d:?\d\d)?$", re.ASCII
)
_NUMBER = re.compile(r"[-+]?\d{1,12}(?:[.,]\d{1,9})?", re.ASCII)
_GROUPED = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+\.\d{1,9}|[-+]?\d{1,3}(?:,\d{3}){2,}", re.ASCII)
_EITHER = re.compile(r"[-+]?[1-9]\d{0,2},\d{3}", re.ASCII)
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands at a place of a table; `column` is the heading as it was written."""

    text: str
    line: int
    column: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line: its cells by the column's own name. What is empty is not there."""

    cells: Mapping[str, Cell]
    line: int

    def text(self, name: str) -> str:
        """What stands in a column; an empty text where there is nothing."""
        cell = self.cells.get(name)
        return cell.text if cell else ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose columns are known: `headings` has each column's own name, and its heading as written."""

    file: str
    rows: tuple[Row, ...]
    headings: tuple[tuple[str, str], ...]

    def has(self, name: str) -> bool:
        """Whether there is a column of this name."""
        return any(name == known for known, _heading in self.headings)


def rows_of(content: str | bytes, file: str) -> list[tuple[int, list[str]]]:
    """The lines of a CSV file that are not empty, each with its number; BadInput where it is no table."""
    text = decode(content, file, max_bytes=MOST_BYTES).removeprefix("\ufeff")
    if "\0" in text:
        raise BadInput(_("is not text; save the table as CSV"), file)
    found = delimited_rows(text, file)
    if found is None:
        raise BadInput(_("is not a table: it needs a line of headings and at least two columns"), file, 1)
    lines = [(row.number, [clean(cell) for cell in row.cells]) for row in found]
    return [(number, cells) for number, cells in lines if any(cells)]


def read_table(
    lines: Sequence[tuple[int, list[str]]],
    file: str,
    names: Mapping[str, Sequence[str]],
    most: int,
    in_turn: Sequence[str] = (),
) -> Table:
    """The lines as a table; `names` are the spellings of each column's heading, and columns of
    other headings are those of `in_turn` that no heading names.

    Raises BadInput where two headings mean the same column, where a line has more cells than there are
    headings, and where there are more than `most` lines.
    """
    if not lines:
        raise BadInput(_("is empty"), file, 1)
    first, heads = lines[0]
    known = _columns(heads, names, file, first)
    unnamed = [at for at, head in enumerate(heads) if at not in known and head]
    known |= dict(zip(unnamed, [name for name in in_turn if name not in known.values()], strict=False))
    if len(lines) - 1 > most:
        raise BadInput(_("has more than {most} lines").format(most=f"{most:,}"), file, lines[most + 1][0])
    rows = tuple(_row(number, cells, heads, known, file) for number, cells in lines[1:])
    return Table(file, rows, tuple((name, heads[at]) for at, name in known.items()))


def _columns(
    heads: Sequence[str], names: Mapping[str, Sequence[str]], file: str, line: int
) -> dict[int, str]:
    spelled = {_folded(spelling): name for name, spellings in names.items() for spelling in spellings}
    known: dict[int, str] = {}
    for at, head in enumerate(heads):
        name = spelled.get(_folded(head))
        if name is None:
            continue
        if name in known.values():
            raise BadInput(
                _("{heading}: this column is there twice").format(heading=quoted(head)), file, line
            )
        known[at] = name
    return known


def _row(number: int, cells: list[str], heads: list[str], known: Mapping[int, str], file: str) -> Row:
    if any(cells[len(heads) :]):
        text = _(
            "there are {n} cells under {heads} headings; is there a number with a comma that is not in "
            "quotes?"
        )
        raise BadInput(text.format(n=len(cells), heads=len(heads)), file, number)
    told = {
        name: Cell(cells[at], number, heads[at])
        for at, name in known.items()
        if at < len(cells) and cells[at]
    }
    return Row(told, number)


def _folded(heading: str) -> str:
    return _NOT_LETTERS.sub(" ", heading.lower()).strip()


def is_heading(cells: Sequence[str], names: Mapping[str, Sequence[str]]) -> bool:
    """Whether a line holds a heading rather than what stands below one."""
    spelled = {_folded(spelling) for spellings in names.values() for spelling in spellings}
    return any(_folded(cell) in spelled for cell in cells)


# --- Cells


def needed(row: Row, name: str, heading: str, read: Callable[[str], Found], file: str) -> Found:
    """What a cell says; BadInput with its line and column where it is empty or cannot be read."""
    cell = row.cells.get(name)
    if cell is None:
        raise BadInput(_("{heading}: this cell is empty").format(heading=heading), file, row.line)
    try:
        return read(cell.text)
    except ValueError as error:
        place = _("{heading}: {problem}").format(heading=cell.column or heading, problem=error)
        raise BadInput(place, file, row.line) from None


def to_day(text: str) -> date:
    """A day in any usual form, month before day, also with a time behind; a month alone is its first day.

    ValueError for anything else.
    """
    text = _TIME.sub("", text)
    day = _month(text) or next(
        (found.day for found in find_days(text) if (found.start, found.end) == (0, len(text))), None
    )
    if day is None:
        raise ValueError(_("{text} is not a date; write it like 2026-03-31").format(text=quoted(text)))
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(_("{text} is too far away").format(text=quoted(text)))
    return day


def _month(text: str) -> date | None:
    if found := _MONTH.fullmatch(text):
        return _first(int(found[1]), int(found[2]))
    if (found := _NAMED_MONTH.fullmatch(text)) and found[1][:3].lower() in _MONTHS:
        return _first(int(found[2]), _MONTHS.index(found[1][:3].lower()) + 1)
    return None


def _first(year: int, month: int) -> date | None:
    return date(year, month, 1) if 1 <= month <= 12 and year >= 1 else None


def to_number(text: str) -> Fraction:
    """An exact number, with a decimal point or comma; ValueError where it is none or could be two."""
    plain = text.removeprefix("$").strip().removesuffix("%").strip()
    if _EITHER.fullmatch(plain):
        raise ValueError(
            _("{text} could be {one} or {other}; write it without the comma").format(
                text=quoted(text), one=plain.replace(",", ""), other=plain.replace(",", ".")
            )
        )
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    if not _NUMBER.fullmatch(plain):
        raise ValueError(_("{text} is not a number").format(text=quoted(text)))
    return Fraction(plain.replace(",", "."))
