"""The career file's shape of what a person studies."""

from __future__ import annotations

from typing import Annotated, Any, Self

from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS
from pydantic import AfterValidator, BeforeValidator, FailFast, Field, WithJsonSchema, model_validator

from rxladder.career.ids import id_of
from rxladder.career.mock_exam_entries import MockExamEntry
from rxladder.career.studies import USUAL_A_DAY, OwnCard, Studies, StudyAnswer
from rxladder.facts.entries import Day, Entry, Text, WeeklyHours, said, wrong
from rxladder.facts.language import gettext as _

LONGEST_CARD = 160
MOST_A_DAY = 500


def _to_answer(value: Any) -> StudyAnswer:
    if isinstance(value, StudyAnswer):
        return value
    if not isinstance(value, str):
        text = _("{value} is not an answer; write it like 2026-11-20T14:03:22Z good 8.2")
        raise ValueError(text.format(value=said(value)))
    return StudyAnswer.parse(value)


def _to_count(value: Any) -> int:
    if type(value) is not int or not 1 <= value <= MOST_A_DAY:
        text = _("{value} is not a number of questions a day, from 1 to {most}")
        raise ValueError(text.format(value=said(value), most=MOST_A_DAY))
    return value


def _to_parameter(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        text = _("{value} is not a number; the parameters of a schedule are numbers")
        raise ValueError(text.format(value=said(value)))
    return round(float(value), 4)


def _to_card(value: str) -> str:
    if not 0 < len(value) <= LONGEST_CARD:
        raise ValueError(_("a card's id has 1 to {n} characters").format(n=LONGEST_CARD))
    return value


_LINE = {"type": "string", "examples": ["2026-11-20T14:03:22Z good 8.2 4711 2"]}
Line = Annotated[StudyAnswer, BeforeValidator(_to_answer), WithJsonSchema(_LINE)]
CardId = Annotated[Text, AfterValidator(_to_card)]
Count = Annotated[
    int, BeforeValidator(_to_count), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": MOST_A_DAY})
]
Parameter = Annotated[
    float, BeforeValidator(_to_parameter), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 100})
]


class OwnCardEntry(Entry):
    """A card that the person brought."""

    id: CardId
    front: Text = Field(min_length=1)
    back: Text = Field(min_length=1)
    deck: Text = ""
    tags: Annotated[list[Text], FailFast()] = []

    def record(self) -> OwnCard:
        """The record that this entry writes down."""
        return OwnCard(self.id, self.front, self.back, self.deck, tuple(self.tags))


class StudyEntry(Entry):
    """What a person studies for, and how."""

    exam: Annotated[Text, id_of("exam")] | None = None
    date: Day | None = Field(None, description="The day of the exam.")
    hours_per_week: WeeklyHours | None = None
    questions_per_day: Count = USUAL_A_DAY
    parameters: Annotated[list[Parameter], FailFast()] = Field(
        [], description="The 21 parameters of FSRS-6, where they were fitted to this person and are used."
    )
    reviews: dict[CardId, Annotated[list[Line], FailFast()]] = Field(
        {},
        description="By card, each answer: when, how well (again, hard, good, easy), the seconds it took "
        "(or -), the question's seed, and what was given, as JSON.",
    )

    mock_exams: list[MockExamEntry] = []
    own_cards: Annotated[list[OwnCardEntry], FailFast()] = Field([], description="Cards that were brought.")

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if len({one.id for one in self.own_cards}) < len(self.own_cards):
            raise wrong("own_cards", _("two cards have the same id"))
        opened = [(one.outline, one.kind) for one in self.mock_exams if one.ended is None]
        if len(set(opened)) < len(opened):
            raise wrong("mock_exams", _("only one mock exam of a kind can be open at a time"))
        if self.parameters and len(self.parameters) != len(LOWER_BOUNDS_PARAMETERS):
            text = _("a schedule has {n} parameters; this one has {there}")
            raise wrong("parameters", text.format(n=len(LOWER_BOUNDS_PARAMETERS), there=len(self.parameters)))
        bounds = zip(self.parameters, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=False)
        for number, (value, least, most) in enumerate(bounds, 1):
            if not least <= value <= most:
                text = _("parameter {n} must be from {least} to {most}; {value} is not")
                raise wrong("parameters", text.format(n=number, least=least, most=most, value=value))
        for name in ("date", "hours_per_week", "questions_per_day"):
            if self.exam is None and getattr(self, name) != type(self).model_fields[name].default:
                told = _("`{key}` belongs to an exam, and `exam` names none")
                raise wrong(name, told.format(key=name))
        return self

    def record(self) -> Studies | None:
        """The record that this entry writes down, its answers oldest first; None where it holds nothing."""
        found = Studies(
            exam=self.exam,
            date=self.date,
            hours_per_week=self.hours_per_week,
            questions_per_day=self.questions_per_day,
            parameters=tuple(self.parameters),
            reviews={
                card: tuple(sorted(answers, key=lambda answer: answer.at))
                for card, answers in self.reviews.items()
                if answers
            },
            mock_exams=tuple(one.record() for one in self.mock_exams),
            own_cards=tuple(one.record() for one in self.own_cards),
        )
        return None if found == Studies() else found
