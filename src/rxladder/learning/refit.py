"""Parameters of one's own: FSRS-6 fitted to a person's reviews, kept only if they predict answers better.

Three times parameters are learned from all answers up to a day and tried on the fifth of them that follows,
beside the parameters so far. Where the own ones predicted better by more than chance would (one standard
error), parameters learned from all answers in the same way are kept. Only answers a day or more after the one
before them count, since only these are predicted.

Fitting is held toward the usual parameters somewhat harder than fsrs-rs does by itself: on simulated people
with some thousand answers that predicts later ones better.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import fsrs_rs_python as rs
import numpy as np
from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

from rxladder.facts.language import noop
from rxladder.learning.memory import Column, Model
from rxladder.learning.reviews import Review, merge, whole_days
from rxladder.learning.schedule import PARAMETERS, steps

ENOUGH = 400
"""Predicted answers below which nothing is fitted; a twentieth of them at least must be wrong, and right."""
_LEAST = 0.001
"""The share of the log loss that has to be gained: below that lies only the rounding of single precision."""
_TRIED = (0.4, 0.6, 0.8)
_FITTING = rs.TrainingConfig(num_epochs=20, gamma=5.0)

Progress = Callable[[float, str], None]
"""Is told the share that is done (0 to 1) and, as a key for gettext, what is being done."""
SORTING = noop("Sorting your answers")
TRYING = noop("Testing what your earlier answers say about later ones")
LEARNING = noop("Learning from all your answers")
DONE = noop("Done")


@dataclass(frozen=True, slots=True)
class Refit:
    """What came of a refit.

    `parameters`: to be used from now on, the new ones where `kept`, else those so far. `answers`: how many
    there were, `held_out` how many were predicted to judge by. `before` and `after`: log loss on these with
    the parameters so far and with own ones (lower is better), `error`: the standard error of the difference;
    all None where there were not enough answers.
    """

    parameters: tuple[float, ...]
    kept: bool
    answers: int
    held_out: int = 0
    before: float | None = None
    after: float | None = None
    error: float | None = None

    @property
    def enough(self) -> bool:
        """Whether there were enough answers to try."""
        return self.before is not None

    @property
    def better_by(self) -> float | None:
        """The share by which the log loss sank, such as 0.03; negative where it rose."""
        if self.before is None or self.after is None:
            return None
        return 1 - self.after / self.before


class _Answer(NamedTuple):
    """A predicted answer: when, its card, the card's history before it, the days since then, the answer."""

    at: datetime
    card: int
    before: Sequence[rs.FSRSReview]
    days: int
    review: rs.FSRSReview
    right: bool


def refit(
    reviews: Iterable[Review],
    so_far: tuple[float, ...] = PARAMETERS,
    progress: Progress = lambda _share, _stage: None,
) -> Refit:
    """Fit parameters to reviews in any order, and judge them."""
    progress(0.0, SORTING)
    answers = _answers(reviews)
    count, wrong = len(answers), sum(not answer.right for answer in answers)
    if count < ENOUGH or min(wrong, count - wrong) < count / 20:
        progress(1.0, DONE)
        return Refit(so_far, False, count)
    before, after = [], []
    for number, share in enumerate(_TRIED):
        progress(0.2 + 0.2 * number, TRYING)
        earlier, later = (
            answers[: int(share * count)],
            answers[int(share * count) : int((share + 0.2) * count)],
        )
        before.append(_losses(later, so_far))
        after.append(_losses(later, _fitted(earlier)))
    progress(0.8, LEARNING)
    found = _judged(answers, so_far, np.concatenate(before), np.concatenate(after))
    progress(1.0, DONE)
    return found


def _judged(answers: list[_Answer], so_far: tuple[float, ...], before: Column, after: Column) -> Refit:
    """The result, from the losses with the parameters so far and with own ones."""
    gains = before - after
    error = float(gains.std(ddof=1) / np.sqrt(len(gains)))
    kept = bool(gains.mean() > max(error, _LEAST * before.mean()))
    parameters = _fitted(answers) if kept else so_far
    losses = float(before.mean()), float(after.mean())
    return Refit(parameters, kept, len(answers), len(gains), *losses, error)


def _answers(reviews: Iterable[Review]) -> list[_Answer]:
    """All predicted answers in order of time."""
    histories: dict[str, list[Review]] = {}
    for review in merge(reviews):
        histories.setdefault(review.card, []).append(review)
    found: list[_Answer] = []
    for card, history in enumerate(histories.values()):
        taken = steps(history)
        for at in range(1, len(history)):
            days = whole_days(history[at - 1].at, history[at].at)
            if days:
                right = history[at].right
                found.append(_Answer(history[at].at, card, taken[:at], days, taken[at], right))
    found.sort(key=lambda answer: answer[:2])
    return found


def _fitted(answers: Sequence[_Answer]) -> tuple[float, ...]:
    """The parameters that fit answers best, as py-fsrs takes them: rounding may leave one a hair out."""
    found = rs.FSRS(list(PARAMETERS)).compute_parameters(
        [rs.FSRSItem([*answer.before, answer.review]) for answer in answers],
        [answer.card for answer in answers],
        training_config=_FITTING,
    )
    return tuple(np.clip(found, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS).tolist())


def _losses(answers: Sequence[_Answer], parameters: tuple[float, ...]) -> Column:
    """The log loss of each answer."""
    states = rs.FSRS(list(parameters)).memory_state_batch([rs.FSRSItem(answer.before) for answer in answers])
    stability = np.array([state.stability for state in states])
    recall = Model(parameters).recall(stability, np.array([float(answer.days) for answer in answers]))
    chance = np.where([answer.right for answer in answers], recall, 1 - recall)
    return -np.log(np.maximum(chance, 1e-6))
