"""Reviews: what a person answered, when, how quickly, and what is remembered of a card by it.

A review never changes and has an id for good, made where the answer was given. So a log that was kept on a
phone without a network can be sent twice, late or in pieces: `merge` counts each id once and sorts by time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any


class Grade(IntEnum):
    """How well a card was remembered, with FSRS's numbers. Nobody is asked for it: see `grades.py`."""

    AGAIN = 1  # wrong
    HARD = 2  # right, but much slower than usual
    GOOD = 3  # right
    EASY = 4  # right, and much quicker than usual


@dataclass(frozen=True, slots=True)
class Review:
    """One answer to a card.

    `at` knows its time zone; `seconds` is the time that the answer took, None where it was not measured.
    """

    id: str
    card: str
    at: datetime
    grade: Grade
    right: bool
    seconds: float | None = None

    def __post_init__(self) -> None:
        """Raise ValueError where a review says two things at once."""
        if self.at.tzinfo is None:
            raise ValueError(f"review {self.id}: {self.at} has no time zone")
        if self.right != (self.grade > Grade.AGAIN):
            raise ValueError(f"review {self.id}: grade {self.grade} beside right: {self.right}")
        if self.seconds is not None and not 0 <= self.seconds < float("inf"):
            raise ValueError(f"review {self.id}: {self.seconds} seconds")


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of a card after its latest answer, by FSRS.

    `stability`: days until recall has sunk to 90%; `difficulty`: 1 to 10; `last`: the latest answer;
    `due`: when it should come again.
    """

    stability: float
    difficulty: float
    last: datetime
    due: datetime


DAY = timedelta(days=1)


def whole_days(start: datetime, end: datetime) -> int:
    """Whole days of 24 hours between two moments; 0 where the end is earlier."""
    return max(0, (end - start) // DAY)


def merge(*logs: Iterable[Review]) -> tuple[Review, ...]:
    """All reviews of all logs, each id once, in order of time; ties in order of their ids.

    It does not matter how a log is cut up, in which order its parts come, or whether a part comes twice.
    Should one id come with two contents, the later one stays (a program that stores a review twice differs in
    its clock at most).
    """
    by_id: dict[str, Review] = {}
    for log in logs:
        for review in log:
            known = by_id.get(review.id)
            if known is None or _content(known) < _content(review):
                by_id[review.id] = review
    return tuple(sorted(by_id.values(), key=lambda review: (review.at, review.id)))


def _content(review: Review) -> tuple[Any, ...]:
    seconds = -1.0 if review.seconds is None else review.seconds
    return (review.at, *astuple(review)[:2], review.grade, seconds)
