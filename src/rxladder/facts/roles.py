"""The roles of the career ladder and the kinds of workplaces: what was read about each, typed.

What a role `asks` is what is typical to be chosen for it: a reading of its sources, never a law. What no page
confirmed stands under `unconfirmed` and must be shown as such.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from pydantic import Field, model_validator

from rxladder.facts.conditions import Condition, Confidence, Strict
from rxladder.facts.days import Hours
from rxladder.facts.language import gettext as _
from rxladder.facts.yaml_text import read_yaml_file

DATA = Path(__file__).resolve().parent / "data"
EVERYWHERE = "all"


class Read(Strict):
    """A page that was read, and what for; `dated` is the day of its text, as far as it tells."""

    url: str = Field(pattern=r"^https?://")
    dated: str | None = None
    for_: str = Field(alias="for")


class Evidence(Strict):
    """What one employer, body or state asks in print."""

    asks: str
    url: str = Field(pattern=r"^https?://")
    dated: str | None = None


class Pay(Strict):
    """What a source tells of a role's pay, in dollars: a row of the tables of wages, and its numbers.

    `area` and `occupation` name the row in `rxladder.facts.wages`; `dated` is the month of the numbers.
    """

    median_annual: Hours | None = None
    median_hourly: Hours | None = None
    p10_hourly: Hours | None = None
    p90_hourly: Hours | None = None
    premium: Hours | None = None
    note: str | None = None
    area: str | None = None
    occupation: str | None = None
    dated: str | None = None


class WageHint(Strict):
    """The row of a table of wages that comes nearest, where no source tells a role's own pay."""

    industry: str | None = None
    occupation: str | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _one(self) -> WageHint:
        if (self.industry is None) == (self.occupation is None):
            raise ValueError("a hint names either an industry or an occupation")
        return self


class Outlook(Strict):
    """How many will be needed: the change over the years of a projection, and openings a year."""

    projection: str
    change_percent: int
    openings_per_year: int


class Neighbour(Strict):
    """An occupation beside the ladder, with its yearly median in dollars."""

    soc: str
    title: str
    median_annual: Hours


class Role(Strict):
    """A kind of post; `level` is its height on the ladder, None for one beside it.

    `workplaces` may hold only `EVERYWHERE`; `leads_to` are the roles one step from here; `valued` the
    credentials that help without being asked.
    """

    id: str
    name: str
    level: int | None = None
    also: tuple[str, ...] = ()
    does: tuple[str, ...] = ()
    asks: Condition | None = None
    workplaces: tuple[str, ...] = Field((), alias="settings")
    leads_to: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    valued: tuple[str, ...] = ()
    pay: Pay | None = None
    outlook: Outlook | None = None
    wage_hint: WageHint | None = None
    options: tuple[Neighbour, ...] = ()
    rules_seen: str | None = None
    unconfirmed: tuple[str, ...] = ()
    sources: tuple[Read, ...] = ()
    confidence: Confidence


class Family(Strict):
    """Roles that belong together on the ladder, lowest first."""

    id: str
    name: str
    roles: tuple[str, ...]


class Observation(Strict):
    """What a study or a report says of career ladders; a `weak` one rests on a page that proves little."""

    fact: str
    url: str = Field(pattern=r"^https?://")
    dated: str | None = None
    about: str | None = None
    weak: bool = False


class Schedule(Strict):
    """When one works there: in words, and whether in shifts."""

    hours: str
    shifts: Literal["yes", "no", "some"]


class Workplace(Strict):
    """A kind of place where technicians work.

    `often` and `valued` match credentials to the work; the law, not the kind of place, asks for any.
    `industries` are codes of the nearest rows of `rxladder.facts.wages.industries`, which are not the same as
    a setting.
    """

    id: str
    name: str
    also: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    often: tuple[str, ...] = ()
    valued: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    schedule: Schedule
    physical: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    advances_to: tuple[str, ...] = ()
    note: str | None = None
    sources: tuple[Read, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    confidence: Confidence


class _RolesFile(Strict):
    compiled: date
    ladder_evidence: tuple[Observation, ...]
    families: dict[str, Family]
    short: dict[str, str]
    roles: dict[str, Role]


class _WorkplacesFile(Strict):
    compiled: date
    workplaces: dict[str, Workplace]


def roles() -> Mapping[str, Role]:
    """Every role by its id, in the order of the file."""
    return MappingProxyType(_roles().roles)


def role_name(role: str) -> str:
    """A role's name in the language spoken; an unknown id as it is."""
    found = roles().get(role)
    return _(found.name) if found else role


def workplace_name(workplace: str) -> str:
    """The name of a kind of workplace in the language spoken; an unknown id as it is."""
    found = workplaces().get(workplace)
    return _(found.name) if found else workplace


def short_role_name(role: str) -> str:
    """A role's name where there is little room; an unknown id as it is."""
    return _(_roles().short.get(role, role))


def families() -> Mapping[str, Family]:
    """The ladder's families by id: three or four heights each, together every role once."""
    return MappingProxyType(_roles().families)


def ladder_evidence() -> tuple[Observation, ...]:
    """What studies and reports say of career ladders."""
    return _roles().ladder_evidence


def workplaces() -> Mapping[str, Workplace]:
    """Every kind of workplace by its id, in the order of the file."""
    return MappingProxyType(_workplaces().workplaces)


def read_on() -> date:
    """The day on which what is told of roles was put together from its sources."""
    return _roles().compiled


@cache
def _roles() -> _RolesFile:
    return _RolesFile.model_validate(_named("roles", "families", "roles"))


@cache
def _workplaces() -> _WorkplacesFile:
    return _WorkplacesFile.model_validate(_named("workplaces", "workplaces"))


def _named(file: str, *sections: str) -> dict[str, Any]:
    """A file's tree in which each entry of some sections has its key as its id."""
    tree: dict[str, Any] = read_yaml_file(DATA / f"{file}.yaml")
    for section in sections:
        tree[section] = {id_: {"id": id_, **entry} for id_, entry in tree[section].items()}
    return tree
