"""A person's credits laid against one term: which stand in which clause's window, and which do not count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Literal

from rxladder.career.record import Credit, Holding
from rxladder.facts.education_rules import Clause, WindowRule
from rxladder.rules.counting import Open
from rxladder.rules.places import activity_key
from rxladder.rules.result import TermDates
from rxladder.rules.rulebook import Requirement, Standing
from rxladder.rules.windows import Span, spans

_RECORD = WindowRule(kind="record")
Fault = Literal["", "repeat", "fixed-value-used", "not-accepted", "rejected", "outside"]


@dataclass(frozen=True, slots=True)
class Instance:
    """One clause in one of its windows; `bit` marks it in every mask of the ledger."""

    bit: int
    position: int
    id: str
    clause: Clause
    span: Span

    @property
    def is_cap(self) -> bool:
        """It allows at most so much."""
        return self.clause.at_most is not None or self.clause.at_most_share is not None

    @property
    def is_total(self) -> bool:
        """It is the sum that is asked (or one year's part of it)."""
        return self.id == "total" or self.id.startswith("total-")

    def opens_later(self, on: date) -> bool:
        """Its window has not begun."""
        return self.span.starts is not None and self.span.starts > on

    def closed(self, on: date) -> bool:
        """Its window is over: new hours cannot serve it."""
        return self.span.ends < on


@dataclass(slots=True)
class Row:
    """A credit in the ledger: its hours and the instances that it falls under, or why it counts nowhere."""

    credit: Credit
    hours: Fraction
    done: bool
    standing: Standing
    sure: int = 0
    asked: int = 0
    open: int = 0
    fault: Fault = ""
    twin: Credit | None = None
    parts: int = 0


@dataclass
class Ledger:
    """All credits against one holding's term. `main` is the window that the total looks at."""

    requirement: Requirement
    instances: tuple[Instance, ...]
    main: tuple[Span, ...]
    rows: list[Row]
    carried: Fraction = Fraction(0)
    carried_surely: bool = True
    unit: int = 1
    _expanded: dict[int, int] = field(default_factory=dict)
    problems: dict[object, tuple[object, Open]] = field(default_factory=dict)
    _uncertain: bool | None = None

    @property
    def uncertain(self) -> bool:
        """Whether some credit (or what is carried over) may or may not fall under a clause."""
        if self._uncertain is None:
            doubtful = not self.carried_surely and self.carried > 0
            self._uncertain = doubtful or any(row.asked or row.open for row in self.rows)
        return self._uncertain

    @cached_property
    def total_bits(self) -> int:
        """The instances of the total."""
        return sum(instance.bit for instance in self.instances if instance.is_total)

    @cached_property
    def layout(self) -> tuple[int, ...]:
        """The clause positions of the instances, in order: all that tells one spread of clauses from another."""
        return tuple(instance.position for instance in self.instances)

    def measure_in(self, denominators: Iterable[int]) -> None:
        """Take a unit in which amounts with these denominators are whole; `row.parts` are in it."""
        self.unit = lcm(*denominators)
        for row in self.rows:
            row.parts = self.parts(row.hours)

    def parts(self, hours: Fraction) -> int:
        """Hours in the ledger's unit."""
        return hours.numerator * (self.unit // hours.denominator)

    @property
    def silent(self) -> bool:
        """Whether some credit leaves open what only the person can tell."""
        return any(row.asked for row in self.rows)


def ledger(
    requirement: Requirement, holding: Holding, term: TermDates, credits: Sequence[Credit], on: date
) -> Ledger:
    """Lay credits against a term. Order: by date, then as given."""
    rule = requirement.ref.credential.term
    main = spans(requirement.ce.window, term, holding, rule, on)
    instances = tuple(_instances(requirement, holding, term, main, on))
    book = Ledger(requirement, instances, main, [])
    windows = _windows(instances)
    for credit in sorted(credits, key=_date):
        book.rows.append(_row(book, credit, windows, on))
    if requirement.ce.repeats_count is not True:
        _refuse_repeats(book)
    if requirement.ce.fixed_values:
        _limit_fixed_values(book)
    return book


def _date(credit: Credit) -> date:
    return credit.date


def _instances(
    requirement: Requirement, holding: Holding, term: TermDates, main: tuple[Span, ...], on: date
) -> Iterable[Instance]:
    rule = requirement.ref.credential.term
    bit = 1
    for position, (id_, clause) in enumerate(zip(requirement.ids, requirement.clauses, strict=True)):
        window = _window(clause)
        found = main if window is None else spans(window, term, holding, rule, on)
        for span in found:
            yield Instance(bit, position, f"{id_}-{span.label}" if span.label else id_, clause, span)
            bit <<= 1


def _window(clause: Clause) -> WindowRule | None:
    if clause.once:
        return _RECORD
    if clause.every_months:
        return WindowRule(kind="last-months", months=clause.every_months)
    return clause.window


def _windows(instances: Sequence[Instance]) -> list[tuple[date | None, date, int]]:
    """The distinct windows with the bits of their instances."""
    bits: dict[tuple[date | None, date], int] = {}
    for instance in instances:
        key = (instance.span.starts, instance.span.ends)
        bits[key] = bits.get(key, 0) | instance.bit
    return [(starts, ends, mask) for (starts, ends), mask in bits.items()]


def _row(book: Ledger, credit: Credit, windows: list[tuple[date | None, date, int]], on: date) -> Row:
    standing = book.requirement.standing(credit)
    day = credit.date
    value = book.requirement.fixed(credit) if credit.activity else None
    row = Row(
        credit,
        credit.hours if value is None else value.hours,
        credit.status == "done" and day <= on,
        standing,
    )
    within = 0
    for starts, ends, mask in windows:
        if day <= ends and (starts is None or starts <= day):
            within |= mask
    if not within:
        row.fault = "outside"
        return row
    row.sure = _expand(book, standing.sure) & within
    if standing.asked or standing.open:
        row.asked = _expand(book, standing.asked) & within
        row.open = _expand(book, standing.open) & within
    if standing.accepted is False:
        row.fault = "rejected" if standing.rejected else "not-accepted"
    return row


def _expand(book: Ledger, mask: int) -> int:
    """A mask over clauses as a mask over their instances."""
    found = book._expanded.get(mask)
    if found is None:
        found = sum(instance.bit for instance in book.instances if mask >> instance.position & 1)
        book._expanded[mask] = found
    return found


# --- Repeats and fixed values


def _refuse_repeats(book: Ledger) -> None:
    """Of one activity taken twice in a window the better one counts: done before planned, then longer."""
    best: dict[tuple[object, int], Row] = {}
    for row in book.rows:
        if row.fault == "outside":
            continue
        key = (_identity(row.credit), _main_span(book, row.credit.date))
        known = best.get(key)
        if known is None:
            best[key] = row
        else:
            better, other = (row, known) if _rank(row) > _rank(known) else (known, row)
            best[key] = better
            _strike(other, "repeat")
            other.twin = better.credit


def _identity(credit: Credit) -> object:
    if credit.uan:
        return activity_key(credit.uan)
    return (credit.title.casefold(), credit.provider.casefold(), credit.date, credit.hours, credit.status)


def _main_span(book: Ledger, day: date) -> int:
    for number, span in enumerate(book.main):
        if day <= span.ends and (span.starts is None or span.starts <= day):
            return number
    return -1 - day.toordinal()


def _rank(row: Row) -> tuple[bool, int, Fraction]:
    return row.done, (row.sure | row.asked | row.open).bit_count(), row.hours


def _strike(row: Row, fault: Fault) -> None:
    row.fault = fault
    row.sure = row.asked = row.open = 0


def _limit_fixed_values(book: Ledger) -> None:
    used: dict[tuple[str, int], tuple[int, Fraction]] = {}
    for row in book.rows:
        value = book.requirement.fixed(row.credit)
        if value is None or row.fault:
            continue
        assert row.credit.activity is not None
        key = (row.credit.activity, _main_span(book, row.credit.date))
        times, hours = used.get(key, (0, Fraction(0)))
        if value.at_most_times is not None and times >= value.at_most_times:
            _strike(row, "fixed-value-used")
            continue
        if value.at_most_hours is not None:
            row.hours = min(row.hours, value.at_most_hours - hours)
            if row.hours <= 0:
                _strike(row, "fixed-value-used")
                continue
        used[key] = (times + 1, hours + row.hours)
