"""What a card is worth on the day of an exam, if every later review of it has its price.

Time is short: each review takes seconds that another card could have. Say that a review costs a price, in
chances of recall on the day. Then each card can be looked at by itself: the best it can bring is what it is
remembered with on the day, less what its reviews cost, if each of them is put where it does most good. That
is worked out backwards from the day, over a grid of stabilities and difficulties, for every number of days
left and a range of prices. A review is right with the chance that FSRS gives, and the course after it is
weighed with both outcomes.

The price at which the reviews of all cards take just the time there is makes this a plan; and, since no plan
within the time can beat what cards bring at any prices plus what the time is worth at them, a bound. Prices
are those of the last day; before, a second is cheaper (`cheaper`), for cards are best refreshed near the day,
and each day has only its hours.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from rxladder.learning.memory import Column, Model

HORIZON = 180
"""Days beyond which an exam is not looked ahead to: a plan for later ones aims at this many days from now."""
PRICES = np.array([0.0, 0.003, 0.008, 0.015, 0.025, 0.04, 0.06, 0.09, 0.14, 0.21, 0.28, 0.36, 0.6, 1.0])
_LOG_S = np.linspace(np.log(0.01), np.log(5000.0), 44)
_D = np.linspace(1.0, 10.0, 9)
_GAPS = (1, 2, 3, 4, 6, 8, 11, 15, 21, 29, 40, 55, 75, 100, 135)
_BEFORE_THE_DAY = (1, 2, 3, 5, 8, 13)
_FEW_GAPS, _FEW_BEFORE = (1, 3, 8, 21, 55, 135), (1, 3, 8)


def cheaper(days_left: Column | float) -> Column:
    """What a second costs so many days before the exam, as a part of its price on the last day.

    The shape was found by trying: with it the bound comes nearest to what is reached.
    """
    return np.asarray(np.power(days_left, -0.35))


def waits(days_left: int) -> list[int]:
    """After how many days the next review may come: some days on, or some days before the exam."""
    choices: Iterable[int] = {*_GAPS, *(days_left - before for before in _BEFORE_THE_DAY)}
    return sorted(gap for gap in choices if 1 <= gap <= days_left - 1)


def next_waits(days_left: int) -> list[int]:
    """The same for the very next review of cards that wait today: fewer, since it is asked for every card."""
    return [gap for gap in waits(days_left) if gap in _FEW_GAPS or days_left - gap in _FEW_BEFORE]


class Spot:
    """Where stabilities and difficulties lie on the grid: four corners and their shares each."""

    def __init__(self, stability: Column, difficulty: Column) -> None:
        place = (np.log(stability) - _LOG_S[0]) / (_LOG_S[1] - _LOG_S[0])
        place = np.clip(place, 0, len(_LOG_S) - 1.000001)
        height = np.clip((difficulty - _D[0]) / (_D[1] - _D[0]), 0, len(_D) - 1.000001)
        row, column = place.astype(np.int64), height.astype(np.int64)
        right, up = place - row, height - column
        corner = row * len(_D) + column
        self.corners = (corner, corner + 1, corner + len(_D), corner + len(_D) + 1)
        self.shares = ((1 - right) * (1 - up), (1 - right) * up, right * (1 - up), right * up)


class Worth:
    """What cards are worth by the days left, under one set of parameters."""

    def __init__(self, parameters: tuple[float, ...], days: int) -> None:
        self.model = Model(parameters)
        self._stability = np.repeat(np.exp(_LOG_S), len(_D))
        self._difficulty = np.tile(_D, len(_LOG_S))
        self._turns: dict[int, tuple[NDArray[np.int64], Column]] = {}
        shape = (days + 1, len(self._stability), len(PRICES))
        self.table = np.zeros(shape)
        for left in range(1, days + 1):
            self.table[left] = self._best(left)
        self._turns.clear()

    def _best(self, left: int) -> NDArray[np.float64]:
        """The value just after a review with so many days left, on the grid, at each price."""
        alone = self.model.recall(self._stability, left)
        best = np.repeat(alone[:, None], len(PRICES), axis=1)
        for gap in waits(left):
            corners, shares = self._turn(gap)
            later = np.einsum("kn,knp->np", shares, self.table[left - gap][corners])
            np.maximum(best, later - PRICES * cheaper(left - gap), out=best)
        return best

    def _turn(self, gap: int) -> tuple[NDArray[np.int64], Column]:
        """Where a review after `gap` days leads from each point of the grid: to which others, how likely."""
        if gap not in self._turns:
            outcomes = self._outcomes(self._stability, self._difficulty, float(gap))
            corners = [corner for _, spot in outcomes for corner in spot.corners]
            shares = [chance * share for chance, spot in outcomes for share in spot.shares]
            self._turns[gap] = np.array(corners), np.array(shares)
        return self._turns[gap]

    def _outcomes(
        self, stability: Column, difficulty: Column, days: Column | float
    ) -> list[tuple[Column, Spot]]:
        """A review some days after the latest answer: the chances of right and wrong, and what follows."""
        model, recall = self.model, self.model.recall(stability, days)
        return [
            (
                recall if right else 1 - recall,
                Spot(
                    model.stability_after(stability, difficulty, recall, right),
                    model.difficulty_after(difficulty, right),
                ),
            )
            for right in (True, False)
        ]

    def after(self, spot: Spot, left: int, price: Column) -> Column:
        """The value just after a review, for cards anywhere between the points of grid and prices."""
        lower = np.clip(np.searchsorted(PRICES, price, side="right") - 1, 0, len(PRICES) - 2)
        part = np.clip((price - PRICES[lower]) / (PRICES[lower + 1] - PRICES[lower]), 0, 1)
        values, width = self.table[left].ravel(), len(PRICES)
        total = np.zeros(len(price))
        for corner, share in zip(spot.corners, spot.shares, strict=True):
            at = corner * width + lower
            total += share * ((1 - part) * values[at] + part * values[at + 1])
        return total

    def reviewed(
        self, stability: Column, difficulty: Column, elapsed: Column, left: int, price: Column
    ) -> Column:
        """The value of reviewing cards now, before the price of this review."""
        outcomes = self._outcomes(stability, difficulty, elapsed)
        right, wrong = (chance * self.after(spot, left, price) for chance, spot in outcomes)
        return right + wrong

    def waiting(
        self, stability: Column, difficulty: Column, elapsed: Column, left: int, price: Column
    ) -> Column:
        """The value of not reviewing cards today: at best later, or never again."""
        best = self.model.recall(stability, elapsed + left)
        for gap in next_waits(left):
            later = self.reviewed(stability, difficulty, elapsed + gap, left - gap, price)
            np.maximum(best, later - price * cheaper(left - gap), out=best)
        return best

    def learned(self, first_right: Column, left: int, price: Column) -> Column:
        """The value of meeting new cards now, before the price of doing so."""
        total = np.zeros(len(first_right))
        for right in (True, False):
            stability, difficulty = (np.full(len(first_right), one) for one in self.model.first(right))
            chance = first_right if right else 1 - first_right
            total += chance * self.after(Spot(stability, difficulty), left, price)
        return total

    def unlearned(self, first_right: Column, left: int, price: Column, first_price: Column) -> Column:
        """The value of leaving new cards for today: met later, or guessed at in the exam."""
        best = first_right.copy()
        for gap in next_waits(left):
            later = self.learned(first_right, left - gap, price) - first_price * cheaper(left - gap)
            np.maximum(best, later, out=best)
        return best


@lru_cache(maxsize=16)
def worth(parameters: tuple[float, ...], days: int) -> Worth:
    """The tables for parameters and at least so many days; worked out once (0.1 to 1 s) and kept."""
    return Worth(parameters, days)
