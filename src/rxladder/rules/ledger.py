"""A person's credits laid against one term: which stand in which clause's window, and which do not count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import lcm
from operator import attrgetter

from rxladder.career.record import Credit
from rxladder.facts.education_rules import FixedValue
from rxladder.rules.counting import Amount, Open, in_hours
from rxladder.rules.requirement import Requirement
from rxladder.rules.sheets import OUTSIDE, USED_UP, Instance, Sheet, Spot

_DATE = attrgetter("date")
_MINUTES = 60


@dataclass(slots=True)
class Row:
    """A credit in the ledger: its hours and where it lies.

    `twin` is the credit that it repeats. `replaced`: it counts until another, which is planned, is done.
    """

    credit: Credit
    hours: Fraction
    done: bool
    spot: Spot
    parts: int = 0
    twin: Credit | None = None
    replaced: bool = False


@dataclass(slots=True)
class Ledger:
    """All credits against one holding's term, on the sheet of the clauses in its windows.

    `done`: the rows that are done by the day of the audit (`rows` itself where all are). `planned`: those
    that count when all is done that is planned (`rows` itself where none replaces another). `silent`: some
    credit leaves open what only the person can tell; `unread`: some hangs on what no source read tells.
    In a `unit` all amounts are whole, mostly minutes; `kinds` are the hours done by spot, in it. `spots` has
    those of all rows.
    """

    sheet: Sheet
    rows: list[Row]
    carried: Fraction = Fraction(0)
    carried_surely: bool = True
    unit: int = _MINUTES
    problems: dict[object, tuple[object, Open]] = field(default_factory=dict)
    kinds: dict[Spot, int] = field(init=False)
    spots: set[Spot] = field(init=False)
    done: list[Row] = field(init=False)
    planned: list[Row] = field(init=False)
    silent: bool = field(init=False)
    unread: bool = field(init=False)
    _denominators: set[int] = field(init=False)

    def __post_init__(self) -> None:
        self._denominators, later = self._measure()
        self.done = [row for row in self.rows if row.done] if later else self.rows
        self.planned = self.rows
        self.spots = {*self.kinds, *later}
        self.silent = any(spot.asked for spot in self.spots)
        self.unread = any(spot.open for spot in self.spots)

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
        unit = lcm(_MINUTES, *self._denominators, *denominators)
        if unit != self.unit:
            self.unit = unit
            self._measure()

    def _measure(self) -> tuple[set[int], list[Spot]]:
        """Lay all rows out in the unit, cut to whole parts of it.

        Gives the denominators of their hours, and the spots of those that are not done.
        """
        unit, denominators, later = self.unit, set[int](), list[Spot]()
        kinds: dict[Spot, int] = {}
        for row in self.rows:
            top, bottom = row.hours.as_integer_ratio()
            denominators.add(bottom)
            parts = row.parts = top * unit // bottom
            spot = row.spot
            if row.done:
                kinds[spot] = kinds.get(spot, 0) + parts
            else:
                later.append(spot)
        self.kinds = kinds
        return denominators, later

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


def laid(sheet: Sheet, rows: list[Row]) -> Ledger:
    """Rows as a ledger, each fixed value taken only as often as it may be."""
    found = Ledger(sheet, rows)
    if not any(spot.fixed for spot in found.spots):
        return found
    _limit_fixed_values(sheet, rows)
    return planned_apart(Ledger(sheet, rows))


def planned_apart(ledger: Ledger) -> Ledger:
    """The ledger with what will count apart from what counts now, where some row replaces another."""
    if any(row.replaced for row in ledger.rows):
        ledger.planned = [row for row in ledger.rows if not row.replaced]
    return ledger


def rows_of(sheet: Sheet, credits: Sequence[Credit], on: date) -> list[Row]:
    """Where each credit lies on a sheet. Order: by date, then as given."""
    rows, spots, stretches = [], sheet.spots, iter(sheet.stretches)
    until, within = next(stretches)
    for credit in sorted(credits, key=_DATE):
        day, spot = credit.date, OUTSIDE
        while day > until:
            until, within = next(stretches)
        if within:
            uan = credit.uan
            key = (
                within, uan[-5:] if uan else None, credit.topic, credit.format, credit.audience,
                credit.accreditation, credit.jurisdiction, credit.course, credit.activity,
            )  # fmt: skip
            spot = spots.get(key) or sheet.spot(key, credit)
        hours = credit.hours if credit.activity is None else _value(sheet, credit)
        done = credit.status == "done" and day <= on
        rows.append(Row(credit, hours, done, spot))
    return rows


def _value(sheet: Sheet, credit: Credit) -> Fraction:
    """The hours that an activity counts for: a fixed number where the rule sets one."""
    value = sheet.requirement.fixed(credit)
    return credit.hours if value is None else value.hours


# --- Fixed values


def main_span(sheet: Sheet, day: date) -> int:
    """The number of the window of the total that a day lies in; a number of its own where none has it."""
    for number, span in enumerate(sheet.main):
        if span.holds(day):
            return number
    return -1 - day.toordinal()


def _limit_fixed_values(sheet: Sheet, rows: Sequence[Row]) -> None:
    """Take activities of a fixed value as often as they may be: first what serves more, then what is done.

    What is done counts until one that is planned, and serves more, is done instead.
    """
    activities = [row for row in rows if row.credit.activity is not None and not row.spot.fault]
    values = [(row, value) for row in activities if (value := sheet.requirement.fixed(row.credit))]
    duties = ~sheet.cap_bits

    def turn(one: tuple[Row, FixedValue]) -> tuple[int, int, bool]:
        spot = one[0].spot
        return -(spot.sure & duties).bit_count(), -(spot.possible & duties).bit_count(), not one[0].done

    values.sort(key=turn)
    for_now = _hours_taken(sheet, [(row, value) for row, value in values if row.done])
    at_last = _hours_taken(sheet, [(row, value) for row, value in values if not row.replaced])
    for row, _ in values:
        hours = at_last.get(id(row), for_now.get(id(row)))
        if hours is None:
            row.spot = USED_UP
        else:
            row.hours = hours
            row.replaced = id(row) not in at_last


def _hours_taken(sheet: Sheet, values: Sequence[tuple[Row, FixedValue]]) -> dict[int, Fraction]:
    """The hours of those that may be taken, in their order, by the id of the row."""
    used: dict[tuple[str | None, int], tuple[int, Fraction]] = {}
    found = {}
    for row, value in values:
        key = (row.credit.activity, main_span(sheet, row.credit.date))
        times, hours = used.get(key, (0, Fraction(0)))
        if value.at_most_times is not None and times >= value.at_most_times:
            continue
        left = row.hours if value.at_most_hours is None else min(row.hours, value.at_most_hours - hours)
        if left > 0:
            found[id(row)] = left
            used[key] = (times + 1, hours + left)
    return found
