"""What an ability and a chance of passing rest on where no source tells: typed, each with its reason.

They lie in `data/exam_assumptions.yaml`. An answer that rests on one names it. Abilities and difficulties are
in logits, shares and chances from 0 to 1.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from rxladder.facts.conditions import Strict
from rxladder.facts.path_assumptions import Taken
from rxladder.facts.yaml_text import read_yaml_file

DATA = Path(__file__).resolve().parent / "data"

AnswerKind = Literal["choice", "typed", "number", "ordering", "matching"]
Share = Annotated[float, Field(ge=0, le=1)]
Positive = Annotated[float, Field(gt=0)]


class Normal(Taken):
    """Something that lies around a mean."""

    mean: float
    sd: Positive


class Spread(Taken):
    """Something that lies around nothing, so far."""

    sd: Positive


class Level(Taken):
    """A share taken where no source tells."""

    value: Share


class Weight(Taken):
    """How much one answer counts beside another."""

    weight: Share


class HalfLife(Taken):
    """After how many days something counts half."""

    half_life_days: Positive


class Between(Taken):
    """A share that lies anywhere between two."""

    low: Share
    high: Share

    @model_validator(mode="after")
    def _ordered(self) -> Between:
        if self.low >= self.high:
            raise ValueError("`low` must be below `high`")
        return self


class Kind(Strict):
    """How a new question is answered: how hard it is on average, and the chance to hit it by guessing."""

    difficulty: float
    guessing: Share


class Answers(Taken):
    """What is taken of a question that nobody has answered yet."""

    kinds: dict[AnswerKind, Kind]
    form_sd: Positive
    card_sd: Positive
    discrimination: Positive
    discrimination_log_sd: Positive


class ExamQuestions(Taken):
    """What is taken of the questions of the exam itself."""

    discrimination: Positive
    difficulty_sd: Positive
    guessing: Share


class ExamAssumptions(Strict):
    """All assumptions about abilities and exams."""

    ability: Normal
    domains_agree: Level
    answers: Answers
    exam_questions: ExamQuestions
    as_hard_as_the_exam: Spread
    raw_pass_mark: Between
    scale_is_straight: Spread
    forgetting: HalfLife
    reviews: Weight


@cache
def exam_assumptions() -> ExamAssumptions:
    """The assumptions that come with the program."""
    return ExamAssumptions.model_validate(read_yaml_file(DATA / "exam_assumptions.yaml"))
