"""The path to a goal on a page: three ways as drawing and list, and what would be if."""

from __future__ import annotations

from dataclasses import dataclass

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rxladder.career.record import PathName
from rxladder.facts.roles import roles
from rxladder.planning.path import find_paths
from rxladder.planning.path_goal import Goal, goal_named, goals_of
from rxladder.planning.path_result import Path, Paths
from rxladder.web.plan.path_form import PathForm, name_of
from rxladder.web.plan.path_picture import Gantt, gantt
from rxladder.web.site.answer import career_of
from rxladder.web.site.kept import kept
from rxladder.web.site.request import PersonRequest
from rxladder.web.site.rules import packs
from rxladder.web.site.views import of_person


@dataclass(frozen=True)
class Shown:
    """A path as the page shows it; `names` are of all that come out alike."""

    id: str
    names: str
    path: Path
    gantt: Gantt


@of_person
@require_GET
def show(request):
    """The path to a goal: the first of one's own, or the one chosen."""
    career = career_of(request)
    own = _known(goals_of(career))
    asked = request.GET if "goal" in request.GET else None
    given = asked or ({"goal": name_of(own[0])} if own else None)
    first = PathForm(given, own=own, state=career.person.state, skip=packs().credentials)
    found = _found(request, first) if given and first.is_valid() else None
    used = _credentials_in(found) if found else []
    form = PathForm(given, own=own, state=career.person.state, skip=[*used, *_skipped(first)])
    context = {
        "form": form,
        "found": found,
        "shown": _shown(found) if found else [],
        "has_goals": bool(own),
        "wrong": asked is not None and not form.is_valid(),
    }
    return render(request, "plan/path.html", context)


def _known(goals: list[Goal]) -> list[Goal]:
    return [goal for goal in goals if goal_named(goal.id, packs(), roles()) == goal]


def _found(request: PersonRequest, form: PathForm) -> Paths:
    wanted, what_if = form.wanted, form.what_if

    def look() -> Paths:
        return find_paths(career_of(request), packs(), request.on, wanted, what_if=what_if)

    return kept(request, f"path {wanted} {what_if}", look)


def _skipped(form: PathForm) -> list[str]:
    return sorted(form.what_if.skip) if form.is_bound and form.is_valid() else []


def _credentials_in(found: Paths) -> list[str]:
    """The credentials that a path gains, the goal itself aside."""
    steps = (step for path in found.paths for step in path.steps if step.kind == "holding")
    return list(dict.fromkeys(step.what for step in steps if step.what != found.goal))


def _shown(found: Paths) -> list[Shown]:
    names: dict[PathName, str] = {
        "fastest": _("The fastest"), "cheapest": _("The cheapest"), "balanced": _("Time and money weighed"),
    }  # fmt: skip
    shown = []
    for steps in dict.fromkeys(path.steps for path in found.paths):
        alike = [path for path in found.paths if path.steps == steps]
        title = " · ".join(names[path.name] for path in alike)
        shown.append(Shown(alike[0].name, title, alike[0], gantt(alike[0], found.on)))
    return shown
