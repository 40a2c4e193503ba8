"""What is wrong with a file of entries: its place, and the mistake in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from rxladder.facts.hints import nearest, quoted
from rxladder.facts.yaml_text import path_in

Place = tuple[str | int, ...]


class PlaceError(Exception):
    """Something is wrong at a path of keys and list positions."""

    def __init__(self, message: str, path: Sequence[str | int] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.path: Place = tuple(path)


def _first(errors: list[ErrorDetails]) -> ErrorDetails:
    """The first error; but a misspelt key rather than the missing one that it causes."""
    first = errors[0]
    for error in errors:
        if error["type"] == "extra_forbidden" and error["loc"][:-1] == first["loc"][:-1]:
            return error
    return first


def unknown_key(doubt: str, place: Place, file: type[BaseModel]) -> PlaceError:
    """The error for a key that may not stand at a place; `file` is the model of the whole file."""
    key = str(place[-1])
    return PlaceError(
        f"{doubt}the key {quoted(key)} is not known here{nearest(key, _keys_at(place[:-1], file))}", place
    )


def explained(errors: ValidationError, data: Any, file: type[BaseModel]) -> PlaceError:
    """The first thing that is wrong with `data`, which is no valid `file`."""
    error = _first(errors.errors(include_url=False))
    place = path_in(data, error["loc"])
    missing = error["loc"][len(place) :]
    context = error.get("ctx", {})
    match error["type"]:
        case "missing":
            return PlaceError(f"{_what(place)}`{missing[-1] if missing else place[-1]}` is missing", place)
        case "extra_forbidden":
            return unknown_key("", place, file)
        case "entry":
            return PlaceError(context["message"], (*place, context["key"]))
        case "value_error":
            return PlaceError(f"{_what(place)}{context['error']}", place)
        case "list_type":
            return PlaceError(f"{_what(place)}a list is wanted here, each entry after a dash", place)
        case "model_type" | "model_attributes_type" | "dict_type":
            return PlaceError(
                f"{_what(place)}keys with values are wanted here, such as {{key: value}}", place
            )
        case _:
            return PlaceError(f"{_what(place)}{error['msg'][:1].lower()}{error['msg'][1:]}", place)


def _what(place: Place) -> str:
    """The place in words that begin a message: "credits 3, hours: "."""
    if not place:
        return ""
    words = [f" {step + 1}" if isinstance(step, int) else f", {step}" for step in place]
    return "".join(words).removeprefix(", ") + ": "


def _keys_at(place: Place, file: type[BaseModel]) -> list[str]:
    """The keys that may stand at a place of the file."""
    model = file
    for step in place:
        if isinstance(step, str):
            model = _model_in(model.model_fields[step].annotation) or model
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
