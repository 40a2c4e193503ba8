"""Certificates: listed, kept, taken away, and what each proves."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field
from typing_extensions import TypedDict

from rxladder.papers.certificates import BadCertificate
from rxladder.web.accounts.models import Person
from rxladder.web.api import bodies, described
from rxladder.web.api.calls import call
from rxladder.web.api.career_file_routes import READ, WRITE
from rxladder.web.api.entering import TokenRequest
from rxladder.web.api.paging import MOST, USUAL, page
from rxladder.web.api.problems import Problem
from rxladder.web.api.writing import changing
from rxladder.web.certifications.models import Override
from rxladder.web.education import evidence_keeping as keeping
from rxladder.web.education.evidence_files import bare
from rxladder.web.education.models import Credit, Evidence, Proof

router = Router()


class EvidenceDocument(TypedDict):
    """A file that is kept, the credits that it proves, and what boards said (overrides) that it shows."""

    id: Annotated[str, Field(json_schema_extra={"format": "uuid"})]
    name: str
    type: str
    bytes: int
    pages: int
    sha256: str
    credits: list[str]
    overrides: list[str]


_EVIDENCE = described.type_named("EvidenceDocument", EvidenceDocument)
_PAGE = described.page_of("EvidencePage", _EVIDENCE)
_FORM = {
    "multipart/form-data": {
        "schema": {
            "type": "object",
            "required": ["file"],
            "properties": {
                "file": {"type": "string", "format": "binary", "description": "PDF, JPEG, PNG or WebP."},
                "credit": {"type": "string", "description": "The id of a credit that it proves."},
            },
        }
    }
}


def _documents(person: Person, rows: list[Evidence]) -> list[dict[str, Any]]:
    proved: dict[UUID, list[str]] = {}
    for proof in keeping.proofs_of(person).filter(evidence__in=rows):
        proved.setdefault(proof.evidence_id, []).append(str(proof.credit_id))
    told = keeping.told_of(person)
    return [
        {
            "id": str(row.id),
            "name": row.name,
            "type": row.content_type,
            "bytes": row.size,
            "pages": row.pages,
            "sha256": row.sha256,
            "credits": proved.get(row.id, []),
            "overrides": [str(one.id) for one in told.get(row.id, ())],
        }
        for row in rows
    ]


def _one_of(model: Any, person: Person, id: UUID) -> Any:
    return get_object_or_404(model.objects.visible_to(person), id=id)


@call(
    router,
    "get",
    "/evidence",
    "list-evidence",
    tag="evidence",
    scope=READ,
    summary="List certificates",
    good={200: described.in_json(_PAGE)},
    unchanged=True,
)
def evidence(
    request: TokenRequest, limit: int = Query(USUAL, ge=1, le=MOST), cursor: str | None = None
) -> HttpResponse:
    tag = bodies.tag_of("evidence", request.person.id, request.person.revision, limit, cursor)
    if same := bodies.unchanged(request, tag):
        return same
    rows, following = page(Evidence.objects.visible_to(request.person), cursor, limit)
    return bodies.answer({"items": _documents(request.person, rows), "next": following}, tag=tag)


@call(
    router,
    "get",
    "/evidence/{uuid:id}",
    "get-evidence",
    tag="evidence",
    scope=READ,
    summary="Read what is known of a certificate",
    good={200: described.in_json(_EVIDENCE)},
    problems=(404,),
    unchanged=True,
)
def one(request: TokenRequest, id: UUID) -> HttpResponse:
    found = bodies.written(_documents(request.person, [_one_of(Evidence, request.person, id)])[0])
    return bodies.unchanged(request, bodies.tag_of(found)) or bodies.answer(found)


@call(
    router,
    "get",
    "/evidence/{uuid:id}/content",
    "get-evidence-content",
    tag="evidence",
    scope=READ,
    summary="Take the file itself",
    good={
        200: {
            media: {"schema": {"type": "string", "format": "binary"}}
            for media in ("application/pdf", "image/jpeg", "image/png", "image/webp")
        }
    },
    problems=(404,),
    unchanged=True,
)
def content(request: TokenRequest, id: UUID) -> HttpResponse:
    row = _one_of(Evidence, request.person, id)
    tag = f'"{row.sha256}"'
    if same := bodies.unchanged(request, tag):
        return same
    try:
        found = keeping.content_of(row)
    except OSError:
        raise Problem(404, _("This file is missing or damaged where it is kept.")) from None
    response = bare(found, row.content_type, row.file_name, attached=True)
    response.headers["ETag"] = tag
    return response


@call(
    router,
    "post",
    "/evidence",
    "add-evidence",
    tag="evidence",
    scope=WRITE,
    summary="Keep a certificate",
    good={201: described.in_json(_EVIDENCE)},
    problems=(409, 413, 415),
    sent=described.body(_FORM),
    headers=[described.KEY],
    about="A file that is kept already is not kept twice.",
)
def add(request: TokenRequest) -> HttpResponse:
    upload, found = bodies.file_of(request, "file", "20 MB")
    credit = _credit(request, request.POST.get("credit", ""))

    def act() -> HttpResponse:
        try:
            [row] = keeping.keep(request.person, [(upload.name or "", found)])
        except BadCertificate as error:
            raise Problem(422, str(error), at=("file",)) from None
        if credit is not None:
            keeping.attach(row, [credit])
        made = _documents(request.person, [row])[0]
        return bodies.answer(made, status=201, Location=f"/api/v1/evidence/{row.id}")

    return changing(request, act)


def _credit(request: TokenRequest, told: str) -> Credit | None:
    if not told:
        return None
    try:
        row: Credit = _one_of(Credit, request.person, UUID(told))
    except (ValueError, Http404):
        raise Problem(422, _("There is no such credit."), at=("credit",)) from None
    return row


@call(
    router,
    "delete",
    "/evidence/{uuid:id}",
    "delete-evidence",
    tag="evidence",
    scope=WRITE,
    summary="Delete a certificate",
    good={204: None},
    problems=(404,),
    headers=[described.KEY],
    about="It can be brought back for 30 days.",
)
def delete(request: TokenRequest, id: UUID) -> HttpResponse:
    def act() -> HttpResponse:
        _one_of(Evidence, request.person, id).delete_softly()
        return HttpResponse(status=204)

    return changing(request, act)


@call(
    router,
    "post",
    "/evidence/{uuid:id}/restore",
    "restore-evidence",
    tag="evidence",
    scope=WRITE,
    summary="Bring a deleted certificate back",
    good={200: described.in_json(_EVIDENCE)},
    problems=(404,),
    headers=[described.KEY],
)
def restore(request: TokenRequest, id: UUID) -> HttpResponse:
    def act() -> HttpResponse:
        row = get_object_or_404(Evidence.objects.deleted_by(request.person), id=id)
        row.restore()
        return bodies.answer(_documents(request.person, [row])[0])

    return changing(request, act)


@call(
    router,
    "put",
    "/evidence/{uuid:id}/credits/{uuid:credit_id}",
    "put-evidence-credit",
    tag="evidence",
    scope=WRITE,
    summary="Let a certificate prove a credit",
    good={200: described.in_json(_EVIDENCE)},
    problems=(404,),
    headers=[described.KEY],
)
def prove(request: TokenRequest, id: UUID, credit_id: UUID) -> HttpResponse:
    def act() -> HttpResponse:
        row = _one_of(Evidence, request.person, id)
        keeping.attach(row, [_one_of(Credit, request.person, credit_id)])
        return bodies.answer(_documents(request.person, [row])[0])

    return changing(request, act)


@call(
    router,
    "delete",
    "/evidence/{uuid:id}/credits/{uuid:credit_id}",
    "delete-evidence-credit",
    tag="evidence",
    scope=WRITE,
    summary="Take a certificate off a credit",
    good={204: None},
    problems=(404,),
    headers=[described.KEY],
    about="A file that then proves nothing is kept all the same.",
)
def prove_no_more(request: TokenRequest, id: UUID, credit_id: UUID) -> HttpResponse:
    def act() -> HttpResponse:
        proof = Proof.objects.visible_to(request.person).filter(evidence_id=id, credit_id=credit_id).first()
        if proof is None:
            raise Http404
        proof.delete_softly()
        return HttpResponse(status=204)

    return changing(request, act)


@call(
    router,
    "put",
    "/evidence/{uuid:id}/overrides/{uuid:override_id}",
    "put-evidence-override",
    tag="evidence",
    scope=WRITE,
    summary="Let a file show what a board said",
    good={200: described.in_json(_EVIDENCE)},
    problems=(404,),
    headers=[described.KEY],
    about="It takes the place of the file that showed it before, which stays among the certificates.",
)
def show_told(request: TokenRequest, id: UUID, override_id: UUID) -> HttpResponse:
    def act() -> HttpResponse:
        row, told = _one_of(Evidence, request.person, id), _one_of(Override, request.person, override_id)
        told.file = row
        told.save(update_fields=["file", "changed_at"])
        return bodies.answer(_documents(request.person, [row])[0])

    return changing(request, act)
