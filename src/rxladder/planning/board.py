"""What the open terms ask, laid side by side in whole numbers: one board that activities are held against.

Every clause of every open term has a bit of its own. Amounts are in one unit in which all hours are whole;
where no unit that the solver can work in is fine enough for that, hours that are there or offered, and caps,
are cut to it and what is asked is raised: a plan meets what is asked in truth, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import ceil, floor, lcm

from rxladder.facts.days import ONE_DAY
from rxladder.planning.open_terms import OpenTerm, Terms, daily_caps
from rxladder.rules.counting import Amount, Asked, Counted, Open, count, least_new
from rxladder.rules.problems import SURE, asked_of
from rxladder.rules.wants import Reading

FINEST = 3_000_000
"""So many parts has an hour at most: six decimals of it are whole, and thirds. HiGHS takes no number beyond
10^15, and goals are made of hours times the number of choices."""


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """What one reading of one term asks, with the hours that are there already.

    Bits and masks are the term's own. `plain`: the clauses in `lacking` stand each alone, and no new hour
    can be in the way of another. `activities`: how many more a clause wants of them; `on_top`: how many of
    those give their hours to nothing else. `day_cap`: the least cap by the day.
    """

    term: int
    reading: Reading
    asked: Asked
    lacking: Mapping[int, Amount]
    independent: bool
    activities: Mapping[int, int]
    on_top: Mapping[int, int]
    day_cap: int | None

    def worth(self, parts: int) -> int:
        """The most of one activity's hours that can count: no more than a cap by the day allows."""
        return parts if self.day_cap is None else min(parts, self.day_cap)

    @property
    def wanted(self) -> int:
        """All bits that are asked."""
        bits = 0
        for amounts in (self.asked.minimums, self.asked.separate, self.activities):
            for bit in amounts:
                bits |= bit
        return bits

    @property
    def cap_bits(self) -> int:
        """The bits of its caps."""
        return sum(self.asked.caps)

    @property
    def open_bits(self) -> int:
        """The bits that new hours could help."""
        if not self.independent:
            return self.wanted
        short = {bit for bit, amount in self.lacking.items() if amount > 0}
        return sum(short | {bit for bit, number in self.activities.items() if number > 0})

    def mask(self, sure: int, possible: int) -> int:
        """The bits of a credit: what it surely serves, and every cap that may hold for it."""
        caps = self.cap_bits
        hours = sum({*self.asked.minimums, *self.asked.separate})
        return (sure & hours) | (possible & caps)

    def met_with(self, new: Iterable[tuple[int, int, int]]) -> bool:
        """Whether credits more (what each surely serves, may be under, and its hours) meet the question."""
        hours = dict(self.asked.hours)
        rows = list(new)
        for bit, number in self.activities.items():
            if sum(bool(sure & bit) for sure, _, _ in rows) < number:
                return False
        for sure, possible, parts in _without_on_top(rows, self.on_top, self.mask):
            mask = self.mask(sure, possible)
            if mask:
                hours[mask] = hours.get(mask, 0) + self.worth(parts)
        asked = Asked(hours, self.asked.minimums, self.asked.caps, self.asked.separate)
        counted = count(asked)
        return _met(asked, counted)


def _met(asked: Asked, counted: Counted) -> bool:
    if counted.short_alone:
        return False
    return counted.independent or least_new([Open(asked, counted)], []) == 0


def _without_on_top(
    rows: list[tuple[int, int, int]], on_top: Mapping[int, int], mask: Callable[[int, int], int]
) -> list[tuple[int, int, int]]:
    spent: set[int] = set()
    for bit, number in on_top.items():
        serving = sorted(
            (parts if mask(sure, possible) else 0, k)
            for k, (sure, possible, parts) in enumerate(rows)
            if sure & bit and k not in spent
        )
        spent.update(k for _, k in serving[:number])
    return [row for k, row in enumerate(rows) if k not in spent]


@dataclass(slots=True)
class Board:
    """The open terms with their questions; `offsets` place each term's bits among all.

    `terms` are those that lack something, `met` those that do not. `last_day` is the last on which anything
    can still be taken. `rate` is the time for study in hours a week, `booked` the hours registered already
    by their days; `registered` the same by term where a cap is by the day.
    """

    terms: tuple[OpenTerm, ...]
    met: tuple[OpenTerm, ...]
    on: date
    unit: int
    offsets: tuple[int, ...]
    questions: tuple[Question, ...]
    breaks: tuple[date, ...]
    rate: Fraction | None
    booked: tuple[tuple[date, Fraction], ...]
    registered: tuple[Mapping[date, int], ...] = ()
    open_bits: int = field(init=False)
    cap_bits: int = field(init=False)
    last_day: date = field(init=False)

    def __post_init__(self) -> None:
        self.last_day = max((term.deadline for term in (*self.terms, *self.met)), default=self.on)
        self.open_bits = self.cap_bits = 0
        for question in self.questions:
            self.open_bits |= question.open_bits << self.offsets[question.term]
            self.cap_bits |= question.cap_bits << self.offsets[question.term]

    def own(self, packed: int, term: int) -> int:
        """The bits of one term out of those of all."""
        width = len(self.terms[term].ledger.instances)
        return packed >> self.offsets[term] & ((1 << width) - 1)

    def parts(self, hours: Fraction) -> int:
        """Hours in the board's unit, cut to whole parts."""
        top, bottom = hours.as_integer_ratio()
        return top * self.unit // bottom

    def hours(self, parts: Amount) -> Fraction:
        """Parts of the unit as hours."""
        return Fraction(parts) / self.unit

    def room(self, day: date) -> Fraction | None:
        """The hours of study there are from the day of the plan up to a day, both included; None: no limit.

        What is booked or planned already takes its time, too.
        """
        if self.rate is None:
            return None
        taken = sum((hours for when, hours in self.booked if when <= day), Fraction(0))
        return max(Fraction(0), self.rate * ((day - self.on).days + 1) / 7 - taken)


