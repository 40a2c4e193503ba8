"""Paths for people: when, what, what it costs and what it rests on."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from rich.console import Console
from rich.text import Text

from rxladder.career.record import Career, PathName
from rxladder.cli.paper import paper, print_indented, say_cost
from rxladder.cli.show_to_ask import print_to_ask
from rxladder.facts.language import gettext as _
from rxladder.facts.language import noop
from rxladder.facts.load import Packs
from rxladder.facts.phrases import say_date, say_days, say_dollars, say_hours
from rxladder.planning.path_accepted import say_planned
from rxladder.planning.path_changes import changes, open_changes
from rxladder.planning.path_goal import Goal, goal_of
from rxladder.planning.path_progress import Progress, StepState, progress
from rxladder.planning.path_result import Path, Paths, Step
from rxladder.planning.path_words import say_step

_NAMES: dict[PathName, str] = {
    "fastest": noop("The fastest"),
    "cheapest": noop("The cheapest"),
    "balanced": noop("Time and money balanced"),
}  # fmt: skip
_STATES: dict[StepState, str] = {
    "done": noop("Done"), "running": noop("In progress"), "open": noop("Ready to start"),
    "waiting": noop("To come"), "late": noop("Late"), "untold": noop("Assumed done"),
}  # fmt: skip


def show_paths(found: Paths, name: str) -> None:
    """Print the paths to a goal; those that are alike once."""
    console = paper()
    text = _("{day}: to {goal}").format(day=say_date(found.on), goal=found.goal_says)
    console.print(f"{name}, {text}" if name else text)
    if found.why_not is not None:
        console.print(Text("\n" + _("No path"), style="bold"))
        print_indented(console, found.why_not.says, 2)
    for steps in dict.fromkeys(path.steps for path in found.paths):
        _show(console, [path for path in found.paths if path.steps == steps])
    print_to_ask(console, found.to_ask)
    for note in found.notes:
        console.print(f"\n{note}")
    if found.assumptions:
        console.print(Text("\n" + _("Assumed, because no source that was read says it"), style="bold"))
    for one in found.assumptions:
        print_indented(console, f"{one.says}: {one.why}.", 2)


def show_own_path(wanted: Goal, career: Career, packs: Packs, on: date) -> None:
    """Print how far the path is that the person took to a goal, and what changed; nothing without one."""
    goals = (goal for goal in career.goals if goal_of(goal) == wanted and goal.path is not None)
    goal = next(goals, None)
    own = progress(goal, career, packs, on) if goal is not None else None
    if own is None:
        return
    console, name = paper(), _(_NAMES[own.path.name]).lower()
    taken = _("The path that you took on {day}: {name}").format(day=say_date(own.path.accepted), name=name)
    console.print(Text(f"\n{taken}", style="bold"))
    done = _("{n} of {all} steps done.").format(n=own.done, all=len(own.steps))
    print_indented(console, f"{done} {_when(own)}", 2)
    for one in own.steps:
        print_indented(console, f"{_(_STATES[one.state])}: {say_planned(one.step, packs)}", 2)
    for change in open_changes(own, changes(own, career, packs, on)):
        print_indented(console, _("Changed since: {what}.").format(what=change.says), 2)


def _when(own: Progress) -> str:
    if own.reached:
        return _("The goal is reached.")
    if not own.late_days:
        return _("You get there on {day}.").format(day=say_date(own.finish))
    text = _("You get there on {day}, {late} later than planned.")
    return text.format(day=say_date(own.finish), late=say_days(own.late_days))


def _show(console: Console, alike: list[Path]) -> None:
    path = alike[0]
    console.print(Text(f"\n{'; '.join(_(_NAMES[one.name]) for one in alike)}", style="bold"))
    if not path.steps:
        print_indented(console, _("Nothing to do: the goal is reached."), 2)
        return
    cost = say_cost(Fraction(path.known_cost_usd), path.unknown_prices)
    text = _("You get there on {day}; {cost}; {hours} of study; {proof}.")
    told = {"day": say_date(path.finish), "cost": cost, "hours": say_hours(path.study_hours)}
    print_indented(console, text.format(**told, proof=_proof(path)), 2)
    for step in path.steps:
        print_indented(console, _line(step), 2)


def _proof(path: Path) -> str:
    if not path.gap:
        return _("proven to be the best")
    return _("at most {share} off the best").format(share=f"{path.gap:.1%}")


def _line(step: Step) -> str:
    days = say_date(step.starts)
    if step.ends != step.starts:
        days = _("{start} to {end}").format(start=days, end=say_date(step.ends))
    cost = _("price not known") if step.cost_usd is None else say_dollars(Fraction(step.cost_usd))
    more = [cost] if step.cost_usd != 0 else []
    more += [say_hours(step.study_hours)] if step.study_hours else []
    return f"{days}: {say_step(step)}" + (f" ({', '.join(more)})" if more else "")
