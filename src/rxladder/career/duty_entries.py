"""The career file's shape of duties, skills and the training of others."""

from __future__ import annotations

from typing import Annotated, Self, get_args

from pydantic import FailFast, Field, model_validator

from rxladder.career.duties import (
    ChecklistItem,
    Duty,
    Level,
    Responsibilities,
    SignOff,
    Skill,
    TrainingPlan,
)
from rxladder.career.ids import id_of
from rxladder.facts.entries import Day, Entry, Text, WeeklyHours, one_of, wrong
from rxladder.facts.language import gettext as _

Named = Annotated[Text, Field(min_length=1)]
Texts = Annotated[list[Text], FailFast()]
LevelName = Annotated[Level, one_of(get_args(Level))]
WorkplaceId = Annotated[Text, id_of("workplace")]


class DutyEntry(Entry):
    """Something that one is in charge of, or does regularly."""

    what: Named
    since: Day | None = None
    until: Day | None = Field(None, description="The last day, inclusive; left out while it goes on.")
    hours_per_week: WeeklyHours | None = None
    workplace: WorkplaceId | None = Field(None, description="The kind of place, by its id.")
    employer: Text = ""
    note: Text = ""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        self._in_order("since", "until")
        return self


class SignOffEntry(Entry):
    """That somebody else saw it done well."""

    on: Day
    by: Named = Field(description="Who signed.")
    until: Day | None = Field(None, description="The last day on which it counts, where one was told.")
    note: Text = ""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        self._in_order("on", "until")
        return self


class SkillEntry(Entry):
    """Something that one can do, or is learning."""

    name: Named = Field(description="Its id, such as aseptic-technique, or words of one's own.")
    area: Text = Field("", description="An area's id, such as compounding, or words of one's own.")
    level: LevelName = Field("learning", description="learning: shown how; helped: with somebody beside; "
                             "alone: on one's own; teaches: shows others.")  # fmt: skip
    last_done: Day | None = None
    teachers: Texts = Field([], description="Who can teach it.")
    sign_offs: Annotated[list[SignOffEntry], FailFast()] = []
    note: Text = ""

    def record(self) -> Skill:
        """The record that this entry writes down, its sign-offs oldest first."""
        found = sorted((SignOff(**one.plain()) for one in self.sign_offs), key=lambda one: one.on)
        return Skill(**self.plain() | {"teachers": tuple(self.teachers), "sign_offs": tuple(found)})


class ChecklistItemEntry(Entry):
    """One thing to learn."""

    what: Named
    done: Day | None = Field(None, description="When it was shown or practised.")
    signed: Day | None = Field(None, description="When it was signed off.")
    by: Text = Field("", description="Who signed.")
    note: Text = ""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        self._in_order("done", "signed")
        if self.by and self.signed is None:
            raise wrong("by", _("`by` says who signed, but the day, `signed`, is missing"))
        return self


class TrainingPlanEntry(Entry):
    """The training of somebody else."""

    trainee: Named
    what: Text = ""
    starts: Day | None = None
    due: Day | None = None
    ended: Day | None = Field(None, description="When it was finished, or given up.")
    items: Annotated[list[ChecklistItemEntry], FailFast()] = []
    note: Text = ""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        for later in ("due", "ended"):
            self._in_order("starts", later)
        return self


class ResponsibilitiesEntry(Entry):
    """What one does beyond the counter."""

    duties: Annotated[list[DutyEntry], FailFast()] = []
    training: Annotated[list[TrainingPlanEntry], FailFast()] = Field([], description="Whom one trains.")

    def record(self) -> Responsibilities:
        """The record that this entry writes down."""
        return Responsibilities(
            duties=tuple(Duty(**one.plain()) for one in self.duties),
            training=tuple(
                TrainingPlan(
                    **one.plain() | {"items": tuple(ChecklistItem(**item.plain()) for item in one.items)}
                )
                for one in self.training
            ),
        )
