"""Which answers tell of a person's ability, and how much each: mock exams, practice and reviews together.

Of a card the newest answer counts alone: earlier ones tell what was known then, and repeated ones mostly that
a card is remembered. Older answers count less, answers in reviews half; both are named assumptions.
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
    """The newest answer to each card, and how much it counts. Raises `ValueError` for one yet to come."""
    taken = assumptions or exam_assumptions()
    newest: dict[str, Answered] = {}
    for one in answers:
        if one.days_ago < 0:
            raise ValueError("an answer lies after the day")
        if one.card not in newest or one.days_ago < newest[one.card].days_ago:
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
