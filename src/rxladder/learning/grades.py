"""The grade of an answer from whether it was right and from its time. Nobody is asked "was it hard?".

A wrong answer is `AGAIN`. A right one is held against the person's own usual time for that form of question
(the geometric mean of their right answers, the latest 200 weighing most):

- more than `SLOW` (three) times the usual time: `HARD`;
- less than `QUICK` (a third) of the usual time: `EASY`, but never under one second, which nobody reads in;
- else, or as long as fewer than `ENOUGH` (8) answers tell what is usual: `GOOD`.

An answer of over ten times the usual time, or over five minutes, tells of a phone that was laid aside: it is
`GOOD` and says nothing about the usual time.

The thresholds are wide on purpose: on the real log of the tests they predict later answers as well as right
and wrong alone (log loss 0.4587 both), and narrow ones (0.6 and 1.5) predict them worse (0.463). So the time
says something only where it is far out; what it is worth to one person, a refit learns.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log

from rxladder.learning.reviews import Grade

QUICK, SLOW = 1 / 3, 3.0
ENOUGH, REMEMBERED = 8, 200
_AT_LEAST, _AT_MOST, _INTERRUPTED = 1.0, 300.0, 10.0


@dataclass(frozen=True, slots=True)
class Pace:
    """A person's usual time for one form: how many right answers tell it, and the mean of their logarithms.

    Both are plain numbers to be stored beside the person and the form.
    """

    answers: int = 0
    mean_log: float = 0.0

    @property
    def usual(self) -> float | None:
        """The usual seconds, None as long as too few answers tell it."""
        return exp(self.mean_log) if self.answers >= ENOUGH else None

    def _tells(self, seconds: float | None) -> bool:
        """Whether a time is that of somebody who was at it from the question to the answer."""
        if seconds is None or not 0 < seconds <= _AT_MOST:
            return False
        return self.usual is None or seconds <= _INTERRUPTED * self.usual

    def after(self, right: bool, seconds: float | None) -> Pace:
        """The pace after one more answer; wrong and interrupted ones leave it as it is."""
        if not right or seconds is None or not self._tells(seconds):
            return self
        weight = 1 / min(self.answers + 1, REMEMBERED)
        return Pace(self.answers + 1, self.mean_log + weight * (log(seconds) - self.mean_log))

    def grade(self, right: bool, seconds: float | None) -> Grade:
        """The grade of an answer, by the pace before it."""
        if not right:
            return Grade.AGAIN
        if self.usual is None or seconds is None or not self._tells(seconds):
            return Grade.GOOD
        if seconds > SLOW * self.usual:
            return Grade.HARD
        return Grade.EASY if _AT_LEAST <= seconds < QUICK * self.usual else Grade.GOOD
