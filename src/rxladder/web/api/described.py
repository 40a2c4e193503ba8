"""What the API says of itself: OpenAPI 3.1, with the types from the entries and documents themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from http import HTTPStatus
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from pydantic import TypeAdapter

from rxladder.facts.json_schemas import OwnTypes, pruned
from rxladder.web.api.problems import CONTENT_TYPE, ProblemDocument

REF = "#/components/schemas/"
_types: dict[str, Any] = {"Problem": ProblemDocument}
_made: dict[str, dict[str, Any]] = {}

USUAL_PROBLEMS = (400, 401, 403, 405, 422, 429)
OTHER_PROBLEMS = (404, 409, 412, 413, 415, 502, 503)
_ALLOWANCE = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
_HEADERS = {
    "Allow": "The methods that this address knows.",
    "ETag": "Names this state of it.",
    "RateLimit-Limit": "Calls a minute.",
    "RateLimit-Remaining": "Calls left now.",
    "RateLimit-Reset": "Seconds until all are free again.",
    "Retry-After": "Seconds to wait.",
    "WWW-Authenticate": "What would let one in.",
}


def type_named(name: str, of: Any) -> dict[str, Any]:
    """A reference to a type of Python's under a name in the description."""
    return _kept(_types, name, of)


def schema_named(name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    """A reference to a schema that is written by hand."""
    return _kept(_made, name, dict(schema))


def _kept(kept: dict[str, Any], name: str, told: Any) -> dict[str, Any]:
    """Keep a type under its name, which no other type may have."""
    if kept.setdefault(name, told) != told:
        raise ValueError(f"two types of the description are called {name}")
    return {"$ref": REF + name}


@cache
def components() -> dict[str, Any]:
    """All schemas of the description, by name."""
    inputs = [(name, "validation", TypeAdapter(of)) for name, of in _types.items()]
    refs, defs = TypeAdapter.json_schemas(
        inputs,  # type: ignore[arg-type]
        ref_template=REF + "{model}",
        schema_generator=OwnTypes,
    )
    found = dict(defs.get("$defs", {}))
    for (name, _mode), schema in refs.items():
        if schema != {"$ref": REF + str(name)}:
            found[str(name)] = schema
    return _plain(pruned(found) | _made)


def _plain(schema: Any) -> Any:
    """A schema in which a pair of two alike is a list of two: many tools read `prefixItems` wrongly."""
    if isinstance(schema, list):
        return [_plain(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: _plain(value) for key, value in schema.items()}
    places = found.get("prefixItems")
    if isinstance(places, list) and all(one == places[0] for one in places):
        found["items"] = places[0]
        del found["prefixItems"]
    return found


def kept_shape(name: str, one: str, of: Any) -> dict[str, Any]:
    """The shape of an entry with its id, which is what the API gives of it."""
    schema = TypeAdapter(of).json_schema(ref_template=REF + "{model}", schema_generator=OwnTypes)
    _made.update(pruned(schema.pop("$defs", {})))
    identity = {"type": "string", "format": "uuid", "description": f"The {one}'s id here."}
    schema = pruned(schema) | {"properties": {"id": identity} | dict(schema["properties"])}
    schema["required"] = ["id", *schema.get("required", [])]
    return schema_named(name, pruned(schema))


def page_of(name: str, item: Mapping[str, Any]) -> dict[str, Any]:
    """A page of a list."""
    return schema_named(
        name,
        {
            "type": "object",
            "required": ["items", "next"],
            "additionalProperties": False,
            "properties": {
                "items": {"type": "array", "items": item},
                "next": {"type": ["string", "null"], "description": "The `cursor` of what follows."},
            },
        },
    )


# --- One operation


def in_json(schema: Mapping[str, Any], media: str = "application/json") -> dict[str, Any]:
    """A content of one media type."""
    return {media: {"schema": dict(schema)}}


def answers(
    good: Mapping[int, Mapping[str, Any] | None], problems: Sequence[int] = (), unchanged: bool = False
) -> dict[str, Any]:
    """What an operation answers: the content for each good status, and a problem for each other."""
    found: dict[str, Any] = {}
    for status, content in good.items():
        found[str(status)] = {"description": HTTPStatus(status).phrase, "headers": _named(_ALLOWANCE)}
        if content is not None:
            found[str(status)] |= {"content": content, "headers": _named(("ETag", *_ALLOWANCE))}
    if unchanged:
        found["304"] = {"description": "You have it already.", "headers": _named(("ETag",))}
    for status in sorted({*USUAL_PROBLEMS, *problems}):
        found[str(status)] = {"$ref": f"#/components/responses/Problem{status}"}
    return found


def _named(headers: Iterable[str]) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in headers}


def _problems() -> dict[str, Any]:
    """What each error answers."""
    wrong, found = in_json({"$ref": REF + "Problem"}, CONTENT_TYPE), {}
    for status in (*USUAL_PROBLEMS, *OTHER_PROBLEMS):
        found[f"Problem{status}"] = {"description": HTTPStatus(status).phrase, "content": wrong}
    found["Problem401"]["headers"] = _named(("WWW-Authenticate",))
    found["Problem405"]["headers"] = _named(("Allow",))
    found["Problem429"]["headers"] = _named(("Retry-After", *_ALLOWANCE))
    return found


def body(content: Mapping[str, Any]) -> dict[str, Any]:
    """What an operation is sent."""
    return {"required": True, "content": dict(content)}


def _header(name: str, says: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "header", "required": False, "description": says, "schema": dict(schema)}


IF_NONE_MATCH = _header(
    "If-None-Match", "The ETag that you have: 304 where it is still so.", {"type": "string"}
)
IF_MATCH = _header("If-Match", "The ETag that you read: 412 where it was changed since.", {"type": "string"})
KEY = _header(
    "Idempotency-Key",
    "A key of your own: sent again within 24 hours, the same request is answered again and not done again.",
    {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
)


def extra(scope: str, answered: Mapping[str, Any], *, sent: Any = None, headers: Iterable[Any] = ()) -> Any:
    """What ninja is told of an operation beside its parameters."""
    found: dict[str, Any] = {
        "responses": dict(answered),
        "parameters": list(headers),
        "security": [{"token": [scope]}],
    }
    return found | ({"requestBody": sent} if sent else {})


# --- The whole


class Description(OpenAPISchema):
    """Ninja's description with our own types and answers."""

    def responses(self, operation: Operation) -> dict[int, dict[str, Any]]:
        """Each operation tells its answers itself."""
        return {}

    def operation_security(self, operation: Operation) -> None:
        """And what lets one in."""
        return

    def get_components(self) -> dict[str, Any]:
        """Our types, and the one way to come in."""
        token = {"type": "http", "scheme": "bearer", "description": "A token made on the site."}
        return {
            "schemas": components() | self.schemas,
            "responses": _problems(),
            "headers": {
                name: {"description": says, "schema": {"type": "string"}} for name, says in _HEADERS.items()
            },
            "securitySchemes": {"token": token},
        }


class OwnApi(NinjaAPI):
    """Ninja's API that describes itself in our types."""

    @cache  # noqa: B019 - there is one API, for as long as the process lives
    def _described(self, prefix: str) -> Description:
        return Description(self, prefix)

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> Description:
        """The description."""
        return self._described(path_prefix if path_prefix is not None else self.get_root_path({}))
