"""The whole record as one file: taken away, put in the place of what is there, and that undone."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field
from typing_extensions import TypedDict

from rxladder.career.dump import write_career
from rxladder.career.file import read_career
from rxladder.facts.yaml_text import BadInput
from rxladder.web.accounts.models import Person
from rxladder.web.api import bodies, described
from rxladder.web.api.calls import call
from rxladder.web.api.entering import TokenRequest
from rxladder.web.api.problems import Problem
from rxladder.web.api.writing import changing
from rxladder.web.site.career_io import export_career, import_career, undo_import
from rxladder.web.site.rules import packs

router = Router()
READ, WRITE = "read:files", "write:files"
YAML = "application/yaml"
_ANY: dict[str, Any] = {"schema": {"description": "The document that docs/schemas/career describes."}}


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
            career = read_career(content, packs(), "body", request.on)
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
        raise Problem(422, _("Send the time that the import returned, as `at`."), at=("at",)) from None

    def act() -> HttpResponse:
        request.person.refresh_from_db()
        if not undo_import(request.person, at):
            raise Problem(409, _("That was not the last import, or it was already undone."))
        return HttpResponse(status=204)

    return changing(request, act)
