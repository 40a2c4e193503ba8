"""What is wrong with a file of entries: its place, and the mistake in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from rxladder.facts.hints import nearest, quoted
from rxladder.facts.language import gettext as _
from rxladder.facts.messages import first_of, what_is_wrong
from rxladder.facts.yaml_text import path_in

Place = tuple[str | int, ...]


class PlaceError(Exception):
    """Something is wrong at a path of keys and list positions."""

    def __init__(self, message: str, path: Sequence[str | int] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.path: Place = tuple(path)


def unknown_key(doubt: str, place: Place, file: type[BaseModel]) -> PlaceError:
    """The error for a key that may not stand at a place; `file` is the model of the whole file."""
    key = str(place[-1])
    text = _("the key {key} is not known here{hint}")
    hint = nearest(key, _keys_at(place[:-1], file))
    return PlaceError(doubt + text.format(key=quoted(key), hint=hint), place)


def explained(errors: ValidationError, data: Any, file: type[BaseModel]) -> PlaceError:
    """The first thing that is wrong with `data`, which is no valid `file`."""
    error = first_of(errors.errors(include_url=False))
    place = path_in(data, error["loc"])
    match error["type"]:
        case "extra_forbidden":
            return unknown_key("", place, file)
        case "entry":
            context = error["ctx"]
            return PlaceError(context["message"], (*place, context["key"]))
    return PlaceError(place_words(place) + what_is_wrong(error), place)


def place_words(place: Place) -> str:
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
