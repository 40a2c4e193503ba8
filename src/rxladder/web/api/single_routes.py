"""The addresses of what a record has once: read it, write it anew, change some of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from ninja import Router

from rxladder.career.ids import ids_of
from rxladder.web.api import bodies, described
from rxladder.web.api.calls import call, patch_call, put_call
from rxladder.web.api.entering import TokenRequest
from rxladder.web.api.kind_routes import READ, WRITE
from rxladder.web.api.lists import entry_sent
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
    at = (router, f"/{single.name}", single.name, single.summary)
    told: dict[str, Any] = {"tag": TAG, "scope": WRITE, "good": {200: described.in_json(schema)}}

    @put_call(*at, **told, sent=entry_sent(single.entry, single.example))
    def put(request: TokenRequest) -> HttpResponse:
        return _written(single, request, bodies.json_of(request), patch=False)

    @patch_call(*at, **told)
    def patch(request: TokenRequest) -> HttpResponse:
        return _written(single, request, bodies.patch_of(request), patch=True)


def _written(single: Single, request: TokenRequest, data: dict[str, Any], *, patch: bool) -> HttpResponse:
    def act() -> HttpResponse:
        # Of two requests at once the second sees what the first one wrote.
        request.person.refresh_from_db()
        old = _document(single, request)
        bodies.require_match(request, bodies.tag_of(bodies.written(old)))
        ids = ids_of(packs())
        entry = bodies.entry_of(single.entry, bodies.merged(old, data) if patch else data, ids)
        part = single.part(entry, ids)
        single.check(part, request.on)
        single.write(request.person, part)
        return bodies.answer(_document(single, request))

    return changing(request, act)
