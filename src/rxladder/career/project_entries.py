"""The career file's shape of quality projects."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Self, get_args

from pydantic import BeforeValidator, FailFast, Field, WithJsonSchema, model_validator

from rxladder.career.projects import (
    MOST_AMOUNT,
    MOST_PER,
    MOST_POINTS,
    Better,
    Change,
    Cycle,
    DataKind,
    Decision,
    Measure,
    Point,
    Project,
    what_is_wrong,
)
from rxladder.facts.entries import Amount, Day, Entry, Flag, Text, one_of, wrong
from rxladder.facts.language import gettext as _

_AMOUNT = Amount("an amount", MOST_AMOUNT)


def _to_signed(value: Any) -> Fraction:
    """An amount that may be less than nothing, as temperatures are."""
    if isinstance(value, str) and value.startswith("-"):
        return -_AMOUNT(value[1:])
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value < 0:
        return -_AMOUNT(Fraction(str(-value)))
    return _AMOUNT(value)


Signed = Annotated[
    Fraction,
    BeforeValidator(_to_signed),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "minimum": -MOST_AMOUNT, "maximum": MOST_AMOUNT},
                {"type": "string", "pattern": r"^-?\d{1,15}(\.\d{1,15})?(/\d{1,9})?$"},
            ]
        }
    ),
]
Positive = Annotated[Fraction, BeforeValidator(_AMOUNT), _AMOUNT.schema()]
DataName = Annotated[DataKind, one_of(get_args(DataKind))]
BetterName = Annotated[Better, one_of(get_args(Better))]
DecisionName = Annotated[Decision, one_of(get_args(Decision))]
Named = Annotated[Text, Field(min_length=1)]


class MeasureEntry(Entry):
    """What a project measures."""

    what: Named
    data: DataName = Field(description="share: so many of so many; rate: events over an area of opportunity; "
                           "count: events in equal areas; single: one measurement each time.")  # fmt: skip
    of: Text = Field("", description="What `of` of a point counts: doses, orders.")
    unit: Text = Field("", description="The unit of a measurement: minutes.")
    per: Annotated[int, Field(strict=True, ge=1, le=MOST_PER)] = Field(
        1, description="A rate is told per so many."
    )
    better: BetterName | None = None
    goal: Signed | None = Field(None, description="In percent, per so many, or in the measurement's unit.")


class PointEntry(Entry):
    """What was found on a day, or in the week or month that it begins."""

    date: Day
    amount: Signed
    of: Positive | None = Field(None, description="How many or how much was looked at.")
    note: Text = ""


class ChangeEntry(Entry):
    """Something done differently from a day on."""

    date: Day
    what: Named
    new_limits: Flag = Field(False, description="Whether the chart reckons anew from there.")


class CycleEntry(Entry):
    """One round of plan, do, study, act."""

    title: Named
    plan: Text = ""
    planned: Day | None = None
    do: Text = ""
    done: Day | None = None
    study: Text = ""
    studied: Day | None = None
    act: Text = ""
    acted: Day | None = None
    decision: DecisionName | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        for earlier, later in (("planned", "done"), ("done", "studied"), ("studied", "acted")):
            self._in_order(earlier, later)
        return self


class ProjectEntry(Entry):
    """A quality project. No patient data has a place in it."""

    title: Named
    aim: Text = ""
    started: Day | None = None
    ended: Day | None = None
    learned: Text = Field("", description="What came of it.")
    measure: MeasureEntry | None = None
    baseline_until: Day | None = Field(None, description="Limits come from the points up to this day.")
    points: Annotated[list[PointEntry], FailFast(), Field(max_length=MOST_POINTS)] = []
    changes: Annotated[list[ChangeEntry], FailFast()] = []
    cycles: Annotated[list[CycleEntry], FailFast()] = []

    @model_validator(mode="after")
    def _measured(self) -> Self:
        self._in_order("started", "ended")
        if self.points and self.measure is None:
            raise wrong("points", _("points need a `measure`"))
        for number, point in enumerate(self.points, 1):
            assert self.measure is not None
            if problem := what_is_wrong(self.measure.data, point.amount, point.of):
                field, words = problem
                told = _("point {n} ({day}), `{field}`: {words}")
                raise wrong("points", told.format(n=number, day=point.date, field=field, words=words))
        return self

    def record(self) -> Project:
        """The record that this entry writes down, points and changes by their day."""
        points = [Point(one.date, one.amount, one.of, one.note) for one in self.points]
        changes = [Change(one.date, one.what, one.new_limits) for one in self.changes]
        cycles = [Cycle(**one.plain()) for one in self.cycles]
        measure = self.measure
        return Project(
            **self.plain()
            | {
                "measure": measure and Measure(**measure.plain()),
                "points": tuple(sorted(points, key=lambda one: one.date)),
                "changes": tuple(sorted(changes, key=lambda one: one.date)),
                "cycles": tuple(cycles),
            }
        )