def board_of(terms: Terms, hours: Iterable[Fraction]) -> Board:
    """The board of some terms, in a unit in which these `hours` are whole, too."""
    met = [term.met() for term in terms.open]
    open_ = tuple(term for term, done in zip(terms.open, met, strict=True) if not done)
    unit = _unit({each.denominator for each in hours}.union(*map(_bottoms, open_)))
    offsets, next_ = [], 0
    for term in open_:
        offsets.append(next_)
        next_ += len(term.ledger.instances)
    career = terms.career
    booked = tuple(
        (credit.date, credit.hours)
        for credit in career.credits
        if credit.date >= terms.on and (credit.status != "done" or credit.date > terms.on)
    )
    return Board(
        open_,
        tuple(term for term, done in zip(terms.open, met, strict=True) if done),
        terms.on,
        unit,
        tuple(offsets),
        tuple(_questions(open_, unit)),
        _breaks(open_, terms.on),
        career.availability.study_hours_per_week,
        booked,
        tuple(_registered(term, unit) for term in open_),
    )


def _unit(bottoms: Iterable[int]) -> int:
    """How many parts an hour has, so that amounts with these denominators are whole, as far as may be."""
    unit = 1
    for bottom in sorted(bottoms):
        finer = lcm(unit, bottom)
        if finer > FINEST:
            return unit * (FINEST // unit)
        unit = finer
    return unit


def _registered(term: OpenTerm, unit: int) -> dict[date, int]:
    """The hours that a term's days have already, where a cap is by the day."""
    found: dict[date, int] = {}
    for row in term.ledger.planned if term.daily else ():
        if row.spot.sure:
            found[row.credit.date] = found.get(row.credit.date, 0) + ceil(row.hours * unit)
    return found


def _questions(terms: Sequence[OpenTerm], unit: int) -> Iterable[Question]:
    for number, term in enumerate(terms):
        for reading in term.readings:
            yield _question(number, term, reading, Fraction(unit, term.ledger.unit))


def _bottoms(term: OpenTerm) -> Iterator[int]:
    """The denominators of all amounts that a term asks or has."""
    yield term.ledger.carried.denominator
    for row in term.ledger.planned:
        yield row.hours.denominator
    for reading in term.readings:
        yield from reading.demand.denominators


def _question(number: int, term: OpenTerm, reading: Reading, factor: Fraction) -> Question:
    ledger = term.ledger
    plain = asked_of(reading, ledger, ledger.planned, SURE)
    # Days with more than a cap by the day allows have a cap each; that of new hours is seen to by the dates.
    asked = Asked(
        _times(plain.hours, factor, floor),
        _times(plain.minimums, factor, ceil),
        _times(plain.caps, factor, floor),
        _times(plain.separate, factor, ceil),
    )
    counted = count(asked)
    numbers = {bit: SURE.number(ledger.planned, bit) for bit in reading.activities}
    activities = {bit: max(0, ceil(want) - numbers[bit]) for bit, want in reading.activities.items()}
    on_top = {bit: activities[bit] for bit, want in reading.on_top.items() if want > 0 and activities[bit]}
    independent = counted.independent or _met(asked, counted)
    day_cap = _day_cap(term, reading, factor)
    return Question(number, reading, asked, counted.lacking, independent, activities, on_top, day_cap)


def _day_cap(term: OpenTerm, reading: Reading, factor: Fraction) -> int | None:
    wants = reading.demand.wants
    daily = daily_caps(term.ledger, wants)
    return min((floor(term.ledger.parts(wants[at].amount) * factor) for at in daily), default=None)


def _times(amounts: Mapping[int, int], factor: Fraction, whole: Callable[[Fraction], int]) -> dict[int, int]:
    return {bit: whole(amount * factor) for bit, amount in amounts.items()}


def _breaks(terms: Sequence[OpenTerm], on: date) -> tuple[date, ...]:
    """The days after which a new hour may count elsewhere: ends of windows, and the days before starts."""
    found: set[date] = set()
    for term in terms:
        found.add(term.deadline)
        for span in {instance.span for instance in term.ledger.instances}:
            found.update((span.ends, span.starts - ONE_DAY) if span.starts else (span.ends,))
    last = max((term.deadline for term in terms), default=on)
    return tuple(sorted(day for day in found if on <= day <= last))
