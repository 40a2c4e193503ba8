"""The whole record as one file, and certificates: taken away, brought, and what each proves."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field
from typing_extensions import TypedDict

from rxladder.career.dump import write_career
from rxladder.career.file import read_career
from rxladder.facts.yaml_text import BadInput
from rxladder.papers.certificates import BadCertificate
from rxladder.web.accounts.models import Person
from rxladder.web.api import bodies, described
from rxladder.web.api.calls import call
from rxladder.web.api.entering import TokenRequest
from rxladder.web.api.paging import MOST, USUAL, page
from rxladder.web.api.problems import Problem
from rxladder.web.api.writing import changing
from rxladder.web.education import evidence_keeping as keeping
from rxladder.web.education.evidence_files import bare
from rxladder.web.education.models import Credit, Evidence, Proof
from rxladder.web.site.career_io import export_career, import_career, undo_import
from rxladder.web.site.rules import packs
from rxladder.web.site.uploads import whole

router = Router()
READ, WRITE = "read:files", "write:files"
YAML = "application/yaml"
_ANY: dict[str, Any] = {"schema": {"description": "The document that docs/schemas/career describes."}}


# --- The career file


class ImportedDocument(TypedDict):
    """What was taken over; `at` is what an undo asks for."""

    holdings: int
    credits: int
    at: Annotated[str, Field(description="The moment of the import.")]


class UndoDocument(TypedDict):
    """The import that is to be taken back."""

    at: str


def _record_tag(person: Person) -> str:
    return bodies.tag_of("career file", person.id, person.revision)


@call(
    router,
    "get",
    "/career-file",
    "get-career-file",
    tag="career file",
    scope=READ,
    summary="Read the whole record as a career file",
    good={200: {YAML: _ANY, bodies.JSON: {"schema": {"type": "object"}}}},
    unchanged=True,
)
def career_file(request: TokenRequest, format: Literal["yaml", "json"] = "yaml") -> HttpResponse:
    tag = _record_tag(request.person)
    if same := bodies.unchanged(request, tag):
        return same
    text = write_career(export_career(request.person), format)
    media = bodies.JSON if format == "json" else f"{YAML}; charset=utf-8"
    return HttpResponse(text, content_type=media, headers={"ETag": tag})


@call(
    router,
    "put",
    "/career-file",
    "put-career-file",
    tag="career file",
    scope=WRITE,
    summary="Put a career file in the place of the record",
    good={200: described.in_json(described.type_named("ImportedDocument", ImportedDocument))},
    problems=(409, 412, 413, 415),
    sent=described.body({YAML: _ANY, bodies.JSON: {"schema": {"type": "object"}}}),
    headers=[described.IF_MATCH, described.KEY],
    about="All of it or nothing; it can be undone.",
)
def put_career_file(request: TokenRequest) -> HttpResponse:
    content = bodies.bytes_of(request, YAML, bodies.JSON)

    def act() -> HttpResponse:
        request.person.refresh_from_db()
        bodies.require_match(request, _record_tag(request.person))
        try:
            career = read_career(content, packs(), "body")
            at = import_career(request.person, career)
        except BadInput as error:
            line = "" if error.line is None else _("Line %(n)d: ") % {"n": error.line}
            raise Problem(422, f"{line}{error.message}.", at=error.path) from None
        counts = {"holdings": len(career.holdings), "credits": len(career.credits)}
        return bodies.answer(counts | {"at": at.isoformat()})

    return changing(request, act)


@call(
    router,
    "post",
    "/career-file/undo",
    "send-career-file-undo",
    tag="career file",
    scope=WRITE,
    summary="Bring back what the last import replaced",
    good={204: None},
    problems=(409, 413, 415),
    sent=described.body(described.in_json(described.type_named("UndoDocument", UndoDocument))),
    headers=[described.KEY],
)
def undo_career_file(request: TokenRequest) -> HttpResponse:
    told = bodies.json_of(request).get("at")
    try:
        at = datetime.fromisoformat(told if isinstance(told, str) else "")
    except ValueError:
        raise Problem(422, _("Send the moment that the import answered, as `at`."), at=("at",)) from None

    def act() -> HttpResponse:
        request.person.refresh_from_db()
        if not undo_import(request.person, at):
            raise Problem(409, _("That was not the last import, or it was undone already."))
        return HttpResponse(status=204)

    return changing(request, act)


# --- Certificates


class EvidenceDocument(TypedDict):
    """A file that is kept, and the credits that it proves."""

    id: Annotated[str, Field(json_schema_extra={"format": "uuid"})]
    name: str
    type: str
    bytes: int
    pages: int
    sha256: str
    credits: list[str]


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
    return [
        {
            "id": str(row.id),
            "name": row.name,
            "type": row.content_type,
            "bytes": row.size,
            "pages": row.pages,
            "sha256": row.sha256,
            "credits": proved.get(row.id, []),
        }
        for row in rows
    ]


def _one_of(model: Any, person: Person, id: UUID) -> Any:
    row = model.objects.visible_to(person).filter(id=id).first()
    if row is None:
        raise Http404
    return row


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
    upload, found = sent_file(request, "file", "20 MB")
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


def sent_file(request: TokenRequest, name: str, most: str) -> tuple[UploadedFile, bytes]:
    """The file that a request brings, and its content. Raises Problem where there is none, or too much."""
    if request.content_type != "multipart/form-data":
        raise Problem(
            415,
            _("Send it as %(type)s.") % {"type": "multipart/form-data"},
            headers={"Accept": "multipart/form-data"},
        )
    upload = request.FILES.get(name)
    if upload is None or isinstance(upload, list):
        raise Problem(422, _("Send a file as `%(name)s`.") % {"name": name}, at=(name,))
    found = whole(upload)
    if found is None:
        raise Problem(413, _("That is too large: a file has at most %(size)s.") % {"size": most})
    return upload, found


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
        row = Evidence.objects.deleted_by(request.person).filter(id=id).first()
        if row is None:
            raise Http404
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
