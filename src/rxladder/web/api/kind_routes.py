"""The addresses of each kind of record: a list, one, and its making, changing and end."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router

from rxladder.web.api import bodies, described
from rxladder.web.api.entering import NeedsToken, TokenRequest
from rxladder.web.api.kinds import (
    Kind,
    add,
    change,
    deleted_row,
    document,
    documents,
    may_be_kept,
    part_in,
    row_with,
)
from rxladder.web.api.paging import MOST, USUAL, page
from rxladder.web.api.writing import changing

READ, WRITE = "read:record", "write:record"


def routes_of(router: Router, kind: Kind) -> None:
    """Give a kind its addresses."""
    _reading(router, kind)
    if not kind.only_read:
        _adding(router, kind)
        _changing(router, kind)
        _ending(router, kind)


def _shape(kind: Kind) -> dict[str, Any]:
    return described.kept_shape(_named(kind, "Record"), kind.one, kind.entry)


def _named(kind: Kind, what: str) -> str:
    """The name of a type in the description; entries and documents have names of other endings."""
    return kind.entry.__name__.removesuffix("Entry") + what


def _entry(kind: Kind, media: str = bodies.JSON) -> dict[str, Any]:
    schema = described.type_named(kind.entry.__name__, kind.entry)
    return {media: {"schema": schema, "examples": {"usual": {"value": dict(kind.example)}}}}


def _location(kind: Kind, row: Any) -> str:
    return f"/api/v1/{kind.name}/{row.id}"


def _reading(router: Router, kind: Kind) -> None:
    shape = _shape(kind)
    paged = described.page_of(_named(kind, "Page"), shape)

    @router.get(
        f"/{kind.name}",
        auth=NeedsToken(READ),
        tags=[kind.name],
        url_name=f"list-{kind.name}",
        operation_id=f"list-{kind.name}",
        summary=f"List {kind.name.replace('-', ' ')}",
        openapi_extra=described.extra(
            READ,
            described.answers({200: described.in_json(paged)}, unchanged=True),
            headers=[described.IF_NONE_MATCH],
        ),
    )
    def listed(
        request: TokenRequest, limit: int = Query(USUAL, ge=1, le=MOST), cursor: str | None = None
    ) -> HttpResponse:
        tag = bodies.tag_of(kind.name, request.person.id, request.person.revision, limit, cursor)
        if same := bodies.unchanged(request, tag):
            return same
        rows, following = page(kind.model.objects.visible_to(request.person), cursor, limit)
        found = {"items": documents(kind, request.person, rows), "next": following}
        return bodies.answer(found, tag=tag)

    @router.get(
        f"/{kind.name}/{{uuid:id}}",
        auth=NeedsToken(READ),
        tags=[kind.name],
        url_name=f"get-{kind.name}",
        operation_id=f"get-{kind.name}",
        summary=f"Read one {kind.one}",
        openapi_extra=described.extra(
            READ,
            described.answers({200: described.in_json(shape)}, [404], unchanged=True),
            headers=[described.IF_NONE_MATCH],
        ),
    )
    def one(request: TokenRequest, id: UUID) -> HttpResponse:
        found = bodies.written(document(kind, request.person, row_with(kind, request.person, id)))
        return bodies.unchanged(request, bodies.tag_of(found)) or bodies.answer(found)


def _adding(router: Router, kind: Kind) -> None:
    @router.post(
        f"/{kind.name}",
        auth=NeedsToken(WRITE),
        tags=[kind.name],
        url_name=f"add-{kind.name}",
        operation_id=f"add-{kind.name}",
        summary=f"Add a {kind.one}",
        openapi_extra=described.extra(
            WRITE,
            described.answers({201: described.in_json(_shape(kind))}, [409, 413, 415]),
            sent=described.body(_entry(kind)),
            headers=[described.KEY],
        ),
    )
    def added(request: TokenRequest) -> HttpResponse:
        data = bodies.json_of(request)

        def act() -> HttpResponse:
            row = add(kind, request.person, part_in(kind, request.person, data, None, request.on))
            made = document(kind, request.person, row_with(kind, request.person, row.id))
            return bodies.answer(made, status=201, Location=_location(kind, row))

        return changing(request, act)


def _changing(router: Router, kind: Kind) -> None:
    def changed(request: TokenRequest, id: UUID, data: dict[str, Any], *, patch: bool) -> HttpResponse:
        def act() -> HttpResponse:
            row = row_with(kind, request.person, id)
            old = document(kind, request.person, row)
            bodies.require_match(request, bodies.tag_of(bodies.written(old)))
            new = bodies.merged(old, data) if patch else data
            change(kind, request.person, row, part_in(kind, request.person, new, row, request.on))
            return bodies.answer(document(kind, request.person, row_with(kind, request.person, id)))

        return changing(request, act)

    answered = described.answers({200: described.in_json(_shape(kind))}, [404, 409, 412, 413, 415])
    headers = [described.IF_MATCH, described.KEY]

    @router.put(
        f"/{kind.name}/{{uuid:id}}",
        auth=NeedsToken(WRITE),
        tags=[kind.name],
        url_name=f"put-{kind.name}",
        operation_id=f"put-{kind.name}",
        summary=f"Write a {kind.one} anew",
        openapi_extra=described.extra(WRITE, answered, sent=described.body(_entry(kind)), headers=headers),
    )
    def put(request: TokenRequest, id: UUID) -> HttpResponse:
        return changed(request, id, bodies.json_of(request), patch=False)

    @router.patch(
        f"/{kind.name}/{{uuid:id}}",
        auth=NeedsToken(WRITE),
        tags=[kind.name],
        url_name=f"patch-{kind.name}",
        operation_id=f"patch-{kind.name}",
        summary=f"Change some of a {kind.one}",
        description="Only the keys that are sent change (RFC 7396); null takes one away.",
        openapi_extra=described.extra(
            WRITE,
            answered,
            sent=described.body(
                {media: {"schema": {"type": "object"}} for media in (bodies.MERGE, bodies.JSON)}
            ),
            headers=headers,
        ),
    )
    def patch(request: TokenRequest, id: UUID) -> HttpResponse:
        return changed(request, id, bodies.json_of(request, bodies.JSON, bodies.MERGE), patch=True)


def _ending(router: Router, kind: Kind) -> None:
    @router.delete(
        f"/{kind.name}/{{uuid:id}}",
        auth=NeedsToken(WRITE),
        tags=[kind.name],
        url_name=f"delete-{kind.name}",
        operation_id=f"delete-{kind.name}",
        summary=f"Delete a {kind.one}",
        openapi_extra=described.extra(
            WRITE,
            described.answers({204: None}, [404, 412]),
            headers=[described.IF_MATCH, described.KEY],
        ),
    )
    def deleted(request: TokenRequest, id: UUID) -> HttpResponse:
        def act() -> HttpResponse:
            row = row_with(kind, request.person, id)
            bodies.require_match(request, bodies.tag_of(bodies.written(document(kind, request.person, row))))
            row.delete_softly()
            return HttpResponse(status=204)

        return changing(request, act)

    @router.post(
        f"/{kind.name}/{{uuid:id}}/restore",
        auth=NeedsToken(WRITE),
        tags=[kind.name],
        url_name=f"restore-{kind.name}",
        operation_id=f"restore-{kind.name}",
        summary=f"Bring a deleted {kind.one} back",
        openapi_extra=described.extra(
            WRITE,
            described.answers({200: described.in_json(_shape(kind))}, [404, 409]),
            headers=[described.KEY],
        ),
    )
    def restored(request: TokenRequest, id: UUID) -> HttpResponse:
        def act() -> HttpResponse:
            row = deleted_row(kind, request.person, id)
            part = kind.parts(request.person, [row])[0]
            may_be_kept(kind, request.person, part, row, request.on)
            row.restore()
            return bodies.answer(document(kind, request.person, row))

        return changing(request, act)
