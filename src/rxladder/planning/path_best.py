"""The best path of a kind: its goal in numbers, and the program solved until it keeps every limit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rxladder.career.record import Career, PathName
from rxladder.facts.language import gettext as _
from rxladder.facts.load import Packs
from rxladder.facts.path_assumptions import PathAssumptions
from rxladder.facts.roles import Role
from rxladder.planning.path_goal import Goal
from rxladder.planning.path_ground import WhatIf, ground_of
from rxladder.planning.path_limits import tightened
from rxladder.planning.path_model import Program, Solution
from rxladder.planning.path_problem import PathError, Problem, problem_of
from rxladder.planning.path_result import NoPath
from rxladder.planning.path_search import Clock, Search

_MOST_TURNS, _TIDY_SECONDS = 60, 0.02
_LONG = 10_000  # more than any path has days


def earliest_finish(
    career: Career,
    packs: Packs,
    on: date,
    goal: Goal,
    *,
    what_if: WhatIf,
    months: int,
    seconds: float,
    roles: Mapping[str, Role] | None,
    assumptions: PathAssumptions | None,
) -> int | None:
    """The days until a goal can be reached at the earliest, open questions aside; None where it cannot."""
    ground = ground_of(
        career, packs, on, what_if=what_if, months=months, roles=roles, assumptions=assumptions
    )
    problem = problem_of(goal, ground)
    if isinstance(problem, NoPath):
        return None
    found = settled(problem, "fastest", Clock(seconds), len(problem.actions), only_first=True)
    return None if found is None else found.finish


def settled(
    problem: Problem, name: PathName, clock: Clock, doubts: int | None, *, only_first: bool = False
) -> Solution | None:
    """The best solution of a kind, with every limit in the program that it would break otherwise."""
    for _turn in range(_MOST_TURNS):
        search = _best(problem, name, clock, doubts)
        if search is None:
            return None
        if tightened(problem, search.solution()):
            continue
        if only_first:
            return search.solution()
        _tidy(search)
        if not tightened(problem, search.solution()):
            return search.solution()
    raise PathError("the days of the path were not settled")


def _best(problem: Problem, name: PathName, clock: Clock, doubts: int | None) -> Search | None:
    """The best path by its name in the program as it is; `doubts` where their number is known."""
    program = problem.program()
    search = Search(program, clock)
    if doubts is not None:
        search.bound(program.doubts(), doubts)
    elif any(one.doubt for one in problem.actions.values()) and search.least(program.doubts()) is None:
        return None
    return None if search.least(_goal(program, problem, name)) is None else search


def _tidy(search: Search) -> None:
    """Of paths that are equally good: the least study and the fewest steps, and these as soon as can be."""
    program = search.program
    search.least(program.minutes() * 100 + program.steps_taken(), seconds=_TIDY_SECONDS, told=False)
    search.keep_choice()
    search.least(program.sooner(), seconds=_TIDY_SECONDS, told=False)


def _goal(program: Program, problem: Problem, name: PathName) -> object:
    """What is made small: first what the name says, and of what is alike in that the cheapest or fastest."""
    dearest = 1 + sum(action.cents or 0 for action in problem.actions.values())
    dearest += sum(one.cents or 0 for one in problem.renewals) + 100_000
    money, unknowns = program.cents(), len(problem.actions) + len(problem.renewals) + 100
    if name == "fastest":
        return (program.finish * unknowns + program.unknown_prices()) * dearest + money
    if name == "cheapest":
        return (program.unknown_prices() * dearest + money) * _LONG + program.finish
    weight, unknown = _weights(problem)
    return (program.finish * (weight * _LONG + 1)) + (money + program.unknown_prices() * unknown) * _LONG


def _weights(problem: Problem) -> tuple[int, int]:
    """What a day sooner is worth in cents, and what a price that is not known counts as."""
    ground = problem.ground
    month, unknown = ground.assumptions.month_sooner, ground.assumptions.unknown_price
    if not ground.budget_cents:
        ground.assume("month-sooner", _(month.says), _(month.why))
    ground.assume("unknown-price", _(unknown.says), _(unknown.why))
    monthly = ground.budget_cents or int(month.value * 100)
    return max(1, monthly // 30), int(unknown.value * 100)
