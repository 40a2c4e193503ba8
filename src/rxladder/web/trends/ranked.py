"""What matters to a person first: ranked when news comes in, kept, and only read by pages.

A bounded window of the newest stories is ranked. `ranking_for` ranks anew where the reader has changed since
(another state, goal or wish), or where the ranking is old.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.utils.translation import get_language

from rxladder.career.record import Career
from rxladder.news.items import Item
from rxladder.news.ranking import Ranked, Reader, less_marks, rank, reader_of
from rxladder.news.stories import Story
from rxladder.web.site.disk import as_far_as_the_disk_takes_it
from rxladder.web.site.rules import packs
from rxladder.web.trends.models import Entry, ItemMark, Ranking, ShowLess
from rxladder.web.trends.shelf import Shelf

WINDOW = timedelta(days=21)
AT_MOST, MOST_OF_BOARDS, KEPT = 1_500, 200, 400
OLD = timedelta(hours=12)
_HABIT = 200


def stories_of(
    shelf: Shelf, since: datetime, until: datetime, most: int = AT_MOST
) -> tuple[tuple[Story, ...], dict[str, int]]:
    """The newest stories that a person's feeds told between two moments, and each lead item's story number.

    Items bear the entry's id as theirs, and the feed's address as their source.
    """
    told: dict[int, list[Item]] = {}
    for id_, feed, title, url, moment, text, story in _candidates(shelf, since, until, most):
        item = Item(str(id_), shelf.rows[feed].feed.url, title, url, moment, text)
        told.setdefault(story, []).append(item)
    stories = [Story(tuple(sorted(items, key=_when))) for items in told.values()]
    return tuple(stories), {story.lead.id: number for story, number in zip(stories, told, strict=True)}


def _candidates(shelf: Shelf, since: datetime, until: datetime, most: int) -> Iterable[tuple[Any, ...]]:
    """The newest entries; and of boards all, so that no flood of others hides a rule."""
    boards = [feed for feed, row in shelf.rows.items() if row.board]
    rows = Entry.objects.filter(moment__gt=since, moment__lte=until).order_by("-moment", "-id")
    columns = ("id", "feed_id", "title", "url", "moment", "text", "story")
    found = list(rows.filter(feed_id__in=list(shelf.rows)).values_list(*columns)[:most])
    if boards and len(found) == most:
        older = rows.filter(feed_id__in=boards, moment__lte=found[-1][4])
        known = {row[0] for row in found}
        found += [row for row in older.values_list(*columns)[:MOST_OF_BOARDS] if row[0] not in known]
    return found


def _when(item: Item) -> tuple[datetime, int]:
    return item.moment, int(item.id)


def reader_for(shelf: Shelf, career: Career) -> Reader:
    """The person as one who reads: their record, what they read of late, and of what they want less."""
    less = ShowLess.objects.visible_to(shelf.person).values_list("mark", flat=True)
    return reader_of(career, packs(), _habits(shelf), less)


def _habits(shelf: Shelf) -> Mapping[str, int]:
    """How often each source and topic was among what was read last."""
    rows = ItemMark.objects.visible_to(shelf.person).filter(read=True).order_by("-read_at")
    read = Counter(rows.values_list("entry__feed_id", flat=True)[:_HABIT])
    found: Counter[str] = Counter()
    for feed, times in read.items():
        if feed in shelf.rows:
            for mark in less_marks(shelf.source(feed)):
                found[mark] += times
    return found


def rank_for(shelf: Shelf, reader: Reader, now: datetime) -> list[tuple[int, Ranked]]:
    """The stories of the last weeks in their order, each with its number."""
    stories, numbers = stories_of(shelf, now - WINDOW, now)
    return [(numbers[one.story.lead.id], one) for one in rank(stories, shelf.sources, reader, now)]


def ranking_for(shelf: Shelf, career: Career, now: datetime) -> Ranking:
    """The ranking that a person's page shows."""
    reader = reader_for(shelf, career)
    found = Ranking.objects.visible_to(shelf.person).first()
    if found is None or found.reader != _reader_key(reader) or now - found.made > OLD:
        return rank_anew(shelf, reader, now, visited=True)
    if found.visited != now.date():
        with as_far_as_the_disk_takes_it():
            Ranking.objects.visible_to(shelf.person).update(visited=now.date())
    return found


def rank_anew(shelf: Shelf, reader: Reader, now: datetime, *, visited: bool = False) -> Ranking:
    """Rank, and keep it; `visited` where the person looks at it now."""
    stories = [
        [number, one.points, [[why.why, why.says, why.mark, why.points] for why in one.because]]
        for number, one in rank_for(shelf, reader, now)[:KEPT]
    ]
    values = {"made": now, "reader": _reader_key(reader), "stories": stories}
    first = values | {"visited": now.date()}
    row = Ranking(person=shelf.person, **first)
    with as_far_as_the_disk_takes_it():
        row, _made = Ranking.objects.visible_to(shelf.person).update_or_create(
            person=shelf.person, defaults=first if visited else values, create_defaults=first
        )
    return row


def _reader_key(reader: Reader) -> str:
    """By what a ranking is known to be for this reader: all but habits, which change with every item."""
    aims = [(aim.name, *aim.words) for aim in reader.aims]
    told = (reader.state, reader.settings, aims, sorted(reader.less), get_language())
    return sha256(repr(told).encode()).hexdigest()
