"""FSRS-6's formulas over arrays: what many cards are remembered at once, and after an answer.

`schedule.py` leaves each single answer to py-fsrs; what weighs thousands of possible reviews needs the same
formulas on columns of numbers. Tests hold them equal to py-fsrs. `right` stands for the grade `GOOD`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rxladder.learning.schedule import PARAMETERS

Column = NDArray[np.float64]
LEAST_STABILITY, LEAST_DIFFICULTY, MOST_DIFFICULTY = 0.001, 1.0, 10.0
_AGAIN, _GOOD, _EASY = 1, 3, 4


@dataclass(frozen=True)
class Model:
    """The formulas for one set of 21 parameters. Stabilities and times are in days."""

    w: tuple[float, ...] = PARAMETERS

    def recall(self, stability: Column, days: Column | float) -> Column:
        """The chance of recall some days after the latest answer."""
        decay = -self.w[20]
        factor = 0.9 ** (1 / decay) - 1
        recall: Column = np.power(1 + factor * days / stability, decay)
        return recall

    def first(self, right: bool) -> tuple[float, float]:
        """Stability and difficulty after the very first answer."""
        grade = _GOOD if right else _AGAIN
        difficulty = self._first_difficulty(grade)
        return max(self.w[grade - 1], LEAST_STABILITY), min(
            max(difficulty, LEAST_DIFFICULTY), MOST_DIFFICULTY
        )

    def _first_difficulty(self, grade: int) -> float:
        return self.w[4] - float(np.exp(self.w[5] * (grade - 1))) + 1

    def difficulty_after(self, difficulty: Column, right: bool) -> Column:
        """Difficulty after an answer."""
        step = -self.w[6] * ((_GOOD if right else _AGAIN) - 3)
        moved = difficulty + (10 - difficulty) * step / 9
        back = self.w[7] * self._first_difficulty(_EASY) + (1 - self.w[7]) * moved
        return np.asarray(np.clip(back, LEAST_DIFFICULTY, MOST_DIFFICULTY))

    def stability_after(self, stability: Column, difficulty: Column, recall: Column, right: bool) -> Column:
        """Stability after an answer that was given a day or more after the one before it."""
        w = self.w
        if right:
            spread = np.exp((1 - recall) * w[10]) - 1
            after = stability * (1 + np.exp(w[8]) * (11 - difficulty) * stability ** -w[9] * spread)
        else:
            lost = w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1)
            after = np.minimum(lost * np.exp((1 - recall) * w[14]), stability / np.exp(w[17] * w[18]))
        return np.asarray(np.maximum(after, LEAST_STABILITY))
