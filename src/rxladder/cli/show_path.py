"""Paths for people: when, what, what it costs and what it rests on."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from rich.console import Console
from rich.text import Text

from rxladder.career.record import Career, PathName
from rxladder.cli.paper import paper, print_indented
from rxladder.facts.load import Packs
from rxladder.facts.phrases import say_date, say_days, say_dollars, say_hours
from rxladder.planning.path_accepted import say_planned
from rxladder.planning.path_changes import changes, open_changes
from rxladder.planning.path_goal import Goal, goal_of
from rxladder.planning.path_progress import StepState, progress
from rxladder.planning.path_result import Path, Paths, Step
from rxladder.planning.path_words import say_step

_NAMES: dict[PathName, str] = {
    "fastest": "The fastest", "cheapest": "The cheapest", "balanced": "Time and money weighed",
}  # fmt: skip
_STATES: dict[StepState, str] = {
    "done": "Done", "running": "Goes on", "open": "Can be begun", "waiting": "To come", "late": "Late",
    "untold": "Taken as done",
}  # fmt: skip


def show_paths(found: Paths, name: str) -> None:
    """Print the paths to a goal; those that are alike once."""
    console = paper()
    console.print(f"{name + ', ' if name else ''}{say_date(found.on)}: to {found.goal_says}")
    if found.why_not is not None:
        console.print(Text("\nNo path", style="bold"))
        print_indented(console, found.why_not.says, 2)
    for steps in dict.fromkeys(path.steps for path in found.paths):
        _show(console, [path for path in found.paths if path.steps == steps])
    for note in found.notes:
        console.print(f"\n{note}")
    if found.assumptions:
        console.print(Text("\nTaken to be so, for no source that was read tells", style="bold"))
    for one in found.assumptions:
        print_indented(console, f"{one.says}: {one.why}.", 2)


def show_own_path(wanted: Goal, career: Career, packs: Packs, on: date) -> None:
    """Print how far the path is that the person took to a goal, and what changed; nothing without one."""
    goals = (goal for goal in career.goals if goal_of(goal) == wanted and goal.path is not None)
    goal = next(goals, None)
    own = progress(goal, career, packs, on) if goal is not None else None
    if own is None:
        return
    console, name = paper(), _NAMES[own.path.name].lower()
    taken = Text(f"\nThe path that you took on {say_date(own.path.accepted)}: {name}", style="bold")
    console.print(taken)
    late = f", {say_days(own.late_days)} later than planned" if own.late_days else ""
    day = "The goal is reached" if own.reached else f"There on {say_date(own.finish)}{late}"
    print_indented(console, f"{own.done} of {len(own.steps)} steps done. {day}.", 2)
    for one in own.steps:
        print_indented(console, f"{_STATES[one.state]}: {say_planned(one.step, packs)}", 2)
    for change in open_changes(own, changes(own, career, packs, on)):
        print_indented(console, f"Changed since: {change.says}.", 2)


def _show(console: Console, alike: list[Path]) -> None:
    path = alike[0]
    console.print(Text(f"\n{'; '.join(_NAMES[one.name] for one in alike)}", style="bold"))
    if not path.steps:
        print_indented(console, "Nothing to do: the goal is reached.", 2)
        return
    cost = say_dollars(Fraction(path.known_cost_usd))
    if path.unknown_prices:
        cost += f" and {path.unknown_prices} {'price' if path.unknown_prices == 1 else 'prices'} not known"
    study = say_hours(path.study_hours)
    print_indented(console, f"There on {say_date(path.finish)}; {cost}; {study} of study; {_proof(path)}.", 2)
    for step in path.steps:
        print_indented(console, _line(step), 2)


def _proof(path: Path) -> str:
    return "proven the best" if not path.gap else f"at most {path.gap:.1%} from the best"


def _line(step: Step) -> str:
    days = say_date(step.starts)
    if step.ends != step.starts:
        days += f" to {say_date(step.ends)}"
    cost = "price not known" if step.cost_usd is None else say_dollars(Fraction(step.cost_usd))
    more = [cost] if step.cost_usd != 0 else []
    more += [say_hours(step.study_hours)] if step.study_hours else []
    return f"{days}: {say_step(step)}" + (f" ({', '.join(more)})" if more else "")
