"""What the FDA says changed: recalls, shortages and approvals, those first that one is likely to meet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.conf import settings
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django_q.tasks import async_task

from rxladder.facts.language import gettext as spoken
from rxladder.facts.roles import workplaces
from rxladder.facts.skills import skill_name
from rxladder.news.changes import MATTERING_SKILLS, Change, matters_to
from rxladder.web.responsibilities.models import Skill
from rxladder.web.site import clock
from rxladder.web.site.answer import career_of
from rxladder.web.site.request import PersonRequest
from rxladder.web.site.views import of_person, say
from rxladder.web.trends.fda_job import JOB, ask_soon
from rxladder.web.trends.fda_reading import changes_between, course_plot, find, standing
from rxladder.web.trends.starting import may_fetch

WEEK, MONTH = 7, 31
A_SECTION = 100
"""So many changes of a kind are listed at most; a search finds the others."""
SECTIONS = (
    ("recall", gettext_lazy("Recalls"), ("recall",)),
    ("short", gettext_lazy("Shortages that began"), ("shortage",)),
    ("changed", gettext_lazy("Shortages that changed"), ("changed", "discontinued")),
    ("over", gettext_lazy("Shortages that ended"), ("resolved",)),
    ("approved", gettext_lazy("New approvals"), ("approval",)),
)


@of_person
@require_safe
def changes(request):
    """What changed this week, or this month; or what a search finds."""
    words = request.GET.get("q", "").strip()[:200]
    days = MONTH if request.GET.get("days") == str(MONTH) else WEEK
    state = standing()
    context = {
        "words": words,
        "days": days,
        "state": state,
        "old": state.old(clock.now()),
        "may_ask": may_fetch(request.person) and not request.person.is_demo,
        "pretended": settings.TODAY,
        "found": find(words) if words else None,
    }
    if state.anything and not words:
        context |= _changed(request, days, everything="all" in request.GET)
        context["plot"] = course_plot(request.on)
    return render(request, "trends/changes.html", context)


def _changed(request: PersonRequest, days: int, *, everything: bool) -> dict[str, object]:
    found = changes_between(request.on - timedelta(days=days - 1), request.on)
    places, skills = places_of(request), skills_of(request)
    mine = [one for one in found if matters_to(one, places, skills)]
    shown = found if everything else mine
    told = [*(spoken(workplaces()[id_].name) for id_ in places), *map(skill_name, sorted(skills))]
    return {
        "sections": _sections(shown),
        "shown": len(shown),
        "left_out": len(found) - len(mine),
        "everything": everything,
        "since": request.on - timedelta(days=days - 1),
        "told": told,
    }


def _sections(found: Sequence[Change]) -> list[dict[str, object]]:
    made = []
    for id_, name, kinds in SECTIONS:
        changes = [one for one in found if one.kind in kinds]
        shown, n = changes[:A_SECTION], len(changes)
        if n:
            made.append({"id": id_, "name": name, "changes": shown, "n": n, "more": n - len(shown)})
    return made


def mine_between(request: PersonRequest, since: date, until: date) -> list[Change]:
    """What changed between two days that the request's person is likely to meet."""
    places, skills = places_of(request), skills_of(request)
    return [one for one in changes_between(since, until) if matters_to(one, places, skills)]


def places_of(request: PersonRequest) -> tuple[str, ...]:
    """The kinds of workplaces in which the person works now."""
    works = career_of(request).experience
    now = [one.workplace for one in works if one.workplace and (one.to is None or one.to >= request.on)]
    return tuple(dict.fromkeys(id_ for id_ in now if id_ in workplaces()))


def skills_of(request: PersonRequest) -> frozenset[str]:
    """The person's skills that tell which drugs they have to do with."""
    names: Iterable[str] = Skill.objects.visible_to(request.person).values_list("name", flat=True)
    return MATTERING_SKILLS.intersection(names)


@of_person
@require_POST
def ask(request):
    """Have the FDA asked soon, if the person has said that hosts may be asked."""
    if not may_fetch(request.person) or request.person.is_demo or settings.TODAY is not None:
        say(request, _("Nothing was checked. First allow news to be fetched."))
    elif ask_soon(clock.now()):
        async_task(JOB)
        say(request, _("Checking with the FDA now. Look again in a minute."))
    else:
        say(request, _("It was checked a moment ago. Look again in a few minutes."))
    return redirect("trends:changes")
