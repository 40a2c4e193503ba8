"""A team's skills over HTTP: signed off, badged, and which of them its work needs."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.http import Http404, HttpResponse
from pydantic import FailFast, Field
from typing_extensions import TypedDict

from rxladder.facts.entries import Day as DayEntry
from rxladder.facts.entries import Entry, Text
from rxladder.web.api import bodies
from rxladder.web.api.entering import TokenRequest
from rxladder.web.api.forms import checked, form_data
from rxladder.web.api.lists import FIRST, Day, Id, Limit, Moment, Place, entry_sent, made, some
from rxladder.web.api.paging import USUAL
from rxladder.web.api.team_people_routes import member_of, refusing
from rxladder.web.api.team_routes import TEAMS
from rxladder.web.api.writing import changing
from rxladder.web.team import badge_pages, sign_offs
from rxladder.web.team.models import IssuedBadge, SignedHere
from rxladder.web.team.sharing import viewer_in
from rxladder.web.team.skill_pages import NeedsForm, needs_are

router = TEAMS.router


class TeamSignOffEntry(Entry):
    """A skill that was seen done well, when, and until when that counts."""

    skill: Text = Field(min_length=1, max_length=200)
    on: DayEntry | None = Field(None, description="The day on which it was seen; without it, today.")
    until: DayEntry | None = None
    note: Text = Field("", max_length=500)


class WhyEntry(Entry):
    """Why a badge is taken back: for the log."""

    why: Text = Field(min_length=1, max_length=300)


class NeedsEntry(Entry):
    """The skills that a team's work needs, by their ids."""

    needs: Annotated[list[Text], FailFast()] = []


class SignOffDocument(TypedDict):
    """A sign-off of the team's that stands, with the badge that was given for it."""

    id: Id
    member: Id
    skill: str
    on: Day
    badge: Id | None


class GivenBadgeDocument(TypedDict):
    """A badge by its number on the team's public list."""

    id: Id
    number: int
    skill: str
    issued: Moment
    revoked: Moment | None


class NeedsDocument(TypedDict):
    """The skills that a team's work needs."""

    needs: list[str]


# --- Sign-offs and badges


def _sign_off(row: SignedHere, badge: IssuedBadge | None) -> SignOffDocument:
    return {
        "id": str(row.id),
        "member": str(row.member_id),
        "skill": row.skill,
        "on": row.signed_on.isoformat(),
        "badge": str(badge.id) if badge else None,
    }


@TEAMS.lists("/teams/{uuid:id}/sign-offs", "teams-sign-offs", "List a team's sign-offs", SignOffDocument)
def signed(request: TokenRequest, id: UUID, limit: Limit = USUAL, cursor: Place = FIRST) -> HttpResponse:
    found = sign_offs.signed_in_sight(viewer_in(request.person, id, "sign-off"))
    return some([_sign_off(row, badge) for row, badge in found], cursor, limit)


@TEAMS.changes(
    "post", "/teams/{uuid:id}/members/{uuid:member_id}/sign-offs", "add-teams-sign-offs",
    "Sign off a member's skill: it stands in their record at once",
    gives=SignOffDocument, sent=entry_sent(TeamSignOffEntry, {"skill": "aseptic-mixing", "on": "2026-11-20"}),
)  # fmt: skip
def sign(request: TokenRequest, id: UUID, member_id: UUID) -> HttpResponse:
    viewer, found = member_of(request, id, member_id, "sign-off")
    sign_offs.may_sign_for(viewer, found)
    entry = bodies.entry_of(TeamSignOffEntry, bodies.json_of(request), None)
    told = checked(sign_offs.SignForm({"on": request.on} | form_data(entry), today=request.on), entry)

    def act() -> HttpResponse:
        viewer, member = member_of(request, id, member_id, "sign-off")
        row = sign_offs.sign_for(viewer, member, told, request.person)
        return made(_sign_off(row, None), f"teams/{id}/sign-offs")

    return changing(request, act, found.person_id)


