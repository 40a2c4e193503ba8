"""Feeds and their entries, which all people share, and what one person makes of them (`reader_models`)."""

from __future__ import annotations

from hashlib import sha256

from django.conf import settings
from django.db import models

from rxladder.web.site.records import Kept
from rxladder.web.trends.brought_models import StarredItem
from rxladder.web.trends.digest_models import DigestMail, DigestWishes
from rxladder.web.trends.fda_models import FdaLook, FdaRecord
from rxladder.web.trends.reader_models import (
    AllRead,
    ItemMark,
    NewsWishes,
    SavedItem,
    ShowLess,
    Subscription,
)

# Django finds an app's models here.
__all__ = [
    "AllRead",
    "DigestMail",
    "DigestWishes",
    "Entry",
    "FdaLook",
    "FdaRecord",
    "Feed",
    "FeedRun",
    "ItemMark",
    "NewsWishes",
    "Ranking",
    "SavedItem",
    "ShowLess",
    "StarredItem",
    "Subscription",
]


def mark_of(name: str) -> str:
    """What a long name is found by: an address of any length fits into an index."""
    return sha256(name.encode("utf-8", "replace")).hexdigest()


class Feed(models.Model):
    """A feed that is read here, once for all who read it, and what is known of it between two looks.

    `url` is the address as it is listed, by which it is known for good; `address` where it is asked now,
    which moves when the feed moves. `held_until` keeps two refreshes from asking it at once.
    """

    mark = models.CharField(max_length=64, unique=True)
    url = models.TextField()
    title = models.TextField(blank=True)
    site = models.TextField(blank=True)
    address = models.TextField()
    etag = models.TextField(blank=True)
    last_modified = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    fails = models.PositiveIntegerField(default=0)
    status = models.PositiveIntegerField(null=True)
    problem = models.TextField(blank=True)
    asked = models.DateTimeField(null=True)
    answered = models.DateTimeField(null=True)
    due = models.DateTimeField(null=True)
    gone = models.BooleanField(default=False)
    moved_from = models.TextField(blank=True)
    seconds = models.FloatField(default=0)
    bytes = models.PositiveIntegerField(default=0)
    held_by = models.CharField(max_length=32, blank=True)
    held_until = models.DateTimeField(null=True)

    def __str__(self):
        return self.title or self.url


class Entry(models.Model):
    """One item of a feed: plain text for search and ranking, harmless HTML for the page.

    `moment` is when it was published, or first seen where it does not tell. `story` is the id of the first
    entry that tells the same; until that is worked out, its own.
    """

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="entries")
    mark = models.CharField(max_length=64)
    moment = models.DateTimeField()
    seen = models.DateTimeField()
    story = models.BigIntegerField(null=True)
    url = models.TextField(blank=True)
    title = models.TextField(blank=True)
    more = models.JSONField(default=dict)
    # The long ones come last, so that SQLite finds the others without reading them.
    text = models.TextField(blank=True)
    summary = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feed", "mark"], name="one_entry_a_feed")]
        indexes = [
            # Wide enough that a page is found without reading a single row.
            models.Index(fields=["-moment", "-id", "feed", "story"], name="entry_by_moment"),
            models.Index(fields=["feed", "-moment", "-id", "story"], name="entry_by_feed"),
            models.Index(fields=["story", "moment", "id", "feed"], name="entry_by_story"),
        ]

    def __str__(self):
        return self.title


class FeedRun(models.Model):
    """One refresh: by the clock, or because a person asked; how far it is and what came of it."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    asked = models.DateTimeField()
    started = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    feeds = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)

    objects = Kept.as_manager()

    class Meta:
        ordering = ["-asked", "-id"]

    def __str__(self):
        return f"{self.asked}: {self.done} of {self.feeds}"


class Ranking(models.Model):
    """The stories that matter to a person, what matters most first, as they were ranked last.

    `stories` are [story, points, reasons] with each reason as [why, says, mark, points]. `reader` tells for
    whom and in which language: where that has changed, the ranking is made anew. `visited` is the day on
    which the person looked last.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made = models.DateTimeField()
    reader = models.CharField(max_length=64)
    stories = models.JSONField(default=list)
    visited = models.DateField()

    objects = Kept.as_manager()

    def __str__(self):
        return f"{len(self.stories)} stories, {self.made}"
