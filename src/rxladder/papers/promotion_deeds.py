"""What somebody did, in a promotion packet: achievements, duties, skills, training of others, projects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rxladder.career.achievements import Achievement
from rxladder.career.duties import Duty, Skill
from rxladder.career.projects import Project
from rxladder.career.record import Career
from rxladder.facts.language import gettext as _
from rxladder.facts.phrases import say_date, say_hours, say_month, sentence
from rxladder.facts.roles import workplaces
from rxladder.facts.skills import skill_name
from rxladder.papers.promotion_sections import Line, Section, section_title
from rxladder.quality.charts import make_chart
from rxladder.quality.compare import compare
from rxladder.quality.words import say_comparison


def achievements(found: Sequence[Achievement], on: date) -> Section:
    """What was achieved, the newest first."""
    newest = sorted((one for one in found if one.on <= on), key=lambda one: one.on, reverse=True)
    return Section("achievements", section_title("achievements"), tuple(map(achievement_line, newest)))


def achievement_line(one: Achievement) -> Line:
    """An achievement: what, when, how much, and what came of it."""
    return Line(
        title=one.what,
        beside=say_month(one.on),
        about=tuple(filter(None, (one.figure, one.result))),
        proofs=(one.evidence,) if one.evidence else (),
    )


def duties(found: Sequence[Duty], on: date) -> Section:
    """What somebody is in charge of, what goes on first."""
    goes_on = sorted(found, key=lambda one: (one.until is not None, one.since or date.min))
    lines = [Line(one.what, say_days(one.since, one.until, on), tuple(_about_duty(one))) for one in goes_on]
    return Section("duties", section_title("duties"), tuple(lines))


def _about_duty(duty: Duty) -> Iterator[str]:
    place = workplaces().get(duty.workplace or "")
    hours = duty.hours_per_week
    a_week = _("{hours} a week").format(hours=say_hours(hours)) if hours else ""
    about = ", ".join(filter(None, [a_week, duty.employer or (_(place.name) if place else "")]))
    if about:
        yield sentence(about)


def say_days(since: date | None, until: date | None, on: date) -> str:
    """From when to when something was, by months; what is not over yet has no end."""
    if until is not None and until < on:
        if since is None:
            return _("until {day}").format(day=say_month(until))
        return _("{first} to {last}").format(first=say_month(since), last=say_month(until))
    return _("since {day}").format(day=say_month(since)) if since else ""


def skills(found: Sequence[Skill], on: date) -> Section:
    """What somebody can do, what was signed off first."""
    ranked = sorted(found, key=lambda one: (one.signed(on) is None, _LEVELS.index(one.level)))
    lines = [Line(skill_name(one.name), say_level(one), tuple(_signed(one, on))) for one in ranked]
    return Section("skills", section_title("skills"), tuple(lines))


_LEVELS = ("teaches", "alone", "helped", "learning")


def say_level(skill: Skill) -> str:
    """How well somebody can do something, as others read it."""
    return {
        "teaches": _("teaches it"),
        "alone": _("independently"),
        "helped": _("with help"),
        "learning": _("learning"),
    }[skill.level]


def _signed(skill: Skill, on: date) -> Iterator[str]:
    signed = skill.signed(on)
    if signed:
        yield _("Signed off by {name} on {day}").format(name=signed.by, day=say_date(signed.on))


def training(career: Career, on: date) -> Section:
    """Trainings of others, by what for; nobody's name."""
    lines = []
    for plan in career.responsibilities.training:
        if plan.starts and plan.starts > on:
            continue
        said = _("{done} of {n} things signed off").format(done=plan.signed, n=len(plan.items))
        about = (said,) if plan.items else ()
        lines.append(
            Line(plan.what or _("A colleague's training"), say_days(plan.starts, plan.ended, on), about)
        )
    return Section("training", section_title("training"), tuple(lines))


def projects(found: Sequence[Project]) -> Section:
    """Quality projects, the newest first."""
    lines = [
        Line(one.title, _project_days(one), tuple(filter(None, [one.aim, *_came_of(one), one.learned])))
        for one in sorted(found, key=lambda one: one.started or date.min, reverse=True)
    ]
    return Section("projects", section_title("projects"), tuple(lines))


def _project_days(project: Project) -> str:
    if project.started and project.ended:
        first, last = say_month(project.started), say_month(project.ended)
        return _("{first} to {last}").format(first=first, last=last)
    return _("since {day}").format(day=say_month(project.started)) if project.started else ""


def _came_of(project: Project) -> Iterator[str]:
    """Before and after the last change that has points on both sides."""
    if project.measure is None:
        return
    chart = make_chart(project.measure, project.points, project.changes, project.baseline_until)
    for change in sorted(project.changes, key=lambda one: one.date, reverse=True):
        measured = compare(project.measure, project.points, project.changes, change)
        if measured is not None and chart is not None:
            yield " ".join([f"{change.what.rstrip('.')}.", *say_comparison(measured, chart)])
            return
