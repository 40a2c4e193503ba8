"""The choice of steps and their days as a program for CP-SAT, which proves its answers.

Times are whole days counted from the path's first. The program is kept small: the monthly budget and the
renewals of what is gained are taken in only where an answer without them breaks them.

CP-SAT brings a large library of tables along, so it is loaded where it is used: no other page waits for it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil
from typing import Any

from rxladder.planning.path_ground import Ground
from rxladder.planning.path_needs import Action, Enough, Every, Need, Table, Test, Way, tests_in
from rxladder.planning.path_renewals import Renewal

Expression = Any


@dataclass(frozen=True, slots=True)
class Solution:
    """Days of the steps that were chosen (start, end), the first days of blocks of study, and the finish.

    `gap`: how far the finding may be from the best, as a share; 0 where it is proven to be the best.
    """

    steps: Mapping[str, tuple[int, int]]
    study_from: Mapping[str, int]
    finish: int
    doubts: int
    unknown_prices: int
    cents: int
    minutes: int
    gained_due: Mapping[str, int]
    gap: float = 0.0


@dataclass(slots=True)
class _Step:
    action: Action
    taken: Any
    start: Any
    end: Any
    block: int


@dataclass(slots=True)
class Program:
    """The program for a goal. `refine` says which limits are in it."""

    ground: Ground
    goal: Need
    actions: Mapping[str, Action]
    keeping: Mapping[frozenset[str], frozenset[str]]
    renewals: Sequence[Renewal]
    gained: Mapping[str, Sequence[Sequence[Renewal]]] = field(default_factory=dict)
    with_budget: bool = False
    cuts: Mapping[tuple[str, Table], Collection[int]] = field(default_factory=dict)
    forbidden: Sequence[Collection[str]] = ()

    model: Any = field(init=False)
    steps: dict[str, _Step] = field(init=False, default_factory=dict)
    finish: Any = field(init=False)
    block_starts: dict[str, Any] = field(init=False, default_factory=dict)
    _tables: dict[tuple[str, Table], Any] = field(init=False, default_factory=dict)
    _due: list[tuple[Renewal, Any, Any]] = field(init=False, default_factory=list)
    _blocks: list[Any] = field(init=False, default_factory=list)
    _loads: list[tuple[int, Any]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        from ortools.sat.python import cp_model

        self.model = cp_model.CpModel()
        self.finish = self.model.new_int_var(0, self.ground.last, "finish")
        for id_, action in self.actions.items():
            self._add_step(id_, action)
        for step in self.steps.values():
            self._need(step.action.need, step.start, step.taken)
        self._need(self.goal, self.finish, None)
        self._one_post_at_a_time()
        self._fixed_renewals()
        self._gained_renewals()
        if len(self._blocks) > 1:
            self.model.add_no_overlap(self._blocks)
            # Follows from the rest and spares the solver much: all is studied before the end.
            self.model.add(_sum(days * taken for days, taken in self._loads) <= self.finish)
        if self.with_budget:
            self._budget()
        for together in self.forbidden:
            self.model.add_bool_or([self.steps[id_].taken.negated() for id_ in sorted(together)])

    # --- Steps

    def _add_step(self, id_: str, action: Action) -> None:
        model, last = self.model, self.ground.last
        taken = model.new_bool_var(id_)
        block = study_days(action.study_hours, self.ground)
        length = max(action.days, block)
        start = model.new_int_var(action.earliest, max(action.earliest, last), f"start {id_}")
        end = start + length
        model.add(end <= self.finish).only_enforce_if(taken)
        if block:
            self._study(id_, start, block, taken)
        self.steps[id_] = _Step(action, taken, start, end, block)

    def _study(self, id_: str, start: Any, days: int, taken: Any) -> None:
        self._blocks.append(self.model.new_optional_fixed_size_interval_var(start, days, taken, ""))
        self._loads.append((days, taken))
        self.block_starts[id_] = start

    def _one_post_at_a_time(self) -> None:
        posts = [step for step in self.steps.values() if step.action.kind == "work"]
        for k, one in enumerate(posts):
            for other in posts[:k]:
                first = self.model.new_bool_var("")
                both = [one.taken, other.taken]
                self.model.add(one.start < other.start).only_enforce_if([*both, first])
                self.model.add(one.start > other.start).only_enforce_if([*both, first.negated()])

    # --- Needs

    def _need(self, need: Need, time: Any, when: Any) -> None:
        """The need is met at a time, in the case of `when` (None: in any)."""
        match need:
            case Every():
                for part in need.parts:
                    self._need(part, time, when)
            case Enough():
                chosen = []
                for part in need.parts:
                    literal = self.model.new_bool_var("")
                    self._need(part, time, literal)
                    chosen.append(literal)
                self._if(when, sum(chosen) >= need.number)
            case Test():
                self._test(need, time, when)

    def _if(self, when: Any, bound: Any) -> None:
        constraint = self.model.add(bound)
        if when is not None:
            constraint.only_enforce_if(when)

    def _test(self, test: Test, time: Any, when: Any) -> None:
        if len(test.ways) == 1:
            self._way(test.ways[0], time, when)
            return
        literals = [self.model.new_bool_var("") for _ in test.ways]
        for way, literal in zip(test.ways, literals, strict=True):
            self._way(way, time, literal)
        self.model.add_bool_or([*literals, *([when.negated()] if when is not None else [])])

    def _way(self, way: Way, time: Any, when: Any) -> None:
        if way.since > 0:
            self._if(when, time >= way.since)
        if way.until is not None:
            self._if(when, time <= way.until)
        for id_ in way.asks:
            self._after(id_, None, time, when)
        begun: Any = 0
        if way.event is not None:
            reached = self._after(way.event, way.table, time, when)
            begun = self.steps[way.event].start
            if way.lasts is not None:
                self._if(when, time <= self.steps[way.event].end + way.lasts)
            if way.keeps is not None:
                self._keep_post(way, begun, reached, time, when)
        elif way.keeps is not None:
            self._keep_post(way, -1, way.since, time, when)

    def _after(self, id_: str, table: Table | None, time: Any, when: Any) -> Any:
        """The time is after a step, or on or after the day that its table tells; gives that day."""
        step = self.steps[id_]
        if when is None:
            self.model.add(step.taken == 1)
        else:
            self.model.add_implication(when, step.taken)
        reached = step.end if table is None else self._looked_up(id_, table)
        self._if(when, time >= reached)
        return reached

    def _looked_up(self, id_: str, table: Table) -> Any:
        """The day that a table tells for a step, at least.

        Roughly, by the least distance in it, and exactly around the days on which that was seen to be too
        little. A later day never leads to an earlier one.
        """
        key = id_, table
        if key not in self._tables:
            step = self.steps[id_]
            index = step.start if step.action.kind == "work" else step.end
            found = self.model.new_int_var(0, max(table), "")
            self.model.add(found >= index + nearest_gap(table, self.ground.last))
            self.model.add(found >= table[0])
            for first, last in sorted({stretch(table, day) for day in self.cuts.get(key, ())}):
                begun, over = self._from(index, first), self._from(index, last + 1)
                self.model.add(found >= table[first]).only_enforce_if(begun)
                gap = table[first] - first
                self.model.add(found >= index + gap).only_enforce_if([begun, over.negated()])
            self._tables[key] = found
        return self._tables[key]

    def _from(self, time: Any, day: int) -> Any:
        """Whether a time is on or after a day."""
        literal = self.model.new_bool_var("")
        self.model.add(time >= day).only_enforce_if(literal)
        self.model.add(time < day).only_enforce_if(literal.negated())
        return literal

    def _keep_post(self, way: Way, begun: Any, reached: Any, time: Any, when: Any) -> None:
        """No post of another kind is taken up until the experience is there, or has served its end.

        A post ends on the day before the next begins, so what is asked for on a day is not served by it if
        another begins on that very day; but for the post that asks for it itself.
        """
        assert way.keeps is not None
        fitting = self.keeping[way.keeps]
        for id_, step in self.steps.items():
            if step.action.kind == "work" and id_ not in fitting and step.start is not time:
                before, later, after = (self.model.new_bool_var("") for _ in range(3))
                self.model.add(step.start <= begun).only_enforce_if(before)
                self.model.add(step.start > reached).only_enforce_if(later)
                self.model.add(step.start > time).only_enforce_if(after)
                cases = [step.taken.negated(), *([when.negated()] if when is not None else [])]
                self.model.add_bool_or([before, later, after, *cases])

    # --- Renewals

    def _fixed_renewals(self) -> None:
        for one in self.renewals:
            due = self.model.new_bool_var(one.id)
            self.model.add(self.finish >= one.day).only_enforce_if(due)
            self.model.add(self.finish < one.day).only_enforce_if(due.negated())
            self._due.append((one, due, one.day))
            if one.hours:
                self._education(one.id, one.hours, due, max(0, one.opens), one.day)

    def _education(self, id_: str, hours: Fraction, due: Any, opens: Any, day: Any) -> None:
        block = study_days(hours, self.ground)
        start = self.model.new_int_var(0, self.ground.last, f"study {id_}")
        self.model.add(start + block <= day).only_enforce_if(due)
        self.model.add(start >= opens).only_enforce_if(due)
        self._study(id_, start, block, due)

    def _gained_renewals(self) -> None:
        """Renewals of what is gained: `gained` has, for each day of issue, its renewals in order."""
        for id_, by_day in self.gained.items():
            for number in range(max(map(len, by_day), default=0)):
                self._gained(id_, number, by_day)

    def _gained(self, id_: str, number: int, by_day: Sequence[Sequence[Renewal]]) -> None:
        """One renewal of something gained: due where it was issued early enough for it.

        An earlier issue never leads to a later renewal, so the last issue for each day of renewal says all;
        where there are many, the longest distance does, and exactly the days that were seen to matter, with
        those around them that lie as far from their renewal.
        """
        step, model = self.steps[id_], self.model
        days = [chain[number].day if len(chain) > number else self.ground.last + 1 for chain in by_day]
        one = next(chain for chain in by_day if len(chain) > number)[number]
        due, paid = model.new_bool_var(""), model.new_int_var(0, self.ground.last, "")
        model.add(paid <= self.finish)
        furthest = max(day - issue for issue, day in enumerate(days) if day <= self.ground.last)
        self._falls_due(due, step, self._from(self.finish - step.end, furthest))
        model.add(paid <= step.end + furthest).only_enforce_if(due)
        for issue in _last_issues(days, self.ground.last, self.cuts.get((f"{id_}#{number}", ()), ())):
            late = self._from(step.end, issue + 1)
            self._falls_due(due, step, self._from(self.finish, days[issue]), late.negated())
            model.add(paid <= days[issue]).only_enforce_if([due, late.negated()])
        for first, last, gap in _alike(days, self.ground.last, self.cuts.get((f"{id_}#{number}", ()), ())):
            within = [self._from(step.end, first), self._from(step.end, last + 1).negated()]
            self._falls_due(due, step, self._from(self.finish - step.end, gap), *within)
            model.add(paid <= step.end + gap).only_enforce_if([due, *within])
        model.add_implication(due, step.taken)
        self._due.append((one, due, paid))
        if one.hours:
            self._education(f"{id_}#{number}", one.hours, due, step.end, paid)

    def _falls_due(self, due: Any, step: _Step, *cases: Any) -> None:
        self.model.add_bool_or([due, step.taken.negated(), *(case.negated() for case in cases)])

    # --- Money

    def _budget(self) -> None:
        """What was paid by any day is no more than the months so far allow.

        A payment stays paid to the end; the budget of a month to come is not there before it.
        """
        monthly = self.ground.budget_cents or 0
        months, beyond = self.ground.months_from_start, self.ground.last + 1
        capacity = monthly * len(months)
        intervals = [self.model.new_fixed_size_interval_var(0, month, "") for month in months if month]
        demands = [monthly] * len(intervals)
        for start, cents, taken in self._payments():
            size = self.model.new_int_var(0, beyond, "")
            intervals.append(self.model.new_optional_interval_var(start, size, beyond, taken, ""))
            demands.append(cents)
        self.model.add_cumulative(intervals, demands, capacity)

    def _payments(self) -> list[tuple[Any, int, Any]]:
        found = [(s.start, s.action.cents, s.taken) for s in self.steps.values() if s.action.cents]
        found += [(day, one.cents, due) for one, due, day in self._due if one.cents]
        return found

    # --- What to make small

    def doubts(self) -> Expression:
        """Open questions that only an authority, or an answer out of reach, would settle."""
        return _sum(step.taken for step in self.steps.values() if step.action.doubt)

    def unknown_prices(self) -> Expression:
        """Steps and renewals whose price is not known."""
        return _sum(step.taken for step in self.steps.values() if step.action.cents is None) + _sum(
            due for one, due, _ in self._due if one.cents is None
        )

    def cents(self) -> Expression:
        """The prices that are known."""
        return _sum(cents * taken for _, cents, taken in self._payments())

    def minutes(self) -> Expression:
        """Minutes of study."""
        return _sum(
            ceil(step.action.study_hours * 60) * step.taken
            for step in self.steps.values()
            if step.action.study_hours
        ) + _sum(ceil(one.hours * 60) * due for one, due, _ in self._due if one.hours)

    def steps_taken(self) -> Expression:
        """How many steps are taken."""
        return _sum(step.taken for step in self.steps.values())

    def sooner(self) -> Expression:
        """The sum of all days on which something ends."""
        return _sum(step.start for step in self.steps.values()) + _sum(self.block_starts.values())


def _sum(terms: Any) -> Any:
    from ortools.sat.python import cp_model

    return cp_model.LinearExpr.sum(list(terms))


def nearest_gap(table: Table, last: int) -> int:
    """The least distance between a day and what a table tells for it, as far as that lies in the path."""
    return min((value - day for day, value in enumerate(table) if value <= last), default=last + 1)


def stretch(table: Table, day: int) -> tuple[int, int]:
    """The first and last day around a day that lie as far as it from what a table tells for them."""
    gap, first, last = table[day] - day, day, day
    while first > 0 and table[first - 1] - first + 1 == gap:
        first -= 1
    while last + 1 < len(table) and table[last + 1] - last - 1 == gap:
        last += 1
    return first, last


_FEW = 12


def _last_issues(days: Sequence[int], last: int, seen: Collection[int]) -> list[int]:
    """The last day of issue for each day of renewal, where these are few, and the days seen to matter."""
    ends = [day for day in range(len(days)) if day + 1 == len(days) or days[day + 1] != days[day]]
    ends = [day for day in ends if days[day] <= last]
    return sorted({*(ends if len(ends) <= _FEW else ()), *seen})


def _alike(days: Sequence[int], last: int, seen: Collection[int]) -> list[tuple[int, int, int]]:
    """The stretches around the days seen to matter in which a renewal is as far off, with the distance."""
    known = sorted(day for day in seen if days[day] <= last)
    return sorted({(*stretch(tuple(days), day), days[day] - day) for day in known})


def study_days(hours: Fraction, ground: Ground) -> int:
    """The days that hours of study take with nothing else studied; too many where no hours are free."""
    if not hours:
        return 0
    return ceil(hours * 7 / ground.study_rate) if ground.study_rate else ground.last + 1


def keys_of(needs: Collection[Need]) -> set[frozenset[str]]:
    """The kinds of experience that some needs want kept up."""
    return {
        way.keeps for need in needs for test in tests_in(need) for way in test.ways if way.keeps is not None
    }
