"""The kinds of what one reads: feeds, and what was kept of them."""

from __future__ import annotations

from django.db.models import prefetch_related_objects

from rxladder.career import reading
from rxladder.career.ids import Ids
from rxladder.career.reading_entries import ArticleEntry, SubscriptionEntry
from rxladder.web.accounts.models import Person
from rxladder.web.api.kinds import Kind, Rows
from rxladder.web.site.records import Record
from rxladder.web.trends.career_part import article_of, article_row
from rxladder.web.trends.keeping import feed_at
from rxladder.web.trends.models import SavedItem, Subscription


def _subscription(entry: SubscriptionEntry, _ids: Ids) -> reading.Subscription:
    return reading.Subscription(entry.url, entry.title, entry.folder, entry.board)


def _subscriptions(_person: Person, rows: Rows) -> list[reading.Subscription]:
    prefetch_related_objects(list(rows), "feed")
    return [reading.Subscription(one.feed.url, one.title, one.folder, one.board or None) for one in rows]


def _subscription_row(one: reading.Subscription) -> list[Record]:
    row = Subscription(feed=feed_at(one.url), title=one.title, folder=one.folder, board=one.board or "")
    return [row]


def _article(entry: ArticleEntry, _ids: Ids) -> reading.Article:
    return reading.Article(entry.title, entry.url, entry.source, entry.published, entry.note)


KINDS = (
    Kind(
        "subscriptions",
        "feed that is read",
        Subscription,
        SubscriptionEntry,
        _subscriptions,
        {"url": "https://example.org/feed.xml", "folder": "Boards"},
        _subscription_row,
        part=_subscription,
        columns=("feed", "title", "folder", "board"),
    ),
    Kind(
        "saved-items",
        "saved item",
        SavedItem,
        ArticleEntry,
        lambda _person, rows: [article_of(row, row.note) for row in rows],
        {
            "title": "A recall",
            "url": "https://example.org/1",
            "published": "2026-11-01",
            "note": "Ask about it",
        },
        lambda one: [article_row(SavedItem, one, note=one.note)],
        part=_article,
    ),
)
