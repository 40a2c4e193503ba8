"""Who comes to a team's page: each view says what its visitor must be allowed, and nobody else gets in."""

from __future__ import annotations

from functools import wraps
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from rxladder.web.site.views import of_person
from rxladder.web.team.models import TeamMember
from rxladder.web.team.roles import MAY, Act
from rxladder.web.team.sharing import member_in_sight, viewer_in


def for_team(act: Act):
    """A view about a team by its `id`, for members who may do something; it gets the member it is for."""

    def wrap(view):
        @wraps(view)
        def guarded(request, id: UUID, *args, **kwargs):
            return view(request, viewer_in(request.person, id, act), *args, **kwargs)

        return of_person(guarded)

    return wrap


def for_member(act: Act):
    """A view about a member by their `id`, for those who may do something to them; it gets both."""

    def wrap(view):
        @wraps(view)
        def guarded(request, id: UUID, *args, **kwargs):
            viewer, member = member_in_sight(request.person, id, act)
            return view(request, viewer, member, *args, **kwargs)

        return of_person(guarded)

    return wrap


def shared_site(person) -> bool:
    """Whether teams can be had here: a site for many, or the made-up person's made-up team."""
    return not settings.LOCAL or person.is_demo


def rooms(viewer: TeamMember) -> list[dict[str, object]]:
    """The pages of a team that a member may open."""
    may, id_ = MAY[viewer.role], viewer.organisation_id
    wanted = (
        ("team:show", "compliance", "report"),
        ("team:skills", "skills", "sign-off"),
        ("team:asks", "asks", "assign"),
        ("team:people", "people", "see-people"),
        ("team:log", "log", "see-log"),
    )
    return [{"name": key, "url": reverse(name, args=[id_])} for name, key, act in wanted if act in may]
