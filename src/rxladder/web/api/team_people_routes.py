"""Who belongs to a team, over HTTP: it begins, people are invited, placed and removed; its sites, its log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from pydantic import Field
from typing_extensions import TypedDict

from rxladder.facts.entries import Entry, Text, one_of
from rxladder.web.api import bodies
from rxladder.web.api.entering import TokenRequest
from rxladder.web.api.forms import checked, form_data
from rxladder.web.api.lists import FIRST, Id, Limit, Moment, Place, entry_sent, made, some
from rxladder.web.api.paging import USUAL
from rxladder.web.api.problems import Problem
from rxladder.web.api.team_routes import TEAMS, MemberDocument, TeamDocument, member_document, team_document
from rxladder.web.api.writing import changing
from rxladder.web.team import log, membership
from rxladder.web.team.doors import shared_site
from rxladder.web.team.joining import (
    InviteForm,
    Open,
    offer_again,
    offer_place,
    offers_of,
    take_offer_back,
)
from rxladder.web.team.log_words import names_of, say_line
from rxladder.web.team.models import Role, Site, TeamMember
from rxladder.web.team.own_pages import StartForm
from rxladder.web.team.people_pages import PlaceForm, SiteForm, site_named
from rxladder.web.team.renaming import rename_site, rename_team
from rxladder.web.team.roles import Act
from rxladder.web.team.sharing import member_in_sight, viewer_in
from rxladder.web.team.site_removing import bring_site_back, remove_site

router = TEAMS.router
Made = TypeVar("Made")
RoleName = Annotated[str, one_of(tuple(Role.values))]


class NamedEntry(Entry):
    """A team or a site, by its name."""

    name: Text = Field(min_length=1, max_length=120)


class InvitationEntry(Entry):
    """Whom to invite, as what and where. Without an e-mail address the answer has one to pass on."""

    role: RoleName
    site: Text | None = Field(None, description="A site's id.")
    name: Text = Field("", max_length=120, description="For the team, so that it knows who has not come yet.")
    email: Text = ""


class PlaceEntry(Entry):
    """What a member is in the team, and where."""

    role: RoleName
    site: Text | None = Field(None, description="A site's id; none: all, or none.")


class SiteDocument(TypedDict):
    """One of a team's places."""

    id: Id
    name: str


class InvitationDocument(TypedDict):
    """A place that is offered and not taken yet. Whoever has `address` can take it: keep it to yourself."""

    id: Id
    name: str
    email: str
    role: str
    site: str | None
    until: Moment
    address: str


class LogLineDocument(TypedDict):
    """A line of the team's log, which nobody can change; `hash` goes over it and the line before."""

    number: int
    at: Moment
    who: str
    act: str
    says: str
    whom: str
    detail: str
    hash: str


def member_of(request: TokenRequest, id: UUID, member_id: UUID, act: Act) -> tuple[TeamMember, TeamMember]:
    """Who asks, and a member of that team to whom they may do something; 404 for everyone else."""
    viewer, member = member_in_sight(request.person, member_id, act)
    if viewer.organisation_id != id:
        raise Http404
    return viewer, member


def refusing(act: Callable[[], Made]) -> Made:
    """Do something; what the team cannot have done to it as it stands is a problem (409)."""
    try:
        return act()
    except membership.Refused as error:
        raise Problem(409, str(error)) from None


# --- A team, its sites, its log


def _name_sent(request: TokenRequest, form: type[SiteForm | StartForm]) -> str:
    """The name that was sent, as the form of the pages takes it."""
    entry = bodies.entry_of(NamedEntry, bodies.json_of(request), None)
    name: str = checked(form(form_data(entry)), entry)["name"]
    return name


@TEAMS.changes(
    "post", "/teams", "add-teams", "Start a team; whoever starts it owns it",
    gives=TeamDocument, sent=entry_sent(NamedEntry, {"name": "Lakeside Pharmacy"}),
)  # fmt: skip
def start(request: TokenRequest) -> HttpResponse:
    name = _name_sent(request, StartForm)

    def act() -> HttpResponse:
        if not shared_site(request.person):
            raise Problem(409, _("On a site for one person, there is nobody to share a team with."))
        row = membership.start(request.person, name, request.on)
        return made(team_document(row), f"teams/{row.organisation_id}/members")

    return changing(request, act)


