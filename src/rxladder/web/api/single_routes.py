"""The addresses of what a record has once: read it, write it anew, change some of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from ninja import Router

from rxladder.career.ids import ids_of
from rxladder.web.api import bodies, described
from rxladder.web.api.calls import call
from rxladder.web.api.entering import TokenRequest
from rxladder.web.api.kind_routes import READ, WRITE
from rxladder.web.api.single_kinds import Single
from rxladder.web.api.writing import changing
from rxladder.web.site.rules import packs

TAG = "about me"


def routes_of(router: Router, single: Single) -> None:
    """Give it its addresses."""
    schema = described.type_named(single.entry.__name__, single.entry)
    _reading(router, single, schema)
    _writing(router, single, schema)


def _document(single: Single, request: TokenRequest) -> dict[str, Any]:
    return single.written(single.read(request.person))


def _reading(router: Router, single: Single, schema: dict[str, Any]) -> None:
    @call(
        router,
        "get",
        f"/{single.name}",
        f"get-{single.name}",
        tag=TAG,
        scope=READ,
        summary=f"Read {single.summary}",
        good={200: described.in_json(schema)},
        unchanged=True,
    )
    def read(request: TokenRequest) -> HttpResponse:
        found = bodies.written(_document(single, request))
        return bodies.unchanged(request, bodies.tag_of(found)) or bodies.answer(found)


def _writing(router: Router, single: Single, schema: dict[str, Any]) -> None:
    def written(request: TokenRequest, data: dict[str, Any], *, patch: bool) -> HttpResponse:
        def act() -> HttpResponse:
            # Of two requests at once the second sees what the first one wrote.
            request.person.refresh_from_db()
            old = _document(single, request)
            bodies.require_match(request, bodies.tag_of(bodies.written(old)))
            ids = ids_of(packs())
            entry = bodies.entry_of(single.entry, bodies.merged(old, data) if patch else data, ids)
            single.write(request.person, single.part(entry, ids))
            return bodies.answer(_document(single, request))

        return changing(request, act)

    good, wrong = {200: described.in_json(schema)}, [409, 412, 413, 415]
    headers = [described.IF_MATCH, described.KEY]

    @call(
        router,
        "put",
        f"/{single.name}",
        f"put-{single.name}",
        tag=TAG,
        scope=WRITE,
        summary=f"Write {single.summary} anew",
        good=good,
        problems=wrong,
        headers=headers,
        sent=described.body(
            {bodies.JSON: {"schema": schema, "examples": {"usual": {"value": dict(single.example)}}}}
        ),
    )
    def put(request: TokenRequest) -> HttpResponse:
        return written(request, bodies.json_of(request), patch=False)

    @call(
        router,
        "patch",
        f"/{single.name}",
        f"patch-{single.name}",
        tag=TAG,
        scope=WRITE,
        summary=f"Change some of {single.summary}",
        about="Only the keys that are sent change (RFC 7396); null takes one away.",
        good=good,
        problems=wrong,
        headers=headers,
        sent=described.body({media: {"schema": {"type": "object"}} for media in (bodies.MERGE, bodies.JSON)}),
    )
    def patch(request: TokenRequest) -> HttpResponse:
        return written(request, bodies.json_of(request, bodies.JSON, bodies.MERGE), patch=True)
