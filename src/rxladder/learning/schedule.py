"""When a card should come again: FSRS-6.

Learning steps and fuzz are off and time is counted in whole days of 24 hours. py-fsrs takes each single
answer; fsrs-rs replays whole histories, and the two agree to four decimals. Nothing here remembers anything:
a card's `Memory` is stored and given back at its next answer, so no history is read to schedule.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from itertools import pairwise

import fsrs
import fsrs_rs_python as rs

from rxladder.learning.reviews import DAY, Grade, Memory, Review, merge, whole_days

PARAMETERS: tuple[float, ...] = tuple(fsrs.scheduler.DEFAULT_PARAMETERS)
RETENTION = 0.9
LONGEST = 36_500


@dataclass(frozen=True)
class Schedule:
    """A person's schedule: FSRS-6's 21 parameters, and the recall that a card is to have when it comes again.

    Raises ValueError where a parameter or the retention is out of its bounds.
    """

    parameters: tuple[float, ...] = PARAMETERS
    retention: float = RETENTION
    _py: fsrs.Scheduler = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not 0.5 <= self.retention <= 0.99:
            raise ValueError(f"retention {self.retention} is not between 0.5 and 0.99")
        scheduler = fsrs.Scheduler(
            self.parameters,
            self.retention,
            learning_steps=(),
            relearning_steps=(),
            maximum_interval=LONGEST,
            enable_fuzzing=False,
        )
        object.__setattr__(self, "_py", scheduler)

    @cached_property
    def _rs(self) -> rs.FSRS:
        return rs.FSRS(list(self.parameters))

    def answer(self, memory: Memory | None, grade: Grade, at: datetime) -> Memory:
        """The memory after an answer; `memory` is None before the first one.

        An answer before the latest one counts as given right after it; histories in which one turned up late
        are replayed instead.
        """
        at = at.astimezone(UTC)
        card = fsrs.Card(card_id=0)
        if memory is not None:
            at = max(at, memory.last.astimezone(UTC))
            card.state, card.step = fsrs.State.Review, None
            card.stability, card.difficulty = memory.stability, memory.difficulty
            card.last_review = memory.last.astimezone(UTC)
        card, _ = self._py.review_card(card, fsrs.Rating(grade), at)
        assert card.stability is not None
        assert card.difficulty is not None
        return Memory(card.stability, card.difficulty, at, card.due)

    def recall(self, memory: Memory, at: datetime) -> float:
        """The chance that a card is remembered at a moment."""
        return self.recall_after(memory.stability, whole_days(memory.last, at))

    def recall_after(self, stability: float, days: float) -> float:
        """The chance that a card is remembered so many days after its latest answer."""
        decay = -self.parameters[20]
        return float((1 + (0.9 ** (1 / decay) - 1) * days / stability) ** decay)

    @cached_property
    def stretch(self) -> float:
        """Days until recall has sunk to the retention, for each day until it has sunk to 90%."""
        decay = -self.parameters[20]
        return float((self.retention ** (1 / decay) - 1) / (0.9 ** (1 / decay) - 1))

    def interval(self, stability: float) -> int:
        """Days after which recall has sunk to the retention: whole ones, at least 1."""
        return min(max(round(stability * self.stretch), 1), LONGEST)

    def replay(self, reviews: Iterable[Review]) -> dict[str, Memory]:
        """The memory of every card, from reviews in any order: after a refit, or when a log was merged."""
        histories: dict[str, list[Review]] = {}
        for review in merge(reviews):
            histories.setdefault(review.card, []).append(review)
        states = self._rs.memory_state_batch([rs.FSRSItem(steps(history)) for history in histories.values()])
        return {
            card: Memory(
                state.stability,
                state.difficulty,
                history[-1].at,
                history[-1].at + self.interval(state.stability) * DAY,
            )
            for (card, history), state in zip(histories.items(), states, strict=True)
        }


def steps(history: Sequence[Review]) -> list[rs.FSRSReview]:
    """A card's history as fsrs-rs wants it: each grade with the whole days since the one before."""
    if not history:
        return []
    days = [0, *(whole_days(earlier.at, later.at) for earlier, later in pairwise(history))]
    return [rs.FSRSReview(int(review.grade), gap) for review, gap in zip(history, days, strict=True)]


def due(memories: Mapping[str, Memory], until: datetime) -> list[str]:
    """The cards due up to a moment, the longest due first.

    For what is due today give the end of the person's day: a card answered at 20:00 comes up again in the
    morning of its day, not at 20:00.
    """
    ready = [(memory.due, card) for card, memory in memories.items() if memory.due <= until]
    return [card for _, card in sorted(ready)]