@TEAMS.lists("/teams/{uuid:id}/sites", "teams-sites", "List a team's sites", SiteDocument)
def sites(request: TokenRequest, id: UUID, limit: Limit = USUAL, cursor: Place = FIRST) -> HttpResponse:
    viewer = viewer_in(request.person, id, "see-people")
    rows = Site.objects.filter(organisation=viewer.organisation_id)
    return some([_site(row) for row in rows], cursor, limit)


def _site(row: Site) -> SiteDocument:
    return {"id": str(row.id), "name": row.name}


@TEAMS.changes(
    "post", "/teams/{uuid:id}/sites", "add-teams-sites", "Add a site",
    gives=SiteDocument, sent=entry_sent(NamedEntry, {"name": "North"}),
)  # fmt: skip
def add_site(request: TokenRequest, id: UUID) -> HttpResponse:
    viewer = viewer_in(request.person, id, "change-team")
    name = _name_sent(request, SiteForm)
    return changing(
        request,
        lambda: made(_site(site_named(viewer, name, request.person)), f"teams/{id}/sites"),
    )


@TEAMS.changes(
    "put", "/teams/{uuid:id}", "put-teams", "Call a team something else",
    gives=TeamDocument, sent=entry_sent(NamedEntry, {"name": "Lakeside Pharmacies"}),
)  # fmt: skip
def rename(request: TokenRequest, id: UUID) -> HttpResponse:
    viewer = viewer_in(request.person, id, "change-team")
    name = _name_sent(request, StartForm)

    def act() -> HttpResponse:
        rename_team(viewer, name, request.person)
        return bodies.answer(team_document(viewer))

    return changing(request, act)


@TEAMS.changes(
    "put", "/teams/{uuid:id}/sites/{uuid:site_id}", "put-teams-sites", "Call a site something else",
    gives=SiteDocument, sent=entry_sent(NamedEntry, {"name": "North"}),
)  # fmt: skip
def rename_a_site(request: TokenRequest, id: UUID, site_id: UUID) -> HttpResponse:
    viewer = viewer_in(request.person, id, "change-team")
    name = _name_sent(request, SiteForm)

    def act() -> HttpResponse:
        row = get_object_or_404(Site, organisation=id, id=site_id)
        refusing(lambda: rename_site(viewer, row, name, request.person))
        return bodies.answer(_site(row))

    return changing(request, act)


@TEAMS.changes(
    "delete",
    "/teams/{uuid:id}/sites/{uuid:site_id}",
    "delete-teams-sites",
    "Remove a site at which nobody is, and to which nobody is invited",
)
def remove_a_site(request: TokenRequest, id: UUID, site_id: UUID) -> HttpResponse:
    viewer = viewer_in(request.person, id, "change-team")

    def act() -> HttpResponse:
        row = get_object_or_404(Site, organisation=id, id=site_id)
        refusing(lambda: remove_site(viewer, row, request.person))
        return HttpResponse(status=204)

    return changing(request, act)


@TEAMS.changes(
    "post", "/teams/{uuid:id}/sites/{uuid:site_id}/restore", "restore-teams-sites",
    "Bring back a site that was removed in the last 30 days",
    gives=SiteDocument,
)  # fmt: skip
def bring_a_site_back(request: TokenRequest, id: UUID, site_id: UUID) -> HttpResponse:
    viewer = viewer_in(request.person, id, "change-team")

    def act() -> HttpResponse:
        row = refusing(lambda: bring_site_back(viewer, site_id, request.person))
        return bodies.answer(_site(row))

    return changing(request, act)


@TEAMS.lists("/teams/{uuid:id}/log", "teams-log", "Read a team's log, the newest first", LogLineDocument)
def log_lines(request: TokenRequest, id: UUID, limit: Limit = USUAL, cursor: Place = FIRST) -> HttpResponse:
    viewer = viewer_in(request.person, id, "see-log")
    rows = log.seen_by(viewer).order_by("-number")[cursor : cursor + limit + 1]
    names = names_of(rows)
    found = [
        {
            "number": line.line.number,
            "at": line.line.at.isoformat(),
            "who": line.who,
            "act": line.line.act,
            "says": line.what,
            "whom": line.whom,
            "detail": line.detail,
            "hash": line.line.hash,
        }
        for line in (say_line(row, names) for row in rows)
    ]
    following = str(cursor + limit) if len(found) > limit else None
    return bodies.answer({"items": found[:limit], "next": following})


# --- Invitations


