"""What each activity of a catalogue would count for, by the day on which it is taken.

The rules engine itself says so: an activity is laid on each term's sheet as the credit that it would become,
so that a plan and the audit of it cannot disagree.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from rxladder.career.record import Credit
from rxladder.facts.activities import Activity
from rxladder.facts.days import ONE_DAY
from rxladder.planning.board import Board
from rxladder.planning.open_terms import OpenTerm
from rxladder.rules.ledger import Row, main_span, rows_of
from rxladder.rules.places import activity_key
from rxladder.rules.sheets import OUTSIDE, Sheet, Spot


class Option(NamedTuple):
    """A day on which an activity can be taken, and where it would lie then.

    `sure`: the clauses of all terms under which it surely falls; `possible`: those under which it may.
    """

    day: date
    sure: int
    possible: int


@dataclass(frozen=True, slots=True, eq=False)
class Offer:
    """An activity that would serve something, with the days that make a difference, earliest first.

    `parts` are its hours in the board's unit, `cents` its price (None: unknown). Of offers that agree in
    `same` only one can be taken. `days` are the first and last on which it can be taken at all.
    """

    activity: Activity
    parts: int
    cents: int | None
    same: Hashable
    days: tuple[date, date]
    options: tuple[Option, ...]
    pinned: bool = False

    @property
    def order(self) -> tuple[object, ...]:
        """What decides between offers that are otherwise alike, whatever the catalogue's order."""
        one = self.activity
        cents = self.cents
        offered = -self.days[1].toordinal()
        return cents is None, cents or 0, self.parts, offered, one.title, one.uan or "", one.provider, one.id


def credit_of(activity: Activity, day: date, status: str = "planned") -> Credit:
    """The credit that an activity becomes when it is taken on a day."""
    assert activity.hours is not None
    return Credit(
        date=day,
        hours=activity.hours,
        title=activity.title,
        uan=activity.uan,
        topic=activity.topic,
        format=activity.format,
        audience=activity.audience,
        accreditation=activity.accreditation,
        jurisdiction=activity.jurisdiction,
        course=activity.course,
        provider=activity.provider,
        status="done" if status == "done" else "planned",
        cost_usd=activity.cost_usd,
    )


def offers_of(
    board: Board,
    catalogue: Sequence[Activity],
    *,
    pinned: Collection[str] = (),
    refused: Collection[str] = (),
    more_days: bool = False,
) -> list[Offer]:
    """The activities of a catalogue that would serve something that is open, and those that are pinned.

    `pinned` and `refused` are ids. With `more_days` an offer has enough days for a cap by the day.
    """
    lay = _Layer(board, more_days=more_days)
    keys = same_keys(catalogue)
    found: list[Offer] = []
    for activity, key in zip(catalogue, keys, strict=True):
        hours = activity.hours
        if hours is None or activity.id in refused:
            continue
        days = activity.days(board.on)
        if days is None or days[0] > board.last_day:
            continue
        first, last = days[0], min(days[1] or board.last_day, board.last_day)
        options = lay.options(activity, key, first, last)
        fixed = activity.id in pinned
        if not fixed:
            options = tuple(one for one in options if one.sure & board.open_bits)
        if not options:
            continue
        cents = None if activity.cost_usd is None else int(activity.cost_usd * 100)
        found.append(Offer(activity, board.parts(hours), cents, key, (first, last), options, fixed))
    return found


def same_keys(catalogue: Iterable[Activity]) -> list[Hashable]:
    """What agrees for listings of one activity: live or recorded, for technicians or pharmacists, twice."""
    listed = list(catalogue)
    by_title = {_title(one): activity_key(one.uan) for one in listed if one.uan}
    return [activity_key(one.uan) if one.uan else by_title.get(_title(one), _title(one)) for one in listed]


def _title(one: Activity | Credit) -> tuple[str, str, Fraction | None]:
    return one.title.casefold(), one.provider.casefold(), one.hours


# --- What is registered already


