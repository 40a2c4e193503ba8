"""What a credit must be to fall under a clause: a test on its place on each axis."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from rxladder.facts.language import gettext as _

Topic = Literal[
    "disease-state-management", "hiv-aids", "law", "general-pharmacy", "patient-safety", "immunizations",
    "compounding", "pain-management-opioids", "state-law", "controlled-substances", "diversion",
    "medication-errors", "sterile-compounding", "nonsterile-compounding", "hazardous-drugs",
    "cultural-competency", "implicit-bias", "health-equity", "human-trafficking", "sexual-harassment",
    "suicide-prevention", "domestic-violence", "child-abuse", "ethics", "infection-control", "substance-use",
    "inventory", "calculations", "communication", "technology", "leadership", "cpr", "other",
]  # fmt: skip
Format = Literal["live", "home-study", "blended", "college-course", "in-service", "exam", "teaching", "other"]
Accreditation = Literal["acpe", "board-approved", "cme", "other"]
Audience = Literal["technician", "pharmacist"]


def _listed(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Topics = Annotated[
    tuple[Topic, ...], BeforeValidator(_listed, json_schema_input_type=Topic | tuple[Topic, ...])
]
Formats = Annotated[
    tuple[Format, ...], BeforeValidator(_listed, json_schema_input_type=Format | tuple[Format, ...])
]
Accreditations = Annotated[
    tuple[Accreditation, ...],
    BeforeValidator(_listed, json_schema_input_type=Accreditation | tuple[Accreditation, ...]),
]
Courses = Annotated[tuple[str, ...], BeforeValidator(_listed, json_schema_input_type=str | tuple[str, ...])]


class Match(BaseModel):
    """A test on a credit. Keys beside one another must all hold; a list is any of its members.

    `topic` takes in the topics under it (`law` takes in `state-law`). A `course` named decides alone where
    the credit names a course. `not` is the opposite, `any_of` any of several matches.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    topic: Topics = ()
    format: Formats = ()
    audience: Audience | None = None
    accreditation: Accreditations = ()
    jurisdiction: str | None = Field(None, description="Whose law a state-law credit must be about.")
    course: Courses = ()
    any_of: tuple[Match, ...] = ()
    not_: Match | None = Field(None, alias="not")

    @model_validator(mode="after")
    def _something(self) -> Match:
        if self == Match.model_construct():
            raise ValueError(_("a match must test something"))
        return self

    def without(self, other: Match) -> Match | None:
        """This match without the tests that another makes already; None where that is all of it."""
        left = {name: value for name, value in self if value and value != getattr(other, name)}
        return Match(**left) if left else None


Match.model_rebuild()
