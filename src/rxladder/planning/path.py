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
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from rxladder.career.record import Career, PathName
from rxladder.facts.language import gettext as _
from rxladder.facts.load import Packs
from rxladder.facts.path_assumptions import PathAssumptions
from rxladder.facts.roles import Role
from rxladder.planning.path_actions import Book
from rxladder.planning.path_goal import Goal, need_of_goal
from rxladder.planning.path_ground import HORIZON_MONTHS, Ground, WhatIf, ground_of
from rxladder.planning.path_model import Clock, Program, Search, Solution, keys_of, study_days
from rxladder.planning.path_needs import Action, Need, Table, reachable, tests_in, used, without
from rxladder.planning.path_renewals import Renewal, gained_renewals, held_renewals
from rxladder.planning.path_replay import faults
from rxladder.planning.path_result import Assumption, NoPath, Path, Paths, Step
from rxladder.planning.path_schedule import Schedule
from rxladder.planning.path_ways import posts_keeping
from rxladder.planning.path_why_not import impossible, too_tight
from rxladder.planning.path_words import notes_of

SECONDS = 2.0
_MOST_TURNS, _MOST_TRIES, _TIDY_SECONDS = 60, 8, 0.02
_LONG = 10_000  # more than any path has days


class PathError(RuntimeError):
    """A path was found that the rules do not bear out: a mistake of this program."""


@dataclass
class Problem:
    """A goal with everything that could lead to it, reduced to what can."""

    ground: Ground
    goal: Need
    actions: Mapping[str, Action]
    keeping: Mapping[frozenset[str], frozenset[str]]
    renewals: list[Renewal]
    with_budget: bool = False
    gained: set[str] = field(default_factory=set)
    cuts: dict[tuple[str, Table], set[int]] = field(default_factory=dict)
    chains: dict[str, list[list[Renewal]]] = field(default_factory=dict)
    forbidden: list[frozenset[str]] = field(default_factory=list)

    def program(self) -> Program:
        """The program for it, with the limits that were seen to matter."""
        return Program(
            self.ground,
            self.goal,
            self.actions,
            self.keeping,
            self.renewals,
            {id_: self.chain(id_) for id_ in sorted(self.gained)},
            self.with_budget,
            self.cuts,
            self.forbidden,
        )

    def chain(self, id_: str) -> list[list[Renewal]]:
        """The renewals of something gained, for each day of its issue."""
        if id_ not in self.chains:
            ref = self.ground.packs.credentials[self.actions[id_].what]
            days = range(self.ground.last + 1)
            self.chains[id_] = [gained_renewals(ref, day, self.ground) for day in days]
        return self.chains[id_]

    def cut(self, key: str, table: Table, day: int) -> bool:
        """Look a table up exactly on a day; whether that is new."""
        known = self.cuts.setdefault((key, table), set())
        new = day not in known
        known.add(day)
        return new


def find_paths(
    career: Career,
    packs: Packs,
    on: date,
    goal: Goal,
    *,
    what_if: WhatIf | None = None,
    months: int = HORIZON_MONTHS,
    seconds: float = SECONDS,
    roles: Mapping[str, Role] | None = None,
    assumptions: PathAssumptions | None = None,
) -> Paths:
    """The fastest, the cheapest and a balanced path to a goal, or why there is none.

    `seconds` is what the solver may take in all; what is not proven by then says how far off it may be.
    KeyError for a goal that nobody knows.
    """
    what_if = what_if or WhatIf()
    ground = ground_of(
        career, packs, on, what_if=what_if, months=months, roles=roles, assumptions=assumptions
    )
    problem = _problem(goal, ground)
    if isinstance(problem, NoPath):
        return _answer(ground, goal, (), problem)
    try:
        found = _three(problem, Clock(seconds))
    except PathError as error:
        return _answer(ground, goal, (), _unborne(error))
    if found is None:
        tight = too_tight(career, packs, on, goal, what_if, ground, roles, assumptions)
        return _answer(ground, goal, (), tight)
    return _answer(ground, goal, found, None)


