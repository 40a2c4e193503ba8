"""Simulated learners with a memory of their own."""

from datetime import UTC, datetime, timedelta

import numpy as np

from rxladder.learning.reviews import Grade, Memory, Review
from rxladder.learning.schedule import PARAMETERS, Schedule

START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def forgetful(factor: float) -> tuple[float, ...]:
    """Parameters of somebody who forgets sooner (below 1) or later (above 1) than most."""
    moved = list(PARAMETERS)
    moved[:4] = [value * factor for value in moved[:4]]
    moved[8] += np.log(factor) / 3
    return tuple(moved)


def answers_of(parameters: tuple[float, ...], cards: int, reviews: int, seed: int) -> list[Review]:
    """The log of somebody with true parameters, whose cards come by the usual schedule."""
    draw, true, usual = np.random.default_rng(seed), Schedule(parameters), Schedule()
    log: list[Review] = []
    for card in range(cards):
        memory: Memory | None = None
        planned: Memory | None = None
        at = START + timedelta(days=int(draw.integers(0, 60)))
        for number in range(reviews):
            chance = 0.4 if memory is None else true.recall(memory, at)
            grade = Grade.GOOD if draw.random() < chance else Grade.AGAIN
            log.append(
                Review(
                    f"{card}-{number}",
                    f"card-{card}",
                    at,
                    grade,
                    grade > Grade.AGAIN,
                    float(draw.uniform(3, 9)),
                )
            )
            memory, planned = true.answer(memory, grade, at), usual.answer(planned, grade, at)
            at = planned.due + timedelta(days=int(draw.integers(0, 4)))
    return log
