"""What was deleted in the last 30 days: listed by the acts that deleted it, and brought back.

Letting go for good is no program's: a person says that on a page. Certificates and whole records are told to,
and brought back by, those tokens alone that may read and write files.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import Http404, HttpResponse
from ninja import Router
from pydantic import Field
from typing_extensions import TypedDict

from rxladder.web.api import bodies
from rxladder.web.api.entering import TokenRequest, require_scope
from rxladder.web.api.lists import FIRST, Id, Limit, Moment, Part, Place
from rxladder.web.api.paging import USUAL
from rxladder.web.api.writing import changing
from rxladder.web.site import clock
from rxladder.web.trash.acting import bring_back
from rxladder.web.trash.listing import Act, Entry, Thing, act_at, acts_of, entries_of, thing_of

router = Router()
DELETED = Part(router, "deleted", "read:record", "write:record")
_OF_FILES = {"badge", "evidence", "proof"}


class DeletedThingDocument(TypedDict):
    """One of several things that went at one moment."""

    id: Id
    kind: str
    name: str


class DeletedDocument(TypedDict):
    """What went at one moment, `at`, and comes back together until `until`."""

    at: Moment
    until: Moment
    name: Annotated[str, Field(description="In the words of the request's language, as `about`.")]
    about: str
    counts: Annotated[dict[str, int], Field(description="How many of each kind of record.")]
    things: Annotated[
        list[DeletedThingDocument], Field(description="Where they are several, the first of them.")
    ]


def _document(entry: Entry) -> DeletedDocument:
    return {
        "at": entry.act.at.isoformat(),
        "until": entry.act.until.isoformat(),
        "name": entry.name,
        "about": entry.about,
        "counts": entry.act.counts,
        "things": [_thing(thing) for thing in entry.things],
    }


def _thing(thing: Thing) -> DeletedThingDocument:
    return {"id": str(thing.row.id), "kind": thing.kind.name, "name": thing.words}


@DELETED.lists("/deleted", "deleted", "What I deleted in the last 30 days, the newest first", DeletedDocument)
def deleted(request: TokenRequest, limit: Limit = USUAL, cursor: Place = FIRST) -> HttpResponse:
    acts = acts_of(request.person, clock.now())
    if "read:files" not in request.token.scopes:
        acts = [act for act in acts if not _is_of_files(request, act)]
    following = str(cursor + limit) if len(acts) > cursor + limit else None
    shown = entries_of(request.person, acts[cursor : cursor + limit])
    return bodies.answer({"items": [_document(entry) for entry in shown], "next": following})


@DELETED.changes(
    "post", "/deleted/{moment:at}/restore", "restore-deleted",
    "Bring back all that went at a moment, or nothing of it",
)  # fmt: skip
def restore(request: TokenRequest, at: datetime) -> HttpResponse:
    return changing(request, lambda: _back(request, at))


@DELETED.changes(
    "post", "/deleted/{moment:at}/{uuid:id}/restore", "restore-deleted-thing",
    "Bring back one thing of it, with what belongs to that",
)  # fmt: skip
def restore_thing(request: TokenRequest, at: datetime, id: UUID) -> HttpResponse:
    return changing(request, lambda: _back(request, at, id))


def _back(request: TokenRequest, at: datetime, id: UUID | None = None) -> HttpResponse:
    now = clock.now()
    act = act_at(request.person, at, now)
    only = thing_of(request.person, act, id) if act and id else None
    if act is None or (id and only is None):
        raise Http404
    if _is_of_files(request, act):
        require_scope(request.token, "write:files")
    bring_back(request.person, act, now, only.mark if only else "")
    return HttpResponse(status=204)


def _is_of_files(request: TokenRequest, act: Act) -> bool:
    """Whether certificates are in it, or it is a whole record that a career file took the place of."""
    replaced = {datetime.fromisoformat(one["at"]) for one in request.person.replaced_records}
    return bool(_OF_FILES & act.counts.keys()) or act.at in replaced
