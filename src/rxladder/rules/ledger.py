"""A person's credits laid against one term: which stand in which clause's window, and which do not count."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import lcm
from operator import attrgetter

from rxladder.career.record import Credit, Holding
from rxladder.rules.counting import Amount, Open, in_hours
from rxladder.rules.places import activity_key
from rxladder.rules.requirement import Requirement
from rxladder.rules.result import TermDates
from rxladder.rules.sheets import OUTSIDE, REPEAT, USED_UP, Instance, Sheet, Sheets, Spot

_DATE = attrgetter("date")


@dataclass(slots=True)
class Row:
    """A credit in the ledger: its hours and where it lies. `twin` is the credit that it repeats."""

    credit: Credit
    hours: Fraction
    done: bool
    spot: Spot
    parts: int = 0
    twin: Credit | None = None


@dataclass(slots=True)
class Ledger:
    """All credits against one holding's term, on the sheet of the clauses in its windows.

    `done`: the rows that are done by the day of the audit (`rows` itself where all are). `silent`: some
    credit leaves open what only the person can tell; `unread`: some hangs on what no source read tells.
    In a `unit` all amounts are whole; `kinds` are the hours done by spot, in it.
    """

    sheet: Sheet
    rows: list[Row]
    carried: Fraction = Fraction(0)
    carried_surely: bool = True
    unit: int = 1
    problems: dict[object, tuple[object, Open]] = field(default_factory=dict)
    kinds: dict[Spot, int] = field(default_factory=dict)
    done: list[Row] = field(init=False)
    silent: bool = field(init=False)
    unread: bool = field(init=False)

    def __post_init__(self) -> None:
        done = [row for row in self.rows if row.done]
        self.done = self.rows if len(done) == len(self.rows) else done
        spots = {row.spot for row in self.rows}
        self.silent = any(spot.asked for spot in spots)
        self.unread = any(spot.open for spot in spots)

    @property
    def requirement(self) -> Requirement:
        """What the credential asks."""
        return self.sheet.requirement

    @property
    def instances(self) -> tuple[Instance, ...]:
        """The clauses in their windows."""
        return self.sheet.instances

    @property
    def uncertain(self) -> bool:
        """Whether some credit (or what is carried over) may or may not fall under a clause."""
        return self.silent or self.unread or (not self.carried_surely and self.carried > 0)

    def measure_in(self, denominators: Iterable[int]) -> None:
        """Take a unit in which all hours, and amounts with these denominators, are whole numbers of parts."""
        ratios = [row.hours.as_integer_ratio() for row in self.rows]
        unit = self.unit = lcm(*{bottom for _, bottom in ratios}, *denominators)
        kinds = self.kinds = {}
        for row, (top, bottom) in zip(self.rows, ratios, strict=True):
            row.parts = top * (unit // bottom)
            if row.done:
                kinds[row.spot] = kinds.get(row.spot, 0) + row.parts

    def parts(self, hours: Fraction) -> int:
        """Hours in the ledger's unit."""
        top, bottom = hours.as_integer_ratio()
        return top * (self.unit // bottom)

    def hours(self, parts: Amount) -> Fraction:
        """Parts of the ledger's unit as hours."""
        return in_hours(parts, self.unit)


def kinds_of(rows: Iterable[Row]) -> dict[Spot, int]:
    """The hours of some rows by where they lie."""
    kinds: dict[Spot, int] = {}
    for row in rows:
        kinds[row.spot] = kinds.get(row.spot, 0) + row.parts
    return kinds


def ledger(sheets: Sheets, holding: Holding, term: TermDates, credits: Sequence[Credit], on: date) -> Ledger:
    """Lay credits against a term. Order: by date, then as given."""
    sheet, rules = sheets.of(holding, term, on), sheets.requirement.ce
    rows = _rows(sheet, sorted(credits, key=_DATE), on)
    if rules.repeats_count is not True and _may_repeat(credits):
        _refuse_repeats(sheet, rows)
    if rules.fixed_values:
        _limit_fixed_values(sheet, rows)
    return Ledger(sheet, rows)


def _rows(sheet: Sheet, credits: Sequence[Credit], on: date) -> list[Row]:
    rows, windows, spot = [], sheet.windows, sheet.spot
    for credit in credits:
        day, within = credit.date, 0
        for starts, ends, mask in windows:
            if starts <= day <= ends:
                within |= mask
        hours = credit.hours if credit.activity is None else _value(sheet, credit)
        done = day <= on and credit.status == "done"
        rows.append(Row(credit, hours, done, spot(credit, within) if within else OUTSIDE))
    return rows


def _value(sheet: Sheet, credit: Credit) -> Fraction:
    """The hours that an activity counts for: a fixed number where the rule sets one."""
    value = sheet.requirement.fixed(credit)
    return credit.hours if value is None else value.hours


# --- Repeats and fixed values


def _may_repeat(credits: Sequence[Credit]) -> bool:
    """Whether two credits agree in what repeats have in common: most of the UAN, else the title."""
    starts = {credit.uan[:-6] if credit.uan else credit.title.casefold() for credit in credits}
    return len(starts) < len(credits)


def _refuse_repeats(sheet: Sheet, rows: Sequence[Row]) -> None:
    """Of one activity taken twice in a window only the better one counts."""
    best: dict[tuple[Hashable, int], Row] = {}
    for row in rows:
        if row.spot is OUTSIDE:
            continue
        key = (_identity(row.credit), _main_span(sheet, row.credit.date))
        known = best.setdefault(key, row)
        if known is not row:
            better, other = (row, known) if _rank(row, sheet) > _rank(known, sheet) else (known, row)
            best[key] = better
            other.spot, other.twin = REPEAT, better.credit


def _identity(credit: Credit) -> Hashable:
    if credit.uan:
        return activity_key(credit.uan)
    return (credit.title.casefold(), credit.provider.casefold(), credit.date, credit.hours, credit.status)


def _main_span(sheet: Sheet, day: date) -> int:
    for number, span in enumerate(sheet.main):
        if day <= span.ends and (span.starts is None or span.starts <= day):
            return number
    return -1 - day.toordinal()


def _rank(row: Row, sheet: Sheet) -> tuple[bool, Fraction, int]:
    """Done before planned, then the longer, then what serves more clauses (caps are no service)."""
    caps = sum(instance.bit for instance in sheet.instances if instance.is_cap)
    serves = row.spot.possible & ~caps
    return row.done, row.hours, serves.bit_count()


def _limit_fixed_values(sheet: Sheet, rows: Sequence[Row]) -> None:
    used: dict[tuple[str, int], tuple[int, Fraction]] = {}
    for row in sorted(rows, key=lambda one: not one.done):
        if row.credit.activity is None:
            continue
        value = sheet.requirement.fixed(row.credit)
        if value is None or row.spot.fault:
            continue
        key = (row.credit.activity, _main_span(sheet, row.credit.date))
        times, hours = used.get(key, (0, Fraction(0)))
        if value.at_most_times is not None and times >= value.at_most_times:
            row.spot = USED_UP
            continue
        if value.at_most_hours is not None:
            row.hours = min(row.hours, value.at_most_hours - hours)
            if row.hours <= 0:
                row.spot = USED_UP
                continue
        used[key] = (times + 1, hours + row.hours)