@dataclass(slots=True)
class _Register:
    """The credits of one term that stand in its windows, by what tells an activity."""

    sheet: Sheet
    by_key: dict[Hashable, list[Row]] = field(default_factory=dict)
    by_title: dict[Hashable, list[Row]] = field(default_factory=dict)

    def of(self, activity: Activity, key: Hashable, day: date) -> list[Row]:
        """The credits that would be one with an activity taken on a day."""
        span = main_span(self.sheet, day)
        rows = list(self.by_key.get(key, ()))
        for row in self.by_title.get(_title(activity), ()):
            if not (row.credit.uan and activity.uan):
                rows.append(row)
        return [row for row in rows if main_span(self.sheet, row.credit.date) == span]


def _register(term: OpenTerm) -> _Register:
    found = _Register(term.ledger.sheet)
    for row in term.ledger.rows:
        if row.spot is OUTSIDE:
            continue
        if row.credit.uan:
            found.by_key.setdefault(activity_key(row.credit.uan), []).append(row)
        if row.credit.title:
            found.by_title.setdefault(_title(row.credit), []).append(row)
    return found


# --- Laying activities on the sheets


def spot_of(term: OpenTerm, activity: Activity, day: date) -> Spot:
    """Where an activity lies on a term's sheet when it is taken on a day."""
    return rows_of(term.ledger.sheet, [credit_of(activity, day)], day)[0].spot


class _Layer:
    """Lays activities on the sheets of all terms; activities of one kind are laid once."""

    def __init__(self, board: Board, *, more_days: bool) -> None:
        self.board = board
        self.more_days = more_days and any(term.daily for term in board.terms)
        self._registers = [_register(term) for term in (*board.terms, *board.met)]
        self._taken = {key for one in self._registers for key in (*one.by_key, *one.by_title)}
        self._kinds: dict[tuple[object, ...], tuple[Option, ...]] = {}

    def options(self, activity: Activity, key: Hashable, first: date, last: date) -> tuple[Option, ...]:
        """The days that make a difference with what it would serve on them."""
        kind = _kind(activity)
        if key in self._taken or _title(activity) in self._taken:
            return tuple(self._laid(activity, kind, first, last, key))
        known = self._kinds.get((kind, first, last))
        if known is None:
            known = self._kinds[kind, first, last] = tuple(self._laid(activity, kind, first, last, None))
        return known

    def _laid(
        self, activity: Activity, kind: tuple[object, ...], first: date, last: date, key: Hashable | None
    ) -> Iterator[Option]:
        for day in self._days(first, last):
            repeated = set() if key is None else self._repeated(activity, key, day)
            if repeated is None:
                continue
            sure = possible = 0
            for number, term in enumerate(self.board.terms):
                if day > term.deadline or number in repeated:
                    continue
                spot = spot_of(term, activity, day)
                sure |= spot.sure << self.board.offsets[number]
                possible |= spot.possible << self.board.offsets[number]
            yield Option(day, sure, possible)

    def _days(self, first: date, last: date) -> list[date]:
        """The last day before each change, and the last one of all."""
        days = sorted({*(day for day in self.board.breaks if first <= day <= last), last})
        if not self.more_days:
            return days
        # A cap by the day holds for two days side by side: every second day has room of its own.
        found, before = set(days), first
        for day in days:
            steps = (day - ONE_DAY * k for k in range(0, 2 * _DAYS_MORE, 2))
            found.update(one for one in steps if one >= before)
            before = day + ONE_DAY
        return sorted(found)

    def _repeated(self, activity: Activity, key: Hashable, day: date) -> set[int] | None:
        """The terms in which it would be refused as a repeat of what is done.

        None where it is registered already, so that it is not to be offered.
        """
        found: set[int] = set()
        for number, register in enumerate(self._registers):
            rows = register.of(activity, key, day)
            if any(not row.done for row in rows):
                return None
            if rows:
                found.add(number)
        return found


_DAYS_MORE = 6
"""Days of its own for a cap by the day: more than any term asks of hours over the least such cap."""


def _kind(activity: Activity) -> tuple[object, ...]:
    uan = activity.uan
    return (
        uan[-5:] if uan else None, activity.topic, activity.format, activity.audience,
        activity.accreditation, activity.jurisdiction, activity.course,
    )  # fmt: skip
