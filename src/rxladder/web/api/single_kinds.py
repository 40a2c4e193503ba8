"""What a record has once: the person, their time and money, résumé, wishes at work, the exam prepared for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from rxladder.career import record, resume, workplaces
from rxladder.career.dump import plain_part
from rxladder.career.file import record_of
from rxladder.career.ids import Ids
from rxladder.career.model import AvailabilityEntry, ExamId, PersonEntry
from rxladder.career.resume_entries import ResumeEntry
from rxladder.career.studies import USUAL_A_DAY
from rxladder.career.study_entries import Count
from rxladder.career.workplace_entries import ExploringEntry, WishesEntry
from rxladder.facts.entries import Day, Dollars, Entry, WeeklyHours
from rxladder.web.accounts.models import Person
from rxladder.web.accounts.work import leave_posts_in
from rxladder.web.api.problems import Problem
from rxladder.web.responsibilities.models import ResumeAbout, School
from rxladder.web.responsibilities.resume_rows import about_row, school_rows, stored_resume
from rxladder.web.study.models import Preparation
from rxladder.web.workplaces.career_part import wishes_of, write_wishes
from rxladder.web.workplaces.models import WorkWishes


@dataclass(frozen=True)
class Single:
    """Something that there is once: how it is read, and written; `part` makes it of its entry.

    `check` raises Problem where it may not be stored on a day.
    """

    name: str
    summary: str
    entry: type[Entry]
    read: Callable[[Person], Any]
    write: Callable[[Person, Any], None]
    example: Mapping[str, Any]
    part: Callable[[Any, Ids], Any] = record_of
    written: Callable[[Any], dict[str, Any]] = plain_part
    check: Callable[[Any, date], None] = lambda _part, _on: None


# --- The person, and what they can spend


def _person(person: Person) -> record.Person:
    return record.Person(person.name, person.birthday, person.state or None, person.time_zone or None)


def _check_person(told: record.Person, on: date) -> None:
    if told.birthday is not None and told.birthday > on:
        raise Problem(422, _("That day is still in the future."), at=("birthday",))


def _write_person(person: Person, told: record.Person) -> None:
    left, person.name, person.birthday = person.state, told.name, told.birthday
    person.state, person.time_zone = told.state or "", told.time_zone or ""
    person.save(update_fields=["name", "birthday", "state", "time_zone"])
    leave_posts_in(person, left)


def _availability(person: Person) -> record.Availability:
    return record.Availability(person.study_hours_per_week, person.budget_usd_per_month)


def _write_availability(person: Person, told: record.Availability) -> None:
    person.study_hours_per_week = told.study_hours_per_week
    person.budget_usd_per_month = told.budget_usd_per_month
    person.save(update_fields=["study_hours_per_week", "budget_usd_per_month"])


# --- The résumé


def _resume(person: Person) -> resume.Resume:
    return stored_resume(person) or resume.Resume()


def _write_resume(person: Person, told: resume.Resume) -> None:
    # At one moment, by which what is deleted knows what took its place.
    at = timezone.now()
    for model in (ResumeAbout, School):
        model.objects.visible_to(person).delete_softly(at)
    for place, row in enumerate((about_row(told), *school_rows(told))):
        row.person, row.place, row.created_at = person, place, at
        row.save()


# --- Wishes at work, and pay


class WorkWishesEntry(WishesEntry):
    """What is wanted of a place of work, and what is earned."""

    usd_per_hour: Dollars | None = None


class _WorkWishes(NamedTuple):
    wishes: workplaces.Wishes
    usd_per_hour: Any


def _told_wishes(entry: WorkWishesEntry, _ids: Ids) -> _WorkWishes:
    plain = {name: getattr(entry, name) for name in WishesEntry.model_fields}
    found = ExploringEntry(wishes=WishesEntry.model_construct(**plain)).record()
    return _WorkWishes(found.wishes, entry.usd_per_hour)


def _wishes(person: Person) -> _WorkWishes:
    row = WorkWishes.objects.visible_to(person).first()
    return _WorkWishes(wishes_of(row), row.usd_per_hour if row else None)


def _write_wishes(person: Person, told: _WorkWishes) -> None:
    row = WorkWishes.objects.visible_to(person).first() or WorkWishes(person=person)
    write_wishes(row, told.wishes)
    row.usd_per_hour = told.usd_per_hour
    row.save()


def _written_wishes(told: _WorkWishes) -> dict[str, Any]:
    pay = {} if told.usd_per_hour is None else {"usd_per_hour": plain_part(told.usd_per_hour)}
    return plain_part(told.wishes) | pay


# --- The exam that is prepared for


class PreparationEntry(Entry):
    """The exam that is prepared for; with nothing in it: none."""

    exam: ExamId | None = None
    date: Day | None = None
    hours_per_week: WeeklyHours | None = None
    questions_per_day: Count = USUAL_A_DAY


class _Preparation(NamedTuple):
    exam: str | None = None
    date: Any = None
    hours_per_week: Any = None
    questions_per_day: int = USUAL_A_DAY


def _told_preparation(entry: PreparationEntry, _ids: Ids) -> _Preparation:
    return _Preparation(entry.exam, entry.date, entry.hours_per_week, entry.questions_per_day)


def _preparation(person: Person) -> _Preparation:
    row = Preparation.objects.visible_to(person).first()
    return _Preparation(row.exam, row.day, row.hours_per_week, row.daily_limit) if row else _Preparation()


def _write_preparation(person: Person, told: _Preparation) -> None:
    row = Preparation.objects.visible_to(person).first()
    if told.exam is None:
        if row is not None:
            row.delete_softly()
        return
    row = row or Preparation(person=person)
    row.exam, row.day = told.exam, told.date
    row.hours_per_week, row.daily_limit = told.hours_per_week, told.questions_per_day
    row.save()


def _written_preparation(told: _Preparation) -> dict[str, Any]:
    return {name: plain_part(value) for name, value in told._asdict().items() if value is not None}


SINGLES = (
    Single(
        "person",
        "the person",
        PersonEntry,
        _person,
        _write_person,
        {"name": "Sam Example", "state": "us-tx", "time_zone": "America/Chicago"},
        check=_check_person,
    ),
    Single(
        "availability",
        "the time and money for learning",
        AvailabilityEntry,
        _availability,
        _write_availability,
        {"study_hours_per_week": 4, "budget_usd_per_month": 60},
    ),
    Single(
        "resume",
        "what only a résumé tells",
        ResumeEntry,
        _resume,
        _write_resume,
        {"label": "Certified pharmacy technician", "education": [{"institution": "Austin College"}]},
    ),
    Single(
        "work-wishes",
        "the wishes at work, and the pay",
        WorkWishesEntry,
        _wishes,
        _write_wishes,
        {"sterile": "yes", "least_usd": 24, "usd_per_hour": 21},
        _told_wishes,
        _written_wishes,
    ),
    Single(
        "preparation",
        "the exam that is prepared for",
        PreparationEntry,
        _preparation,
        _write_preparation,
        {"exam": "ptce", "date": "2027-03-01", "questions_per_day": 20},
        _told_preparation,
        _written_preparation,
    ),
)
