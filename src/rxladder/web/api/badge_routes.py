"""Digital badges over HTTP: kept, judged, the issuer asked, made a holding, and each of it taken back."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field
from typing_extensions import TypedDict

from rxladder.facts.entries import Day as DayEntry
from rxladder.facts.entries import Entry, Text
from rxladder.papers.badges.output import BadgeDocument
from rxladder.papers.badges.result import BadBadge
from rxladder.web.api import bodies, described
from rxladder.web.api.calls import call
from rxladder.web.api.entering import TokenRequest
from rxladder.web.api.forms import checked, form_data
from rxladder.web.api.lists import Id, Moment, Part, entry_sent
from rxladder.web.api.paging import MOST, USUAL, page
from rxladder.web.api.problems import Problem
from rxladder.web.api.writing import changing
from rxladder.web.certifications import badges_keeping as keeping
from rxladder.web.certifications.badges import TYPES
from rxladder.web.certifications.badges_forms import EmailForm, TakeForm
from rxladder.web.certifications.badges_standing import as_of
from rxladder.web.certifications.models import Badge
from rxladder.web.education.evidence_files import bare
from rxladder.web.education.evidence_keeping import content_of

router = Router()
BADGES = Part(router, "badges", "read:files", "write:files")


class KeptBadgeDocument(TypedDict):
    """A badge that is kept, with what was found out about it; `found` is what `rxladder badge` answers."""

    id: Id
    name: str
    bytes: int
    sha256: str
    email: str
    asked: Moment | None
    credential: Annotated[str, Field(description="What the person says that it shows; empty: nothing yet.")]
    holding: Annotated[Id | None, Field(description="The holding that was made of it.")]
    found: BadgeDocument


class EmailEntry(Entry):
    """The address that a badge was sent to."""

    email: Text = Field(min_length=1)


class TakeEntry(Entry):
    """What a badge shows. A holding that is there stays as it is; else one is made with these days."""

    credential: Text
    issued: DayEntry | None = None
    expires: DayEntry | None = None


_SHAPE = described.type_named("KeptBadgeDocument", KeptBadgeDocument)
_FORM: dict[str, Any] = {
    "multipart/form-data": {
        "schema": {
            "type": "object",
            "required": ["badge"],
            "properties": {
                "badge": {"type": "string", "format": "binary", "description": "PNG, SVG, JSON or JWT."},
                "email": {"type": "string", "description": "The address that it was sent to."},
            },
        }
    }
}


def _document(row: Badge, on: date) -> dict[str, Any]:
    row = as_of(row, on)
    made = row.made if row.made_id and row.made and row.made.deleted_at is None else None
    return {
        "id": str(row.id),
        "name": row.name,
        "bytes": row.size,
        "sha256": row.sha256,
        "email": row.email,
        "asked": row.asked_at.isoformat() if row.asked_at else None,
        "credential": row.credential,
        "holding": str(made.id) if made else None,
        "found": row.found,
    }


def _row(request: TokenRequest, id: UUID) -> Badge:
    return get_object_or_404(Badge.objects.visible_to(request.person).select_related("made"), id=id)


def _changed(request: TokenRequest, id: UUID, act: Any) -> HttpResponse:
    """Do something to a badge; a file that is gone is told so."""

    def whole() -> HttpResponse:
        row = _row(request, id)
        try:
            act(row)
        except OSError:
            raise Problem(409, _("The badge's file is missing or damaged where it is kept.")) from None
        return bodies.answer(_document(_row(request, id), request.on))

    return changing(request, whole)


@call(
    router,
    "get",
    "/badges",
    "list-badges",
    tag="badges",
    scope="read:files",
    summary="List my badges",
    good={200: described.in_json(described.page_of("KeptBadgePage", _SHAPE))},
)
def listed(
    request: TokenRequest, limit: int = Query(USUAL, ge=1, le=MOST), cursor: str | None = None
) -> HttpResponse:
    rows, following = page(Badge.objects.visible_to(request.person).select_related("made"), cursor, limit)
    return bodies.answer({"items": [_document(row, request.on) for row in rows], "next": following})


@BADGES.reads("/badges/{uuid:id}", "badges", "Read one, as it stands today", KeptBadgeDocument)
def one(request: TokenRequest, id: UUID) -> HttpResponse:
    return bodies.answer(_document(_row(request, id), request.on))


@call(
    router,
    "get",
    "/badges/{uuid:id}/content",
    "get-badges-content",
    tag="badges",
    scope="read:files",
    summary="Take the file itself",
    good={
        200: {
            media: {"schema": {} if media == bodies.JSON else {"type": "string", "format": "binary"}}
            for media in (*TYPES.values(), "text/plain")
        }
    },
    problems=(404,),
)
def content(request: TokenRequest, id: UUID) -> HttpResponse:
    row = _row(request, id)
    try:
        found = content_of(row)
    except OSError:
        raise Problem(404, _("This file is missing or damaged where it is kept.")) from None
    return bare(found, TYPES.get(row.carrier, "text/plain"), row.name, attached=True)


@call(
    router,
    "post",
    "/badges",
    "add-badges",
    tag="badges",
    scope="write:files",
    summary="Keep a badge, and judge it without asking anybody",
    good={201: described.in_json(_SHAPE)},
    problems=(409, 413, 415),
    sent=described.body(_FORM),
    headers=[described.KEY],
    about="A file that is kept already is not kept twice; one that was deleted comes back.",
    cost=5,
)
def add(request: TokenRequest) -> HttpResponse:
    upload, found = bodies.file_of(request, "badge", "5 MB")
    form = EmailForm({"email": request.POST.get("email", "")})
    if not form.is_valid():
        raise Problem(422, str(form.errors["email"][0]), at=("email",))

    def act() -> HttpResponse:
        email = form.cleaned_data["email"]
        try:
            row = keeping.keep(request.person, upload.name or "", found, email, request.on)
        except BadBadge as error:
            raise Problem(422, str(error), at=("badge",)) from None
        made = _document(row, request.on)
        return bodies.answer(made, status=201, Location=f"/api/v1/badges/{row.id}")

    return changing(request, act)


@BADGES.changes(
    "post", "/badges/{uuid:id}/ask", "send-badges-ask", "Have the issuer asked whether it is genuine",
    gives=KeptBadgeDocument, about="The site asks the hosts that `found.wanted` names.", cost=10,
)  # fmt: skip
def ask(request: TokenRequest, id: UUID) -> HttpResponse:
    return _changed(request, id, lambda row: keeping.ask(row, request.on))


@BADGES.changes(
    "put", "/badges/{uuid:id}/email", "put-badges-email", "Compare it with an e-mail address",
    gives=KeptBadgeDocument, sent=entry_sent(EmailEntry, {"email": "sam@example.org"}),
)  # fmt: skip
def compare(request: TokenRequest, id: UUID) -> HttpResponse:
    _row(request, id)
    entry = bodies.entry_of(EmailEntry, bodies.json_of(request), None)
    told = checked(EmailForm(form_data(entry)), entry)
    return _changed(request, id, lambda row: keeping.compare(row, told["email"], request.on))


@BADGES.changes(
    "put", "/badges/{uuid:id}/holding", "put-badges-holding", "Let it show a holding",
    gives=KeptBadgeDocument, sent=entry_sent(TakeEntry, {"credential": "ptcb-cpht", "expires": "2027-05-31"}),
)  # fmt: skip
def take(request: TokenRequest, id: UUID) -> HttpResponse:
    row = _row(request, id)
    entry = bodies.entry_of(TakeEntry, bodies.json_of(request), None)
    told = checked(TakeForm(form_data(entry), person=request.person), entry)
    if as_of(row, request.on).verdict == "refused":
        raise Problem(409, _("This badge is not genuine, or no longer valid: it shows nothing."))
    return _changed(
        request, id, lambda row: keeping.take(row, told["credential"], told["issued"], told["expires"])
    )


@BADGES.changes(
    "delete", "/badges/{uuid:id}/holding", "delete-badges-holding",
    "Let it show nothing any more; a holding that was made of it goes",
)  # fmt: skip
def take_back(request: TokenRequest, id: UUID) -> HttpResponse:
    def act() -> HttpResponse:
        keeping.take_back(_row(request, id))
        return HttpResponse(status=204)

    return changing(request, act)


@BADGES.changes(
    "delete", "/badges/{uuid:id}", "delete-badges", "Delete it; a holding that was made of it stays"
)
def delete(request: TokenRequest, id: UUID) -> HttpResponse:
    def act() -> HttpResponse:
        _row(request, id).delete_softly()
        return HttpResponse(status=204)

    return changing(request, act)


@BADGES.changes(
    "post", "/badges/{uuid:id}/restore", "restore-badges", "Bring it back", gives=KeptBadgeDocument
)
def restore(request: TokenRequest, id: UUID) -> HttpResponse:
    def act() -> HttpResponse:
        row = get_object_or_404(Badge.objects.deleted_by(request.person), id=id)
        row.restore()
        return bodies.answer(_document(_row(request, id), request.on))

    return changing(request, act)
