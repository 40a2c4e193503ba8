"""Which answers tell of a person's ability, and how much each: mock exams, practice and reviews together.

Of each card one answer counts: the newest in an exam, and where there is none the newest in a review. That a
card is known once it was studied says little of the others, so a review does not take the place of an exam's
answer. Older answers count less, answers in reviews half; both are named assumptions.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rxladder.facts.exam_assumptions import ExamAssumptions, exam_assumptions
from rxladder.learning.assumed import Assumed, assumed
from rxladder.learning.irt import Response


class Answered(NamedTuple):
    """An answer to a card so many days ago; `review`: of a card that was being studied, not of an exam."""

    card: str
    right: bool
    days_ago: float
    review: bool


def weigh(answers: Iterable[Answered], assumptions: ExamAssumptions | None = None) -> list[Response]:
    """The answer to each card that counts, and how much. Raises `ValueError` for one yet to come."""
    taken = assumptions or exam_assumptions()
    newest: dict[str, Answered] = {}
    for one in answers:
        if one.days_ago < 0:
            raise ValueError("an answer lies after the day")
        before = newest.get(one.card)
        if before is None or (one.review, one.days_ago) < (before.review, before.days_ago):
            newest[one.card] = one
    return [
        Response(
            one.card,
            one.right,
            (taken.reviews.weight if one.review else 1.0)
            * 0.5 ** (one.days_ago / taken.forgetting.half_life_days),
        )
        for _, one in sorted(newest.items())
    ]


def assumes() -> tuple[Assumed, ...]:
    """What such weights rest on."""
    return assumed("forgetting", "reviews")
