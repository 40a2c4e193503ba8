"""A credential's clauses spread over the windows of one term: what all credits, of all people, share there.

Every clause stands on the sheet once for each of its windows (an `Instance`), and every kind of credit has a
`Spot` on it. Sheets and spots are made once and kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Literal, NamedTuple

from rxladder.career.record import Credit, Holding
from rxladder.facts.days import ONE_DAY
from rxladder.facts.education_rules import Clause
from rxladder.rules.requirement import Requirement
from rxladder.rules.result import ClauseResult, SourceNote, TermDates
from rxladder.rules.windows import Span, spans

_SHEETS_KEPT = 2_000
_SPOTS_KEPT = 5_000
_DAYS_KEPT = 1_000
Fault = Literal["", "repeat", "fixed-value-used", "not-accepted", "rejected", "outside"]


@dataclass(frozen=True, slots=True)
class Instance:
    """One clause in one of its windows; `bit` marks it in every mask over the sheet.

    `is_cap`: it allows at most so much. `is_total`: it is the sum that is asked (or one year's part of it).
    `of_activities`: it counts these, not hours.
    """

    bit: int
    position: int
    id: str
    clause: Clause
    span: Span
    is_cap: bool
    is_total: bool
    of_activities: bool

    def opens_later(self, on: date) -> bool:
        """Its window has not begun."""
        return self.span.starts is not None and self.span.starts > on

    def closed(self, on: date) -> bool:
        """Its window is over: new hours cannot serve it."""
        return self.span.ends < on

    def why_not_open(self, on: date) -> str | None:
        """Why it has no part in the hours to go on a day, or None."""
        if self.opens_later(on):
            return "not-yet"
        if self.closed(on):
            return "lapsed"
        return "hours-unknown" if self.clause.hours_unknown else None


class Told(NamedTuple):
    """What is told of a clause whatever the hours are."""

    says: str
    needed: Fraction | None
    source: SourceNote | None
    kind: Literal["at-least", "at-most"]
    window: tuple[date | None, date]
    note: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """Where a credit lies: under which instances it falls surely, or may, or why it counts nowhere.

    `ways`: where it may have several places, under which instances it would fall at each that may be the
    best, surely and by what no source read tells. `fixed`: an activity that counts for a fixed number of
    hours, whatever it took. Credits that fall under the same instances share one, so that it can be a key.
    """

    sure: int = 0
    asked: int = 0
    open: int = 0
    fault: Fault = ""
    ways: tuple[tuple[int, int], ...] = ()
    fixed: bool = False

    @property
    def possible(self) -> int:
        """The instances under which it falls or may fall."""
        return self.sure | self.asked | self.open


SpotKey = tuple[
    int, str | None, str | None, str | None, str | None, str | None, str | None, str | None, str | None
]
"""The instances in whose windows the day of a credit lies, then the end of its UAN and its own axes."""

OUTSIDE, REPEAT, USED_UP = Spot(fault="outside"), Spot(fault="repeat"), Spot(fault="fixed-value-used")


@dataclass
class Sheet:
    """The instances, and the spots of the credits seen so far. `main` is the window of the total.

    `spots`: by the windows that a day lies in, and all that the place of a credit hangs on. `said`: by
    language, why credits count or do not, by all that this can hang on. `told`: what is told of an instance
    (by its bit) in a language, where it asks what the pack has. `results`: clauses judged, by all that this
    hangs on, where they ask what the pack has.
    """

    requirement: Requirement
    instances: tuple[Instance, ...]
    main: tuple[Span, ...]
    spots: dict[SpotKey, Spot] = field(default_factory=dict)
    said: dict[str, dict[object, str]] = field(default_factory=dict)
    told: dict[tuple[int, str], Told] = field(default_factory=dict)
    results: dict[tuple[object, ...], ClauseResult] = field(default_factory=dict)
    _not_open: dict[date, tuple[tuple[Instance, str], ...]] = field(default_factory=dict)
    _alike: dict[tuple[object, ...], Spot] = field(default_factory=dict)

    @cached_property
    def layout(self) -> tuple[int, ...]:
        """The clause positions of the instances, in order: this tells spreads of clauses apart."""
        return tuple(instance.position for instance in self.instances)

    @cached_property
    def total_bits(self) -> int:
        """The instances of the total."""
        return sum(instance.bit for instance in self.instances if instance.is_total)

    @cached_property
    def cap_bits(self) -> int:
        """The instances that allow at most so much."""
        return sum(instance.bit for instance in self.instances if instance.is_cap)

    @cached_property
    def spent_bits(self) -> int:
        """The instances that ask for activities whose hours may have to serve nothing else."""
        asking = [instance for instance in self.instances if instance.of_activities]
        return sum(
            instance.bit
            for instance in asking
            if instance.clause.separate or any(one.separate for one in instance.clause.readings.values())
        )

    @cached_property
    def daily(self) -> bool:
        """Whether some cap is by the day."""
        return any(instance.clause.per_day for instance in self.instances)

    @cached_property
    def edges(self) -> tuple[date, date]:
        """The first and the last day of the total's windows; those of the calendar where none bounds it."""
        starts = [span.starts for span in self.main if span.starts]
        return min(starts, default=date.min), max([span.ends for span in self.main], default=date.max)

    def side(self, day: date) -> Literal["before", "after", "within"]:
        """On which side of the total's windows a day lies."""
        starts, ends = self.edges
        return "before" if day < starts else "after" if day > ends else "within"

    @cached_property
    def stretches(self) -> tuple[tuple[date, int], ...]:
        """All days cut where a window begins or ends: each stretch's last, and in whose windows it lies."""
        spans = [instance.span for instance in self.instances]
        befores = {span.starts - ONE_DAY for span in spans if span.starts}
        ends = sorted(befores | {span.ends for span in spans} | {date.max})
        return tuple((day, sum(one.bit for one in self.instances if one.span.holds(day))) for day in ends)

    def not_open(self, on: date) -> tuple[tuple[Instance, str], ...]:
        """The instances that have no part in the hours to go on a day, and why."""
        found = self._not_open.get(on)
        if found is None:
            if len(self._not_open) > _DAYS_KEPT:
                self._not_open.clear()
            whys = [(instance, instance.why_not_open(on)) for instance in self.instances]
            found = self._not_open[on] = tuple((instance, why) for instance, why in whys if why)
        return found

    def spot(self, key: SpotKey, credit: Credit) -> Spot:
        """Where the first credit with a key lies; kept in `spots` for all others."""
        if len(self.spots) > _SPOTS_KEPT:
            self.spots.clear()
        found = self.spots[key] = self._new_spot(credit, key[0])
        return found

    def _new_spot(self, credit: Credit, within: int) -> Spot:
        stands = self.requirement.standing(credit)
        fault: Fault = ""
        if stands.accepted is False:
            fault = "rejected" if stands.rejected else "not-accepted"
        sure, asked, open_ = (self._spread(mask) & within for mask in stands[:3])
        ways: tuple[tuple[int, int], ...] = ()
        if (asked & ~self.cap_bits).bit_count() > 1:
            ways = self._ways(credit, within)
        key = sure, asked, open_, fault, ways, self.requirement.fixed(credit) is not None
        return self._alike.get(key) or self._alike.setdefault(key, Spot(*key))

    def _ways(self, credit: Credit, within: int) -> tuple[tuple[int, int], ...]:
        """The places left for a credit, as it would fall at each; only those that no other is as good as."""
        found = {
            (self._spread(sure) & within, self._spread(open_) & within)
            for sure, open_ in self.requirement.ways(credit)
        }
        best = [one for one in found if not any(self._gives_more(other, one) for other in found)]
        return tuple(sorted(best))

    def _gives_more(self, one: tuple[int, int], other: tuple[int, int]) -> bool:
        """Whether a place serves all that another does and is capped by no more, and is not the same."""
        caps = self.cap_bits
        return one != other and all(
            not (theirs & ~caps & ~mine) and not (mine & caps & ~theirs)
            for mine, theirs in zip((one[0], one[0] | one[1]), (other[0], other[0] | other[1]), strict=True)
        )

    def _spread(self, mask: int) -> int:
        """A mask over clauses as a mask over their instances."""
        return sum(instance.bit for instance in self.instances if mask >> instance.position & 1)


@dataclass(slots=True)
class Sheets:
    """What one credential asks, and its sheets so far: one for all whose terms have the same windows."""

    requirement: Requirement
    _made: dict[tuple[object, ...], Sheet] = field(default_factory=dict)
    _known: dict[tuple[object, ...], Sheet] = field(default_factory=dict)

    def of(self, holding: Holding, term: TermDates, on: date) -> Sheet:
        """The sheet of a term: made when the first holding has these windows."""
        # All that windows can hang on: to work them out only to find a sheet made before takes longer.
        key = (term.starts, term.ends, term.first, holding.filed, on)
        found = self._known.get(key)
        if found is None:
            if len(self._known) > _SHEETS_KEPT:
                self._known.clear()
            found = self._known[key] = self._of(holding, term, on)
        return found

    def _of(self, holding: Holding, term: TermDates, on: date) -> Sheet:
        requirement = self.requirement
        rule = requirement.ref.credential.term
        main = spans(requirement.ce.window, term, holding, rule, on)
        windows = tuple(
            main if window is None else spans(window, term, holding, rule, on)
            for window in requirement.windows
        )
        key = (main, windows)
        found = self._made.get(key)
        if found is None:
            if len(self._made) > _SHEETS_KEPT:
                self._made.clear()
            found = self._made[key] = Sheet(requirement, tuple(_instances(requirement, windows)), main)
        return found


def _instances(requirement: Requirement, windows: tuple[tuple[Span, ...], ...]) -> Iterator[Instance]:
    bit = 1
    for position, (id_, clause) in enumerate(zip(requirement.ids, requirement.clauses, strict=True)):
        cap = clause.at_most is not None or clause.at_most_share is not None
        for span in windows[position]:
            own_id = f"{id_}-{span.label}" if span.label else id_
            total = own_id == "total" or own_id.startswith("total-")
            yield Instance(bit, position, own_id, clause, span, cap, total, clause.unit == "activities")
            bit <<= 1
