"""A small exact linear program: the simplex method on rationals, by Bland's rule (it never cycles).

It serves clause sets whose parts overlap; nested ones have a closed form (`rxladder.rules.counting`).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

Row = Sequence[int | Fraction]
_ZERO, _ONE = Fraction(0), Fraction(1)


def least(
    cost: Row, at_least: Sequence[tuple[Row, int | Fraction]]
) -> tuple[Fraction, list[Fraction]] | None:
    """The least `cost` x over x >= 0 with a x >= b for every (a, b), and one such x.

    None where no x satisfies all rows. Costs must not be negative, so the least is never unbounded. A row
    "at most" is written with both signs turned.
    """
    table = _Table(cost, at_least)
    if not table.make_feasible():
        return None
    table.price(cost)
    table.improve(table.width)
    return table.solution(cost)


class _Table:
    """Rows of the form: basis variable = right side - sum of the others, kept as dense lists."""

    def __init__(self, cost: Row, at_least: Sequence[tuple[Row, int | Fraction]]) -> None:
        self.width = len(cost) + len(at_least)
        self.variables = len(cost)
        self.rows: list[list[Fraction]] = []
        self.basis: list[int] = []
        self.artificial: list[int] = []
        for number, (row, bound) in enumerate(at_least):
            self._add(number, row, Fraction(bound))
        self._widen()
        self.goal: list[Fraction] = []

    def _add(self, number: int, row: Row, bound: Fraction) -> None:
        line = [Fraction(value) for value in row] + [_ZERO] * (self.width - self.variables)
        line[self.variables + number] = -_ONE
        if bound <= 0:
            line = [-value for value in line]
            self.basis.append(self.variables + number)
        else:
            self.artificial.append(number)
            self.basis.append(-1)
        self.rows.append([*line, abs(bound)])

    def _widen(self) -> None:
        """Give each row without a basis variable an artificial one."""
        extra = len(self.artificial)
        for number, line in enumerate(self.rows):
            tail = [_ZERO] * extra
            if number in self.artificial:
                place = self.artificial.index(number)
                tail[place] = _ONE
                self.basis[number] = self.width + place
            line[-1:] = [*tail, line[-1]]

    def make_feasible(self) -> bool:
        """Drive the artificial variables to zero; False where that cannot be."""
        if not self.artificial:
            return True
        self.price([_ZERO] * self.width + [_ONE] * len(self.artificial))
        self.improve(self.width + len(self.artificial))
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

    def price(self, cost: Row) -> None:
        """Set the goal row: reduced costs, and the negated value at the end."""
        columns = len(self.rows[0]) - 1 if self.rows else len(cost)
        costs = [Fraction(value) for value in cost] + [_ZERO] * (columns - len(cost))
        goal = [*costs, _ZERO]
        for line, basic in zip(self.rows, self.basis, strict=True):
            if costs[basic]:
                goal = [value - costs[basic] * part for value, part in zip(goal, line, strict=True)]
        self.goal = goal

    def improve(self, columns: int) -> None:
        """Pivot until no reduced cost is negative."""
        while True:
            place = next((k for k in range(columns) if self.goal[k] < 0), None)
            if place is None:
                return
            ratios = [
                (line[-1] / line[place], self.basis[number], number)
                for number, line in enumerate(self.rows)
                if line[place] > 0
            ]
            self._pivot(min(ratios)[2], place)

    def _pivot(self, number: int, place: int) -> None:
        pivot = self.rows[number]
        by = pivot[place]
        pivot[:] = [value / by for value in pivot]
        for line in (*(row for k, row in enumerate(self.rows) if k != number), self.goal):
            if line and line[place] != 0:
                factor = line[place]
                line[:] = [value - factor * part for value, part in zip(line, pivot, strict=True)]
        self.basis[number] = place

    def solution(self, cost: Row) -> tuple[Fraction, list[Fraction]]:
        values = [_ZERO] * self.variables
        for line, basic in zip(self.rows, self.basis, strict=True):
            if basic < self.variables:
                values[basic] = line[-1]
        return sum((Fraction(c) * v for c, v in zip(cost, values, strict=True)), _ZERO), values
