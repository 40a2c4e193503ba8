"""The skills of a team: who can do what, what nobody can, what hangs on one person, who could teach whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, Literal, TypeVar

from rxladder.career.duties import Skill
from rxladder.facts.skills import skill_id, skills
from rxladder.rules.cross_training import Task, best_tasks

Member = TypeVar("Member")
Coverage = Literal["nobody", "one", "some"]
"""nobody: nobody is signed off; one: a single person is, so that it stops when they are away."""


@dataclass(frozen=True, slots=True)
class TeamSkill(Generic[Member]):
    """One skill over a team. `tasks` has everyone who has it in their record.

    `signed` are those with a sign-off that counts; `learners` those who have it in their record without one;
    `teachers` those of the signed who show others, or where there are none all who are signed.
    """

    skill: str
    needed: bool
    tasks: Mapping[Member, Task]
    signed: tuple[Member, ...]
    learners: tuple[Member, ...]
    teachers: tuple[Member, ...]

    @property
    def coverage(self) -> Coverage:
        """Whether the team has it, and whether it hangs on one person."""
        return "nobody" if not self.signed else "one" if len(self.signed) == 1 else "some"

    @property
    def gap(self) -> bool:
        """Whether the team needs it and nobody is signed off."""
        return self.needed and not self.signed


def team_skills(
    records: Mapping[Member, Iterable[Skill]], needs: Iterable[str], on: date
) -> tuple[TeamSkill[Member], ...]:
    """Every skill that the team needs or that somebody has, in the order of the facts, then by words."""
    tasks = {member: best_tasks(found, on) for member, found in records.items()}
    needed = {skill_id(name) for name in needs}
    names = needed | {name for mine in tasks.values() for name in mine}
    return tuple(_skill(name, name in needed, tasks) for name in sorted(names, key=_place))


def _place(name: str) -> tuple[int, str]:
    known = list(skills())
    return (known.index(name), "") if name in skills() else (len(known), name.casefold())


def _skill(name: str, needed: bool, tasks: Mapping[Member, Mapping[str, Task]]) -> TeamSkill[Member]:
    mine = {member: found[name] for member, found in tasks.items() if name in found}
    signed = tuple(member for member, task in mine.items() if task.state == "signed")
    shows = tuple(member for member in signed if mine[member].level == "teaches")
    learners = tuple(member for member in mine if member not in signed)
    return TeamSkill(name, needed, mine, signed, learners, shows or signed)
