"""What only a résumé tells, and the tables that keep it."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from rxladder.career import resume as record
from rxladder.web.accounts.models import Person
from rxladder.web.responsibilities.models import ResumeAbout, School
from rxladder.web.site.career_parts import CareerPart
from rxladder.web.site.records import Record

_LISTS = ("profiles", "languages", "education", "rest")
TEXTS = tuple(field.name for field in fields(record.Resume) if field.name not in _LISTS)


def resume_of(about: ResumeAbout | None, schools: list[School]) -> record.Resume | None:
    """The résumé of what is stored; None where nothing is told."""
    told: dict[str, Any] = {}
    if about is not None:
        told = {name: getattr(about, name) for name in TEXTS}
        told["profiles"] = tuple(record.Profile(*one) for one in about.profiles)
        told["languages"] = tuple(record.Spoken(*one) for one in about.languages)
        told["rest"] = about.rest or None
    made = record.Resume(**told, education=tuple(school_of(one) for one in schools))
    return None if made == record.Resume() else made


def school_of(row: School) -> record.School:
    """The record that a row keeps."""
    plain = {field.name: getattr(row, field.name) for field in fields(record.School)}
    return record.School(**plain | {"courses": tuple(row.courses)})


def stored_resume(person: Person) -> record.Resume | None:
    """A person's résumé; two queries."""
    return resume_of(ResumeAbout.objects.visible_to(person).first(), list(School.objects.visible_to(person)))


def about_row(resume: record.Resume) -> ResumeAbout:
    """The row of what a résumé tells but its schools, not saved yet."""
    return ResumeAbout(
        **{name: getattr(resume, name) for name in TEXTS},
        profiles=[[one.network, one.username, one.url] for one in resume.profiles],
        languages=[[one.language, one.fluency] for one in resume.languages],
        rest=dict(resume.rest or {}),
    )


def school_rows(resume: record.Resume) -> list[School]:
    """The rows of its schools."""
    plain = [{field.name: getattr(one, field.name) for field in fields(one)} for one in resume.education]
    return [School(**one | {"courses": list(one["courses"])}) for one in plain]


def _rows(resume: record.Resume | None) -> list[list[Record]]:
    if resume is None:
        return [[], []]
    return [[about_row(resume)], [*school_rows(resume)]]


RESUME = CareerPart("resume", (ResumeAbout, School), stored_resume, _rows)
