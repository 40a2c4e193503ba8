"""The linear program: the least new hours that satisfy everything asked, solved by HiGHS."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array

from tests.rules.independent.asked import Asked


class Program:
    """Variables are made one by one; rows say that a sum is at most, or at least, so much."""

    def __init__(self) -> None:
        self.cost: list[float] = []
        self._rows: list[dict[int, float]] = []
        self._bounds: list[float] = []

    def variable(self, cost: float = 0.0) -> int:
        self.cost.append(cost)
        return len(self.cost) - 1

    def at_most(self, row: dict[int, float], bound) -> None:
        self._rows.append(row)
        self._bounds.append(float(bound))

    def at_least(self, row: dict[int, float], bound) -> None:
        self.at_most({place: -value for place, value in row.items()}, -bound)

    def solve(self) -> tuple[float, list[float]] | None:
        """The least cost and the variables, all of them at least 0; None where no solution is feasible."""
        if not self.cost:
            return None if any(bound < 0 for bound in self._bounds) else (0.0, [])
        entries = [(k, place, value) for k, row in enumerate(self._rows) for place, value in row.items()]
        rows, places, values = zip(*entries, strict=True) if entries else ((), (), ())
        shape = len(self._rows), len(self.cost)
        matrix = coo_array((np.array(values, float), (rows, places)), shape=shape).tocsr()
        found = linprog(self.cost, A_ub=matrix, b_ub=self._bounds, method="highs")
        if found.status == 2:
            return None
        assert found.status == 0, found.message
        return float(found.fun), list(found.x)


@dataclass(frozen=True)
class Supply:
    """Hours that there are: so many that fall under these clauses (by position), taken on a day."""

    hours: Fraction
    under: frozenset[int]
    day: date
    ways: tuple[frozenset[int], ...] = ()
    """Where the hours may have one of several places: under which clauses they fall at each."""


@dataclass(frozen=True)
class Part:
    """One holding's share in a program."""

    asked: tuple[Asked, ...]
    supplies: tuple[Supply, ...]
    two_days: bool = False
    """Whether two days side by side share a daily cap."""


def least_new(parts: list[Part], new: list[tuple[frozenset[int], ...]]) -> tuple[float, list[float]] | None:
    """The least new hours that satisfy every part at once, and how many of each kind.

    `new` tells of each kind of new hour under which clauses it falls, part by part. One new hour serves
    every part; in each it counts for the main clauses or for one on top of them, or it is left out.
    """
    program = Program()
    amounts = [program.variable(cost=1.0) for _ in new]
    for number, part in enumerate(parts):
        _add_part(program, part, [(amounts[k], under[number]) for k, under in enumerate(new)])
    found = program.solve()
    return None if found is None else (found[0], [found[1][place] for place in amounts])


def _add_part(program: Program, part: Part, new: list[tuple[int, frozenset[int]]]) -> None:
    on_top = [k for k, one in enumerate(part.asked) if one.kind == "minimum" and one.separate]
    sums: dict[int, dict[int, float]] = {k: {} for k in range(len(part.asked))}
    days: dict[date, dict[int, float]] = {}
    daily = [k for k, one in enumerate(part.asked) if one.kind == "daily"]
    for supply in part.supplies:
        if supply.ways:
            _add_ways(program, supply, on_top, sums)
            continue
        main = _uses(program, supply.under, on_top, sums, {}, supply.hours)
        if any(k in supply.under for k in daily):
            days.setdefault(supply.day, {})[main] = 1.0
    for amount, under in new:
        if under:
            _uses(program, under, on_top, sums, {amount: -1.0}, 0)
    for k, one in enumerate(part.asked):
        if one.kind == "minimum":
            program.at_least(sums[k], one.amount)
        elif one.kind == "cap":
            program.at_most(sums[k], one.amount)
    for k in daily:
        for day, row in days.items():
            after = days.get(day + timedelta(days=1), {}) if part.two_days else {}
            program.at_most(row | after, part.asked[k].amount)


def _add_ways(program: Program, supply: Supply, on_top: list[int], sums) -> None:
    """Hours of which each has one of several places."""
    amounts = [program.variable() for _ in supply.ways]
    program.at_most(dict.fromkeys(amounts, 1.0), supply.hours)
    for amount, under in zip(amounts, supply.ways, strict=True):
        _uses(program, under, on_top, sums, {amount: -1.0}, 0)


def _uses(program: Program, under: frozenset[int], on_top: list[int], sums, minus: dict, bound) -> int:
    """Split some hours into those for the main clauses, those for each clause on top, and the rest."""
    main = program.variable()
    for k in under:
        if k not in on_top:
            sums[k][main] = 1.0
    row = {main: 1.0, **minus}
    for k in on_top:
        if k in under:
            use = program.variable()
            sums[k][use] = row[use] = 1.0
    program.at_most(row, bound)
    return main
