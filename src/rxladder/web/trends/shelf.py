"""What a person reads: their feeds as sources that ranking and pages know."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import NamedTuple
from uuid import UUID

from rxladder.facts.feeds import KnownFeed, known_feeds
from rxladder.news.items import Source, source_of
from rxladder.web.accounts.models import Person
from rxladder.web.trends.models import Subscription


@cache
def _known() -> dict[str, KnownFeed]:
    return {one.feed: one for one in known_feeds().values() if one.feed}


def known_at(url: str) -> KnownFeed | None:
    """What the facts say of the feed that is listed under an address."""
    return _known().get(url)


class ListedFeed(NamedTuple):
    """A feed as far as a page of the stream needs it."""

    url: str
    title: str
    address: str


class Read(NamedTuple):
    """A subscription as far as a page of the stream needs it; rows of hundreds cost little so."""

    id: UUID
    feed_id: int
    title: str
    folder: str
    board: str
    read_through: int
    feed: ListedFeed


_COLUMNS = ("id", "feed_id", "title", "folder", "board", "read_through")
_OF_FEED = ("feed__url", "feed__title", "feed__address")


def source_for(row: Read | Subscription) -> Source:
    """A subscription as a source. Its id is the address, which means the same in every installation."""
    feed, known = row.feed, known_at(row.feed.url)
    title = row.title or (known.title if known else "") or feed.title or feed.url
    if known is None:
        return Source(feed.url, title, state=row.board or None)
    return replace(source_of(known), id=feed.url, title=title, state=row.board or None)


@dataclass(frozen=True)
class Shelf:
    """The feeds of one person; `rows` by the feed's id."""

    person: Person
    rows: dict[int, Read]

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The sources by their id, which is the feed's address."""
        return {row.feed.url: source_for(row) for row in self.rows.values()}

    def source(self, feed: int) -> Source:
        """The source that a feed is."""
        url = self.rows[feed].feed.url
        if "sources" in self.__dict__:
            return self.sources[url]
        return self._seen.setdefault(url, source_for(self.rows[feed]))

    @cached_property
    def _seen(self) -> dict[str, Source]:
        return {}

    def in_order(self) -> list[Read]:
        """The feeds by folder and title."""

        def place(row: Read) -> tuple[str, str, int]:
            return row.folder.casefold(), self.source(row.feed_id).title.casefold(), row.feed_id

        return sorted(self.rows.values(), key=place)

    @cached_property
    def folders(self) -> list[str]:
        """The folders by name."""
        return sorted({row.folder for row in self.rows.values() if row.folder}, key=str.casefold)

    def within(self, folder: str) -> Collection[int]:
        """The feeds of a folder."""
        return [feed for feed, row in self.rows.items() if row.folder == folder]


def shelf_of(person: Person) -> Shelf:
    """What a person reads; one query."""
    rows = Subscription.objects.visible_to(person).order_by().values_list(*_COLUMNS, *_OF_FEED)
    cut = len(_COLUMNS)
    return Shelf(person, {row[1]: Read._make((*row[:cut], ListedFeed._make(row[cut:]))) for row in rows})
