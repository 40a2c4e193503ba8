"""What is sent and what is answered: JSON, read as strictly as a career file, and written with its ETag."""

from __future__ import annotations

from hashlib import sha256
from typing import Any, TypeVar

import orjson
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.utils.translation import gettext as _
from pydantic import ValidationError

from rxladder.facts.entries import Entry
from rxladder.facts.entry_errors import PlaceError, explained, place_words
from rxladder.facts.yaml_text import BadInput, read_yaml
from rxladder.web.api.problems import FaultDocument, Problem, pointer, sentence
from rxladder.web.site.uploads import whole

JSON = "application/json"
MERGE = "application/merge-patch+json"
Read = TypeVar("Read", bound=Entry)


def bytes_of(request: HttpRequest, *types: str) -> bytes:
    """The body, of one of some media types. Raises Problem for another (415) and for too much (413)."""
    if request.content_type not in types:
        raise Problem(
            415, _("Send it as %(type)s.") % {"type": " / ".join(types)}, headers={"Accept": ", ".join(types)}
        )
    try:
        return request.body
    except RequestDataTooBig:
        raise Problem(413, _("That is too large: the limit is 2.5 MB.")) from None
    except UnreadablePostError:
        raise Problem(400, _("The request was cut off before its end. Nothing was changed.")) from None


def json_of(request: HttpRequest, *types: str) -> dict[str, Any]:
    """The object that a request brings."""
    body = bytes_of(request, *(types or (JSON,)))
    try:
        orjson.loads(body)
        data = read_yaml(body, "body")
    except orjson.JSONDecodeError as error:
        raise Problem(400, _("That is not JSON: %(why)s.") % {"why": error}) from None
    except BadInput as error:
        raise Problem(400, _("That cannot be read: %(why)s.") % {"why": error.message}) from None
    if not isinstance(data, dict):
        raise Problem(422, _("Send an object, written in braces."), at=())
    return data


def patch_of(request: HttpRequest) -> dict[str, Any]:
    """The keys that a request changes, for `merged`."""
    return json_of(request, JSON, MERGE)


def entry_of(model: type[Read], data: dict[str, Any], context: Any) -> Read:
    """What was sent as an entry of the career file. Raises Problem that names the place of what is wrong."""
    try:
        return model.model_validate(data, context=context)
    except ValidationError as error:
        raise wrong(explained(error, data, model)) from None


def wrong(error: PlaceError | BadInput) -> Problem:
    """The problem with what an entry says."""
    place = error.path
    says = sentence(error.message.removeprefix(place_words(place)))
    if says == sentence(error.message):
        return Problem(422, says, at=place)
    named = pointer(place).removeprefix("/")
    return Problem(422, f"`{named}`: {says}", errors=[FaultDocument(at=pointer(place), says=says)])


def merged(old: Any, patch: Any) -> Any:
    """A document with a change put into it, as RFC 7396 says: null takes a key away, objects are merged."""
    if not isinstance(patch, dict):
        return patch
    result = dict(old) if isinstance(old, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), value)
    return result


def file_of(request: HttpRequest, name: str, most: str) -> tuple[UploadedFile, bytes]:
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
        raise Problem(413, _("That is too large: a file can be at most %(size)s.") % {"size": most})
    return upload, found


# --- Answers


def written(document: Any) -> bytes:
    """A document as JSON."""
    return orjson.dumps(document)


def tag_of(*parts: object) -> str:
    """The ETag of what these parts make."""
    return f'"{sha256(repr(parts).encode()).hexdigest()[:32]}"'


def read(text: str) -> Any:
    """A document that was written here."""
    return orjson.loads(text)


def answer(document: Any, *, status: int = 200, tag: str = "", **headers: str) -> HttpResponse:
    """An answer in JSON; its ETag is that of its content unless another is given."""
    content = document if isinstance(document, bytes) else written(document)
    response = HttpResponse(content, status=status, content_type=JSON)
    response.headers["ETag"] = tag or tag_of(content)
    for name, value in headers.items():
        response.headers[name.replace("_", "-")] = value
    return response


def unchanged(request: HttpRequest, tag: str) -> HttpResponse | None:
    """304 where the program has what bears this ETag; else None."""
    if not _named(request.headers.get("If-None-Match", ""), tag):
        return None
    return HttpResponse(status=304, headers={"ETag": tag})


def require_match(request: HttpRequest, tag: str) -> None:
    """Raise Problem (412) where a change is meant for another state than the present one."""
    told = request.headers.get("If-Match", "")
    if told and not _named(told, tag):
        detail = _("It was changed since you read it. Nothing was saved: read it again first.")
        raise Problem(412, detail, headers={"ETag": tag})


def _named(told: str, tag: str) -> bool:
    tags = [one.strip().removeprefix("W/") for one in told.split(",")]
    return "*" in tags or tag in tags
