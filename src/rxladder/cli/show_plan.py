"""A plan of continuing education for people: what to take, by when, what for, and what it costs."""

from __future__ import annotations

from fractions import Fraction

from rich.console import Console
from rich.text import Text

from rxladder.cli.paper import paper, print_indented, say_cost
from rxladder.cli.show_to_ask import print_to_ask
from rxladder.facts.ce_offers import directories
from rxladder.facts.language import gettext as _
from rxladder.facts.language import ngettext, noop
from rxladder.facts.load import Packs
from rxladder.facts.phrases import say_date, say_dollars, say_hours
from rxladder.planning.ce_result import Plan, PlannedActivity
from rxladder.rules.titles import full_title

_LEFT_OUT = {
    "lapsed": noop("its term is over; see what the authority asks for so you can come back"),
    "no-date": noop("no date shows when it ends; write the one printed on it under `expires`"),
    "not-renewing": noop("you are not renewing it"),
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
        console.print(Text("\n" + _("Still missing"), style="bold"))
        for wanted in plan.still_missing:
            print_indented(console, wanted.says, 2)
        console.print(Text("\n" + _("Where to look"), style="bold"))
        for directory in directories():
            console.print(Text(f"  {directory.name}: {directory.url}"), soft_wrap=True)
    if plan.why_infeasible is not None:
        console.print(Text("\n" + _("Why"), style="bold"))
        print_indented(console, plan.why_infeasible.says, 2)
        for helps in plan.why_infeasible.would_help:
            print_indented(console, helps, 2)
    print_to_ask(console, plan.to_ask)
    for note in plan.notes:
        console.print(f"\n{note}")
    for left in plan.left_out:
        title = full_title(packs.credentials[left.credential])
        text = _("Not planned for: {title}: {why}.").format(title=title, why=_(_LEFT_OUT[left.why]))
        console.print(f"\n{text}")


def _headline(plan: Plan) -> str:
    if not plan.activities:
        if plan.status != "optimal":
            return _("No activity known here would help.")
        return _("Nothing to plan, but something to ask.") if plan.to_ask else _("Nothing to do.")
    n = len(plan.activities)
    many = ngettext("{n} activity", "{n} activities", n).format(n=n)
    what = _("The cheapest plan") if plan.status == "optimal" else _("The best that can be done")
    cost = say_cost(Fraction(plan.known_cost_usd), plan.unknown_prices)
    return f"{what}: {many}, {say_hours(plan.hours)}, {cost}."


def _show_activity(console: Console, one: PlannedActivity) -> None:
    activity = one.activity
    cost = _("price not known") if activity.cost_usd is None else say_dollars(Fraction(activity.cost_usd))
    when = _("on {day}: {title}") if activity.live_on else _("by {day}: {title}")
    hours = say_hours(activity.hours or Fraction(0))
    console.print(Text(when.format(day=say_date(one.by), title=activity.title), style="bold"))
    about = [part for part in (activity.uan, activity.provider, hours, cost) if part]
    print_indented(console, ", ".join(about), 2)
    for reason in one.because:
        print_indented(console, reason, 2)
    if activity.url:
        console.print(Text(f"  {activity.url}"), soft_wrap=True)
