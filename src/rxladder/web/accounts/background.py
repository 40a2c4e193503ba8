"""Work, trainings, exams and goals in words: what the career file brought and the rules read."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rxladder.facts.roles import roles, workplaces
from rxladder.web.accounts.models import Person, Work
from rxladder.web.certifications.models import ExamTaken, Training
from rxladder.web.plan.models import Goal
from rxladder.web.site.rules import packs, short_name


class Kept(NamedTuple):
    """One line: what it is, and when."""

    what: str
    when: str


def kept_besides(person: Person) -> list[Kept]:
    """Every line, work first."""
    return [
        *(_work(row) for row in Work.objects.visible_to(person)),
        *(_training(row) for row in Training.objects.visible_to(person)),
        *(_exam(row) for row in ExamTaken.objects.visible_to(person)),
        *(_goal(row) for row in Goal.objects.visible_to(person)),
    ]


def _day(value) -> str:
    return date_format(value, "SHORT_DATE_FORMAT") if value else ""


def _work(row: Work) -> Kept:
    role, place = roles().get(row.role), workplaces().get(row.workplace)
    names = [role.name if role else row.role, place.name if place else row.workplace]
    until = _day(row.ended) or _("today")
    return Kept(" · ".join(filter(None, names)), f"{_day(row.began)} – {until}")


def _training(row: Training) -> Kept:
    known = packs().vocabulary.programmes.get(row.programme)
    return Kept(known.name if known else row.programme, _day(row.completed) or _("running"))


def _exam(row: ExamTaken) -> Kept:
    known = packs().vocabulary.exams.get(row.exam)
    result = _("passed") if row.passed else _("not passed")
    return Kept(known.name if known else row.exam, f"{_day(row.date)}, {result}")


def _goal(row: Goal) -> Kept:
    role, place = roles().get(row.role), workplaces().get(row.workplace)
    name = role.name if role else short_name(row.credential) if row.credential else ""
    name = name or (place.name if place else row.workplace)
    return Kept(_("Goal: %(name)s") % {"name": name}, _day(row.by))
