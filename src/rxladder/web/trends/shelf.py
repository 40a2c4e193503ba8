"""What a person reads: their feeds as sources that ranking and pages know."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache, cached_property

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


def source_for(row: Subscription) -> Source:
    """A subscription as a source. Its id is the address, which means the same in every installation."""
    feed, known = row.feed, known_at(row.feed.url)
    title = row.title or (known.title if known else "") or feed.title or feed.url
    base = source_of(known) if known else Source(feed.url, title)
    return replace(base, id=feed.url, title=title, state=row.board or None)


@dataclass(frozen=True)
class Shelf:
    """The feeds of one person; `rows` by the feed's id, in the order in which folders and titles stand."""

    person: Person
    rows: dict[int, Subscription]

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The sources by their id, which is the feed's address."""
        return {row.feed.url: source_for(row) for row in self.rows.values()}

    def source(self, feed: int) -> Source:
        """The source that a feed is."""
        return self.sources[self.rows[feed].feed.url]

    @cached_property
    def folders(self) -> list[str]:
        """The folders by name."""
        return sorted({row.folder for row in self.rows.values() if row.folder}, key=str.casefold)

    def within(self, folder: str) -> Collection[int]:
        """The feeds of a folder."""
        return [feed for feed, row in self.rows.items() if row.folder == folder]


def shelf_of(person: Person) -> Shelf:
    """What a person reads; one query."""
    rows = Subscription.objects.visible_to(person).select_related("feed")
    found = {row.feed_id: row for row in rows}
    shelf = Shelf(person, found)
    ordered = sorted(
        found, key=lambda feed: (found[feed].folder.casefold(), shelf.source(feed).title.casefold(), feed)
    )
    return Shelf(person, {feed: found[feed] for feed in ordered})
