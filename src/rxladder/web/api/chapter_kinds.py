"""The kinds of the later chapters: people, events, duties, skills, projects, study, workplaces."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import Annotated, Any, NamedTuple

from django.db.models import prefetch_related_objects
from pydantic import FailFast, Field, WithJsonSchema

from rxladder.career import duties, gatherings, projects, relationships, studies, workplaces
from rxladder.career.achievement_entries import AchievementEntry
from rxladder.career.dump import plain_part
from rxladder.career.duty_entries import DutyEntry, SkillEntry, TrainingPlanEntry
from rxladder.career.gathering_entries import GatheringEntry, LetterEntry, MembershipEntry
from rxladder.career.mock_exam_entries import MockExamEntry
from rxladder.career.project_entries import ProjectEntry
from rxladder.career.relationship_entries import AcquaintanceEntry
from rxladder.career.studies import GRADES, GradeName
from rxladder.career.study_entries import CardId
from rxladder.career.workplace_entries import VisitEntry
from rxladder.facts.entries import Entry, Text
from rxladder.web.accounts.models import Person
from rxladder.web.api.kinds import Hanging, Kind, Rows, grouped
from rxladder.web.api.record_kinds import plain_parts, plain_rows
from rxladder.web.education.models import Evidence
from rxladder.web.relationships.career_part import RELATIONSHIPS, acquaintance_of, contact_of
from rxladder.web.relationships.gathering_parts import PARTS as GATHERINGS
from rxladder.web.relationships.gathering_parts import gathering_of, letter_of
from rxladder.web.relationships.models import Acquaintance, Contact, Gathering, Letter, Membership
from rxladder.web.responsibilities.duty_rows import PARTS as DUTIES
from rxladder.web.responsibilities.duty_rows import achievement_of, plan_of, skills_with_sign_offs
from rxladder.web.responsibilities.models import (
    Achievement,
    Duty,
    PlanItem,
    ProjectChange,
    ProjectCycle,
    ProjectPoint,
    QualityProject,
    Skill,
    SkillSignOff,
    TrainingPlan,
)
from rxladder.web.responsibilities.project_rows import PROJECTS, project_of
from rxladder.web.site.career_parts import CareerPart
from rxladder.web.site.career_rows import parts_of
from rxladder.web.site.records import Record
from rxladder.web.study.mock_exams_career import taken_of
from rxladder.web.study.models import MockExam, OwnCard, Review
from rxladder.web.workplaces.models import Visit


def _by_key(parts: tuple[CareerPart, ...], key: str) -> CareerPart:
    return next(part for part in parts if part.key == key)


def _all(tables: Any) -> list[Record]:
    return [row for rows in tables for row in rows]


def _refusing(part: CareerPart, told: Callable[[Any], Any]) -> Callable[..., None]:
    """What refuses a part as the chapter refuses a career file's."""

    def check(_person: Person, one: Any, _row: Record | None, on: date) -> None:
        if part.refuse is not None:
            part.refuse(told(one), on)

    return check


def _one_alone(one: Any) -> tuple[Any]:
    return (one,)


def _find_file(row: Any) -> None:
    """Let what names a file by its fingerprint have it, where it is kept here."""
    kept = Evidence.objects.visible_to(row.person).filter(sha256=row.fingerprint)
    row.evidence = kept.first() if row.fingerprint else None


def _with_files(rows: Rows) -> Rows:
    """The same rows, with the files that they name at hand; one query."""
    prefetch_related_objects(list(rows), "evidence")
    return rows


# --- People, events, letters

CONTACTS = Hanging(Contact, "acquaintance", ("on", "note", "follow_up"))
_EVENTS, _LETTERS = _by_key(GATHERINGS, "events"), _by_key(GATHERINGS, "letters")


def _people(person: Person, rows: Rows) -> list[relationships.Acquaintance]:
    contacts = grouped(CONTACTS, person, rows)
    return [acquaintance_of(row, [contact_of(one) for one in contacts.get(row.id, ())]) for row in rows]


