"""One story once: which entries tell the same, worked out when they come and kept as a number."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models.functions import Substr

from rxladder.news.items import Item
from rxladder.news.stories import Story, group
from rxladder.web.trends.models import Entry

AROUND = timedelta(days=6)
"""Stories are told within days: so much before what is new is looked at with it."""
FARTHEST = timedelta(days=30)
AT_ONCE = 12_000
_BEGINNING = 2_000


def regroup(since: datetime, now: datetime) -> int:
    """Find the stories of what was told since a moment; how many entries joined another's.

    What is older than FARTHEST stays by itself: a feed that is read for the first time brings years.
    """
    start = max(since, now - FARTHEST) - AROUND
    stories = dict[str, int]()
    items = []
    rows = Entry.objects.filter(moment__gte=start).order_by("-moment", "-id")
    columns = ("id", "feed_id", "title", "url", "moment", "story")
    for *told, story, text in rows.values_list(*columns, Substr("text", 1, _BEGINNING))[:AT_ONCE]:
        id_, feed, title, url, moment = told
        items.append(Item(str(id_), str(feed), title, url, moment, text))
        stories[str(id_)] = story
    moves = list(_moves(group(items), stories))
    with transaction.atomic():
        for story, ids in moves:
            Entry.objects.filter(id__in=ids).update(story=story)
    return sum(len(ids) for _story, ids in moves)


def _moves(found: Iterable[Story], stories: dict[str, int]) -> Iterable[tuple[int, list[int]]]:
    """The numbers that change. Who has a story with others stays in it: what was read once stays read."""
    for one in found:
        if len(one.items) == 1:
            continue
        joined = (stories[item.id] for item in one.items if stories[item.id] != int(item.id))
        story = next(joined, int(one.lead.id))
        alone = [int(item.id) for item in one.items if stories[item.id] == int(item.id) != story]
        if alone:
            yield story, alone
