"""The societies and bodies that a technician can join and meet, their events, and the days that are kept.

What no page told is left out: no membership fee was read, and an event's month stands on few editions.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

from pydantic import Field

from rxladder.facts.entries import Day, Entry, Text
from rxladder.facts.load import DATA
from rxladder.facts.yaml_text import read_yaml_file


class Meeting(Entry):
    """An event that comes every year, or did, in `month`; `last_seen` is the last one read of."""

    name: Text
    month: int = Field(ge=1, le=12)
    last_seen: Text | None = None
    note: Text | None = None


class Organisation(Entry):
    """A society or body: what it offers, what was read of it, and where."""

    id: Text
    name: Text
    kind: Text
    url: Text | None = None
    offers: list[Text] = []
    facts: list[Text] = []
    events: list[Meeting] = []
    sources: list[Text] = []


class Observance(Entry):
    """A day that the field keeps each year; `dates` are those of single years as most pages have them."""

    name: Text
    rule: Text
    dates: list[Day]
    contradictions: list[Text] = []
    sources: list[Text] = []


class Forum(Entry):
    """A place where technicians talk."""

    name: Text
    url: Text
    note: Text
    source: Text


class _File(Entry):
    compiled: Day
    organisations: list[Organisation]
    observances: list[Observance]
    forums: list[Forum]
    doubts: list[Text]


@cache
def _file() -> _File:
    return _File.model_validate(read_yaml_file(DATA / "organisations.yaml"))


@cache
def organisations() -> Mapping[str, Organisation]:
    """Every organisation by its id, in the order of the file."""
    return MappingProxyType({one.id: one for one in _file().organisations})


def observances() -> tuple[Observance, ...]:
    """The days that the field keeps."""
    return tuple(_file().observances)


def forums() -> tuple[Forum, ...]:
    """Where technicians talk."""
    return tuple(_file().forums)


def doubts() -> tuple[str, ...]:
    """What is not sure about all of it."""
    return tuple(_file().doubts)


def read_on() -> date:
    """The day on which it was compiled."""
    return _file().compiled