PEOPLE = (
    Kind(
        "relationships",
        "person",
        Acquaintance,
        AcquaintanceEntry,
        _people,
        {"name": "Maria Lopez", "employer": "Central Pharmacy", "rhythm": "2 months"},
        lambda part: _all(RELATIONSHIPS.rows((part,))),
        hanging=(CONTACTS,),
    ),
    Kind(
        "organisations",
        "membership",
        Membership,
        MembershipEntry,
        plain_parts(gatherings.Membership),
        {"organisation": "aapt", "renews": "2027-01-31", "dues_usd": 35},
        plain_rows(Membership),
    ),
    Kind(
        "events",
        "event",
        Gathering,
        GatheringEntry,
        lambda _person, rows: [gathering_of(row) for row in rows],
        {"name": "Midyear meeting", "starts": "2026-12-06", "ends": "2026-12-10", "going": "yes"},
        lambda part: _all(_EVENTS.rows((part,))),
    ),
    Kind(
        "letters",
        "letter",
        Letter,
        LetterEntry,
        lambda _person, rows: [letter_of(row) for row in _with_files(rows)],
        {"writer": "Maria Lopez", "about": "Promotion to lead technician", "asked": "2026-11-01"},
        lambda part: _all(_LETTERS.rows((part,))),
        settle=_find_file,
    ),
)

# --- Duties, skills, achievements, projects

ITEMS = Hanging(PlanItem, "plan", tuple(one.name for one in fields(duties.ChecklistItem)))
SIGN_OFFS = Hanging(SkillSignOff, "skill", tuple(one.name for one in fields(duties.SignOff)))
OF_PROJECTS = (
    (Hanging(ProjectPoint, "project", tuple(one.name for one in fields(projects.Point))), projects.Point),
    (Hanging(ProjectChange, "project", tuple(one.name for one in fields(projects.Change))), projects.Change),
    (Hanging(ProjectCycle, "project", tuple(one.name for one in fields(projects.Cycle))), projects.Cycle),
)
_DUTIES, _SKILLS = _by_key(DUTIES, "responsibilities"), _by_key(DUTIES, "skills")
_ACHIEVEMENTS = _by_key(DUTIES, "achievements")


def _as_duty(part: duties.Duty) -> duties.Responsibilities:
    return duties.Responsibilities(duties=(part,))


def _as_training(part: duties.TrainingPlan) -> duties.Responsibilities:
    return duties.Responsibilities(training=(part,))


def _training(person: Person, rows: Rows) -> list[duties.TrainingPlan]:
    items = grouped(ITEMS, person, rows)
    return [plan_of(row, items.get(row.id, ())) for row in rows]


def _projects(person: Person, rows: Rows) -> list[projects.Project]:
    names = ("points", "changes", "cycles")
    hung = [(grouped(hanging, person, rows), part) for hanging, part in OF_PROJECTS]
    return [
        project_of(
            row,
            **{
                name: parts_of(part, found.get(row.id, ()))
                for name, (found, part) in zip(names, hung, strict=True)
            },
        )
        for row in rows
    ]


