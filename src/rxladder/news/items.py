"""An item of the news and where it came from, as stories, ranking and digest take them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rxladder.facts.feeds import FeedKind, KnownFeed
from rxladder.news.feeds import Entry


@dataclass(frozen=True, slots=True)
class Source:
    """A feed that is read. `state` is the jurisdiction whose board it is, None where it is no board's."""

    id: str
    title: str
    kind: FeedKind | None = None
    topics: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One item. `moment` is when it was published, or first seen where it does not tell; `text` is plain."""

    id: str
    source: str
    title: str
    url: str
    moment: datetime
    text: str = ""


def source_of(feed: KnownFeed) -> Source:
    """A source of the facts."""
    return Source(feed.id, feed.title, feed.kind, tuple(feed.topics), tuple(feed.settings))


def item_of(entry: Entry, source: str, seen: datetime) -> Item:
    """A feed's entry as an item, seen at a moment.

    A day in the future is no day of publishing: what claims one would stand on top until then.
    """
    moment = entry.published if entry.published and entry.published <= seen else seen
    return Item(f"{source}\n{entry.id}", source, entry.title, entry.url, moment, entry.text)
