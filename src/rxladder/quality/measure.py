"""A project's measure in words, and its points from a CSV file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from rxladder.career.projects import (
    MOST_AMOUNT,
    MOST_POINTS,
    DataKind,
    Measure,
    Point,
    what_is_wrong,
)
from rxladder.facts.entries import LONGEST_TEXT
from rxladder.facts.language import gettext as _
from rxladder.facts.phrases import say_number
from rxladder.facts.yaml_text import BadInput
from rxladder.quality.patient_data import refuse_patient_data
from rxladder.quality.tables import Row, Table, is_heading, needed, read_table, rows_of, to_day, to_number

HEADINGS = {
    "date": ("date", "day", "week", "week of", "month", "when", "period"),
    "amount": (
        *("count", "amount", "value", "number", "numerator", "events", "defects", "defectives", "errors"),
        *("result", "measurement", "minutes", "late", "wrong", "missed"),
    ),
    "of": ("of", "n", "denominator", "total", "out of", "area", "opportunities", "sample", "checked", "all"),
    "note": ("note", "notes", "comment", "comments", "remark"),
}
_PERCENT = 100


def kinds() -> dict[DataKind, str]:
    """The kinds of data, each as a person would know it."""
    return {
        "share": _("A number out of a total: 3 late of 96 doses"),
        "rate": _(
            "Events where the amount checked differs: 5 errors in 1,240 orders, and one order can have "
            "several"
        ),
        "count": _("Events where the amount checked is always the same: times a week below the minimum"),
        "single": _("One measurement each time: minutes, degrees, dollars"),
    }


def scale(measure: Measure) -> int:
    """By what a point's ratio is multiplied to be shown: percent for shares, `per` for rates."""
    if measure.data == "share":
        return _PERCENT
    return measure.per if measure.data == "rate" else 1


def shown(measure: Measure, point: Point) -> Fraction:
    """A point's value as the chart shows it, exact."""
    ratio = point.amount / point.of if point.of is not None else point.amount
    return ratio * scale(measure)


def unit_words(measure: Measure) -> str:
    """What a shown value is in: "%", "per 1,000 orders", "minutes"; nothing where nobody said."""
    if measure.data == "share":
        return "%"
    if measure.data == "rate":
        of = measure.of or _("checked")
        return _("per {of}").format(of=f"{measure.per:,} {of}" if measure.per != 1 else of)
    return measure.unit


def say_value(measure: Measure, value: Fraction | float, places: int = 1) -> str:
    """A shown value with its unit, rounded: "12.5%", "4.3 per 1,000 orders"."""
    between = "" if measure.data == "share" else " "
    return between.join(filter(None, [say_rounded(value, places), unit_words(measure)]))


def say_rounded(value: Fraction | float, places: int = 1) -> str:
    """A number of so many decimals, without empty ones: "12.5", "1,240". A half goes to the even one."""
    near = round(Fraction(value), places)
    return say_number(near) if near >= 0 else f"−{say_number(-near)}"


def in_order(points: Sequence[Point]) -> tuple[Point, ...]:
    """Points by their day; those of one day stay as they are."""
    return tuple(sorted(points, key=lambda point: point.date))


# --- CSV


def read_points(content: str | bytes, data: DataKind, file: str, on: date) -> tuple[Point, ...]:
    """The points that a CSV file tells of, by their day.

    With headings (`date`, `count`, `of`, `note` and the like) or, without any, in this order. Raises
    BadInput, with line and column, for whatever is wrong, for what looks like patient data (never quoted),
    and for days after `on`.
    """
    lines = rows_of(content, file)
    refuse_patient_data(lines, file, on)
    if lines and not is_heading(lines[0][1], HEADINGS):
        order = (
            ("date", "amount", "note") if data in ("single", "count") else ("date", "amount", "of", "note")
        )
        lines = [(lines[0][0], list(order)), *lines]
    in_turn = ("amount", "of") if data in ("share", "rate") else ("amount",)
    table = read_table(lines, file, HEADINGS, MOST_POINTS, in_turn)
    _complete(table, data, lines[0][0])
    points = in_order([_point(row, data, file, on) for row in table.rows])
    if not points:
        raise BadInput(_("has headings but no line below them"), file, lines[0][0])
    return points


def _complete(table: Table, data: DataKind, line: int) -> None:
    asked = {"date": _("a column `date`"), "amount": _("a column `count` (or `value`)")}
    if data in ("share", "rate"):
        asked["of"] = _("a column `of`: how many or how much was checked")
    for name, words in asked.items():
        if not table.has(name):
            raise BadInput(_("{column} is missing").format(column=words), table.file, line)


def _point(row: Row, data: DataKind, file: str, on: date) -> Point:
    day = needed(row, "date", "date", to_day, file)
    amount = needed(row, "amount", "count", to_amount, file)
    of = needed(row, "of", "of", to_amount, file) if data in ("share", "rate") else None
    if day > on:
        raise BadInput(_("{column}: this day has not come yet").format(column="date"), file, row.line)
    if problem := what_is_wrong(data, amount, of):
        field, words = problem
        column = row.cells[field].column if field in row.cells else field
        raise BadInput(_("{heading}: {problem}").format(heading=column, problem=words), file, row.line)
    note = row.text("note")
    if len(note) > LONGEST_TEXT:
        raise BadInput(_("this note is too long"), file, row.line)
    return Point(day, amount, of, note)


def to_amount(text: str) -> Fraction:
    """An exact number within reason; ValueError where it is none, or too large."""
    number = to_number(text)
    if abs(number) > MOST_AMOUNT:
        raise ValueError(_("this number is too large"))
    return number
