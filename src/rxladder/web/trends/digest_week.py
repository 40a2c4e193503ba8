"""The week for one person: at most ten stories, and how much the FDA changed that they are likely to meet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rxladder.news.digest import Digest, digest
from rxladder.news.items import Source
from rxladder.news.ranking import Ranked, rank
from rxladder.news.stories import Story
from rxladder.web.accounts.models import Person
from rxladder.web.plan.dates import asked_for
from rxladder.web.site import clock
from rxladder.web.site.answer import career_of
from rxladder.web.trends.fda_pages import mine_between
from rxladder.web.trends.models import ItemMark
from rxladder.web.trends.ranked import reader_for, stories_of
from rxladder.web.trends.shelf import Shelf, shelf_of


@dataclass(frozen=True)
class Line:
    """One story as page and mail tell it: `entry` is the id of the item that leads, `why` its reasons."""

    entry: int
    title: str
    url: str
    source: str
    also: tuple[str, ...]
    why: tuple[str, ...]
    board: bool


@dataclass(frozen=True)
class Week:
    """A week: its stories, how many more there were, and the FDA's changes by kind."""

    since: datetime
    until: datetime
    lines: tuple[Line, ...]
    left_out: int
    fda: Mapping[str, int]

    @property
    def quiet(self) -> bool:
        """Whether there is nothing to tell."""
        return not self.lines and not self.fda

    def document(self) -> dict[str, Any]:
        """What a mail keeps of it."""
        lines = [
            {"title": one.title, "url": one.url, "source": one.source, "entry": one.entry}
            | {"also": list(one.also), "why": list(one.why), "board": one.board}
            for one in self.lines
        ]
        return {"lines": lines, "left_out": self.left_out, "fda": dict(self.fda)}


def week_of(person: Person, since: datetime, until: datetime) -> Week:
    """What matters most to a person of what was told between two moments and not read yet."""
    there = clock.local_time(person, until)
    request = asked_for(person, there.date())
    shelf = shelf_of(person)
    stories, _numbers = stories_of(shelf, since, until)
    ranked = rank(stories, shelf.sources, reader_for(shelf, career_of(request)), until)
    found = digest(ranked, since, until, _read(shelf, stories))
    changes = mine_between(request, clock.local_time(person, since).date(), there.date())
    fda = Counter[str](one.kind for one in changes)
    return Week(since, until, tuple(_lines(found, shelf.sources)), found.left_out, fda)


def _read(shelf: Shelf, stories: Sequence[Story]) -> set[str]:
    """The ids of the items that the person has read."""
    feeds = {row.feed.url: row for row in shelf.rows.values()}
    items = [item for story in stories for item in story.items]
    rows = ItemMark.objects.visible_to(shelf.person).filter(entry__in=[int(item.id) for item in items])
    said = {str(id_): read for id_, read in rows.exclude(read=None).values_list("entry", "read")}
    return {item.id for item in items if said.get(item.id, int(item.id) <= feeds[item.source].read_through)}


def _lines(found: Digest, sources: Mapping[str, Source]) -> Iterable[Line]:
    for one in found.items:
        lead = one.story.lead
        yield Line(
            int(lead.id),
            lead.title or lead.url,
            lead.url,
            _title(lead.source, sources),
            tuple(_title(source, sources) for source in one.story.also_in),
            _why(one),
            one.at_my_board,
        )


def _title(source: str, sources: Mapping[str, Source]) -> str:
    return sources[source].title if source in sources else source


def _why(one: Ranked) -> tuple[str, ...]:
    """The reasons that brought it here; that it is new is one only where there is no other."""
    good = [reason for reason in one.because if reason.points > 0]
    telling = [reason.says for reason in good if reason.why != "fresh"]
    return tuple(telling or [reason.says for reason in good])
