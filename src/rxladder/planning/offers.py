"""What each activity of a catalogue would count for, by the day on which it is taken.

The rules engine itself says so: an activity is laid on each term's sheet as the credit that it would become,
so that a plan and the audit of it cannot disagree.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from rxladder.career.record import Credit
from rxladder.facts.activities import Activity
from rxladder.facts.days import ONE_DAY
from rxladder.planning.board import Board
from rxladder.planning.open_terms import OpenTerm
from rxladder.planning.options import ANY_DAY, Care, Kind, Option, needed
from rxladder.rules.ledger import Row, main_span, rows_of
from rxladder.rules.places import activity_key
from rxladder.rules.sheets import OUTSIDE, Sheet, Spot


@dataclass(frozen=True, slots=True, eq=False)
class Offer:
    """An activity that would serve something, with the days that make a difference, earliest first.

    `parts` are its hours in the board's unit, `cents` its price (None: unknown). Of offers that agree in
    `same` only one can be taken. `days` are the first and last on which it can be taken at all, `kind` is
    all that matters about the days of its `options`.
    """

    activity: Activity
    parts: int
    cents: int | None
    same: Hashable
    days: tuple[date, date]
    options: tuple[Option, ...]
    kind: Kind
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
    care: Care,
    *,
    pinned: Collection[str] = (),
    refused: Collection[str] = (),
) -> list[Offer]:
    """The activities of a catalogue that would serve something that is open, and those that are pinned.

    `pinned` and `refused` are ids. Of their days there are those that may be needed, by what matters.
    """
    layer = _Layer(board, care)
    found: list[Offer] = []
    for activity, (key, title) in zip(catalogue, _keys(catalogue), strict=True):
        if activity.hours is None or activity.id in refused:
            continue
        days = activity.days(board.on)
        if days is None or days[0] > board.last_day:
            continue
        first, last = days[0], min(days[1] or board.last_day, board.last_day)
        fixed = activity.id in pinned
        options, kind = layer.options(activity, key, title, (first, last), pinned=fixed)
        if options:
            cents = None if activity.cost_usd is None else int(activity.cost_usd * 100)
            parts = board.parts(activity.hours)
            found.append(Offer(activity, parts, cents, key, (first, last), options, kind, fixed))
    return found


def every_day(board: Board, offers: Sequence[Offer]) -> list[tuple[Option, ...]]:
    """For each of some offers all the days that make any difference, earliest first."""
    activities = [offer.activity for offer in offers]
    ids = [activity.id for activity in activities]
    found = {
        one.activity.id: one.options for one in offers_of(board, activities, Care(days=True), pinned=ids)
    }
    return [tuple(sorted({*one.options, *found.get(one.activity.id, ())})) for one in offers]


def _keys(catalogue: Iterable[Activity]) -> list[tuple[Hashable, Hashable]]:
    """What agrees for listings of one activity (live or recorded, for technicians or pharmacists, twice).

    Beside it its title, which tells it from others where there is no number.
    """
    listed = [(one.uan and activity_key(one.uan), _title(one)) for one in catalogue]
    numbers = {title: number for number, title in listed if number}
    return [(number or numbers.get(title, title), title) for number, title in listed]


def _title(one: Activity | Credit) -> tuple[str, str, tuple[int, int]]:
    hours = one.hours.as_integer_ratio() if one.hours is not None else (0, 0)
    return one.title.casefold(), one.provider.casefold(), hours


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


def spot_of(term: OpenTerm, credit: Credit) -> Spot:
    """Where a credit lies on a term's sheet."""
    return rows_of(term.ledger.sheet, [credit], credit.date)[0].spot


def _gains(board: Board) -> Iterator[date]:
    """The days from which an activity may lie better than before: windows begin, or those of caps end.

    On all other changes there is only less that it could serve.
    """
    for term in board.terms:
        for instance in term.ledger.instances:
            if instance.span.starts is not None and instance.span.starts > board.on:
                yield instance.span.starts
            if instance.is_cap and instance.span.ends < term.deadline:
                yield instance.span.ends + ONE_DAY


