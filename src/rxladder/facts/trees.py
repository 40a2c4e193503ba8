"""Walking the models that a pack is made of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from rxladder.facts.yaml_text import Path_


@cache
def _keys(kind: type[BaseModel]) -> dict[str, str]:
    return {name: field.alias or name for name, field in kind.model_fields.items()}


def models_in(value: Any, path: Path_ = ()) -> Iterator[tuple[Path_, BaseModel]]:
    """Every model in a tree, with its path in the YAML."""
    if isinstance(value, BaseModel):
        yield path, value
        keys = _keys(type(value))
        for name, item in value.__dict__.items():
            if isinstance(item, (BaseModel, dict, tuple)) and item:
                yield from models_in(item, (*path, keys[name]))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from models_in(item, (*path, key))
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from models_in(item, (*path, position))
