"""What one reads, in the career file and in the tables that keep it.

Feeds and their entries belong to all; a file brings addresses, and nothing that others would read. What was
read or not read here is no part of it, nor whether hosts may be asked at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time

from rxladder.career import reading as record
from rxladder.web.accounts.models import Person
from rxladder.web.site.career_parts import CareerPart
from rxladder.web.site.career_rows import part_of, row_of
from rxladder.web.site.records import Record
from rxladder.web.trends.brought_models import StarredItem
from rxladder.web.trends.digest_models import DigestWishes
from rxladder.web.trends.keeping import feed_at
from rxladder.web.trends.models import ItemMark, SavedItem, ShowLess, Subscription

NOON = time(12, tzinfo=UTC)


def export(person: Person) -> record.Reading:
    """What a person reads and keeps."""
    subscriptions = Subscription.objects.visible_to(person).select_related("feed")
    digest = DigestWishes.objects.visible_to(person).first()
    return record.Reading(
        tuple(
            record.Subscription(
                one.feed.url, one.title or one.feed.title[:400], one.folder, one.board or None
            )
            for one in subscriptions
        ),
        tuple(article_of(row, row.note) for row in SavedItem.objects.visible_to(person)),
        tuple(_starred(person)),
        tuple(ShowLess.objects.visible_to(person).values_list("mark", flat=True)),
        part_of(record.DigestChoice, digest) if digest else record.DigestChoice(),
    )


def article_of(row: SavedItem | StarredItem, note: str = "") -> record.Article:
    """The record that a row keeps."""
    return record.Article(row.title, row.url, row.source, row.moment.date() if row.moment else None, note)


def _starred(person: Person) -> Iterator[record.Article]:
    """What came starred, then what was starred here, each in its order and once."""
    known = set()
    for row in StarredItem.objects.visible_to(person):
        known.add(row.url)
        yield article_of(row)
    for mark in starred_marks(person):
        entry = mark.entry
        if not entry.url or entry.url not in known:
            yield record.Article(entry.title, entry.url, entry.feed.title, entry.moment.date())


def starred_marks(person: Person):
    """The marks of the entries that a person starred, in the order in which they did."""
    marks = ItemMark.objects.visible_to(person).filter(starred_at__isnull=False)
    return marks.select_related("entry__feed").order_by("starred_at", "id")


# --- Storing


def _rows(told: record.Reading) -> Iterable[list[Record]]:
    yield [
        Subscription(feed=feed_at(one.url), title=one.title, folder=one.folder, board=one.board or "")
        for one in told.subscriptions
    ]
    yield [article_row(SavedItem, one, note=one.note) for one in told.saved]
    yield [article_row(StarredItem, one) for one in told.starred]
    yield [ShowLess(mark=mark) for mark in told.less]
    # Without an address nothing goes out: where mails go to, the person says on the page.
    yield [row_of(DigestWishes, told.digest)] if told.digest != record.DigestChoice() else []


def article_row(model: type[SavedItem] | type[StarredItem], one: record.Article, **more: str) -> Record:
    """The row that keeps an article, not saved yet."""
    moment = datetime.combine(one.published, NOON) if one.published else None
    return model(title=one.title, url=one.url, source=one.source, moment=moment, **more)


def _changed(person: Person) -> None:
    """Once a file took the record's place the stars of before are gone, too; an undo brings them as rows."""
    replaced = person.replaced_records
    if not replaced:
        return
    at = datetime.fromisoformat(replaced[-1]["at"])
    marks = list(starred_marks(person).filter(starred_at__lt=at))
    StarredItem.objects.bulk_create(
        StarredItem(
            person=person,
            url=mark.entry.url,
            title=mark.entry.title,
            source=mark.entry.feed.title,
            moment=mark.entry.moment,
            created_at=mark.starred_at,
            deleted_at=at,
        )
        for mark in marks
    )
    ItemMark.objects.visible_to(person).filter(id__in=[mark.id for mark in marks]).update(starred_at=None)


READING = CareerPart(
    "reading", (Subscription, SavedItem, StarredItem, ShowLess, DigestWishes), export, _rows, changed=_changed
)