class _Layer:
    """Lays activities on the sheets of all terms; those of one kind, between two changes, are laid once."""

    def __init__(self, board: Board, care: Care) -> None:
        self.board, self.care = board, care
        self.each_day = care.each_day and any(term.daily for term in board.terms)
        self._registers = [_register(term) for term in (*board.terms, *board.met)]
        self._taken = {key for one in self._registers for key in (*one.by_key, *one.by_title)}
        self._laid: dict[tuple[object, int], tuple[int, int]] = {}
        self._lean: dict[tuple[object, int, int], tuple[list[tuple[int, Option]], Kind]] = {}
        self._stretch: dict[date, int] = {}
        self._gains = sorted({self._stretch_of(day) for day in _gains(board)})

    def options(
        self, activity: Activity, key: Hashable, title: Hashable, days: tuple[date, date], *, pinned: bool
    ) -> tuple[tuple[Option, ...], Kind]:
        """The days that may be needed, with what it would serve on them, and what matters of them."""
        kind = _kind(activity)
        if key in self._taken or title in self._taken:
            found = (self._unless_taken(activity, key, when) for when in self._days(*days))
            return self._cut([option for option in found if option is not None], pinned=pinned)
        if self.care.none and not pinned:
            return self._leanly(activity, kind, *days)
        return self._cut([self._option(activity, kind, when) for when in self._days(*days)], pinned=pinned)

    def _leanly(
        self, activity: Activity, kind: object, first: date, last: date
    ) -> tuple[tuple[Option, ...], Kind]:
        """The same for all of a kind whose first and last days lie in the same stretches."""
        low, high = self._stretch_of(first), self._stretch_of(last)
        lean = self._lean.get((kind, low, high))
        if lean is None:
            ends = (*self.board.breaks, last)
            stretches = [low, *(one for one in self._gains if low < one <= high)]
            days = [last if stretch == high else ends[stretch] for stretch in stretches]
            cut, kinds = self._cut([self._option(activity, kind, (day, False)) for day in days], pinned=False)
            lean = self._lean[kind, low, high] = [(self._stretch_of(one.day), one) for one in cut], kinds
        ends = self.board.breaks
        return tuple(
            [
                Option(last if stretch == high else ends[stretch], option.sure, option.possible)
                for stretch, option in lean[0]
            ]
        ), lean[1]

    def _stretch_of(self, day: date) -> int:
        found = self._stretch.get(day)
        if found is None:
            found = self._stretch[day] = bisect_left(self.board.breaks, day)
        return found

    def _cut(self, options: Sequence[Option], *, pinned: bool) -> tuple[tuple[Option, ...], Kind]:
        """The options that may be needed: of what is not pinned, only those that serve what is open."""
        open_bits, cap_bits = self.board.open_bits, self.board.cap_bits
        dated = not self.care.none
        plain = [
            Option(day if dated else ANY_DAY, sure & open_bits, possible & cap_bits, tight)
            for day, sure, possible, tight in options
            if pinned or sure & open_bits
        ]
        useful = [one for one in options if pinned or one.sure & open_bits]
        places = needed(plain, self.care)
        return tuple(useful[place] for place in places), tuple(plain[place] for place in places)

    def _option(self, activity: Activity, kind: object, when: tuple[date, bool]) -> Option:
        day, tight = when
        stretch = self._stretch_of(day)
        laid = self._laid.get((kind, stretch))
        if laid is None:
            laid = self._laid[kind, stretch] = self._lie(activity, day, ())
        return Option(day, *laid, tight)

    def _lie(self, activity: Activity, day: date, without: Collection[int]) -> tuple[int, int]:
        """Where it would lie on all sheets, as far as it is in time, packed: surely, and possibly."""
        sure = possible = 0
        credit = credit_of(activity, day)
        for number, term in enumerate(self.board.terms):
            if day <= term.deadline and number not in without:
                spot = spot_of(term, credit)
                sure |= spot.sure << self.board.offsets[number]
                possible |= spot.possible << self.board.offsets[number]
        return sure, possible

    def _unless_taken(self, activity: Activity, key: Hashable, when: tuple[date, bool]) -> Option | None:
        day, tight = when
        repeated = self._repeated(activity, key, day)
        return None if repeated is None else Option(day, *self._lie(activity, day, repeated), tight)

    def _days(self, first: date, last: date) -> Iterator[tuple[date, bool]]:
        """The last day before each change, and the last one of all; whether it is tight, then with more days.

        A cap by the day holds for two days side by side, so that every second day has room of its own.
        """
        before = first
        for day in sorted({*(day for day in self.board.breaks if first <= day <= last), last}):
            tight = self.each_day and (day - before).days < _ROOMY
            steps = range(0, (day - before).days + 1, 2) if tight else range(1)
            yield from ((day - ONE_DAY * step, tight) for step in reversed(steps))
            before = day + ONE_DAY

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


_ROOMY = 40
"""In so many days there is room for all that any term asks, whatever its cap by the day."""


def _kind(activity: Activity) -> tuple[object, ...]:
    uan = activity.uan
    return (
        uan[-5:] if uan else None, activity.topic, activity.format, activity.audience,
        activity.accreditation, activity.jurisdiction, activity.course,
    )  # fmt: skip