@TEAMS.changes(
    "delete",
    "/teams/{uuid:id}/sign-offs/{uuid:signed_id}",
    "delete-teams-sign-offs",
    "Take one's own sign-off back, as long as no badge was given for it",
)
def unsign(request: TokenRequest, id: UUID, signed_id: UUID) -> HttpResponse:
    _row, viewer, member = sign_offs.own_signature(request.person, signed_id)
    if viewer.organisation_id != id:
        raise Http404

    def act() -> HttpResponse:
        row, viewer, member = sign_offs.own_signature(request.person, signed_id)
        refusing(lambda: sign_offs.take_signature_back(row, viewer, member, request.person))
        return HttpResponse(status=204)

    return changing(request, act, member.person_id)


def _badge(row: IssuedBadge) -> GivenBadgeDocument:
    return {
        "id": str(row.id),
        "number": row.number,
        "skill": row.skill,
        "issued": row.issued_at.isoformat(),
        "revoked": row.revoked_at.isoformat() if row.revoked_at else None,
    }


@TEAMS.lists("/teams/{uuid:id}/badges", "teams-badges", "List badges that a team gave", GivenBadgeDocument)
def badges(request: TokenRequest, id: UUID, limit: Limit = USUAL, cursor: Place = FIRST) -> HttpResponse:
    viewer = viewer_in(request.person, id, "revoke-badge")
    rows = IssuedBadge.objects.filter(organisation=viewer.organisation_id)
    return some([_badge(row) for row in rows], cursor, limit)


@TEAMS.changes(
    "post", "/teams/{uuid:id}/sign-offs/{uuid:signed_id}/badge", "add-teams-badges",
    "Give a badge for a sign-off; the member keeps it", gives=GivenBadgeDocument, cost=5,
)  # fmt: skip
def give_badge(request: TokenRequest, id: UUID, signed_id: UUID) -> HttpResponse:
    _row, viewer, member = badge_pages.signature_for(request.person, signed_id)
    if viewer.organisation_id != id:
        raise Http404

    def act() -> HttpResponse:
        found, viewer, member = badge_pages.signature_for(request.person, signed_id)
        row = refusing(lambda: badge_pages.give_for(found, viewer, member, request.person))
        return made(_badge(row), f"teams/{id}/badges")

    return changing(request, act, member.person_id)


@TEAMS.changes(
    "put", "/teams/{uuid:id}/badges/{uuid:badge_id}/revoked", "put-teams-badges",
    "Take a badge back: it stands on the public list from then on, for good",
    gives=GivenBadgeDocument, sent=entry_sent(WhyEntry, {"why": "Signed by mistake"}),
)  # fmt: skip
def revoke(request: TokenRequest, id: UUID, badge_id: UUID) -> HttpResponse:
    _row, viewer = badge_pages.badge_to_revoke(request.person, badge_id)
    if viewer.organisation_id != id:
        raise Http404
    entry = bodies.entry_of(WhyEntry, bodies.json_of(request), None)
    told = checked(badge_pages.RevokeForm(form_data(entry)), entry)

    def act() -> HttpResponse:
        row, _viewer = badge_pages.badge_to_revoke(request.person, badge_id)
        badge_pages.take_badge_back(row, told["why"], request.person)
        row.refresh_from_db()
        return bodies.answer(_badge(row))

    return changing(request, act)


# --- What the work needs


@TEAMS.reads("/teams/{uuid:id}/needs", "teams-needs", "The skills that a team's work needs", NeedsDocument)
def needs(request: TokenRequest, id: UUID) -> HttpResponse:
    return bodies.answer({"needs": viewer_in(request.person, id, "sign-off").organisation.needs})


@TEAMS.changes(
    "put", "/teams/{uuid:id}/needs", "put-teams-needs", "Say which skills a team's work needs",
    gives=NeedsDocument, sent=entry_sent(NeedsEntry, {"needs": ["aseptic-mixing"]}),
)  # fmt: skip
def write_needs(request: TokenRequest, id: UUID) -> HttpResponse:
    viewer = viewer_in(request.person, id, "change-people")
    entry = bodies.entry_of(NeedsEntry, bodies.json_of(request), None)
    told = checked(NeedsForm(form_data(entry)), entry)

    def act() -> HttpResponse:
        needs_are(viewer, told["needs"], request.person)
        return bodies.answer({"needs": told["needs"]})

    return changing(request, act)
