"""Where news of the field comes from: feeds that are known, and the interfaces of the FDA, as they were read.

No feed was fetched when these were collected. `status` tells how sure an address is; what has none says where
else to look. Settings are the ids of workplaces; `EVERYWHERE` stands for all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from pydantic import model_validator

from rxladder.facts.entries import Day, Entry, Flag, Text
from rxladder.facts.load import DATA
from rxladder.facts.roles import EVERYWHERE, workplaces
from rxladder.facts.yaml_text import read_yaml_file

FeedKind = Literal["regulator", "association", "publication", "podcast", "safety", "forum"]
FeedStatus = Literal["seen", "disputed", "pattern", "none"]


class Seen(Entry):
    """A page that was read; `seen_in` is where its text is kept in public."""

    url: Text
    kind: Text | None = None
    seen_in: Text | None = None
    dated: Day | None = None


class Limit(Entry):
    """How often an interface may be asked, by address or by key."""

    with_key: Flag
    per_minute: int
    per_day: int
    scope: Text


class Key(Entry):
    """How an interface takes a key."""

    parameter: Text
    free: Flag
    also: Text
    note: Text


class Common(Entry):
    """What all interfaces of openFDA share."""

    base: Text
    licence: Text
    key: Key
    limits: list[Limit]
    query: dict[str, Text]
    pitfalls: list[Text]
    sources: list[Seen]


class Counted(Entry):
    """How many records somebody counted, when."""

    count: int
    dated: Day
    source: Text


class _ForSettings(Entry):
    settings: list[Text]

    @model_validator(mode="after")
    def _settings_known(self) -> _ForSettings:
        strange = set(self.settings) - set(workplaces()) - {EVERYWHERE}
        if strange:
            raise ValueError(f"the settings {', '.join(sorted(strange))} are no workplaces known here")
        return self


class Interface(_ForSettings):
    """One interface: its address, fields and their values; `example` is a file among the tests."""

    id: Text
    title: Text
    url: Text
    updated: Text | None = None
    covers: Text | None = None
    example_queries: list[Text] = []
    fields: list[Text] = []
    values: dict[str, list[Text]] = {}
    value_notes: dict[str, Text] = {}
    date_format: Text | None = None
    records_seen: Counted | None = None
    example: Text | None = None
    human_page: Text | None = None
    source: Seen | None = None
    doubts: list[Text] = []


class KnownFeed(_ForSettings):
    """A source of news; `feed` is None where no address was found, `use` then may name an interface.

    `readers` counts the public programs that were seen to read it.
    """

    id: Text
    title: Text
    kind: FeedKind
    site: Text
    feed: Text | None = None
    format: Literal["rss", "atom", "json"] | None = None
    status: FeedStatus
    access: Text | None = None
    use: Text | None = None
    topics: list[Text]
    readers: int = 0
    seen_in: list[Text] = []
    note: Text | None = None
    doubts: list[Text] = []

    @model_validator(mode="after")
    def _address(self) -> KnownFeed:
        if (self.status == "none") != (self.feed is None):
            raise ValueError(f"{self.id}: a feed has an address unless its status is none")
        return self


class _Interfaces(Entry):
    common: Common
    endpoints: list[Interface]


class _File(Entry):
    compiled: Day
    apis: _Interfaces
    feeds: list[KnownFeed]
    settings_used: list[Text]
    holes: list[Text]

    @model_validator(mode="after")
    def _whole(self) -> _File:
        ids = [one.id for one in self.feeds] + [one.id for one in self.apis.endpoints]
        known = {one.id for one in self.apis.endpoints}
        lost = [one.use for one in self.feeds if one.use is not None and one.use not in known]
        if len(ids) != len(set(ids)) or lost:
            raise ValueError(f"an id stands twice, or leads nowhere: {lost}")
        return self


def read_feeds(data: Any) -> _File:
    """The typed facts of a file's data; a ValueError where something in it is not as it must be."""
    return _File.model_validate(data)


@cache
def _file() -> _File:
    return read_feeds(read_yaml_file(DATA / "feeds.yaml"))


@cache
def known_feeds() -> Mapping[str, KnownFeed]:
    """Every source of news by its id, in the order of the file."""
    return MappingProxyType({one.id: one for one in _file().feeds})


@cache
def interfaces() -> Mapping[str, Interface]:
    """Every interface by its id."""
    return MappingProxyType({one.id: one for one in _file().apis.endpoints})


def openfda() -> Common:
    """What all interfaces of openFDA share: limits, paging, licence, pitfalls."""
    return _file().apis.common


def holes() -> tuple[str, ...]:
    """What is lacking in all of it."""
    return tuple(_file().holes)


def subject_words(topic: str) -> str:
    """A subject of a feed as people read it: "state law"."""
    return topic.replace("-", " ")
