"""An accepted path as the career file writes it, under the goal that it leads to.

The ids in it are those of the day on which it was accepted. They are not looked up: a path outlives the rules
that it was made from, and whoever reads its progress says what the rules no longer know.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Any, Self, get_args

from pydantic import BeforeValidator, FailFast, Field, model_validator

from rxladder.career.record import AcceptedPath, Otherwise, PathName, PlannedStep, Premises, StepKind
from rxladder.facts.entries import Amount, Day, Dollars, Entry, Flag, Text, WeeklyHours, one_of, wrong
from rxladder.facts.language import gettext as _

_STUDY = Amount("hours of study", 20_000)
_NAMES, _KINDS = get_args(PathName), get_args(StepKind)
MOST_STEPS = 500

StudyHours = Annotated[Fraction, BeforeValidator(_STUDY), _STUDY.schema()]
Name = Annotated[PathName, one_of(_NAMES)]
Kind = Annotated[StepKind, one_of(_KINDS)]
Id = Annotated[Text, Field(min_length=1)]


class PlannedStepEntry(Entry):
    """One step, dated as it was accepted."""

    id: Id = Field(description="Its kind and what it is about: exam:ptce, holding:ptcb-cpht.")
    kind: Kind
    what: Id = Field(description="The id of what it is about.")
    starts: Day
    ends: Day = Field(description="The day it is done; of work, the day it is left or the finish.")
    says: Text = Field("", description="What it is about, in the words of the day it was accepted.")
    cost_usd: Dollars | None = Field(None, description="Left out: no price was known.")
    study_hours: StudyHours = Fraction(0)
    study_from: Day | None = None
    study_until: Day | None = Field(None, description="The day after the last one of study.")
    needs: tuple[Text, ...] = Field((), description="The steps that come before it.")
    authority: Text = ""
    workplace: Text | None = None
    hours_per_week: WeeklyHours | None = None
    doubt: Flag = Field(False, description="It hangs on what only an authority could tell.")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        self._in_order("starts", "ends")
        self._in_order("study_from", "study_until")
        return self


class OtherwiseEntry(Entry):
    """What the path takes to be otherwise than the record had it."""

    study_hours_per_week: WeeklyHours | None = None
    budget_usd_per_month: Dollars | None = None
    state: Text | None = None
    skip: tuple[Text, ...] = Field((), description="Credentials, roles and programmes that it does without.")


class PremisesEntry(Entry):
    """What the path was made from."""

    packs: Text = Field("", description="The hash of the rules.")
    facts: Text = Field("", description="The hash of the roles and of what is taken for want of a source.")
    state: Text | None = None
    study_hours_per_week: WeeklyHours | None = None
    budget_usd_per_month: Dollars | None = None
    work_hours_per_week: WeeklyHours | None = None
    had: tuple[Text, ...] = Field((), description="What was held, passed, completed and worked that day.")


class PathEntry(Entry):
    """The path to a goal that the person accepted."""

    name: Name
    accepted: Day
    finish: Day
    steps: Annotated[list[PlannedStepEntry], FailFast()] = Field([], max_length=MOST_STEPS)
    otherwise: OtherwiseEntry = OtherwiseEntry()
    premises: PremisesEntry = PremisesEntry()
    kept: tuple[Text, ...] = Field((), description="The changes in spite of which the path was kept.")

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        self._in_order("accepted", "finish")
        ids = [step.id for step in self.steps]
        if len(set(ids)) < len(ids):
            raise wrong("steps", _("a step appears twice in the path"))
        return self


def path_of(entry: PathEntry | None) -> AcceptedPath | None:
    """The path that an entry writes."""
    if entry is None:
        return None
    return AcceptedPath(
        name=entry.name,
        accepted=entry.accepted,
        finish=entry.finish,
        steps=tuple(PlannedStep(**step.plain()) for step in entry.steps),
        otherwise=Otherwise(**entry.otherwise.plain()),
        premises=Premises(**entry.premises.plain()),
        kept=entry.kept,
    )


def read_path(document: Mapping[str, Any]) -> AcceptedPath:
    """The path in plain data, as `career.dump` writes it. ValueError where it is none."""
    found = path_of(PathEntry.model_validate(document))
    assert found is not None
    return found