def _invitation(one: Open) -> InvitationDocument:
    return {
        "id": str(one.row.id),
        "name": one.row.name,
        "email": one.invitation.email,
        "role": one.row.role,
        "site": str(one.row.site_id) if one.row.site_id else None,
        "until": one.invitation.until.isoformat(),
        "address": one.address,
    }


@TEAMS.lists(
    "/teams/{uuid:id}/invitations", "teams-invitations", "List who has not come yet", InvitationDocument
)
def invitations(request: TokenRequest, id: UUID, limit: Limit = USUAL, cursor: Place = FIRST) -> HttpResponse:
    viewer = viewer_in(request.person, id, "invite")
    return some([_invitation(one) for one in offers_of(viewer)], cursor, limit)


@TEAMS.changes(
    "post", "/teams/{uuid:id}/invitations", "add-teams-invitations", "Invite somebody",
    gives=InvitationDocument,
    sent=entry_sent(InvitationEntry, {"role": "member", "email": "ben@example.org"}),
)  # fmt: skip
def invite(request: TokenRequest, id: UUID) -> HttpResponse:
    viewer = viewer_in(request.person, id, "invite")
    entry = bodies.entry_of(InvitationEntry, bodies.json_of(request), None)
    told = checked(InviteForm(form_data(entry), viewer=viewer), entry)

    def act() -> HttpResponse:
        if viewer.organisation.example_of_id is not None:
            raise Problem(409, _("Nobody can be invited to a made-up team."))
        row = offer_place(viewer, request.person, told)
        return made(_offered(viewer, row.id), f"teams/{id}/invitations")

    return changing(request, act)


def _offered(viewer: TeamMember, id: UUID) -> InvitationDocument:
    return _invitation(next(one for one in offers_of(viewer) if one.row.id == id))


@TEAMS.changes(
    "put",
    "/teams/{uuid:id}/invitations/{uuid:offer_id}/again",
    "put-teams-invitations-again",
    "Invite again: there is a new address, and the old one no longer works",
    gives=InvitationDocument,
)
def invite_again(request: TokenRequest, id: UUID, offer_id: UUID) -> HttpResponse:
    def act() -> HttpResponse:
        viewer = viewer_in(request.person, id, "invite")
        try:
            offer_again(viewer, offer_id, request.person)
        except ValidationError as error:
            raise Problem(409, error.messages[0]) from None
        return bodies.answer(_offered(viewer, offer_id))

    return changing(request, act)


@TEAMS.changes(
    "delete",
    "/teams/{uuid:id}/invitations/{uuid:offer_id}",
    "delete-teams-invitations",
    "Take an invitation back: its address no longer works",
)
def uninvite(request: TokenRequest, id: UUID, offer_id: UUID) -> HttpResponse:
    def act() -> HttpResponse:
        take_offer_back(viewer_in(request.person, id, "invite"), offer_id, request.person)
        return HttpResponse(status=204)

    return changing(request, act)


# --- Members


@TEAMS.changes(
    "put", "/teams/{uuid:id}/members/{uuid:member_id}/place", "put-teams-place",
    "Say what a member is in the team, and where",
    gives=MemberDocument, sent=entry_sent(PlaceEntry, {"role": "educator"}),
)  # fmt: skip
def place(request: TokenRequest, id: UUID, member_id: UUID) -> HttpResponse:
    viewer, member = member_of(request, id, member_id, "change-people")
    membership.may_change(viewer, member)
    entry = bodies.entry_of(PlaceEntry, bodies.json_of(request), None)
    told = checked(PlaceForm(form_data(entry), viewer=viewer), entry)

    def act() -> HttpResponse:
        viewer, member = member_of(request, id, member_id, "change-people")
        refusing(lambda: membership.place(viewer, member, told["role"], told["site"], request.person))
        return bodies.answer(member_document(member))

    return changing(request, act, member.person_id)


@TEAMS.changes(
    "delete",
    "/teams/{uuid:id}/members/{uuid:member_id}",
    "delete-teams-members",
    "Remove a member; a new invitation brings them back",
)
def remove(request: TokenRequest, id: UUID, member_id: UUID) -> HttpResponse:
    _viewer, member = member_of(request, id, member_id, "change-people")

    def act() -> HttpResponse:
        viewer, found = member_of(request, id, member_id, "change-people")
        membership.remove(viewer, found, request.person)
        return HttpResponse(status=204)

    return changing(request, act, member.person_id)
