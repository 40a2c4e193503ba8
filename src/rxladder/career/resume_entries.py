"""The career file's shape of what only a résumé tells."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, FailFast, Field

from rxladder.career.resume import Profile, Resume, School, Spoken
from rxladder.facts.entries import Entry, Text
from rxladder.facts.language import gettext as _

PART_OF_DAY = r"^([12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?$"
"""A year, a month or a day, or nothing: 2019, 2019-05, 2019-05-31."""
Named = Annotated[Text, Field(min_length=1)]
PartOfDay = Annotated[Text, Field(pattern=PART_OF_DAY, description="A year, a month or a day: 2019-05.")]
MOST_DEEP = 12


def _not_too_deep(value: dict[str, Any] | None) -> dict[str, Any] | None:
    if depth(value) > MOST_DEEP:
        raise ValueError(_("is nested deeper than {n} levels").format(n=MOST_DEEP))
    return value


def depth(value: Any) -> int:
    """How many lists and mappings lie in each other."""
    if not isinstance(value, (dict, list)):
        return 0
    inner = value.values() if isinstance(value, dict) else value
    return 1 + max((depth(one) for one in inner), default=0)


class ProfileEntry(Entry):
    """A page about oneself elsewhere."""

    network: Named
    username: Text = ""
    url: Text = ""


class SpokenEntry(Entry):
    """A language."""

    language: Named
    fluency: Text = ""


class SchoolEntry(Entry):
    """A school or college."""

    institution: Named
    area: Text = Field("", description="What was studied.")
    study_type: Text = Field("", description="Diploma, Associate, Bachelor.")
    starts: PartOfDay = ""
    ends: PartOfDay = ""
    score: Text = ""
    url: Text = ""
    courses: Annotated[list[Text], FailFast()] = []


class ResumeEntry(Entry):
    """What a résumé adds to the record."""

    label: Text = Field("", description="A line: Certified pharmacy technician.")
    summary: Text = Field("", description="A few sentences on oneself.")
    email: Text = ""
    phone: Text = ""
    url: Text = ""
    address: Text = ""
    postal_code: Text = ""
    city: Text = ""
    region: Text = ""
    country: Text = Field("", description="As two letters: US.")
    profiles: Annotated[list[ProfileEntry], FailFast()] = []
    languages: Annotated[list[SpokenEntry], FailFast()] = []
    education: Annotated[list[SchoolEntry], FailFast()] = []
    rest: Annotated[dict[str, Any] | None, AfterValidator(_not_too_deep)] = Field(
        None, description="What a JSON Resume brought that has no place of its own here, by its sections."
    )

    def record(self) -> Resume:
        """The record that this entry writes down."""
        plain = self.plain()
        plain["profiles"] = tuple(Profile(**one.plain()) for one in self.profiles)
        plain["languages"] = tuple(Spoken(**one.plain()) for one in self.languages)
        plain["education"] = tuple(
            School(**one.plain() | {"courses": tuple(one.courses)}) for one in self.education
        )
        return Resume(**plain | {"rest": self.rest or None})
