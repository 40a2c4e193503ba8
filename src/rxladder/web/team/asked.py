"""What a person's teams ask of them: as next steps, as dates, and whether it is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from rxladder.career import record
from rxladder.career.duties import Skill
from rxladder.rules.agenda import Event
from rxladder.rules.steps import Step
from rxladder.rules.team_asks import (
    Ask,
    AskKind,
    ask_event,
    ask_step,
    done_on,
    nudge_event,
    nudge_step,
    told_by_record,
)
from rxladder.web.accounts.models import Person
from rxladder.web.education.models import Credit
from rxladder.web.responsibilities.duty_rows import stored_skills
from rxladder.web.site.career_rows import stored_parts
from rxladder.web.site.rules import packs
from rxladder.web.team.models import Assignment, Nudge

NUDGED_FOR = timedelta(days=14)
"""As long as a team's word to look at something stands among the dates."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that is asked, as it stands: the day it was done, by the record or by the person's word."""

    row: Assignment
    ask: Ask
    recorded: date | None

    @property
    def done(self) -> date | None:
        """Since when it is done."""
        return done_on(self.ask, self.recorded)

    def late(self, on: date) -> bool:
        """Whether its day is over and it is not done."""
        return self.done is None and self.row.due is not None and self.row.due < on


def ask_of(row: Assignment, team: str) -> Ask:
    """What a row asks, for the engines."""
    return Ask(
        id=str(row.id),
        kind=cast(AskKind, row.kind),
        what=row.what,
        asked_on=row.asked_on,
        by=row.asked_by_name,
        team=team,
        why=row.why,
        due=row.due,
        uan=row.uan or None,
        topic=row.topic or None,
        hours=row.hours,
        skill=row.skill,
        items=len(row.items),
        ticked=len(row.ticked),
        said_done=row.said_done,
    )


def asked_of_person(person: Person, on: date) -> list[Asked]:
    """Everything that a person's present teams ask of them; one query where there is nothing."""
    rows = list(
        Assignment.objects.visible_to(person)
        .filter(member__left_at=None)
        .select_related("member__organisation")
        .order_by("due", "created_at", "id")
    )
    return _as_it_stands(rows, person, on)


def asked_of_member(rows: Iterable[Assignment], person: Person, team: str, on: date) -> list[Asked]:
    """Some of what one team asks of a person, as it stands."""
    return _as_it_stands(list(rows), person, on, team)


def _as_it_stands(rows: list[Assignment], person: Person, on: date, team: str = "") -> list[Asked]:
    asks = [ask_of(row, team or row.member.organisation.name) for row in rows]
    credits: tuple[record.Credit, ...] = ()
    skills: tuple[Skill, ...] = ()
    if any(ask.kind == "education" and ask.from_record for ask in asks):
        credits = stored_parts(record.Credit, Credit.objects.visible_to(person))
    if any(ask.kind == "skill" for ask in asks):
        skills = stored_skills(person)
    courses = packs().vocabulary.courses
    return [
        Asked(row, ask, told_by_record(ask, credits, skills, courses, on))
        for row, ask in zip(rows, asks, strict=True)
    ]


def asked_steps(person: Person, on: date) -> list[Step]:
    """What is still open of it, and what a team wants the person to look at, as next steps."""
    if not person.in_teams:
        return []
    steps = [ask_step(one.ask, on) for one in asked_of_person(person, on) if one.done is None]
    return steps + [
        nudge_step(str(row.id), row.what, row.asked_by_name, row.member.organisation.name, row.asked_on)
        for row in nudges_of(person, on)
    ]


def asked_dates(person: Person, on: date) -> list[Event]:
    """Its dates, and what a team wants the person to look at, unless they want no reminders of that team."""
    if not person.in_teams:
        return []
    events = [ask_event(one.ask, one.done, on) for one in asked_of_person(person, on)]
    for row in nudges_of(person, on):
        team = row.member.organisation.name
        events.append(nudge_event(str(row.id), row.what, row.asked_by_name, team, row.asked_on, on))
    return [event for event in events if event is not None]


def nudges_of(person: Person, on: date) -> list[Nudge]:
    """What a person's teams wanted them to look at lately, where they may remind; the newest first."""
    rows = Nudge.objects.visible_to(person).filter(
        member__left_at=None, member__may_remind=True, asked_on__gte=on - NUDGED_FOR
    )
    return list(rows.select_related("member__organisation").order_by("-asked_on", "-created_at"))
