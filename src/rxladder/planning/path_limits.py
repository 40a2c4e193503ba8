"""The limits that the program leaves out at first, and that a solution may break: then they are put in."""

from __future__ import annotations

from rxladder.planning.path_model import Solution
from rxladder.planning.path_needs import tests_in
from rxladder.planning.path_problem import PathError, Problem
from rxladder.planning.path_renewals import Renewal, gained_renewals
from rxladder.planning.path_schedule import Schedule


def tightened(problem: Problem, solution: Solution) -> bool:
    """Whether a solution breaks a limit that the program left out; it is in it from now on."""
    found = [
        _looked_up(problem, solution),
        *[_renewed(problem, solution, id_) for id_ in solution.steps if id_.startswith("holding:")],
        _within_budget(problem, solution),
    ]
    return any(found)


def _looked_up(problem: Problem, solution: Solution) -> bool:
    """Whether something starts days before what it rests on is there; then that is looked up exactly."""
    schedule = Schedule(problem.actions, solution.steps, problem.keeping)
    needs = [(problem.goal, solution.finish)]
    needs += [(problem.actions[id_].need, start) for id_, (start, _) in solution.steps.items()]
    if all(schedule.support(need, time) is not None for need, time in needs):
        return False
    tables = {
        (way.event, way.table)
        for need, _ in needs
        for test in tests_in(need)
        for way in test.ways
        if way.event is not None and way.event in solution.steps and way.table is not None
    }
    new = [problem.cut(id_, table, _index(problem, solution, id_)) for id_, table in sorted(tables)]
    if not any(new):
        raise PathError("a step starts before it may")
    return True


def _index(problem: Problem, solution: Solution, id_: str) -> int:
    start, end = solution.steps[id_]
    return start if problem.actions[id_].kind == "work" else end


def _renewed(problem: Problem, solution: Solution, id_: str) -> bool:
    """Whether renewals of something gained fall due that the program does not have, or not by then."""
    ref, (_, issued) = problem.ground.packs.credentials[problem.actions[id_].what], solution.steps[id_]
    due = [one for one in gained_renewals(ref, issued, problem.ground) if one.day <= solution.finish]
    if not due or (id_ in problem.gained and solution.gained_due.get(id_, 0) >= len(due)):
        return False
    if id_ not in problem.gained:
        problem.gained.add(id_)
        return True
    days = problem.chain(id_)
    new = False
    for number in range(len(due)):
        last = issued
        while last + 1 < len(days) and _falls_by(days[last + 1], number, solution.finish):
            last += 1
        new |= problem.cut(f"{id_}#{number}", (), last)
        new |= problem.cut(f"{id_}#{number}", (), issued)
    return new


def _falls_by(chain: list[Renewal], number: int, finish: int) -> bool:
    return len(chain) > number and chain[number].day <= finish


def _within_budget(problem: Problem, solution: Solution) -> bool:
    ground = problem.ground
    if problem.with_budget or ground.budget_cents is None:
        return False
    months, paid = ground.months_from_start, 0
    for day, cents in sorted(_payments(problem, solution)):
        paid += cents
        if paid > ground.budget_cents * sum(month <= day for month in months):
            problem.with_budget = True
            return True
    return False


def _payments(problem: Problem, solution: Solution) -> list[tuple[int, int]]:
    found = [(start, problem.actions[id_].cents or 0) for id_, (start, _) in solution.steps.items()]
    return found + [(one.day, one.cents or 0) for one, _key in renewals_due(problem, solution)]


def renewals_due(problem: Problem, solution: Solution) -> list[tuple[Renewal, str]]:
    """The renewals up to the finish, each with the name under which its study was placed."""
    due = [(one, one.id) for one in problem.renewals if one.day <= solution.finish]
    for id_, (_start, end) in solution.steps.items():
        if problem.actions[id_].kind == "holding":
            ref = problem.ground.packs.credentials[problem.actions[id_].what]
            chain = gained_renewals(ref, end, problem.ground)
            due += [(one, f"{id_}#{k}") for k, one in enumerate(chain) if one.day <= solution.finish]
    return due
