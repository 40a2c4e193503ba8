"""What a person's signed skills make of each role: what is one sign-off away, and who could teach it.

A role's `asks` tell what is typical to be chosen for it, its skills what one does in it. Both are readings of
its sources, never a law, and a sign-off at work is no licence to do a thing: the state decides that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rxladder.career.duties import Level, SignOff, Skill
from rxladder.facts.roles import roles
from rxladder.facts.skills import skill_id, skills_of
from rxladder.rules.ladder import Ladder, Standing

TaskState = Literal["signed", "over", "unsigned", "none"]
"""signed: somebody signed for it; over: a sign-off that no longer counts; unsigned: in the record, and nobody
signed; none: not in the record."""

_LEVELS: tuple[Level, ...] = ("learning", "helped", "alone", "teaches")


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that a role does, and how a person stands to it.

    `sign_off` is the newest one, also where it is over.
    """

    skill: str
    state: TaskState
    level: Level | None = None
    last_done: date | None = None
    sign_off: SignOff | None = None
    teachers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleSkills:
    """A role by its tasks, and how the person stands to what it asks."""

    role: str
    standing: Standing
    tasks: tuple[Task, ...]

    @property
    def missing(self) -> tuple[Task, ...]:
        """What nobody has signed for, or not any more."""
        return tuple(task for task in self.tasks if task.state != "signed")

    @property
    def begun(self) -> bool:
        """Whether anything of it is in the record."""
        return any(task.state != "none" for task in self.tasks)

    @property
    def one_away(self) -> bool:
        """Whether its asks are met and one sign-off is all that lacks of its skills."""
        return self.standing.met is True and len(self.missing) == 1 and self.begun


def role_skills(skills: Iterable[Skill], ladder: Ladder) -> tuple[RoleSkills, ...]:
    """Every role that is told by skills and that the person is not in.

    First what is one sign-off away, then what is begun, by how much it lacks; the next steps before others.
    """
    best = best_tasks(skills, ladder.on)
    found = [
        RoleSkills(id_, standing, tuple(best.get(skill) or Task(skill, "none") for skill in skills_of(id_)))
        for id_, standing in ladder.standings.items()
        if skills_of(id_) and standing.place not in ("here", "behind")
    ]
    return tuple(sorted(found, key=_nearness))


def _nearness(one: RoleSkills) -> tuple[bool, bool, int, bool, int]:
    level = roles()[one.role].level
    return (
        not one.one_away,
        not one.begun,
        len(one.missing) if one.begun else 0,
        one.standing.place != "next",
        99 if level is None else level,
    )


def best_tasks(skills: Iterable[Skill], on: date) -> Mapping[str, Task]:
    """How a person stands to each skill; of several entries for one, the one that says most."""
    found: dict[str, Task] = {}
    for skill in skills:
        task = _task(skill, on)
        other = found.get(task.skill)
        if other is None or _weight(task) > _weight(other):
            found[task.skill] = task
    return found


def _task(skill: Skill, on: date) -> Task:
    signed = skill.signed(on)
    newest = next((one for one in reversed(skill.sign_offs) if one.on <= on), None)
    state: TaskState = "signed" if signed else "over" if newest else "unsigned"
    return Task(skill_id(skill.name), state, skill.level, skill.last_done, signed or newest, skill.teachers)


def _weight(task: Task) -> tuple[int, int, date]:
    level = _LEVELS.index(task.level) if task.level else -1
    rank = ("none", "unsigned", "over", "signed").index(task.state)
    return rank, level, task.last_done or date.min
