"""What went wrong, as RFC 9457 has it: one shape for every error of the API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Annotated, Any, NotRequired

import orjson
from django.http import HttpResponse
from pydantic import Field
from typing_extensions import TypedDict

CONTENT_TYPE = "application/problem+json"


class FaultDocument(TypedDict):
    """One thing that is wrong with what was sent."""

    at: Annotated[str, Field(description="Where, as a JSON pointer into the body, or a parameter's name.")]
    says: str


class ProblemDocument(TypedDict):
    """What went wrong (RFC 9457)."""

    type: Annotated[str, Field(description="about:blank: the status says what kind of problem it is.")]
    title: str
    status: int
    detail: Annotated[str, Field(description="What happened, and what to do, in a sentence or two.")]
    errors: NotRequired[list[FaultDocument]]


class Problem(Exception):  # noqa: N818 - named as the standard has it
    """A request that is answered with a problem; raised anywhere while it is worked on."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        at: Sequence[str | int] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(status, detail)
        self.status = status
        self.detail = detail
        self.at = None if at is None else pointer(at)
        self.headers = dict(headers or {})

    def response(self) -> HttpResponse:
        """The answer that says so."""
        errors = None if self.at is None else [FaultDocument(at=self.at, says=self.detail)]
        return problem(self.status, self.detail, errors, self.headers)


def pointer(place: Sequence[str | int]) -> str:
    """A place in a document as a JSON pointer (RFC 6901); of the document itself: an empty text."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in place)


def problem(
    status: int,
    detail: str,
    errors: Sequence[FaultDocument] | None = None,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The answer for a problem."""
    document: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
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
    400: "That request could not be read. Nothing was changed.",
    401: "This address needs a token: send it as `Authorization: Bearer …`. Tokens are made on the site, "
    "under More, Programs.",
    403: "That is not allowed here.",
    404: "There is nothing at this address, or it is not yours.",
    405: "This address does not know that method; the `Allow` header names those that it knows.",
    413: "That is too large.",
    500: "Something went wrong on our side. What you sent may not have been saved: read it again first.",
    503: "The disk takes nothing at the moment. Nothing was changed; try again later, with the same key.",
    507: "The disk is full. Nothing was changed; try again once there is room, with the same key.",
}


def in_words(status: int) -> str:
    """What an error says where nobody said more."""
    return WORDS.get(status) or HTTPStatus(status).phrase
