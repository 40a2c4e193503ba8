"""Whether a document obeys a schema that is published under docs/schemas."""

from __future__ import annotations

from functools import cache

from jsonschema import Draft202012Validator, FormatChecker

from rxladder.cli.schemas import schemas


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(schemas()[name], format_checker=FormatChecker())


def obeys(name: str, document: object) -> bool:
    errors = [f"{error.json_path}: {error.message}" for error in validator(name).iter_errors(document)]
    assert not errors
    return True