def _unborne(error: PathError) -> NoPath:
    says = _("What could lead there does not hold once it is carried out step by step, so no path is given")
    return NoPath(f"{says} ({error}).")


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
    problem = _problem(goal, ground)
    if isinstance(problem, NoPath):
        return None
    found = _settled(problem, "fastest", Clock(seconds), len(problem.actions), only_first=True)
    return None if found is None else found.finish


def _problem(goal: Goal, ground: Ground) -> Problem | NoPath:
    """All that could lead to a goal, reduced to what can; or what nothing can bring about."""
    book = Book(ground)
    wanted = need_of_goal(goal, book)
    book.fill()
    reached = reachable(book.actions)
    return impossible(wanted, book, reached) or _reduced(book, wanted, reached)


def _reduced(book: Book, wanted: Need, reached: frozenset[str]) -> Problem:
    ground = book.ground
    goal = without(wanted, reached)
    possible = {
        id_: replace(action, need=without(action.need, reached))
        for id_, action in book.actions.items()
        if id_ in reached
    }
    actions = used(goal, possible)
    keys = keys_of([goal, *(action.need for action in actions.values())])
    keeping = {key: posts_keeping(key, book) for key in keys}
    return Problem(ground, goal, actions, keeping, held_renewals(ground))


# --- Solving


def _three(problem: Problem, clock: Clock) -> tuple[Path, ...] | None:
    """The three paths; a limit that one of them showed to matter is in the program of those after it.

    What was proven without a limit that it keeps is the best with it, too.
    """
    fastest = _holding(problem, "fastest", clock, None)
    if fastest is None:
        return None
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
        solution = _settled(problem, name, clock, doubts)
        if solution is None:
            break
        path = _path(name, problem, solution)
        wrong = faults(path, problem.ground)
        if not wrong:
            return path
        problem.forbidden.append(frozenset(step.id for step in path.steps if step.kind != "renewal"))
    if problem.forbidden:
        raise PathError("; ".join(wrong) or "the steps that lead there do not go together")
    return None


def _settled(
    problem: Problem, name: PathName, clock: Clock, doubts: int | None, *, only_first: bool = False
) -> Solution | None:
    """The best solution of a kind, with every limit in the program that it would break otherwise."""
    for _turn in range(_MOST_TURNS):
        search = _best(problem, name, clock, doubts)
        if search is None:
            return None
        if _tightened(problem, search.solution()):
            continue
        if only_first:
            return search.solution()
        _tidy(search)
        if not _tightened(problem, search.solution()):
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


def _tightened(problem: Problem, solution: Solution) -> bool:
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
    return found + [(one.day, one.cents or 0) for one, _key in _renewals_due(problem, solution)]


def _renewals_due(problem: Problem, solution: Solution) -> list[tuple[Renewal, str]]:
    """The renewals up to the finish, each with the name under which its study was placed."""
    due = [(one, one.id) for one in problem.renewals if one.day <= solution.finish]
    for id_, (_start, end) in solution.steps.items():
        if problem.actions[id_].kind == "holding":
            ref = problem.ground.packs.credentials[problem.actions[id_].what]
            chain = gained_renewals(ref, end, problem.ground)
            due += [(one, f"{id_}#{k}") for k, one in enumerate(chain) if one.day <= solution.finish]
    return due


# --- Telling


def _path(name: PathName, problem: Problem, solution: Solution) -> Path:
    schedule = Schedule(problem.actions, solution.steps, problem.keeping)
    schedule = schedule.only_needed(problem.goal, solution.finish)
    steps = [_step(id_, schedule, problem, solution) for id_ in schedule.days]
    steps += [
        _renewal(one, key, schedule, problem, solution)
        for one, key in _renewals_due(problem, solution)
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
        notes=notes_of(ground, paths),
        packs=ground.packs.hash,
    )
