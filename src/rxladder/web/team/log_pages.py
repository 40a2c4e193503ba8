"""The log of a team: who saw and did what, when, and whether it is whole."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rxladder.web.team import log
from rxladder.web.team.doors import for_team, rooms
from rxladder.web.team.log_words import names_of, say_line
from rxladder.web.team.models import Role, TeamMember

A_PAGE = 50


@for_team("see-log")
@require_safe
def lines(request, viewer: TeamMember):
    """The newest lines first. A manager of one site does not see what concerns others' people."""
    broken = log.first_broken(log.lines_of(viewer.organisation).iterator())
    page = Paginator(log.seen_by(viewer).order_by("-number"), A_PAGE).get_page(request.GET.get("page"))
    names = names_of(page)
    context = {
        "viewer": viewer,
        "rooms": rooms(viewer),
        "page": page,
        "lines": [say_line(line, names) for line in page],
        "broken": broken,
        "last": log.lines_of(viewer.organisation).last(),
        "own_only": viewer.site_id is not None and viewer.role != Role.OWNER,
    }
    return render(request, "team/log.html", context)
