"""What a path leads to: a credential, a role or a kind of workplace.

A workplace means any role on the ladder that is at home there: one that names it among its own workplaces,
from a technician up to a supervisor. A technician's post there means it, too, where trainees are at home or
nobody is.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rxladder.career.record import Career
from rxladder.career.record import Goal as WantedGoal
from rxladder.facts import conditions as c
from rxladder.facts.language import gettext as _
from rxladder.facts.load import Packs
from rxladder.facts.roles import Role, workplaces
from rxladder.planning import path_ways
from rxladder.planning.path_actions import Book
from rxladder.planning.path_ground import Ground
from rxladder.planning.path_needs import NOTHING, Need, Test, Way, simplified
from rxladder.rules.titles import full_title

GoalKind = Literal["credential", "role", "workplace"]
_ON_LADDER = range(1, 6)


@dataclass(frozen=True, slots=True)
class Goal:
    """What is wanted, by its id."""

    kind: GoalKind
    id: str

    def says(self, ground: Ground) -> str:
        """What it is called."""
        match self.kind:
            case "credential":
                return full_title(ground.packs.credential(self.id))
            case "role":
                return _(ground.roles[self.id].name)
            case "workplace":
                return _(workplaces()[self.id].name)


def goal_named(id_: str, packs: Packs, roles: Collection[str]) -> Goal | None:
    """The goal that an id stands for; None where nobody knows it."""
    if id_ in roles:
        return Goal("role", id_)
    if id_ in workplaces():
        return Goal("workplace", id_)
    meant = id_ if id_ in packs.credentials else packs.vocabulary.resolve("credential", id_)
    return Goal("credential", meant) if meant is not None and meant in packs.credentials else None


def goals_of(career: Career) -> list[Goal]:
    """The career's own goals, in order."""
    return [goal_of(one) for one in career.goals]


def goal_of(wanted: WantedGoal) -> Goal:
    """What a goal of the record leads to: of several things the post, then the credential."""
    if wanted.role is not None:
        return Goal("role", wanted.role)
    if wanted.credential is not None:
        return Goal("credential", wanted.credential)
    return Goal("workplace", wanted.workplace or "")


def wanted_by(goal: Goal, career: Career) -> date | None:
    """The day by which the career wants to be there; None where it names none."""
    return min((one.by for one in career.goals if one.by and goal_of(one) == goal), default=None)


def need_of_goal(goal: Goal, book: Book) -> Need:
    """What reaching a goal needs; nothing at all where it is reached."""
    ground = book.ground
    match goal.kind:
        case "credential":
            ref = ground.packs.credential(goal.id)
            return path_ways.need_of(c.Holds(holds=ref.id), ground.context(ref.pack.id), book)
        case "role":
            if any(post.role == goal.id for post in ground.posts):
                return NOTHING
            return _any_of([book.post(goal.id)], goal.says(ground))
        case "workplace":
            if any(post.workplace == goal.id for post in ground.posts):
                return NOTHING
            posts = [book.post(role.id, goal.id) for role in roles_at(goal.id, ground)]
            return _any_of(posts, goal.says(ground))


def roles_at(workplace: str, ground: Ground) -> list[Role]:
    """The roles on the ladder that are at home at a kind of workplace."""
    ladder = [role for role in ground.roles.values() if role.level in _ON_LADDER]
    own = [role for role in ladder if workplace in role.workplaces]
    takes_beginners = any(workplace in role.workplaces for role in ground.roles.values() if role.level == 0)
    if own and not takes_beginners:
        return own
    return [role for role in ladder if role in own or role.id == "technician"]


def _any_of(steps: list[str | None], says: str) -> Need:
    return simplified(Test(says, tuple(Way(step) for step in steps if step is not None)))
