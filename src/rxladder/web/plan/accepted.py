"""The accepted paths of a person as rows, and back; and how one takes the place of another."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import FilteredRelation, Q
from django.utils import timezone

from rxladder.career import record
from rxladder.career.dump import plain_part
from rxladder.career.path_entry import read_path
from rxladder.web.accounts.models import Person
from rxladder.web.plan.models import AcceptedPath, Goal
from rxladder.web.site.records import one_at_a_time

GOAL = ("role", "credential", "workplace", "by")


def goals_of(person: Person) -> tuple[record.Goal, ...]:
    """A person's goals with their paths, in one query."""
    path = FilteredRelation("paths", condition=Q(paths__deleted_at=None))
    rows = Goal.objects.visible_to(person).annotate(path=path).values_list(*GOAL, "path__plan")
    return tuple(
        record.Goal(role or None, credential or None, workplace or None, by, _path(plan))
        for role, credential, workplace, by, plan in rows
    )


def _path(plan: dict[str, Any] | None) -> record.AcceptedPath | None:
    return None if plan is None else read_path(plan)


def path_row(goal: Goal, path: record.AcceptedPath) -> AcceptedPath:
    """The row that keeps a goal's path, not saved yet."""
    return AcceptedPath(goal=goal, plan=plain_part(path))


def take(person: Person, wanted: record.Goal, path: record.AcceptedPath) -> AcceptedPath:
    """Keep a path with its goal, in the place of the one before; a goal not on record becomes one."""
    with one_at_a_time(person.id):
        at = timezone.now()
        goal = goal_row(person, wanted)
        if goal is None:
            goal = Goal(person=person, created_at=at, **_columns(wanted))
            goal.save()
        AcceptedPath.objects.visible_to(person).filter(goal=goal).delete_softly(at)
        row = path_row(goal, path)
        row.person, row.created_at = person, at
        row.save()
    return row


def goal_row(person: Person, wanted: record.Goal) -> Goal | None:
    """The first goal on record that aims at the same."""
    return Goal.objects.visible_to(person).filter(**_columns(wanted)).first()


def _columns(wanted: record.Goal) -> dict[str, str]:
    return {name: getattr(wanted, name) or "" for name in GOAL[:-1]}


def let_go(row: AcceptedPath) -> None:
    """The path is no longer the person's; the goal stays."""
    with one_at_a_time(row.person_id):
        row.delete_softly()


def undo(row: AcceptedPath) -> None:
    """Take back what was done last with a path: accepting it, or letting it go."""
    with one_at_a_time(row.person_id):
        row.refresh_from_db()
        others = AcceptedPath.objects.visible_to(row.person).filter(goal=row.goal)
        if row.deleted_at is not None:
            others.delete_softly(timezone.now())
            row.restore()
            return
        row.delete_softly()
        _before(row, row.created_at)


def _before(row: AcceptedPath, at: datetime) -> None:
    """What stood in the place of a path before it was accepted: another path, or not even the goal."""
    for other in AcceptedPath.objects.deleted_by(row.person).filter(goal=row.goal, deleted_at=at):
        other.restore()
    made_with_it = Goal.objects.visible_to(row.person).filter(id=row.goal_id, created_at=at)
    made_with_it.delete_softly(timezone.now())
