"""The goal that a path is asked for: named on the command line, or the career's own."""

from __future__ import annotations

import typer

from rxladder.career.record import Career
from rxladder.facts.hints import nearest, quoted
from rxladder.facts.language import gettext as _
from rxladder.facts.language import noop
from rxladder.facts.load import Packs
from rxladder.facts.roles import roles, workplaces
from rxladder.facts.yaml_text import BadInput
from rxladder.planning.path_goal import Goal, goal_named, goals_of

_HOW = noop(
    "names no goal; add one under `goals:`, or use --goal with the id of a role, a credential or a workplace"
)


def known_goal(text: str | None, career: Career, packs: Packs, place: str) -> Goal:
    """The goal named on the command line, else the career's first."""
    wanted = goals_of(career)
    if text is None and not wanted:
        raise BadInput(_(_HOW), place)
    if text is None:
        return wanted[0]
    goal = goal_named(text, packs, roles())
    if goal is None:
        known = [*roles(), *workplaces(), *packs.credentials]
        hint = nearest(text, known) or _("; it is the id of a role, a credential or a workplace")
        message = _("the goal {id} is not known{meant}").format(id=quoted(text), meant=hint)
        raise typer.BadParameter(message, param_hint="--goal")
    return goal
