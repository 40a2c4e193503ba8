"""A plan of continuing education for people: what to take, by when, what for, and what it costs."""

from __future__ import annotations

from fractions import Fraction

from rich.console import Console
from rich.text import Text

from rxladder.cli.paper import paper, print_indented
from rxladder.facts.load import Packs
from rxladder.facts.phrases import say_date, say_dollars, say_hours
from rxladder.planning.ce_result import Plan, PlannedActivity
from rxladder.rules.titles import full_title

_LEFT_OUT = {
    "lapsed": "its term is over; see what the authority asks for coming back",
    "no-date": "no date tells when it ends; write the printed one under `expires`",
}


def show_plan(plan: Plan, packs: Packs, name: str) -> None:
    """Print a plan."""
    console = paper()
    console.print(f"{name + ', ' if name else ''}{say_date(plan.on)}")
    console.print(Text(_headline(plan), style="bold"))
    for one in plan.activities:
        console.print()
        _show_activity(console, one)
    if plan.still_missing:
        console.print(Text("\nStill missing", style="bold"))
        for wanted in plan.still_missing:
            print_indented(console, wanted.says, 2)
    if plan.why_infeasible is not None:
        console.print(Text("\nWhy", style="bold"))
        print_indented(console, plan.why_infeasible.says, 2)
        for helps in plan.why_infeasible.would_help:
            print_indented(console, helps, 2)
    for note in plan.notes:
        console.print(f"\n{note}")
    for left in plan.left_out:
        title = full_title(packs.credentials[left.credential])
        console.print(f"\nNot planned for: {title}: {_LEFT_OUT[left.why]}.")


def _headline(plan: Plan) -> str:
    if not plan.activities:
        return "Nothing to do." if plan.status == "optimal" else "No activity known here would help."
    cost = say_dollars(Fraction(plan.known_cost_usd))
    unknown = plan.unknown_prices
    if unknown:
        cost += f" and {unknown} {'price' if unknown == 1 else 'prices'} not known"
    many = f"{len(plan.activities)} {'activity' if len(plan.activities) == 1 else 'activities'}"
    what = "The cheapest plan" if plan.status == "optimal" else "The best that can be done"
    return f"{what}: {many}, {say_hours(plan.hours)}, {cost}."


def _show_activity(console: Console, one: PlannedActivity) -> None:
    activity = one.activity
    cost = "price not known" if activity.cost_usd is None else say_dollars(Fraction(activity.cost_usd))
    when = "on" if activity.live_on else "by"
    hours = say_hours(activity.hours or Fraction(0))
    console.print(Text(f"{when} {say_date(one.by)}: {activity.title}", style="bold"))
    about = [part for part in (activity.uan, activity.provider, hours, cost) if part]
    print_indented(console, ", ".join(about), 2)
    for reason in one.because:
        print_indented(console, reason, 2)
    if activity.url:
        console.print(Text(f"  {activity.url}"), soft_wrap=True)
