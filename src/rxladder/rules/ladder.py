"""The ladder for one person: where they stand, what is one step away, and why.

A role `asks` what is typical to be chosen for it; that is judged like a credential's eligibility, and is no
law.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from rxladder.career.record import Career
from rxladder.facts import conditions as c
from rxladder.facts.language import gettext as _
from rxladder.facts.load import Packs
from rxladder.facts.roles import Role, roles
from rxladder.rules.answers import present_work
from rxladder.rules.attempts import retries
from rxladder.rules.conditions import truth
from rxladder.rules.context import Context
from rxladder.rules.eligibility import first_day_true
from rxladder.rules.explain import explain
from rxladder.rules.questions import asked
from rxladder.rules.result import AskedQuestion, Because, Retry, Truth

Place = Literal["here", "behind", "next", "above", "beside"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a person stands to a role.

    `place`: they are in it (`here`), were in it or are above it (`behind`), it is one step away (`next`),
    further (`above`), or no part of the ladder (`beside`). `met`: what it asks is met; `earliest`: the first
    day on which it is if work goes on as now. `since` and `until` are of the person's own work in it.
    """

    role: str
    place: Place
    met: Truth
    because: Because
    earliest: date | None = None
    questions: tuple[AskedQuestion, ...] = ()
    retries: tuple[Retry, ...] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step up or across: from a role where the person stands to one that it leads to."""

    of: str
    to: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """The whole ladder as one person stands on it on a day. `steps`: the nearest in time first."""

    on: date
    here: tuple[str, ...]
    standings: Mapping[str, Standing]
    steps: tuple[Step, ...]


def ladder(career: Career, packs: Packs, on: date) -> Ladder:
    """Where a career stands on the ladder on a day, and what is one step away."""
    context = role_context(career, packs, on)
    here = _here(context)
    steps = _steps(here)
    places = _places(career, here, {step.to for step in steps}, on)
    standings = {id_: _standing(roles()[id_], place, context) for id_, place in places.items()}
    return Ladder(on, here, standings, tuple(sorted(steps, key=lambda step: _nearness(standings[step.to]))))


def role_context(career: Career, packs: Packs, on: date) -> Context:
    """What a role's conditions are evaluated against: the rules of the person's own state, and no holding."""
    return Context(career, packs, on, career.person.state or "", "")


# --- Where the person stands


def _here(context: Context) -> tuple[str, ...]:
    """The roles of the work that goes on, and what the record makes of them without another post.

    A role that asks nothing but credentials (certified technician) is had with them by whoever works as a
    technician.
    """
    works = sorted(present_work(context.career, context.on), key=lambda work: work.from_, reverse=True)
    posts = [work.role for work in works if work.role in roles()]
    technician = any(_level(id_) >= 1 for id_ in posts)
    had = [
        id_
        for id_, role in roles().items()
        if technician and role.asks and _only_credentials(role.asks) and truth(role.asks, context) is True
    ]
    return tuple(dict.fromkeys((*posts, *had)))


def _only_credentials(node: c.Node) -> bool:
    return all(isinstance(one, c.Holds) for one in c.walk(node) if not c.children(one))


def _level(role: str) -> int:
    level = roles()[role].level
    return -1 if level is None else level


def _steps(here: tuple[str, ...]) -> list[Step]:
    """What the roles lead to, each once, from the highest that leads there; for a beginner, the lowest."""
    if not here:
        return [Step("", next(iter(roles())))]
    found: dict[str, Step] = {}
    for of in sorted(here, key=_level, reverse=True):
        for to in roles()[of].leads_to:
            if to not in here and not _far_below(to, here):
                found.setdefault(to, Step(of, to))
    return list(found.values())


def _far_below(role: str, here: tuple[str, ...]) -> bool:
    """Whether a role is lower than every post that the person has: going there is no step on."""
    return _level(role) < min(_level(id_) for id_ in here)


def _places(career: Career, here: tuple[str, ...], near: set[str], on: date) -> dict[str, Place]:
    had = {work.role for work in career.experience if work.from_ <= on}
    below = {id_ for role in here for id_ in leading_to(role)}
    places: dict[str, Place] = {}
    for id_, role in roles().items():
        if id_ in here:
            places[id_] = "here"
        elif id_ in near:
            places[id_] = "next"
        elif role.asks is None:
            places[id_] = "beside"
        else:
            places[id_] = "behind" if id_ in had or id_ in below else "above"
    return places


@cache
def leading_to(role: str) -> frozenset[str]:
    """The lower roles from which steps lead up to a role, at any distance."""
    found: set[str] = set()
    for id_, below in roles().items():
        if role in below.leads_to and _level(id_) < _level(role):
            found |= {id_} | leading_to(id_)
    return frozenset(found)


def _standing(role: Role, place: Place, context: Context) -> Standing:
    works = [work for work in context.career.experience if work.role == role.id and work.from_ <= context.on]
    since = min((work.from_ for work in works), default=None)
    ends = [work.to for work in works]
    until = None if not ends or None in ends else max(day for day in ends if day is not None)
    own = context.on_day(context.on)
    if role.asks is None:
        return Standing(role.id, place, None, Because("leaf", _(role.name), None), since=since, until=until)
    met = truth(role.asks, own)
    return Standing(
        role=role.id,
        place=place,
        met=met,
        because=explain(role.asks, own, None),
        earliest=first_day_true(role.asks, own.on_day(own.on), own.on),
        questions=asked(own.atoms, own.packs, of_role=True) if met is None else (),
        retries=tuple(retries(role.asks, own.career, own.packs, own.on)),
        since=since,
        until=until,
    )


def _nearness(standing: Standing) -> tuple[int, date, int]:
    """What can be begun today first, then by the day, then what hangs on an answer, then the rest."""
    rank = 0 if standing.met is True else 1 if standing.earliest else 2 if standing.met is None else 3
    return rank, standing.earliest or date.max, _level(standing.role)
