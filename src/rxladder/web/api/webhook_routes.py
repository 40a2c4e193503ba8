"""The addresses about webhooks: begin, change and end one, its secret, what was sent, and once more."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field
from typing_extensions import TypedDict

from rxladder.facts.entries import Entry, Text, one_of
from rxladder.web.api import bodies, described, webhooks
from rxladder.web.api.calls import call
from rxladder.web.api.entering import TokenRequest
from rxladder.web.api.models import Delivery, Webhook
from rxladder.web.api.paging import MOST, USUAL, page
from rxladder.web.api.problems import Problem
from rxladder.web.api.writing import changing
from rxladder.web.site import clock

router = Router()
SCOPE = TAG = "webhooks"


class WebhookEntry(Entry):
    """An address, and what it is told of."""

    url: Text = Field(min_length=1, max_length=2_000, description="Over https.")
    events: list[Annotated[str, one_of(tuple(webhooks.EVENTS))]] = Field(
        min_length=1, max_length=len(webhooks.EVENTS), json_schema_extra={"examples": [list(webhooks.EVENTS)]}
    )


class WebhookDocument(TypedDict):
    """An address that is told. What signs is told only when it is made: `secret`."""

    id: str
    url: str
    events: list[str]


class WebhookSecretDocument(WebhookDocument):
    """The same with what its receiver checks signatures with (Standard Webhooks)."""

    secret: str


class DeliveryDocument(TypedDict):
    """What was sent, or is to be."""

    id: str
    event: str
    state: str
    attempts: int
    created: str
    sent: str | None
    status: Annotated[int | None, Field(description="What the address answered last.")]
    error: str
    body: dict[str, Any]


_SHAPE = described.type_named("WebhookDocument", WebhookDocument)
_SECRET = described.type_named("WebhookSecretDocument", WebhookSecretDocument)
_DELIVERY = described.type_named("DeliveryDocument", DeliveryDocument)
_SENT = described.body(
    {
        bodies.JSON: {
            "schema": described.type_named("WebhookEntry", WebhookEntry),
            "examples": {"usual": {"value": {"url": "https://example.org/hook", "events": ["holding.due"]}}},
        }
    }
)


def _document(row: Webhook) -> dict[str, Any]:
    return {"id": str(row.id), "url": row.url, "events": row.events}


def _with_secret(row: Webhook) -> dict[str, Any]:
    return _document(row) | {"secret": webhooks.secret_of(row)}


def _row(request: TokenRequest, id: UUID) -> Webhook:
    return get_object_or_404(webhooks.living(request.person), id=id)


def _checked_entry(request: TokenRequest) -> WebhookEntry:
    entry = bodies.entry_of(WebhookEntry, bodies.json_of(request), None)
    try:
        webhooks.check_address(entry.url)
    except webhooks.BadAddress as error:
        raise Problem(422, str(error), at=("url",)) from None
    return entry


@call(
    router,
    "get",
    "/webhooks",
    "list-webhooks",
    tag=TAG,
    scope=SCOPE,
    summary="List the addresses that are told",
    good={200: described.in_json(described.page_of("WebhookPage", _SHAPE))},
)
def listed(
    request: TokenRequest, limit: int = Query(USUAL, ge=1, le=MOST), cursor: str | None = None
) -> HttpResponse:
    rows, following = page(webhooks.living(request.person), cursor, limit)
    return bodies.answer({"items": [_document(row) for row in rows], "next": following})


@call(
    router,
    "post",
    "/webhooks",
    "add-webhooks",
    tag=TAG,
    scope=SCOPE,
    summary="Have an address told",
    good={201: described.in_json(_SECRET)},
    problems=(409, 413, 415),
    sent=_SENT,
    headers=[described.KEY],
)
def added(request: TokenRequest) -> HttpResponse:
    entry = _checked_entry(request)

    def act() -> HttpResponse:
        if webhooks.living(request.person).count() >= webhooks.MOST_WEBHOOKS:
            raise Problem(
                409,
                _("At most %(n)d addresses can be notified. End one first.") % {"n": webhooks.MOST_WEBHOOKS},
            )
        row = webhooks.begin(request.person, entry.url, set(entry.events), clock.now())
        return bodies.answer(_with_secret(row), status=201, Location=f"/api/v1/webhooks/{row.id}")

    return changing(request, act)


@call(
    router,
    "get",
    "/webhooks/{uuid:id}",
    "get-webhooks",
    tag=TAG,
    scope=SCOPE,
    summary="Read one",
    good={200: described.in_json(_SHAPE)},
    problems=(404,),
)
def one(request: TokenRequest, id: UUID) -> HttpResponse:
    return bodies.answer(_document(_row(request, id)))


@call(
    router,
    "put",
    "/webhooks/{uuid:id}",
    "put-webhooks",
    tag=TAG,
    scope=SCOPE,
    summary="Change the address or what it is told of",
    good={200: described.in_json(_SHAPE)},
    problems=(404, 409, 413, 415),
    sent=_SENT,
    headers=[described.KEY],
)
def changed(request: TokenRequest, id: UUID) -> HttpResponse:
    _row(request, id)
    entry = _checked_entry(request)

    def act() -> HttpResponse:
        row = _row(request, id)
        row.url, row.events = entry.url, sorted(set(entry.events))
        row.save(update_fields=["url", "events"])
        return bodies.answer(_document(row))

    return changing(request, act)


@call(
    router,
    "delete",
    "/webhooks/{uuid:id}",
    "delete-webhooks",
    tag=TAG,
    scope=SCOPE,
    summary="Tell it nothing more",
    good={204: None},
    problems=(404,),
    headers=[described.KEY],
)
def ended(request: TokenRequest, id: UUID) -> HttpResponse:
    def act() -> HttpResponse:
        webhooks.end(_row(request, id), clock.now())
        return HttpResponse(status=204)

    return changing(request, act)


@call(
    router,
    "post",
    "/webhooks/{uuid:id}/secret",
    "send-webhooks-secret",
    tag=TAG,
    scope=SCOPE,
    summary="Make a new secret",
    about="For 24 hours the old one signs beside it.",
    good={200: described.in_json(_SECRET)},
    problems=(404,),
    headers=[described.KEY],
)
def new_secret(request: TokenRequest, id: UUID) -> HttpResponse:
    def act() -> HttpResponse:
        row = _row(request, id)
        webhooks.change_secret(row, clock.now())
        return bodies.answer(_with_secret(row))

    return changing(request, act)


# --- Deliveries


def _delivery(row: Delivery) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "event": row.event,
        "state": row.state,
        "attempts": row.attempts,
        "created": row.created_at.isoformat(),
        "sent": row.sent_at.isoformat() if row.sent_at else None,
        "status": row.status,
        "error": row.error,
        "body": bodies.read(row.body),
    }


@call(
    router,
    "post",
    "/webhooks/{uuid:id}/test",
    "send-webhooks-test",
    tag=TAG,
    scope=SCOPE,
    summary="Send something to try it with",
    good={201: described.in_json(_DELIVERY)},
    problems=(404,),
    headers=[described.KEY],
)
def test(request: TokenRequest, id: UUID) -> HttpResponse:
    return changing(
        request,
        lambda: bodies.answer(_delivery(webhooks.ping(_row(request, id), clock.now())), status=201),
    )


@call(
    router,
    "get",
    "/webhooks/{uuid:id}/deliveries",
    "list-webhooks-deliveries",
    tag=TAG,
    scope=SCOPE,
    summary="List what was sent to it",
    good={200: described.in_json(described.page_of("DeliveryPage", _DELIVERY))},
    problems=(404,),
)
def deliveries(
    request: TokenRequest, id: UUID, limit: int = Query(USUAL, ge=1, le=MOST), cursor: str | None = None
) -> HttpResponse:
    rows = Delivery.objects.visible_to(request.person).filter(webhook=_row(request, id))
    found, following = page(rows, cursor, limit)
    return bodies.answer({"items": [_delivery(row) for row in found], "next": following})


@call(
    router,
    "post",
    "/webhooks/{uuid:id}/deliveries/{uuid:delivery_id}/again",
    "send-webhooks-again",
    tag=TAG,
    scope=SCOPE,
    summary="Send it once more, with the same id",
    good={200: described.in_json(_DELIVERY)},
    problems=(404,),
    headers=[described.KEY],
)
def again(request: TokenRequest, id: UUID, delivery_id: UUID) -> HttpResponse:
    def act() -> HttpResponse:
        rows = Delivery.objects.visible_to(request.person).filter(webhook=_row(request, id), id=delivery_id)
        row = rows.first()
        if row is None:
            raise Http404
        webhooks.send_again(row, clock.now())
        row.refresh_from_db()
        return bodies.answer(_delivery(row))

    return changing(request, act)
