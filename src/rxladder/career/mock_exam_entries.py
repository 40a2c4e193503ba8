"""The career file's shape of a mock exam."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, FailFast, Field, WithJsonSchema, model_validator

from rxladder.career.mock_exams import MockExamTaken, MockKind, MockQuestion, moment
from rxladder.facts.entries import Entry, Text, said, wrong
from rxladder.facts.language import gettext as _

A_DAY = 86_400


def _to_question(value: Any) -> MockQuestion:
    if isinstance(value, MockQuestion):
        return value
    if not isinstance(value, str):
        text = _("{value} is not a question of a mock exam; it must be a line of text")
        raise ValueError(text.format(value=said(value)))
    return MockQuestion.parse(value)


def _to_whole(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 2**62:
        raise ValueError(_("{value} is not a whole number, 0 or more").format(value=said(value)))
    return value


def _to_share(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
        raise ValueError(_("{value} is not a probability, a number from 0 to 1").format(value=said(value)))
    return float(value)


_EXAMPLE = {"type": "string", "examples": ["drug-class/warfarin 4711 ptce-2026:1 counts flag right 42 2"]}
Line = Annotated[MockQuestion, BeforeValidator(_to_question), WithJsonSchema(_EXAMPLE)]
Moment = Annotated[Text, AfterValidator(moment)]
Whole = Annotated[int, BeforeValidator(_to_whole), WithJsonSchema({"type": "integer", "minimum": 0})]
Chance = Annotated[
    float, BeforeValidator(_to_share), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1})
]


class MockExamEntry(Entry):
    """A mock exam that was taken, or is open."""

    outline: Text = Field(description="The outline that it was drawn by, such as ptce-2026.")
    begun: Moment
    seed: Whole
    allowed: Whole = Field(description="The seconds that there were for it.")
    questions: Annotated[list[Line], FailFast()] = Field(
        description="In order: card, seed, domain, counts or trial, flag where it was marked; where answered "
        "also right or wrong, the seconds it took, and what was given, as JSON."
    )
    kind: MockKind = "full"
    ended: Moment | None = Field(None, description="When it was over; without it, it is open.")
    seconds: Whole = Field(0, description="The seconds used so far.")
    at: Whole = Field(0, description="The question in front, counted from 0.")
    chance: tuple[Chance, Chance] | None = Field(
        None, description="The chance of passing that was told at the end, from and to."
    )

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.allowed > A_DAY:
            raise wrong("allowed", _("a mock exam takes no more than {n} seconds").format(n=A_DAY))
        if self.seconds > self.allowed:
            raise wrong("seconds", _("is more than the {n} seconds allowed").format(n=self.allowed))
        if self.at and self.at >= len(self.questions):
            told = _("there is no question {n}; the last one is {last}")
            raise wrong("at", told.format(n=self.at, last=len(self.questions) - 1))
        return self

    def record(self) -> MockExamTaken:
        """The record that this entry writes down."""
        return MockExamTaken(
            outline=self.outline,
            begun=self.begun,
            seed=self.seed,
            allowed=self.allowed,
            questions=tuple(self.questions),
            kind=self.kind,
            ended=self.ended,
            seconds=self.seconds,
            at=self.at,
            chance=self.chance,
        )
