"""What a person does with what they read: read, star, save, all read, less of it. All of it can be undone."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from rxladder.web.accounts.models import Person
from rxladder.web.site.records import one_at_a_time
from rxladder.web.trends.models import AllRead, Entry, ItemMark, SavedItem, ShowLess, Subscription
from rxladder.web.trends.shelf import Shelf


def mark_read(shelf: Shelf, story: int, read: bool, now: datetime) -> None:
    """Say that a story is read, or that it is not; it is told by all its items."""
    ids = Entry.objects.filter(story=story, feed_id__in=list(shelf.rows)).values_list("id", flat=True)
    _mark(shelf.person, list(ids), read=read, read_at=now)


def star(person: Person, entry: int, at: datetime | None) -> None:
    """Star an entry, or take its star away with None."""
    _mark(person, [entry], starred_at=at)


def _mark(person: Person, entries: Iterable[int], **values: object) -> None:
    wanted = set(entries)
    with one_at_a_time(person.id):
        there = ItemMark.objects.kept_of(person).filter(entry__in=wanted)
        new = wanted - set(there.values_list("entry", flat=True))
        there.update(**values)
        ItemMark.objects.bulk_create(ItemMark(person=person, entry_id=id_, **values) for id_ in new)


def save(shelf: Shelf, entry: Entry, note: str) -> SavedItem:
    """Keep an entry with a note; once, whatever is saved again."""
    with one_at_a_time(shelf.person.id):
        row = SavedItem.objects.visible_to(shelf.person).filter(entry=entry).first()
        if row is None:
            source = shelf.source(entry.feed_id).title if entry.feed_id in shelf.rows else ""
            told = {"url": entry.url, "title": entry.title, "source": source, "moment": entry.moment}
            row = SavedItem(person=shelf.person, entry=entry, **told)
        row.note = note
        row.save()
    return row


def all_read(shelf: Shelf, feeds: Collection[int], through: int, at: datetime) -> int:
    """Say that everything in these feeds up to an entry is read; in how many feeds that changed something."""
    with one_at_a_time(shelf.person.id):
        rows = Subscription.objects.visible_to(shelf.person).filter(feed__in=feeds, read_through__lt=through)
        before = {str(id_): earlier for id_, earlier in rows.values_list("id", "read_through")}
        if before:
            rows.update(read_through=through)
            # What was marked unread again is read now, too.
            again = ItemMark.objects.visible_to(shelf.person).filter(read=False, entry__lte=through)
            unread = list(again.filter(entry__feed__in=feeds).values_list("id", flat=True))
            ItemMark.objects.visible_to(shelf.person).filter(id__in=unread).update(read=None)
            told = {"through": before, "unread": [str(id_) for id_ in unread]}
            AllRead(person=shelf.person, at=at, before=told).save()
    return len(before)


def not_all_read(person: Person, at: datetime) -> bool:
    """Undo `all_read`; False where there is nothing of it any more."""
    with one_at_a_time(person.id):
        row = AllRead.objects.visible_to(person).filter(at=at).first()
        if row is None:
            return False
        for id_, earlier in row.before["through"].items():
            Subscription.objects.kept_of(person).filter(id=id_).update(read_through=earlier)
        ItemMark.objects.visible_to(person).filter(id__in=row.before["unread"]).update(read=False)
        row.delete_softly()
    return True


def less(person: Person, mark: str) -> ShowLess:
    """Ask for less of something."""
    with one_at_a_time(person.id):
        row = ShowLess.objects.visible_to(person).filter(mark=mark).first() or ShowLess(
            person=person, mark=mark
        )
        row.save()
    return row
