"""What happened lately that is worth noting as an achievement, read in a few small queries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from rxladder.career import record
from rxladder.career.duties import Responsibilities, TrainingPlan
from rxladder.career.duties import Skill as SkillRecord
from rxladder.career.projects import Project
from rxladder.rules.worth_noting import FRESH, Worth, worth_noting
from rxladder.web.accounts.models import Person
from rxladder.web.responsibilities.duty_rows import plan_of, skills_with_sign_offs
from rxladder.web.responsibilities.models import (
    Achievement,
    LeftOut,
    PlanItem,
    QualityProject,
    Skill,
    SkillSignOff,
)
from rxladder.web.site.answer import career_of
from rxladder.web.site.kept import kept
from rxladder.web.site.request import PersonRequest
from rxladder.web.site.rules import packs

MOST = 50
"""Of each kind, so many of the newest are looked at."""


def worth_noting_now(request: PersonRequest) -> tuple[Worth, ...]:
    """What the person could note, the newest first; kept until the record changes."""
    return kept(request, "worth-noting", lambda: find_worth_noting(request))


def newly_earned(request: PersonRequest) -> Worth | None:
    """The newest certification, exam or training to note; one query, since the home page asks."""
    found = kept(
        request,
        "newly-earned",
        lambda: worth_noting(career_of(request), packs(), request.on, _noted(request.person)),
    )
    return found[0] if found else None


def find_worth_noting(request: PersonRequest) -> tuple[Worth, ...]:
    """The same, looked up anew; seven queries beside those of the career."""
    person, first = request.person, request.on - timedelta(days=FRESH)
    lately = _lately(career_of(request), person, first)
    return worth_noting(lately, packs(), request.on, _noted(person))


def _noted(person: Person) -> set[str]:
    """The keys of what is noted or left out."""
    keys = [
        model.objects.visible_to(person).order_by().exclude(of="").values_list("of", flat=True)
        for model in (Achievement, LeftOut)
    ]
    return set(keys[0].union(keys[1]))


def _lately(career: record.Career, person: Person, first: date) -> record.Career:
    """The career with what the chapter keeps of it since a day, and no more of that than noting needs."""
    ended = QualityProject.objects.visible_to(person).filter(ended__gte=first)
    projects = ended.values_list("title", "ended")
    return replace(
        career,
        projects=tuple(Project(title, ended=day) for title, day in projects),
        responsibilities=Responsibilities(training=_plans(person, first)),
        skills=_skills(person, first),
    )


def _plans(person: Person, first: date) -> tuple[TrainingPlan, ...]:
    """The trainings of which something was signed off last, since a day."""
    items = PlanItem.objects.visible_to(person).filter(plan__deleted_at=None)
    lately = items.filter(signed__gte=first).order_by("-signed").values_list("plan", flat=True)
    found: dict[object, list[PlanItem]] = {}
    for item in items.filter(plan__in=set(lately[:MOST])).select_related("plan"):
        found.setdefault(item.plan_id, []).append(item)
    return tuple(plan_of(items[0].plan, items) for items in found.values())


def _skills(person: Person, first: date) -> tuple[SkillRecord, ...]:
    """The skills that were signed off last, since a day, with all their sign-offs."""
    signed = SkillSignOff.objects.visible_to(person)
    lately = signed.filter(on__gte=first).order_by("-on").values_list("skill", flat=True)
    rows = Skill.objects.visible_to(person).filter(id__in=set(lately[:MOST]))
    return skills_with_sign_offs(person, rows)
