"""A solution as a path: its steps by their days, with prices, study and what each rests on."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from rxladder.career.record import PathName
from rxladder.planning.path_ground import Ground
from rxladder.planning.path_limits import renewals_due
from rxladder.planning.path_model import Solution, study_days
from rxladder.planning.path_problem import Problem
from rxladder.planning.path_renewals import Renewal
from rxladder.planning.path_result import Path, Step
from rxladder.planning.path_schedule import Schedule


def path_of(name: PathName, problem: Problem, solution: Solution) -> Path:
    """A solution as it is handed out: dated steps with prices, renewals between, and what it rests on."""
    schedule = Schedule(problem.actions, solution.steps, problem.keeping)
    schedule = schedule.only_needed(problem.goal, solution.finish)
    steps = [_step(id_, schedule, problem, solution) for id_ in schedule.days]
    steps += [
        _renewal(one, key, schedule, problem, solution)
        for one, key in renewals_due(problem, solution)
        if "#" not in key or key.split("#")[0] in schedule.days
    ]
    ground = problem.ground
    steps.sort(key=lambda one: (one.starts, one.ends, one.kind == "work", one.id))
    return Path(name, ground.day(solution.finish), solution.gap, tuple(_with_ends(steps, ground, solution)))


def _step(id_: str, schedule: Schedule, problem: Problem, solution: Solution) -> Step:
    ground, action = problem.ground, problem.actions[id_]
    start, end = schedule.days[id_]
    block, since = study_days(action.study_hours, ground), solution.study_from.get(id_)
    return Step(
        id=id_,
        kind=action.kind,
        what=action.what,
        says=action.says,
        starts=ground.day(start),
        ends=ground.day(end),
        cost_usd=_dollars(action.cents),
        study_hours=action.study_hours,
        needs=tuple(sorted(schedule.needed_by(id_))),
        study_from=None if since is None else ground.day(since),
        study_until=None if since is None else ground.day(since + block),
        authority=action.authority,
        workplace=action.workplace,
        hours_per_week=action.hours_per_week,
        doubt=action.doubt,
        credit=action.credit,
        assumes=action.assumes,
    )


def _renewal(one: Renewal, key: str, schedule: Schedule, problem: Problem, solution: Solution) -> Step:
    ground, since = problem.ground, solution.study_from.get(key) if one.hours else None
    block = study_days(one.hours or Fraction(0), ground)
    holding = f"holding:{one.credential}"
    return Step(
        id=one.id,
        kind="renewal",
        what=one.credential,
        says=one.title,
        starts=ground.day(one.day),
        ends=ground.day(one.day),
        cost_usd=_dollars(one.cents),
        study_hours=one.hours or Fraction(0),
        needs=(holding,) if holding in schedule.days else (),
        study_from=None if since is None else ground.day(since),
        study_until=None if since is None else ground.day(since + block),
        next_ends=one.next_ends,
    )


def _with_ends(steps: list[Step], ground: Ground, solution: Solution) -> list[Step]:
    """Work goes on until the next post is taken up, or the goal is reached."""
    posts = sorted((step for step in steps if step.kind == "work"), key=lambda one: one.starts)
    ends = {one.id: after.starts for one, after in pairwise(posts)}
    last = ground.day(solution.finish)
    return [replace(one, ends=ends.get(one.id, last)) if one.kind == "work" else one for one in steps]


def _dollars(cents: int | None) -> Decimal | None:
    return None if cents is None else Decimal(cents) / 100
