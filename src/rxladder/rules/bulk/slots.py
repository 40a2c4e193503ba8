"""What one credential asks, laid out in slots: one for each clause in each of its windows.

Slots are the bits of all masks of the query, and the columns of its sums.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import ceil

from rxladder.facts.education_rules import WindowRule
from rxladder.rules.requirement import Requirement
from rxladder.rules.sheets import Sheet

BEFORE = -1
"""Stands for the number of a rule where the window is the term before."""


@dataclass(frozen=True)
class Slots:
    """The slots of a credential, in the order of its clauses. `spans` are the windows, as (rule, number)."""

    code: int
    requirement: Requirement

    @cached_property
    def rules(self) -> tuple[WindowRule, ...]:
        """The rules of its windows, that of the total first."""
        own = [window for window in self.requirement.windows if window is not None]
        return tuple(dict.fromkeys([self.requirement.ce.window, *own]))

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Every window that a term may have: the number of the rule, and the how manieth of it."""
        own = [(k, j) for k, rule in enumerate(self.rules) for j in range(self._most_spans(rule))]
        return (*own, *([(BEFORE, 0)] if self.carries else ()))

    @cached_property
    def carries(self) -> bool:
        """Whether hours of the term before may serve this one; that term is then one more window."""
        return self.requirement.ce.carry_over is not None and "total" in self.requirement.ids

    @cached_property
    def carry_slot(self) -> int:
        """The slot of the total in the term before; -1 where nothing carries over."""
        return len(self.slots) - 1 if self.carries else -1

    @cached_property
    def slots(self) -> tuple[tuple[int, int], ...]:
        """Each slot's clause (by position) and its window (by place in `spans`)."""
        found = []
        for position, window in enumerate(self.requirement.windows):
            rule = self.rules.index(self.requirement.ce.window if window is None else window)
            found += [(position, at) for at, (k, _) in enumerate(self.spans) if k == rule]
        if self.carries:
            found.append((self.requirement.ids.index("total"), len(self.spans) - 1))
        return tuple(found)

    @cached_property
    def window_masks(self) -> tuple[int, ...]:
        """For each window the slots that look at it."""
        return tuple(
            sum(1 << slot for slot, (_, window) in enumerate(self.slots) if window == at)
            for at in range(len(self.spans))
        )

    @cached_property
    def activity_mask(self) -> int:
        """The slots that count activities."""
        clauses = self.requirement.clauses
        return sum(1 << k for k, (at, _) in enumerate(self.slots) if clauses[at].unit == "activities")

    @cached_property
    def cap_mask(self) -> int:
        """The slots that allow at most so much."""
        clauses = self.requirement.clauses
        return sum(
            1 << k
            for k, (at, _) in enumerate(self.slots)
            if clauses[at].at_most is not None or clauses[at].at_most_share is not None
        )

    @cached_property
    def spent_mask(self) -> int:
        """The slots that ask for activities whose hours may have to serve nothing else."""
        clauses = self.requirement.clauses
        return self.activity_mask & sum(
            1 << k
            for k, (at, _) in enumerate(self.slots)
            if clauses[at].separate or any(one.separate for one in clauses[at].readings.values())
        )

    @cached_property
    def daily_slots(self) -> tuple[int, ...]:
        """The slots of caps by the day."""
        return tuple(k for k, (at, _) in enumerate(self.slots) if self.requirement.clauses[at].per_day)

    @cached_property
    def calendar_only(self) -> bool:
        """Whether expressions tell all its windows; cycles are looked up."""
        return all(rule.cycle is None for rule in self.rules)

    def spread(self, mask: int) -> int:
        """A mask over clauses as one over slots."""
        return sum(1 << k for k, (at, _) in enumerate(self.slots) if mask >> at & 1)

    def of_bits(self, sheet: Sheet) -> dict[int, int]:
        """The slot of each instance of a sheet, by its bit."""
        seen: dict[int, int] = {}
        found = {}
        for instance in sheet.instances:
            number = seen.get(instance.position, 0)
            seen[instance.position] = number + 1
            own = [k for k, (at, _) in enumerate(self.slots) if at == instance.position]
            found[instance.bit] = own[number]
        return found

    def _most_spans(self, rule: WindowRule) -> int:
        """In how many windows of one rule a term is judged; a term that has more is not decided."""
        if rule.kind == "calendar-years":
            return rule.calendar_years or 1
        if rule.cycle is None:
            return 1
        step = 12 if rule.years == "every" else 24
        return ceil((self.requirement.ref.credential.term.months or 12) / step)

    def why_not(self) -> str | None:
        """Why it cannot be compiled, or None."""
        if any(rule.kind == "licence-years" for rule in self.rules):
            return "a window for each year of the licence"
        if len(self.slots) > 30:
            return "too many clauses"
        return None
