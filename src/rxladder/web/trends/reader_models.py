"""What one person reads and makes of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from rxladder.web.site.fields import LONGEST_TEXT
from rxladder.web.site.records import Record


class NewsWishes(Record):
    """Whether hosts may be asked for news at all: nothing is fetched before the person says so."""

    fetch = models.BooleanField(default=False)

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(deleted_at=None), name="one_set_of_news_wishes_each"
            )
        ]

    def __str__(self):
        return str(self.fetch)


class Subscription(Record):
    """A feed that a person reads. Entries up to the id `read_through` count as read.

    An empty `title` means the feed's own. `board` is the state whose board it is, if the person said so.
    """

    feed = models.ForeignKey("trends.Feed", on_delete=models.PROTECT, related_name="subscriptions")
    title = models.CharField(_("Title"), max_length=400, blank=True)
    folder = models.CharField(_("Folder"), max_length=200, blank=True)
    board = models.CharField(_("State board"), max_length=16, blank=True)
    read_through = models.BigIntegerField(default=0, editable=False)

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["person", "feed"], condition=models.Q(deleted_at=None), name="one_subscription_each"
            )
        ]

    def __str__(self):
        return self.title or str(self.feed)


class ItemMark(Record):
    """What a person did with an entry: read it (or marked it unread), starred it.

    `read` is None where neither was done, so that the subscription's `read_through` decides.
    """

    entry = models.ForeignKey("trends.Entry", on_delete=models.CASCADE, related_name="marks")
    read = models.BooleanField(null=True, default=None)
    read_at = models.DateTimeField(null=True, default=None)
    starred_at = models.DateTimeField(null=True, default=None)

    class Meta(Record.Meta):
        constraints = [models.UniqueConstraint(fields=["person", "entry"], name="one_mark_an_entry")]
        indexes = [
            models.Index(fields=["person", "starred_at"], name="mark_by_star"),
            models.Index(fields=["person", "read_at"], name="mark_by_read"),
        ]

    def __str__(self):
        return str(self.entry_id)


class SavedItem(Record):
    """Something from the news that a person keeps, with a note. It stands by itself, should its entry go."""

    entry = models.ForeignKey("trends.Entry", null=True, on_delete=models.SET_NULL, related_name="saved")
    url = models.TextField(blank=True, editable=False)
    title = models.TextField(blank=True, editable=False)
    source = models.TextField(blank=True, editable=False)
    moment = models.DateTimeField(null=True, editable=False)
    note = models.TextField(_("Note"), max_length=LONGEST_TEXT, blank=True)

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["person", "entry"], condition=models.Q(deleted_at=None), name="one_saved_an_entry"
            )
        ]

    def __str__(self):
        return self.title


class ShowLess(Record):
    """Something of which less is to be shown: `source:URL`, `topic:NAME` or `setting:ID`."""

    mark = models.TextField(editable=False)

    def __str__(self):
        return self.mark


class AllRead(Record):
    """A moment at which much was marked as read at once; `before` keeps each subscription's earlier mark."""

    at = models.DateTimeField()
    before = models.JSONField(default=dict)

    def __str__(self):
        return str(self.at)
