"""What only a résumé tells of a person: a line and a few sentences on oneself, how to be reached, schools,
languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Profile:
    """A page about oneself elsewhere."""

    network: str
    username: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A language that one speaks, and how well, in words."""

    language: str
    fluency: str = ""


@dataclass(frozen=True, slots=True)
class School:
    """A school or college. `starts` and `ends` are a year, a month or a day, as the person knows it."""

    institution: str
    area: str = ""
    study_type: str = ""
    starts: str = ""
    ends: str = ""
    score: str = ""
    url: str = ""
    courses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resume:
    """What a résumé adds to the record. `label` is a line such as "Certified pharmacy technician".

    `rest` is what a JSON Resume brought that has no place of its own here, by its sections and as it stood
    there, so that it goes out again.
    """

    label: str = ""
    summary: str = ""
    email: str = ""
    phone: str = ""
    url: str = ""
    address: str = ""
    postal_code: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    profiles: tuple[Profile, ...] = ()
    languages: tuple[Spoken, ...] = ()
    education: tuple[School, ...] = ()
    rest: Mapping[str, Any] | None = None
