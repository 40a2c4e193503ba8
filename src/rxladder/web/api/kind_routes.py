"""The addresses of each kind of record: a list, one, and its making, changing and end."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router

from rxladder.web.api import bodies, described
from rxladder.web.api.calls import call, patch_call, put_call
from rxladder.web.api.entering import TokenRequest
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
from rxladder.web.api.lists import entry_sent, made
from rxladder.web.api.paging import MOST, USUAL, page
from rxladder.web.api.writing import changing

READ, WRITE = "read:record", "write:record"


def routes_of(router: Router, kind: Kind) -> None:
    """Give a kind its addresses."""
    _listing(router, kind)
    _reading(router, kind)
    if not kind.only_read:
        _adding(router, kind)
        _changing(router, kind)
        _deleting(router, kind)
        _restoring(router, kind)


def _shape(kind: Kind) -> dict[str, Any]:
    return described.kept_shape(_named(kind, "Record"), kind.one, kind.entry)


def _named(kind: Kind, what: str) -> str:
    """The name of a type in the description; entries and documents have names of other endings."""
    return kind.entry.__name__.removesuffix("Entry") + what


def _listing(router: Router, kind: Kind) -> None:
    @call(
        router,
        "get",
        f"/{kind.name}",
        f"list-{kind.name}",
        tag=kind.name,
        scope=READ,
        summary=f"List {kind.name.replace('-', ' ')}",
        good={200: described.in_json(described.page_of(_named(kind, "Page"), _shape(kind)))},
        unchanged=True,
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


def _reading(router: Router, kind: Kind) -> None:
    @call(
        router,
        "get",
        f"/{kind.name}/{{uuid:id}}",
        f"get-{kind.name}",
        tag=kind.name,
        scope=READ,
        summary=f"Read one {kind.one}",
        good={200: described.in_json(_shape(kind))},
        problems=(404,),
        unchanged=True,
    )
    def one(request: TokenRequest, id: UUID) -> HttpResponse:
        found = bodies.written(document(kind, request.person, row_with(kind, request.person, id)))
        return bodies.unchanged(request, bodies.tag_of(found)) or bodies.answer(found)


def _adding(router: Router, kind: Kind) -> None:
    @call(
        router,
        "post",
        f"/{kind.name}",
        f"add-{kind.name}",
        tag=kind.name,
        scope=WRITE,
        summary=f"Add a {kind.one}",
        good={201: described.in_json(_shape(kind))},
        problems=(409, 413, 415),
        sent=entry_sent(kind.entry, kind.example),
        headers=[described.KEY],
    )
    def added(request: TokenRequest) -> HttpResponse:
        data = bodies.json_of(request)

        def act() -> HttpResponse:
            row = add(kind, request.person, part_in(kind, request.person, data, None, request.on))
            kept = document(kind, request.person, row_with(kind, request.person, row.id))
            return made(kept, f"{kind.name}/{row.id}")

        return changing(request, act)


def _changing(router: Router, kind: Kind) -> None:
    at = (router, f"/{kind.name}/{{uuid:id}}", kind.name, f"a {kind.one}")
    good = {200: described.in_json(_shape(kind))}
    told: dict[str, Any] = {"tag": kind.name, "scope": WRITE, "good": good, "problems": (404,)}

    @put_call(*at, **told, sent=entry_sent(kind.entry, kind.example))
    def put(request: TokenRequest, id: UUID) -> HttpResponse:
        return _changed(kind, request, id, bodies.json_of(request), patch=False)

    @patch_call(*at, **told)
    def patch(request: TokenRequest, id: UUID) -> HttpResponse:
        return _changed(kind, request, id, bodies.patch_of(request), patch=True)


def _changed(
    kind: Kind, request: TokenRequest, id: UUID, data: dict[str, Any], *, patch: bool
) -> HttpResponse:
    def act() -> HttpResponse:
        row = row_with(kind, request.person, id)
        old = document(kind, request.person, row)
        bodies.require_match(request, bodies.tag_of(bodies.written(old)))
        new = bodies.merged(old, data) if patch else data
        change(kind, request.person, row, part_in(kind, request.person, new, row, request.on))
        return bodies.answer(document(kind, request.person, row_with(kind, request.person, id)))

    return changing(request, act)


def _deleting(router: Router, kind: Kind) -> None:
    @call(
        router,
        "delete",
        f"/{kind.name}/{{uuid:id}}",
        f"delete-{kind.name}",
        tag=kind.name,
        scope=WRITE,
        summary=f"Delete a {kind.one}",
        good={204: None},
        problems=(404, 412),
        headers=[described.IF_MATCH, described.KEY],
    )
    def deleted(request: TokenRequest, id: UUID) -> HttpResponse:
        def act() -> HttpResponse:
            row = row_with(kind, request.person, id)
            bodies.require_match(request, bodies.tag_of(bodies.written(document(kind, request.person, row))))
            row.delete_softly()
            return HttpResponse(status=204)

        return changing(request, act)


def _restoring(router: Router, kind: Kind) -> None:
    @call(
        router,
        "post",
        f"/{kind.name}/{{uuid:id}}/restore",
        f"restore-{kind.name}",
        tag=kind.name,
        scope=WRITE,
        summary=f"Bring a deleted {kind.one} back",
        good={200: described.in_json(_shape(kind))},
        problems=(404, 409),
        headers=[described.KEY],
    )
    def restored(request: TokenRequest, id: UUID) -> HttpResponse:
        def act() -> HttpResponse:
            row = deleted_row(kind, request.person, id)
            part = kind.parts(request.person, [row])[0]
            may_be_kept(kind, request.person, part, row, request.on)
            row.restore()
            return bodies.answer(document(kind, request.person, row))

        return changing(request, act)
