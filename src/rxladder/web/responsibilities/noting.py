"""What happened lately that is worth noting as an achievement, read in a few small queries."""

from __future__ import annotations

from datetime import date, timedelta

from rxladder.career import record
from rxladder.career.duties import Responsibilities, SignOff
from rxladder.career.projects import Project
from rxladder.rules.worth_noting import FRESH, Worth, worth_noting
from rxladder.web.accounts.models import Person
from rxladder.web.certifications.models import EarlierTerm, ExamTaken, Holding, Training
from rxladder.web.responsibilities.duty_rows import plan_of, skill_of
from rxladder.web.responsibilities.models import (
    Achievement,
    LeftOut,
    PlanItem,
    QualityProject,
    Skill,
    SkillSignOff,
    TrainingPlan,
)
from rxladder.web.site.career_rows import part_of, parts_of
from rxladder.web.site.kept import kept
from rxladder.web.site.request import PersonRequest
from rxladder.web.site.rules import packs


def worth_noting_now(request: PersonRequest) -> tuple[Worth, ...]:
    """What the person could note, the newest first; kept until the record changes."""
    return kept(request, "worth-noting", lambda: find_worth_noting(request.person, request.on))


def find_worth_noting(person: Person, on: date) -> tuple[Worth, ...]:
    """The same, looked up anew; nine queries."""
    noted = {*_keys(Achievement, person), *_keys(LeftOut, person)}
    return worth_noting(_lately(person, on - timedelta(days=FRESH)), packs(), on, noted)


def _keys(model: type[Achievement] | type[LeftOut], person: Person) -> list[str]:
    return list(model.objects.visible_to(person).exclude(of="").values_list("of", flat=True))


def _lately(person: Person, first: date) -> record.Career:
    """What happened since a day, with no more of it than noting needs."""
    renewed = EarlierTerm.objects.visible_to(person).values("holding")
    held = Holding.objects.visible_to(person).filter(issued__gte=first).exclude(id__in=renewed)
    ended = QualityProject.objects.visible_to(person).filter(ended__gte=first)
    return record.Career(
        holdings=tuple(part_of(record.Holding, row, terms=()) for row in held),
        exams=parts_of(record.ExamTaken, ExamTaken.objects.visible_to(person).filter(date__gte=first)),
        trainings=parts_of(record.Training, Training.objects.visible_to(person).filter(completed__gte=first)),
        projects=tuple(Project(row.title, ended=row.ended) for row in ended),
        responsibilities=Responsibilities(training=_plans(person, first)),
        skills=_skills(person, first),
    )


def _plans(person: Person, first: date):
    items = PlanItem.objects.visible_to(person)
    wanted = items.filter(signed__gte=first).values("plan")
    found: dict[object, list[PlanItem]] = {}
    for item in items.filter(plan__in=wanted):
        found.setdefault(item.plan_id, []).append(item)
    rows = TrainingPlan.objects.visible_to(person).filter(id__in=list(found))
    return tuple(plan_of(row, found[row.id]) for row in rows)


def _skills(person: Person, first: date):
    """Skills that were signed off for the first time since a day."""
    before = SkillSignOff.objects.visible_to(person).filter(on__lt=first).values("skill")
    signed = SkillSignOff.objects.visible_to(person).filter(on__gte=first).exclude(skill__in=before)
    found: dict[object, list[SkillSignOff]] = {}
    for one in signed:
        found.setdefault(one.skill_id, []).append(one)
    rows = Skill.objects.visible_to(person).filter(id__in=list(found))
    return tuple(skill_of(row, parts_of(SignOff, found[row.id])) for row in rows)
