"""What a look at a feed brought, put into the tables; and what is let go of again.

Kept is what is younger than KEEP, and the newest FEW of each feed however old; never more than MOST of one.
What somebody starred or saved stays. The same rule decides what of a document comes in at all, so that what
was let go of does not come back as new.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from rxladder.news.feeds import Entry as Told
from rxladder.news.items import item_of
from rxladder.news.refresh import FeedState, Look
from rxladder.web.site.letting_go import UNDO_DAYS
from rxladder.web.trends.models import AllRead, Entry, Feed, ItemMark, SavedItem, Subscription, mark_of

KEEP, FEW, MOST = timedelta(days=180), 100, 2_000
UNDO = timedelta(days=UNDO_DAYS)
"""For how long a feed that was left can be taken up again as it was."""
LONGEST_SUMMARY = 30_000
_AT_ONCE = 500
_STATE = tuple(name for name in FeedState.__dataclass_fields__ if name != "url")


def feed_at(url: str) -> Feed:
    """The feed that is listed under an address, known from now on; its name it tells by itself."""
    found, _made = Feed.objects.get_or_create(mark=mark_of(url), defaults={"url": url, "address": url})
    return found


def state_of(feed: Feed) -> FeedState:
    """What is known of a feed, as a refresh takes it."""
    return FeedState(feed.address, **{name: getattr(feed, name) for name in _STATE})


def keep_look(feed: Feed, look: Look, now: datetime) -> int:
    """Store what a look brought; how many entries were new."""
    told = asdict(look.state)
    feed.address = told.pop("url")
    for name, value in told.items():
        setattr(feed, name, _clean(value) if isinstance(value, str) else value)
    if look.found is not None:
        feed.title = _clean(look.found.title) or feed.title
        feed.site = look.found.site or feed.site
    with transaction.atomic():
        new = _keep_entries(feed, look.found.entries, now) if look.found is not None else 0
        feed.held_by, feed.held_until = "", None
        feed.save()
    return new


def _keep_entries(feed: Feed, entries: tuple[Told, ...], now: datetime) -> int:
    came = {mark_of(one.id): _row(feed, one, now) for one in entries}
    there = Entry.objects.filter(feed=feed, mark__in=came).only("id", "mark", "title", "text", "url")
    known = {row.mark: row for row in there}
    new = _worth_keeping([row for mark, row in came.items() if mark not in known], now)
    Entry.objects.bulk_create(new, batch_size=_AT_ONCE)
    Entry.objects.filter(feed=feed, story=None).update(story=F("id"))
    changed = [_changed(row, came[mark]) for mark, row in known.items() if _differs(row, came[mark])]
    Entry.objects.bulk_update(changed, ["title", "text", "summary", "url"], batch_size=_AT_ONCE)
    return len(new)


def _row(feed: Feed, one: Told, now: datetime) -> Entry:
    return Entry(
        feed=feed,
        mark=mark_of(one.id),
        moment=item_of(one, feed.url, now).moment,
        seen=now,
        url=one.url,
        title=_clean(one.title),
        text=_clean(one.text),
        summary=_clean(one.summary) if len(one.summary) <= LONGEST_SUMMARY else "",
        more={
            "authors": [_clean(name) for name in one.authors],
            "files": [[file.url, _clean(file.type), file.bytes] for file in one.enclosures],
        },
    )


def _clean(text: str) -> str:
    """A text that any database takes: JSON may hold halves of letters, and headers may hold anything."""
    return text.encode("utf-8", "replace").decode().replace("\x00", "")


def _worth_keeping(rows: list[Entry], now: datetime) -> list[Entry]:
    newest = sorted(rows, key=lambda row: row.moment, reverse=True)[:MOST]
    kept = [row for place, row in enumerate(newest) if place < FEW or row.moment > now - KEEP]
    # The oldest first, so that numbers grow as time does.
    return kept[::-1]


def _differs(row: Entry, told: Entry) -> bool:
    return (row.title, row.text, row.url) != (told.title, told.text, told.url)


def _changed(row: Entry, told: Entry) -> Entry:
    row.title, row.text, row.summary, row.url = told.title, told.text, told.summary, told.url
    return row


# --- Letting go


def tidy(now: datetime) -> int:
    """Let go of what is old, and of feeds that nobody has read for a while; how many entries went."""
    Subscription.objects.deleted_before(now - UNDO).delete()
    AllRead.objects.filter(at__lt=now - UNDO).delete()
    gone = 0
    for feed in Feed.objects.only("id").iterator(chunk_size=_AT_ONCE):
        if Subscription.objects.filter(feed=feed).exists():
            gone += _drop(feed.id, _too_old(feed.id, now))
        else:
            gone += _drop(feed.id, now + KEEP)
            if not Entry.objects.filter(feed=feed).exists():
                feed.delete()
    return gone


def _too_old(feed: int, now: datetime) -> datetime | None:
    """Before which moment the entries of a feed are let go of; None where none is."""
    moments = Entry.objects.filter(feed=feed).order_by("-moment", "-id").values_list("moment", flat=True)
    few, most = moments[FEW - 1 : FEW].first(), moments[MOST - 1 : MOST].first()
    if few is None:
        return None
    old = min(few, now - KEEP)
    return max(old, most) if most is not None else old


def _drop(feed: int, before: datetime | None) -> int:
    if before is None:
        return 0
    liked = ItemMark.objects.filter(entry=OuterRef("id")).exclude(starred_at=None)
    saved = SavedItem.objects.filter(entry=OuterRef("id"), deleted_at=None)
    old = Entry.objects.filter(feed=feed, moment__lt=before).exclude(Exists(liked)).exclude(Exists(saved))
    gone = 0
    while ids := list(old.values_list("id", flat=True)[:_AT_ONCE]):
        Entry.objects.filter(id__in=ids).delete()
        gone += len(ids)
    return gone