DONE = (
    Kind(
        "duties",
        "duty",
        Duty,
        DutyEntry,
        plain_parts(duties.Duty),
        {"what": "Order the vaccines", "since": "2026-03-01"},
        plain_rows(Duty),
        check=_refusing(_DUTIES, _as_duty),
    ),
    Kind(
        "training-plans",
        "training plan",
        TrainingPlan,
        TrainingPlanEntry,
        _training,
        {"trainee": "Sam", "what": "The counter", "items": [{"what": "Open the till"}]},
        lambda part: _all(_DUTIES.rows(_as_training(part))),
        check=_refusing(_DUTIES, _as_training),
        hanging=(ITEMS,),
    ),
    Kind(
        "skills",
        "skill",
        Skill,
        SkillEntry,
        skills_with_sign_offs,
        {"name": "aseptic-technique", "level": "alone", "sign_offs": [{"on": "2026-06-01", "by": "Maria"}]},
        lambda part: _all(_SKILLS.rows((part,))),
        check=_refusing(_SKILLS, _one_alone),
        hanging=(SIGN_OFFS,),
    ),
    Kind(
        "achievements",
        "achievement",
        Achievement,
        AchievementEntry,
        lambda _person, rows: [achievement_of(row) for row in _with_files(rows)],
        {"on": "2026-06-01", "what": "Led the flu clinic", "figure": "120 first doses a day"},
        lambda part: _all(_ACHIEVEMENTS.rows((part,))),
        check=_refusing(_ACHIEVEMENTS, _one_alone),
        settle=_find_file,
    ),
    Kind(
        "projects",
        "project",
        QualityProject,
        ProjectEntry,
        _projects,
        {
            "title": "Fewer late orders",
            "measure": {"what": "Late", "data": "share", "of": "orders"},
            "points": [{"date": "2026-09-07", "amount": 12, "of": 96}],
        },
        lambda part: _all(PROJECTS.rows((part,))),
        check=_refusing(PROJECTS, _one_alone),
        hanging=tuple(hanging for hanging, _part in OF_PROJECTS),
    ),
)

# --- Study, workplaces


class ReviewEntry(Entry):
    """One answer to one question, as it was judged."""

    card: Text
    at: Annotated[str, WithJsonSchema({"type": "string", "format": "date-time"})]
    grade: GradeName
    seconds: float | None = None
    seed: int = 0
    given: Any = None


class _Review(NamedTuple):
    row: Review


def _written_review(one: _Review) -> dict[str, Any]:
    row = one.row
    told = {"card": row.card, "at": row.at.isoformat(), "grade": GRADES[row.grade - 1]}
    more = {"seconds": row.seconds, "seed": row.seed, "given": row.given}
    return told | {name: value for name, value in more.items() if value is not None}


def _card_columns(part: studies.OwnCard) -> list[Record]:
    return [OwnCard(card=part.id, front=part.front, back=part.back, deck=part.deck, tags=list(part.tags))]


def _cards(_person: Person, rows: Rows) -> list[studies.OwnCard]:
    return [studies.OwnCard(row.card, row.front, row.back, row.deck, tuple(row.tags)) for row in rows]


class CardEntry(Entry):
    """A card of one's own; `card` is its id among all cards."""

    card: CardId
    front: Annotated[Text, Field(min_length=1)]
    back: Annotated[Text, Field(min_length=1)]
    deck: Text = ""
    tags: Annotated[list[Text], FailFast()] = []

    def record(self) -> studies.OwnCard:
        """The record that this entry writes down."""
        return studies.OwnCard(self.card, self.front, self.back, self.deck, tuple(self.tags))


def _written_card(part: studies.OwnCard) -> dict[str, Any]:
    told = plain_part(part)
    return {"card": told.pop("id"), **told}


STUDIED = (
    Kind(
        "own-cards",
        "card",
        OwnCard,
        CardEntry,
        _cards,
        {"card": "own/1", "front": "What does PO mean?", "back": "By mouth"},
        _card_columns,
        written=_written_card,
    ),
    Kind(
        "reviews",
        "review",
        Review,
        ReviewEntry,
        lambda _person, rows: [_Review(row) for row in rows],
        {},
        written=_written_review,
    ),
    Kind(
        "mock-exams",
        "mock exam",
        MockExam,
        MockExamEntry,
        lambda _person, rows: [taken_of(row) for row in rows],
        {},
    ),
    Kind(
        "visits",
        "visit",
        Visit,
        VisitEntry,
        plain_parts(workplaces.Visit),
        {"kind": "shadowing", "workplace": "nuclear", "starts": "2026-10-01"},
        plain_rows(Visit),
    ),
)
KINDS = (*PEOPLE, *DONE, *STUDIED)
