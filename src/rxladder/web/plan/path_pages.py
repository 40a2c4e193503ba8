"""The path to a goal on a page: the one accepted and how far it is, three ways found today, and what would
be if; and the goals with theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.http import QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rxladder.career.record import AcceptedPath, PathName, PlannedStep
from rxladder.facts.days import number
from rxladder.facts.roles import roles
from rxladder.planning.path import find_paths
from rxladder.planning.path_goal import Goal, goal_named, goals_of
from rxladder.planning.path_result import Path, Paths, Step
from rxladder.web.plan.accepted import path_to
from rxladder.web.plan.path_form import WHAT_IF, PathForm, name_of
from rxladder.web.plan.path_picture import Gantt, gantt
from rxladder.web.plan.standing import (
    Standing,
    aims,
    figure_of,
    lines_of,
    share_of,
    standing_to,
    standings,
    there_of,
)
from rxladder.web.site.answer import career_of
from rxladder.web.site.kept import kept
from rxladder.web.site.request import PersonRequest
from rxladder.web.site.rules import packs
from rxladder.web.site.views import of_person


@dataclass(frozen=True)
class Shown:
    """A path as the page shows it; `names` are of all that come out alike, `seen` is its fingerprint.

    `own` tells that it is the very path that was accepted.
    """

    id: str
    names: str
    path: Path
    gantt: Gantt
    seen: str
    own: bool


@of_person
@require_safe
def show(request):
    """The path to a goal: the first of one's own, or the one chosen."""
    career = career_of(request)
    own = _known(goals_of(career))
    asked = request.GET if "goal" in request.GET else None
    given = asked or ({"goal": name_of(own[0])} if own else None)
    form = path_form(request, _as_accepted(request, given))
    return render(request, "plan/path.html", path_page(request, form, asked=asked is not None))


@of_person
@require_safe
def goals(request):
    """Every goal: how far it is, what comes next, and when it is reached."""
    return render(request, "plan/goals.html", {"aims": aims(request)})


# --- What is asked


def _as_accepted(request: PersonRequest, given: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """What is asked; where it is a goal alone with an accepted path, then as that path was asked for."""
    if given is None or any(given.get(name) for name in WHAT_IF):
        return given
    kind, _colon, id_ = str(given.get("goal", "")).partition(":")
    one = next((one for one in standings(request) if (one.wanted.kind, one.wanted.id) == (kind, id_)), None)
    return given if one is None else _asked_with(one)


def _asked_with(one: Standing) -> QueryDict:
    told, data = one.found.path.otherwise, QueryDict(mutable=True)
    data["goal"] = name_of(one.wanted)
    data["hours"] = "" if told.study_hours_per_week is None else str(number(told.study_hours_per_week))
    data["dollars"] = "" if told.budget_usd_per_month is None else f"{told.budget_usd_per_month:f}"
    data["state"] = told.state or ""
    data.setlist("skip", list(told.skip))
    return data


def path_form(request: PersonRequest, given: Mapping[str, Any] | None) -> PathForm:
    """The form about a path, filled with what is asked; what its paths gain can be done without."""
    career = career_of(request)
    own, state = _known(goals_of(career)), career.person.state
    first = PathForm(given, own=own, state=state, skip=packs().credentials)
    used = _credentials_in(found_by(request, first)) if given and first.is_valid() else []
    return PathForm(given, own=own, state=state, skip=[*used, *_skipped(first)])


def _known(goals: list[Goal]) -> list[Goal]:
    return [goal for goal in goals if goal_named(goal.id, packs(), roles()) == goal]


def found_by(request: PersonRequest, form: PathForm) -> Paths:
    """The paths that a whole form asks for."""
    wanted, what_if = form.wanted, form.what_if

    def look() -> Paths:
        return find_paths(career_of(request), packs(), request.on, wanted, what_if=what_if)

    return kept(request, f"path {wanted} {what_if}", look)


def digest(path: Path) -> str:
    """A fingerprint of a path: what is taken must be what was seen."""
    return sha256(repr(path.steps).encode()).hexdigest()[:24]


# --- What is shown


def path_page(request: PersonRequest, form: PathForm, *, asked: bool) -> dict[str, Any]:
    """What the page shows for a form; `asked` tells whether a person sent it."""
    whole = form.is_bound and form.is_valid()
    found = found_by(request, form) if whole else None
    mine = standing_to(request, form.wanted) if whole else None
    shown = _shown(found, mine.found.path if mine else None) if found else []
    return {
        "form": form,
        "found": found,
        "shown": shown,
        "mine": _mine(request, mine, found, shown) if mine else None,
        "has_goals": bool(career_of(request).goals),
        "wrong": asked and not whole,
    }


def _mine(request: PersonRequest, one: Standing, found: Paths | None, shown: list[Shown]) -> dict[str, Any]:
    """The accepted path, and beside it the one of its kind as it would be planned today."""
    own = one.found.path
    names = {path.name: path.steps for path in (found.paths if found else ())}
    anew = next((way for way in shown if way.path.steps == names.get(own.name)), None)
    return {
        "row": path_to(request.person, one.wanted),
        "one": one,
        "path": own,
        "name": say_name(own.name),
        "figure": figure_of(one.found),
        "share": share_of(one.found),
        "there": there_of(one.found),
        "lines": lines_of(one.found),
        "steps": list(one.found.steps),
        "anew": anew,
        "known": [change for change in one.changes if change not in one.changed],
    }


def _skipped(form: PathForm) -> list[str]:
    return sorted(form.what_if.skip) if form.is_bound and form.is_valid() else []


def _credentials_in(found: Paths) -> list[str]:
    """The credentials that a path gains, the goal itself aside."""
    steps = (step for path in found.paths for step in path.steps if step.kind == "holding")
    return list(dict.fromkeys(step.what for step in steps if step.what != found.goal))


def _shown(found: Paths, own: AcceptedPath | None) -> list[Shown]:
    shown = []
    for steps in dict.fromkeys(path.steps for path in found.paths):
        alike = [path for path in found.paths if path.steps == steps]
        title = "\N{NO-BREAK SPACE}· ".join(say_name(path.name) for path in alike)
        drawn = gantt(alike[0], found.on)
        same = own is not None and _days(own.steps) == _days(steps)
        shown.append(Shown(alike[0].name, title, alike[0], drawn, digest(alike[0]), same))
    return shown


def _days(steps: Sequence[Step] | Sequence[PlannedStep]) -> list[tuple[str, date, date]]:
    return [(step.id, step.starts, step.ends) for step in steps]


def say_name(name: PathName) -> str:
    """What a path is best at."""
    return {
        "fastest": _("The fastest"), "cheapest": _("The cheapest"), "balanced": _("Time and money balanced"),
    }[name]  # fmt: skip
