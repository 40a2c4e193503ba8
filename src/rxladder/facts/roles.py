"""The roles of the career ladder and the kinds of workplaces: ids and names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Role:
    """A kind of post; `level` is its height on the ladder, None for one beside it."""

    id: str
    name: str
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Workplace:
    """A kind of place where technicians work."""

    id: str
    name: str


@cache
def roles() -> Mapping[str, Role]:
    """Every role by its id, in the order of the file."""
    return MappingProxyType({id_: Role(id_, **entry) for id_, entry in _entries("roles").items()})


@cache
def workplaces() -> Mapping[str, Workplace]:
    """Every kind of workplace by its id, in the order of the file."""
    return MappingProxyType({id_: Workplace(id_, **entry) for id_, entry in _entries("workplaces").items()})


def _entries(name: str) -> dict[str, dict[str, Any]]:
    text = (files("rxladder.facts") / "data" / f"{name}.yaml").read_text(encoding="utf-8")
    entries: dict[str, dict[str, Any]] = yaml.safe_load(text)[name]
    return entries
