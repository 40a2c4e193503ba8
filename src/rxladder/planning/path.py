"""Paths: from a career to a role, a credential or a workplace, as dated steps that are proven the best.

Three of them: the fastest, the cheapest, and one that weighs both. Before all else each has as few open
questions as can be (things that only an authority could tell, or answers that nobody can bring about); then
comes what its name says. The fastest is as cheap as it can be on its day, the cheapest as fast as it can be
for its price; an unknown price stands behind every known one.

What is found is carried out on the record, step by step, and judged by the rules (`path_replay`): no path is
handed out that does not hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rxladder.career.record import Career, PathName
from rxladder.facts.language import gettext as _
from rxladder.facts.load import Packs
from rxladder.facts.path_assumptions import PathAssumptions
from rxladder.facts.roles import Role
from rxladder.planning.path_best import settled
from rxladder.planning.path_goal import Goal, wanted_by
from rxladder.planning.path_ground import HORIZON_MONTHS, Ground, WhatIf, ground_of
from rxladder.planning.path_problem import PathError, Problem, problem_of
from rxladder.planning.path_replay import faults
from rxladder.planning.path_result import Assumption, NoPath, Path, Paths
from rxladder.planning.path_search import Clock
from rxladder.planning.path_shown import path_of
from rxladder.planning.path_why_not import too_tight
from rxladder.planning.path_words import ask_first, notes_of
from rxladder.planning.to_ask import ToAsk, orders_ahead, what_to_ask

SECONDS = 2.0
_MOST_TRIES = 8


def find_paths(
    career: Career,
    packs: Packs,
    on: date,
    goal: Goal,
    *,
    what_if: WhatIf | None = None,
    months: int = HORIZON_MONTHS,
    seconds: float = SECONDS,
    only_fastest: bool = False,
    roles: Mapping[str, Role] | None = None,
    assumptions: PathAssumptions | None = None,
) -> Paths:
    """The fastest, the cheapest and a balanced path to a goal, or why there is none.

    `seconds` is what the solver may take in all; what is not proven by then says how far off it may be.
    `only_fastest`: the others are not looked for, which takes half of the time.
    KeyError for a goal that nobody knows.
    """
    what_if = what_if or WhatIf()
    ground = ground_of(
        career, packs, on, what_if=what_if, months=months, roles=roles, assumptions=assumptions
    )
    problem = problem_of(goal, ground)
    if isinstance(problem, NoPath):
        return _answer(ground, goal, (), problem)
    try:
        found = _best_ones(problem, Clock(seconds), only_fastest)
    except PathError as error:
        return _answer(ground, goal, (), _unborne(error))
    if found is None:
        tight = too_tight(career, packs, on, goal, what_if, ground, roles, assumptions)
        return _answer(ground, goal, (), tight)
    return _answer(ground, goal, found, None)


def _unborne(error: PathError) -> NoPath:
    says = _("What could lead there does not hold up when it is followed step by step, so no path is given")
    return NoPath(f"{says} ({error}).")


def _best_ones(problem: Problem, clock: Clock, only_fastest: bool) -> tuple[Path, ...] | None:
    """The paths, the fastest first; a limit that one showed to matter is in the program of those after it.

    What was proven without a limit that it keeps is the best with it, too.
    """
    fastest = _holding(problem, "fastest", clock, None)
    if fastest is None:
        return None
    if only_fastest:
        return (fastest,)
    doubts = len(fastest.doubts)
    cheapest = _holding(problem, "cheapest", clock, doubts)
    balanced = _holding(problem, "balanced", clock, doubts)
    assert cheapest is not None
    assert balanced is not None
    return fastest, cheapest, balanced


def _holding(problem: Problem, name: PathName, clock: Clock, doubts: int | None) -> Path | None:
    """The best path of a kind that the rules bear out; steps that do not go together are left out."""
    wrong: list[str] = []
    for _try in range(_MOST_TRIES):
        solution = settled(problem, name, clock, doubts)
        if solution is None:
            break
        path = path_of(name, problem, solution)
        wrong = faults(path, problem.ground)
        if not wrong:
            return path
        problem.forbidden.append(frozenset(step.id for step in path.steps if step.kind != "renewal"))
    if problem.forbidden:
        raise PathError("; ".join(wrong) or "the steps that lead there do not go together")
    return None


def _answer(ground: Ground, goal: Goal, paths: tuple[Path, ...], why_not: NoPath | None) -> Paths:
    named = {id_ for path in paths for step in path.steps for id_ in step.assumes}
    for path in paths:
        for step in path.steps:
            if step.kind == "holding":
                named.add(f"first-term:{step.what}")
            if step.kind == "renewal" and step.study_hours:
                named.add("ce-hours")
    named |= {"study-hours-a-week", "work-hours-a-week"}
    if len({path.steps for path in paths}) > 1:
        named.add("month-sooner")
    if any(path.unknown_prices for path in paths):
        named.add("unknown-price")
    assumptions = tuple(
        Assumption(id_, *told) for id_, told in sorted(ground.assumed.items()) if id_ in named
    )
    return Paths(
        on=ground.on,
        goal=goal.id,
        goal_says=goal.says(ground),
        paths=paths,
        why_not=why_not,
        assumptions=assumptions,
        notes=notes_of(ground, paths, wanted_by(goal, ground.career)),
        ask_first=ask_first(ground, paths),
        to_ask=_to_ask(ground, goal, paths),
        packs=ground.packs.hash,
    )


def _to_ask(ground: Ground, goal: Goal, paths: tuple[Path, ...]) -> tuple[ToAsk, ...]:
    """What only authorities can tell of what is held, and of what the paths gain or should gain."""
    gained = [step.what for path in paths for step in path.steps if step.kind == "holding"]
    if goal.kind == "credential":
        gained.append(ground.packs.credential(goal.id).id)
    known = ground.career, ground.packs, ground.on
    return (*what_to_ask(*known), *orders_ahead(gained, *known))
