"""The accepted paths of a person as rows, and back; and how one takes the place of another."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import FilteredRelation, Q
from django.utils import timezone

from rxladder.career import record
from rxladder.career.dump import plain_part
from rxladder.career.path_entry import read_path
from rxladder.planning.path_goal import Goal as Wanted
from rxladder.planning.path_goal import goal_of
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


def path_rows(person: Person) -> list[AcceptedPath]:
    """A person's accepted paths whose goals are there, in the goals' order."""
    rows = AcceptedPath.objects.visible_to(person).filter(goal__deleted_at=None).select_related("goal")
    return list(rows.order_by("goal__created_at", "goal__place", "goal__id"))


def path_to(person: Person, wanted: Wanted) -> AcceptedPath | None:
    """The accepted path to what is wanted."""
    return next((row for row in path_rows(person) if goal_of(part_of_goal(row.goal)) == wanted), None)


def take(person: Person, wanted: Wanted, path: record.AcceptedPath) -> AcceptedPath:
    """Keep a path to what is wanted, in the place of the one before; what is no goal yet becomes one."""
    with one_at_a_time(person.id):
        at = timezone.now()
        before = path_to(person, wanted)
        goal = before.goal if before else _goal_row(person, wanted)
        if goal is None:
            goal = Goal(person=person, created_at=at, **{wanted.kind: wanted.id})
            goal.save()
        AcceptedPath.objects.visible_to(person).filter(goal=goal).delete_softly(at)
        row = path_row(goal, path)
        row.person, row.created_at = person, at
        row.save()
    return row


def _goal_row(person: Person, wanted: Wanted) -> Goal | None:
    return next(
        (row for row in Goal.objects.visible_to(person) if goal_of(part_of_goal(row)) == wanted), None
    )


def part_of_goal(row: Goal) -> record.Goal:
    """A goal as the record has it, without its path."""
    return record.Goal(row.role or None, row.credential or None, row.workplace or None, row.by)


def let_go(row: AcceptedPath) -> None:
    """The path is no longer the person's; the goal stays."""
    with one_at_a_time(row.person_id):
        row.delete_softly()


def restore(row: AcceptedPath) -> None:
    """Undo letting go; a path that was taken meanwhile gives way."""
    with one_at_a_time(row.person_id):
        AcceptedPath.objects.visible_to(row.person).filter(goal=row.goal).delete_softly(timezone.now())
        row.restore()


def undo_taking(row: AcceptedPath) -> None:
    """Take back that a path was taken or kept: what stood in its place before is there again."""
    with one_at_a_time(row.person_id):
        now = timezone.now()
        AcceptedPath.objects.visible_to(row.person).filter(id=row.id).delete_softly(now)
        _before(row, row.created_at, now)


def _before(row: AcceptedPath, at: datetime, now: datetime) -> None:
    """What stood in the place of a path before it was accepted: another path, or not even the goal."""
    for other in AcceptedPath.objects.deleted_by(row.person).filter(goal=row.goal, deleted_at=at):
        other.restore()
    made_with_it = Goal.objects.visible_to(row.person).filter(id=row.goal_id, created_at=at)
    made_with_it.delete_softly(now)
