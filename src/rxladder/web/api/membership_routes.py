"""A member's own side over HTTP: what each team may see, leaving, what is asked, places offered."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import FailFast, Field
from typing_extensions import TypedDict

from rxladder.career.teams import Shared
from rxladder.facts.entries import Entry, Flag, Text, one_of
from rxladder.web.api import bodies
from rxladder.web.api.ask_documents import AnyAskDocument, ask_document
from rxladder.web.api.entering import TokenRequest
from rxladder.web.api.lists import FIRST, Day, Id, Limit, Part, Place, entry_sent, some
from rxladder.web.api.paging import USUAL
from rxladder.web.api.problems import Problem
from rxladder.web.api.team_people_routes import refusing
from rxladder.web.api.team_routes import site_of
from rxladder.web.api.writing import changing
from rxladder.web.team import asked_pages, membership
from rxladder.web.team.asked import Asked, asked_of_person, nudges_of
from rxladder.web.team.joining import take_place, waiting_for
from rxladder.web.team.models import Assignment, Nudge, Offer, TeamMember
from rxladder.web.team.roles import EVERY_PART
from rxladder.web.team.sharing import own_memberships

router = Router()
OWN = Part(router, "my teams", "read:team", "write:team")


class SharingEntry(Entry):
    """What a team may see of one's record, and whether it may remind. What is not named is not shared."""

    shares: Annotated[list[Annotated[Shared, one_of(EVERY_PART)]], FailFast()] = []
    may_remind: Flag = False


class SeenToEntry(Entry):
    """How far one is: of a list the items that are ticked, of all else whether it is done."""

    ticked: list[Text] | None = None
    done: Flag | None = None


class OwnPlaceDocument(TypedDict):
    """One's own place in a team, and what is shared with it."""

    id: Id
    team: Id
    name: str
    role: str
    site: str | None
    joined: Day
    shares: list[str]
    may_remind: bool


class AcceptedPlaceDocument(TypedDict):
    """A place in a team that one accepted an invitation to and has not taken yet."""

    id: Id
    team: str
    role: str
    site: str | None


class AskedDocument(AnyAskDocument):
    """Something that a team asks; `done` is the day, `by_record` whether the record told it."""

    team: str
    ticked: list[str]
    done: Day | None
    by_record: bool


class NudgeDocument(TypedDict):
    """A team's word to look at something."""

    id: Id
    team: str
    what: str
    asked: Day
    by: Annotated[str, Field(description="Who said it.")]


# --- Memberships


def _own(request: TokenRequest, id: UUID) -> TeamMember:
    return get_object_or_404(own_memberships(request.person), id=id)


def _membership(row: TeamMember) -> OwnPlaceDocument:
    return {
        "id": str(row.id),
        "team": str(row.organisation_id),
        "name": row.organisation.name,
        "role": row.role,
        "site": site_of(row),
        "joined": row.joined_on.isoformat(),
        "shares": row.shares,
        "may_remind": row.may_remind,
    }


@OWN.lists("/memberships", "memberships", "List my places in teams, with what I share", OwnPlaceDocument)
def memberships(request: TokenRequest, limit: Limit = USUAL, cursor: Place = FIRST) -> HttpResponse:
    return some([_membership(row) for row in own_memberships(request.person)], cursor, limit)


@OWN.reads("/memberships/{uuid:id}", "memberships", "Read one", OwnPlaceDocument)
def one(request: TokenRequest, id: UUID) -> HttpResponse:
    return bodies.answer(_membership(_own(request, id)))


@OWN.changes(
    "put", "/memberships/{uuid:id}", "put-memberships", "Say what a team may see from now on",
    gives=OwnPlaceDocument,
    sent=entry_sent(SharingEntry, {"shares": ["compliance"], "may_remind": True}),
)  # fmt: skip
def share(request: TokenRequest, id: UUID) -> HttpResponse:
    _own(request, id)
    entry = bodies.entry_of(SharingEntry, bodies.json_of(request), None)
    parts = [part for part in EVERY_PART if part in entry.shares]

    def act() -> HttpResponse:
        row = _own(request, id)
        membership.share(row, parts, entry.may_remind)
        return bodies.answer(_membership(row))

    return changing(request, act)


@OWN.changes(
    "delete", "/memberships/{uuid:id}", "delete-memberships",
    "Leave a team: from this moment on nobody there sees anything",
)  # fmt: skip
def leave(request: TokenRequest, id: UUID) -> HttpResponse:
    def act() -> HttpResponse:
        row = _own(request, id)
        refusing(lambda: membership.leave(row))
        return HttpResponse(status=204)

    return changing(request, act)


@OWN.changes(
    "post", "/memberships/{uuid:id}/restore", "restore-memberships", "Undo leaving, on the same day",
    gives=OwnPlaceDocument,
)  # fmt: skip
def rejoin(request: TokenRequest, id: UUID) -> HttpResponse:
    def act() -> HttpResponse:
        if not membership.rejoin(membership.left_by_self(request.person, id)):
            raise Problem(
                409, _("That was too long ago, or you already belong to the team: you need an invitation.")
            )
        return bodies.answer(_membership(_own(request, id)))

    return changing(request, act)


