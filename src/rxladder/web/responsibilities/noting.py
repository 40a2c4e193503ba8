"""What happened lately that is worth noting as an achievement, read in a few small queries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from django.db.models import Count, Max, Min

from rxladder.career import record
from rxladder.career.duties import ChecklistItem, Responsibilities, SignOff, TrainingPlan
from rxladder.career.duties import Skill as SkillRecord
from rxladder.career.projects import Project
from rxladder.rules.worth_noting import FRESH, Worth, worth_noting
from rxladder.web.accounts.models import Person
from rxladder.web.responsibilities.models import (
    Achievement,
    LeftOut,
    PlanItem,
    QualityProject,
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
    """The trainings of which something was signed off last, since a day, with as much of their lists as tells
    whether all is signed off, and when."""
    items = PlanItem.objects.visible_to(person).filter(plan__deleted_at=None)
    lately = items.filter(signed__gte=first).order_by("-signed").values_list("plan", flat=True)
    of_them = items.filter(plan__in=set(lately[:MOST])).order_by()
    counted = of_them.values_list("plan", "plan__trainee", "plan__what", "plan__ended").annotate(
        n=Count("pk"), done=Count("signed"), last=Max("signed")
    )
    return tuple(
        TrainingPlan(
            trainee,
            what,
            ended=ended,
            items=(ChecklistItem("", signed=last), *([ChecklistItem("")] if n > done else [])),
        )
        for _plan, trainee, what, ended, n, done, last in counted
    )


def _skills(person: Person, first: date) -> tuple[SkillRecord, ...]:
    """The skills that were signed off last, since a day, with their first sign-off."""
    sign_offs = SkillSignOff.objects.visible_to(person).filter(skill__deleted_at=None)
    lately = sign_offs.filter(on__gte=first).order_by("-on").values_list("skill", flat=True)
    of_them = sign_offs.filter(skill__in=set(lately[:MOST])).order_by()
    firsts = of_them.values_list("skill", "skill__name").annotate(first=Min("on"))
    return tuple(SkillRecord(name, sign_offs=(SignOff(day, ""),)) for _skill, name, day in firsts)
