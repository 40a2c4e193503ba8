"""What belongs to dates: the checklist of a renewal, and the secret address of a person's calendar."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field
from typing_extensions import TypedDict

from rxladder.facts.entries import Entry, Flag, Text
from rxladder.web.api import bodies
from rxladder.web.api.entering import TokenRequest
from rxladder.web.api.lists import FIRST, Id, Limit, Part, Place, entry_sent, some
from rxladder.web.api.paging import USUAL
from rxladder.web.api.problems import Problem
from rxladder.web.api.writing import changing
from rxladder.web.certifications.checklist import say_done, shown_items
from rxladder.web.plan.calendar import bring_address, end_addresses, path_of
from rxladder.web.plan.models import FeedAddress
from rxladder.web.site.answer import audited

router = Router()
CHECKLISTS = Part(router, "holdings", "read:record", "write:record")
ADDRESSES = Part(router, "calendar", "read:record", "write:record")


# --- The checklist of a renewal


class ChecklistItemDocument(TypedDict):
    """One thing of a renewal's checklist."""

    id: str
    what: str
    why: str
    done: bool
    yours: Annotated[bool, Field(description="Only the person can say it: it can be ticked.")]


class ChecklistDocument(TypedDict):
    """Everything for one renewal; empty where the term is not known."""

    items: list[ChecklistItemDocument]


class TickEntry(Entry):
    """Whether one thing of the checklist is done."""

    item: Text
    done: Flag


def _checklist(request: TokenRequest, id: UUID) -> dict[str, Any]:
    row, found = audited(request, id)
    items = [
        {"id": one.item.id, "what": one.item.what, "why": one.item.why, "done": one.done, "yours": one.mine}
        for one in shown_items(request, row, found)
    ]
    return {"items": items}


@CHECKLISTS.reads(
    "/holdings/{uuid:id}/checklist", "holdings-checklist", "The checklist of its renewal", ChecklistDocument
)
def checklist(request: TokenRequest, id: UUID) -> HttpResponse:
    return bodies.answer(_checklist(request, id))


@CHECKLISTS.changes(
    "put", "/holdings/{uuid:id}/checklist", "put-holdings-checklist", "Tick something, or take that back",
    gives=ChecklistDocument, sent=entry_sent(TickEntry, {"item": "filed", "done": True}),
)  # fmt: skip
def tick(request: TokenRequest, id: UUID) -> HttpResponse:
    audited(request, id)
    entry = bodies.entry_of(TickEntry, bodies.json_of(request), None)

    def act() -> HttpResponse:
        row, found = audited(request, id)
        if not say_done(request, row, found, entry.item, entry.done):
            raise Problem(
                422, _("That is not something on this checklist that can be checked off."), at=("item",)
            )
        return bodies.answer(_checklist(request, id))

    return changing(request, act)


# --- The secret address of the calendar


class CalendarAddressDocument(TypedDict):
    """Where other programs fetch the dates. Whoever has `address` can read them."""

    id: Id
    address: str


def _address(row: FeedAddress) -> CalendarAddressDocument:
    return {"id": str(row.id), "address": settings.SITE.rstrip("/") + path_of(row)}


@ADDRESSES.lists(
    "/calendar-addresses", "calendar-addresses", "The secret address of my calendar", CalendarAddressDocument
)
def addresses(request: TokenRequest, limit: Limit = USUAL, cursor: Place = FIRST) -> HttpResponse:
    rows = FeedAddress.objects.visible_to(request.person)
    return some([_address(row) for row in rows], cursor, limit)


@ADDRESSES.changes(
    "post", "/calendar-addresses", "add-calendar-addresses", "Make one; the one before it ends",
    gives=CalendarAddressDocument,
)  # fmt: skip
def new_address(request: TokenRequest) -> HttpResponse:
    def act() -> HttpResponse:
        end_addresses(request.person)
        row = FeedAddress(person=request.person)
        row.save()
        return bodies.answer(_address(row), status=201)

    return changing(request, act)


@ADDRESSES.changes(
    "delete", "/calendar-addresses/{uuid:id}", "delete-calendar-addresses", "End one: nobody fetches there"
)
def end_address(request: TokenRequest, id: UUID) -> HttpResponse:
    def act() -> HttpResponse:
        row = get_object_or_404(FeedAddress.objects.visible_to(request.person), id=id)
        row.delete_softly()
        return HttpResponse(status=204)

    return changing(request, act)


@ADDRESSES.changes(
    "post", "/calendar-addresses/{uuid:id}/restore", "restore-calendar-addresses",
    "Let one that was ended work again; it takes the place of a newer one", gives=CalendarAddressDocument,
)  # fmt: skip
def restore_address(request: TokenRequest, id: UUID) -> HttpResponse:
    def act() -> HttpResponse:
        row = get_object_or_404(FeedAddress.objects.deleted_by(request.person), id=id)
        bring_address(row)
        return bodies.answer(_address(row))

    return changing(request, act)
