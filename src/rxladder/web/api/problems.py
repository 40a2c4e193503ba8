"""What went wrong, as RFC 9457 has it: one shape for every error of the API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Annotated, Any, Literal, NotRequired

import orjson
from django.http import HttpResponse
from django.utils.translation import gettext_lazy
from pydantic import Field
from typing_extensions import TypedDict

CONTENT_TYPE = "application/problem+json"


Code = Literal[
    "unreadable",
    "no-token",
    "bad-token",
    "not-allowed",
    "lacks-scope",
    "not-found",
    "method-not-known",
    "conflict",
    "there-already",
    "changed-since",
    "too-large",
    "wrong-media-type",
    "invalid",
    "key-used",
    "too-many-calls",
    "failed",
    "not-answered",
    "not-now",
    "not-proven",
    "disk-full",
]
USUAL: dict[int, Code] = {
    400: "unreadable",
    401: "no-token",
    403: "not-allowed",
    404: "not-found",
    405: "method-not-known",
    409: "conflict",
    412: "changed-since",
    413: "too-large",
    415: "wrong-media-type",
    422: "invalid",
    429: "too-many-calls",
    500: "failed",
    502: "not-answered",
    503: "not-now",
    507: "disk-full",
}
"""What a status says where nothing more is told."""


class FaultDocument(TypedDict):
    """One thing that is wrong with what was sent."""

    at: Annotated[str, Field(description="Where, as a JSON pointer into the body, or a parameter's name.")]
    says: str


class ProblemDocument(TypedDict):
    """What went wrong (RFC 9457)."""

    type: Annotated[str, Field(description="`urn:rxladder:problem:` and the code.")]
    code: Annotated[Code, Field(description="What kind of problem it is, for programs; it stays as it is.")]
    title: Annotated[str, Field(description="The code in English words; it stays as it is, too.")]
    status: int
    detail: Annotated[
        str, Field(description="What happened, and what to do, in the language that is asked for.")
    ]
    errors: NotRequired[list[FaultDocument]]


class Problem(Exception):  # noqa: N818 - named as the standard has it
    """A request that is answered with a problem; raised anywhere while it is worked on."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        code: Code | None = None,
        at: Sequence[str | int] | None = None,
        errors: Sequence[FaultDocument] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(status, detail)
        self.status = status
        self.detail = detail
        self.code = code
        self.errors = errors if at is None else [FaultDocument(at=pointer(at), says=detail)]
        self.headers = dict(headers or {})

    def response(self) -> HttpResponse:
        """The answer that says so."""
        return problem(self.status, self.detail, self.errors, self.headers, self.code)


def wrong_parameter(name: str, why: str) -> Problem:
    """The problem with a parameter of an address, which is named as it is written there."""
    says = sentence(why)
    return Problem(422, f"`{name}`: {says}", errors=[FaultDocument(at=name, says=says)])


def sentence(text: str) -> str:
    """What engines say in a row with more, as a sentence that stands alone."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?")) else ".")


def pointer(place: Sequence[str | int]) -> str:
    """A place in a document as a JSON pointer (RFC 6901); of the document itself: an empty text."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in place)


def problem(
    status: int,
    detail: str,
    errors: Sequence[FaultDocument] | None = None,
    headers: Mapping[str, str] | None = None,
    code: Code | None = None,
) -> HttpResponse:
    """The answer for a problem."""
    known = code or USUAL.get(status, "unreadable" if status < 500 else "failed")
    document: dict[str, Any] = {
        "type": f"urn:rxladder:problem:{known}",
        "code": known,
        "title": known.replace("-", " ").capitalize(),
        "status": status,
        "detail": detail,
    }
    if errors:
        document["errors"] = list(errors)
    response = HttpResponse(orjson.dumps(document), status=status, content_type=CONTENT_TYPE)
    for name, value in (headers or {}).items():
        response.headers[name] = value
    return response


WORDS = {
    400: gettext_lazy("That request could not be read. Nothing was changed."),
    401: gettext_lazy(
        "This address needs a token: send it as `Authorization: Bearer …`. Tokens are created on the "
        "site, under More, Programs."
    ),
    403: gettext_lazy("That is not allowed here."),
    404: gettext_lazy("There is nothing at this address, or it is not yours."),
    405: gettext_lazy(
        "This address does not support that method; the `Allow` header names those it supports."
    ),
    413: gettext_lazy("That is too large."),
    500: gettext_lazy(
        "Something went wrong on our side. What you sent may not have been saved: read it again first."
    ),
    503: gettext_lazy(
        "Nothing can be written to the disk right now. Nothing was changed; try again later, with the "
        "same key."
    ),
    507: gettext_lazy(
        "The disk is full. Nothing was changed; try again once there is room, with the same key."
    ),
}


def in_words(status: int) -> str:
    """What an error says where nobody said more."""
    return str(WORDS[status]) if status in WORDS else HTTPStatus(status).phrase
