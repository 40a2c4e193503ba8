"""A small exact linear program: the simplex method on integers, by Bland's rule (it never cycles).

It serves clause sets whose parts overlap; nested ones have a closed form (`rxladder.rules.counting`). The
table is kept free of fractions: all its entries are over one common denominator, the last pivot, by which
every update divides without remainder (Bareiss 1968, Edmonds 1967).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

Row = Sequence[int | Fraction]


def least(
    cost: Row, at_least: Sequence[tuple[Row, int | Fraction]]
) -> tuple[Fraction, list[Fraction]] | None:
    """The least `cost` x over x >= 0 with a x >= b for every (a, b), and one such x.

    None where no x satisfies all rows. Costs must not be negative, so the least is never unbounded. A row
    "at most" is written with both signs turned.
    """
    table = _Table(len(cost), [_whole([*row, bound]) for row, bound in at_least])
    if not table.make_feasible():
        return None
    costs = _whole(cost)
    table.price(costs)
    table.improve(table.width)
    values = table.solution()
    total = sum((Fraction(each) * value for each, value in zip(cost, values, strict=True)), Fraction(0))
    return total, values


def _whole(values: Row) -> list[int]:
    """The values times the least number that makes them all whole."""
    if all(type(value) is int for value in values):
        return list(values)  # type: ignore[arg-type]
    by = lcm(*(Fraction(value).denominator for value in values))
    return [int(value * by) for value in values]


class _Table:
    """Rows of a x - slack (+ artificial) = b with b >= 0; each entry stands for itself over `denominator`."""

    def __init__(self, variables: int, at_least: Sequence[list[int]]) -> None:
        self.variables = variables
        self.width = variables + len(at_least)
        self.artificial = sum(row[-1] > 0 for row in at_least)
        self.denominator = 1
        self.rows: list[list[int]] = []
        self.basis: list[int] = []
        self.goal: list[int] = []
        for number, row in enumerate(at_least):
            self._add(number, row[:-1], row[-1], len(at_least))

    def _add(self, number: int, row: list[int], bound: int, count: int) -> None:
        sign = 1 if bound > 0 else -1
        slacks = [0] * count
        slacks[number] = -sign
        artificial = [0] * self.artificial
        if bound > 0:
            place = sum(basic >= self.width for basic in self.basis)
            artificial[place] = 1
            self.basis.append(self.width + place)
        else:
            self.basis.append(self.variables + number)
        self.rows.append([*(sign * value for value in row), *slacks, *artificial, sign * bound])

    def make_feasible(self) -> bool:
        """Drive the artificial variables to zero; False where that cannot be."""
        if self.artificial:
            self.price([0] * self.width + [1] * self.artificial)
            self.improve(self.width + self.artificial)
            if self.goal[-1] != 0:
                return False
            self._drive_out()
            for line in self.rows:
                del line[self.width : -1]
        return True

    def _drive_out(self) -> None:
        for number in reversed(range(len(self.rows))):
            if self.basis[number] >= self.width:
                line = self.rows[number]
                place = next((k for k in range(self.width) if line[k] != 0), None)
                if place is None:
                    del self.rows[number], self.basis[number]
                else:
                    self._pivot(number, place)

    def price(self, cost: Sequence[int]) -> None:
        """Set the goal row: the costs less those of the variables in the basis, and the negated value."""
        columns = len(self.rows[0]) - 1 if self.rows else len(cost)
        goal = [value * self.denominator for value in cost] + [0] * (columns + 1 - len(cost))
        for line, basic in zip(self.rows, self.basis, strict=True):
            each = cost[basic] if basic < len(cost) else 0
            if each:
                goal = [value - each * part for value, part in zip(goal, line, strict=True)]
        self.goal = goal

    def improve(self, columns: int) -> None:
        """Pivot until no reduced cost is negative."""
        while True:
            place = next((k for k in range(columns) if self.goal[k] < 0), None)
            if place is None:
                return
            self._pivot(self._leaving(place), place)

    def _leaving(self, place: int) -> int:
        """The row whose variable leaves: the least ratio, then the lowest variable."""
        best: int | None = None
        for number, line in enumerate(self.rows):
            if line[place] <= 0:
                continue
            if best is None:
                best = number
                continue
            mine, other = line[-1] * self.rows[best][place], self.rows[best][-1] * line[place]
            if mine < other or (mine == other and self.basis[number] < self.basis[best]):
                best = number
        assert best is not None, "costs are not negative, so no program is unbounded"
        return best

    def _pivot(self, number: int, place: int) -> None:
        """Bring a variable into the basis; the pivot becomes the common denominator (kept positive)."""
        if self.rows[number][place] < 0:
            self.rows[number] = [-value for value in self.rows[number]]
        pivot = self.rows[number]
        by, before = pivot[place], self.denominator
        others = [k for k in range(len(self.rows)) if k != number]
        for k in others:
            self.rows[k] = _updated(self.rows[k], pivot, place, by, before)
        if self.goal:
            self.goal = _updated(self.goal, pivot, place, by, before)
        self.denominator = by
        self.basis[number] = place

    def solution(self) -> list[Fraction]:
        """The values of the variables asked for."""
        values = [Fraction(0)] * self.variables
        for line, basic in zip(self.rows, self.basis, strict=True):
            if basic < self.variables:
                values[basic] = Fraction(line[-1], self.denominator)
        return values


def _updated(line: list[int], pivot: list[int], place: int, by: int, before: int) -> list[int]:
    factor = line[place]
    if factor == 0:
        return line if by == before else [value * by // before for value in line]
    return [(value * by - factor * part) // before for value, part in zip(line, pivot, strict=True)]
