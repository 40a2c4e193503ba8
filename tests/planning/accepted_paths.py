"""Accepted paths for tests: the demo person's to a certification, and any other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from rxladder.career.demo import demo_career
from rxladder.career.record import Career, Goal
from rxladder.facts.load import load_packs
from rxladder.facts.roles import roles
from rxladder.planning.path import find_paths
from rxladder.planning.path_accepted import accepted
from rxladder.planning.path_changes import taken as taken_today
from rxladder.planning.path_goal import Goal as Wanted
from rxladder.planning.path_goal import goal_named
from rxladder.planning.path_ground import WhatIf

PACKS, ON = load_packs(), date(2026, 11, 22)
NOTHING = WhatIf()


def taken(
    career: Career, goal: str, *, name: str = "fastest", what_if: WhatIf = NOTHING, by: date | None = None
) -> Goal:
    """The goal with the path that the person takes today, by the name of the path."""
    wanted = goal_named(goal, PACKS, roles())
    assert wanted is not None
    return with_path(career, wanted, name=name, what_if=what_if, by=by)


def with_path(
    career: Career,
    wanted: Wanted,
    *,
    name: str = "fastest",
    what_if: WhatIf = NOTHING,
    by: date | None = None,
) -> Goal:
    """The same for a goal that is known."""
    found = find_paths(career, PACKS, ON, wanted, what_if=what_if, seconds=20)
    path = next(one for one in found.paths if one.name == name)
    own = taken_today(accepted(path, career, PACKS, ON, what_if), wanted, career, PACKS, ON)
    return Goal(**{wanted.kind: wanted.id}, by=by, path=own)


def demo() -> Career:
    """The demo person, without goals of their own."""
    return replace(demo_career(ON, PACKS), goals=())
