"""The description as a page: every address, what it takes and what it answers, without a script."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.shortcuts import render
from django.views.decorators.http import require_safe

from rxladder.web.api.described import REF
from rxladder.web.api.service import api
from rxladder.web.site.views import of_person

METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Field:
    """One key of a type."""

    name: str
    says: str
    about: str
    required: bool


@dataclass(frozen=True)
class Call:
    """One operation."""

    method: str
    path: str
    summary: str
    about: str
    scope: str
    parameters: tuple[Field, ...]
    takes: str
    fields: tuple[Field, ...]
    example: str
    answers: tuple[tuple[str, str], ...]


@of_person
@require_safe
def page(request):
    """The whole reference."""
    context = {"groups": _groups(), "address": request.build_absolute_uri("/api/v1/")}
    return render(request, "api/reference.html", context)


@cache
def _groups() -> dict[str, list[Call]]:
    """Every operation, by the part of the API that it belongs to."""
    found: dict[str, list[Call]] = {}
    document = api.get_openapi_schema()
    for path, operations in document["paths"].items():
        for method in METHODS:
            if method in operations:
                told = operations[method]
                found.setdefault(told.get("tags", [""])[0], []).append(_call(document, method, path, told))
    return found


def _call(document: Mapping[str, Any], method: str, path: str, told: Mapping[str, Any]) -> Call:
    content = told.get("requestBody", {}).get("content", {})
    media = next(iter(content), "")
    sent: dict[str, Any] = content.get(media, {})
    example = sent.get("examples", {}).get("usual", {}).get("value")
    return Call(
        method=method.upper(),
        path=path,
        summary=told["summary"],
        about=told.get("description", ""),
        scope=next((scope for one in told.get("security", []) for scope in one.get("token", [])), ""),
        parameters=tuple(_parameter(one) for one in told.get("parameters", [])),
        takes=media,
        fields=_fields(document, sent.get("schema", {})),
        example="" if example is None else json.dumps(example, indent=2, ensure_ascii=False),
        answers=tuple((status, _says(document, one)) for status, one in told["responses"].items()),
    )


def _says(document: Mapping[str, Any], answer: Mapping[str, Any]) -> str:
    name = answer.get("$ref", "").removeprefix("#/components/responses/")
    return str((document["components"]["responses"][name] if name else answer)["description"])


def _parameter(told: Mapping[str, Any]) -> Field:
    name = f"{told['name']} ({told['in']})"
    return Field(name, _kind(told["schema"]), told.get("description", ""), told.get("required", False))


def _fields(document: Mapping[str, Any], schema: Mapping[str, Any]) -> tuple[Field, ...]:
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].removeprefix(REF)]
    required = schema.get("required", [])
    return tuple(
        Field(name, _kind(told), told.get("description", ""), name in required)
        for name, told in schema.get("properties", {}).items()
    )


def _kind(schema: Mapping[str, Any]) -> str:
    """What a value is, in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix(REF).removesuffix("Entry")
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(_kind(one) for one in schema["anyOf"] if one.get("type") != "null"))
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    kind = schema.get("format") or schema.get("type") or "anything"
    return " | ".join(kind) if isinstance(kind, list) else str(kind)
