"""Feeds and entries for tests, without any host."""

from __future__ import annotations

from datetime import datetime

from rxladder.web.accounts.models import Person
from rxladder.web.trends.models import Entry, Feed, SavedItem, Subscription, mark_of


def reads(person: Person, name: str = "journal", **more) -> Feed:
    """A feed that a person reads."""
    url = f"https://{name}.example/feed.xml"
    feed, _made = Feed.objects.get_or_create(
        mark=mark_of(url), defaults={"url": url, "address": url, "title": name.title()}
    )
    Subscription.objects.create(person=person, feed=feed, **more)
    return feed


def told(feed: Feed, title: str, moment: datetime, text: str = "", url: str = "") -> Entry:
    """An entry of a feed, a story by itself."""
    url = url or f"https://{feed.title.lower()}.example/{mark_of(title)[:8]}"
    row = Entry.objects.create(
        feed=feed, mark=mark_of(title), url=url, title=title, text=text, moment=moment, seen=moment
    )
    row.story = row.id
    row.save()
    return row


def saved(person: Person, entry: Entry, note: str = "") -> SavedItem:
    """An entry that a person keeps."""
    return SavedItem.objects.create(
        person=person, entry=entry, url=entry.url, title=entry.title, source=entry.feed.title,
        moment=entry.moment, note=note,
    )  # fmt: skip