# --- Places that are offered


def _place(row: Offer) -> AcceptedPlaceDocument:
    site = row.site.name if row.site else None
    return {"id": str(row.id), "team": row.organisation.name, "role": row.role, "site": site}


@OWN.lists(
    "/places", "places", "List the places in teams that I accepted and have not taken", AcceptedPlaceDocument
)
def places(request: TokenRequest, limit: Limit = USUAL, cursor: Place = FIRST) -> HttpResponse:
    return some([_place(row) for row in waiting_for(request.person)], cursor, limit)


@OWN.changes(
    "post", "/places/{uuid:id}/take", "send-places", "Join the team, sharing what is named",
    gives=OwnPlaceDocument, sent=entry_sent(SharingEntry, {"shares": ["compliance"], "may_remind": True}),
)  # fmt: skip
def take(request: TokenRequest, id: UUID) -> HttpResponse:
    _waiting(request, id)
    entry = bodies.entry_of(SharingEntry, bodies.json_of(request), None)
    parts: list[str] = [part for part in EVERY_PART if part in entry.shares]

    def act() -> HttpResponse:
        row = _waiting(request, id)
        if own_memberships(request.person).filter(organisation=row.organisation_id).exists():
            raise Problem(409, _("You already belong to this team."))
        made = take_place(request.person, row, parts, entry.may_remind, request.on)
        return bodies.answer(_membership(_own(request, made.id)))

    return changing(request, act)


def _waiting(request: TokenRequest, id: UUID) -> Offer:
    return get_object_or_404(waiting_for(request.person), id=id)


# --- What is asked of one


def _asked(one: Asked) -> AskedDocument:
    return {
        **ask_document(one.row),
        "team": one.ask.team,
        "ticked": one.row.ticked,
        "done": one.done.isoformat() if one.done else None,
        "by_record": one.recorded is not None,
    }


@OWN.lists("/asked", "asked", "List what my teams ask of me", AskedDocument)
def asked(request: TokenRequest, limit: Limit = USUAL, cursor: Place = FIRST) -> HttpResponse:
    found = asked_of_person(request.person, request.on)
    return some([_asked(one) for one in found], cursor, limit)


@OWN.changes(
    "put", "/asked/{uuid:id}", "put-asked", "Tick the items of a list, or say whether it is done",
    gives=AskedDocument, sent=entry_sent(SeenToEntry, {"done": True}),
)  # fmt: skip
def see_to(request: TokenRequest, id: UUID) -> HttpResponse:
    is_list = asked_pages.own_ask(request.person, id).kind == Assignment.Kind.LIST
    entry = bodies.entry_of(SeenToEntry, bodies.json_of(request), None)
    wanted = "ticked" if is_list else "done"
    if entry.model_fields_set != {wanted} or getattr(entry, wanted) is None:
        raise Problem(422, _("Send `%(name)s`, and nothing else.") % {"name": wanted}, at=())

    def act() -> HttpResponse:
        row = asked_pages.own_ask(request.person, id)
        if entry.ticked is not None:
            _may_tick(row, entry.ticked)
            asked_pages.tick_items(row, entry.ticked, request.on)
        else:
            row.said_done = (row.said_done or request.on) if entry.done else None
            row.save()
        return bodies.answer(_asked(next(
            one for one in asked_of_person(request.person, request.on) if one.row.id == row.id
        )))  # fmt: skip

    return changing(request, act)


def _may_tick(row: Assignment, ticked: list[str]) -> None:
    strange = [place for place, item in enumerate(ticked) if item not in row.items]
    if strange:
        raise Problem(422, _("That is not an item on the list."), at=("ticked", strange[0]))


# --- What a team wants one to look at


def _nudge(row: Nudge) -> NudgeDocument:
    return {
        "id": str(row.id),
        "team": row.member.organisation.name,
        "what": row.what,
        "asked": row.asked_on.isoformat(),
        "by": row.asked_by_name,
    }


@OWN.lists("/nudges", "nudges", "List what my teams want me to look at", NudgeDocument)
def nudges(request: TokenRequest, limit: Limit = USUAL, cursor: Place = FIRST) -> HttpResponse:
    return some([_nudge(row) for row in nudges_of(request.person, request.on)], cursor, limit)


@OWN.changes("delete", "/nudges/{uuid:id}", "delete-nudges", "Take one off my pages, once it is seen to")
def seen(request: TokenRequest, id: UUID) -> HttpResponse:
    def act() -> HttpResponse:
        _one(Nudge.objects.visible_to(request.person), id).delete_softly()
        return HttpResponse(status=204)

    return changing(request, act)


@OWN.changes(
    "post", "/nudges/{uuid:id}/restore", "restore-nudges", "Bring one back", gives=NudgeDocument
)  # fmt: skip
def unseen(request: TokenRequest, id: UUID) -> HttpResponse:
    def act() -> HttpResponse:
        row = _one(Nudge.objects.deleted_by(request.person), id)
        row.restore()
        return bodies.answer(_nudge(row))

    return changing(request, act)


def _one(rows, id: UUID) -> Nudge:
    return get_object_or_404(rows, id=id)
