"""The outlines of the exams: domains with their weights, areas, counts and times, and what was not read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from pydantic import Field

from rxladder.facts.conditions import Strict
from rxladder.facts.study_tables import DATA
from rxladder.facts.yaml_text import read_yaml_file


class Counts(Strict):
    """How many items are asked, and how they are scored, as far as a source tells."""

    total: int | None = None
    scored: int | None = None
    unscored: int | None = None
    pretest: int | None = None
    minutes: int | None = None
    scale: str | None = None
    pass_: str | None = Field(None, alias="pass")


class OutlineDomain(Strict):
    """A part of an outline; `weight` is its share of the scored items in percent.

    `areas` are keyed as the outline writes them: a star marks those in which calculations may be asked.
    """

    id: str
    name: str
    weight: float
    areas: dict[str, str] = Field(default_factory=dict)


class OutlineSource(Strict):
    """A page that was read, and what of it."""

    address: str
    read: str


class Outline(Strict):
    """An exam's outline; `basis` and `note` tell what it rests on."""

    id: str
    name: str
    status: str
    items: Counts = Counts()
    domains: tuple[OutlineDomain, ...]
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    sources: tuple[OutlineSource, ...] = ()
    basis: str
    note: str | None = None


@cache
def _map() -> dict[str, Any]:
    tree: dict[str, Any] = read_yaml_file(DATA / "content_map.yaml")
    return tree


@cache
def outlines() -> Mapping[str, Outline]:
    """Every outline by its id, those that are no longer in force included."""
    return MappingProxyType({entry["id"]: Outline.model_validate(entry) for entry in _map()["exams"]})


@cache
def areas_of(file: str) -> Mapping[str, tuple[str, ...]]:
    """The outlines' areas that a file's columns or sections serve, as the map names them."""
    return MappingProxyType({key: tuple(areas) for key, areas in _map()["files"][file].items()})
