"""Pages of the stream: each story once, in some order, a page at a time from where the last one ended.

A story stands where its first item stands, of those that the person's feeds tell; nobody learns what others
read. It is read once any of its items is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Left

from rxladder.news.items import Source
from rxladder.news.ranking import less_marks
from rxladder.web.trends.models import Entry, ItemMark, Ranking, SavedItem
from rxladder.web.trends.searching import Wanted, among, matching
from rxladder.web.trends.shelf import Shelf

A_PAGE = 20
_CHUNK, _MOST_CHUNKS = 60, 12
_FEW_FEEDS = 20
_TEASER = 400
_MOST_UNREAD_AGAIN, _MOST_MARKS = 500, 100
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True)
class Card:
    """A story as a page shows it. `also` are the other sources that tell it, with each one's entry."""

    entry: Entry
    source: Source
    feed: int
    also: list[tuple[Source, Entry]]
    read: bool
    starred: bool
    saved: SavedItem | None
    because: list[list[Any]] = field(default_factory=list)

    @property
    def at_my_board(self) -> bool:
        """Whether it may change a rule at the person's own board."""
        return any(why == "board" for why, *_rest in self.because)

    @property
    def less(self) -> tuple[str, ...]:
        """Of what one can ask to be shown less."""
        marks = [mark for _why, _says, mark, _points in self.because if mark.startswith("setting:")]
        return (*less_marks(self.source), *marks)


@dataclass(frozen=True)
class Page:
    """Some cards, and where the next page begins; empty where there is none."""

    cards: list[Card]
    following: str = ""


@dataclass(frozen=True, slots=True)
class _Told:
    """A story as far as its place is decided: its items of a person's feeds, the first one first."""

    story: int
    items: list[tuple[datetime, int, int]]
    read: bool

    @property
    def lead(self) -> int:
        return self.items[0][1]


# --- Stories


def _items_told(shelf: Shelf, stories: Collection[int]) -> dict[int, _Told]:
    """The items of some stories that the person's feeds tell, and whether they are read; two queries."""
    items: dict[int, list[tuple[datetime, int, int]]] = {}
    rows = Entry.objects.filter(story__in=set(stories)).values_list("story", "moment", "id", "feed_id")
    for story, moment, id_, feed in rows:
        if story is not None and feed in shelf.rows:
            items.setdefault(story, []).append((moment, id_, feed))
    ids = [id_ for told in items.values() for _moment, id_, _feed in told]
    marks = ItemMark.objects.visible_to(shelf.person).filter(entry__in=ids).exclude(read=None)
    said = dict(marks.values_list("entry", "read"))

    def read(told: list[tuple[datetime, int, int]]) -> bool:
        if any(said.get(id_) is False for _moment, id_, _feed in told):
            return False
        return any(said.get(id_) or id_ <= shelf.rows[feed].read_through for _moment, id_, feed in told)

    return {story: _Told(story, sorted(told), read(told)) for story, told in items.items()}


def _cards(shelf: Shelf, found: Iterable[_Told], because: dict[int, list[list[Any]]]) -> list[Card]:
    """Stories as cards; three queries."""
    told = list(found)
    leads = [one.lead for one in told]
    others = [id_ for one in told for _moment, id_, _feed in one.items[1:]]
    rows = Entry.objects.filter(id__in=[*leads, *others]).defer("text", "summary", "more")
    entries = {row.id: row for row in rows.annotate(teaser=Left("text", _TEASER))}
    marks = ItemMark.objects.visible_to(shelf.person).filter(entry__in=leads).exclude(starred_at=None)
    starred = set(marks.values_list("entry", flat=True))
    saved = {row.entry_id: row for row in SavedItem.objects.visible_to(shelf.person).filter(entry__in=leads)}
    return [
        Card(
            entry=entries[one.lead],
            source=shelf.source(one.items[0][2]),
            feed=one.items[0][2],
            also=list(_also(shelf, one, entries)),
            read=one.read,
            starred=one.lead in starred,
            saved=saved.get(one.lead),
            because=because.get(one.story, []),
        )
        for one in told
        if one.lead in entries
    ]


def _also(shelf: Shelf, one: _Told, entries: Mapping[int, Entry]) -> Iterator[tuple[Source, Entry]]:
    seen = {one.items[0][2]}
    for _moment, id_, feed in one.items[1:]:
        if feed not in seen and id_ in entries:
            seen.add(feed)
            yield shelf.source(feed), entries[id_]


def card_of(shelf: Shelf, entry: Entry, because: dict[int, list[list[Any]]]) -> Card | None:
    """The story that an entry tells, led by this entry; None where no feed of the person's tells it."""
    one = _items_told(shelf, [entry.story or entry.id]).get(entry.story or entry.id)
    mine = next((item for item in one.items if item[1] == entry.id), None) if one else None
    if one is None or mine is None:
        return None
    items = [mine, *(item for item in one.items if item is not mine)]
    found = _cards(shelf, [_Told(one.story, items, one.read)], because)
    return found[0] if found else None


def reasons_of(ranking: Ranking) -> dict[int, list[list[Any]]]:
    """Why each story stands where it does."""
    return {story: because for story, _points, because in ranking.stories}


# --- In the order of what matters


def ranked_page(shelf: Shelf, ranking: Ranking, after: str) -> Page:
    """What matters and was not read yet, from the one after `points:story`."""
    reasons = reasons_of(ranking)
    left = [(points, story) for story, points, _because in ranking.stories]
    place = _ranked_place(after)
    if place is not None:
        left = [one for one in left if (-one[0], one[1]) > (-place[0], place[1])]
    shown: list[_Told] = []
    last = None
    for start in range(0, len(left), _CHUNK):
        chunk = left[start : start + _CHUNK]
        told = _items_told(shelf, [story for _points, story in chunk])
        for points, story in chunk:
            one = told.get(story)
            if one is None or one.read:
                continue
            if len(shown) == A_PAGE:
                return Page(_cards(shelf, shown, reasons), last or "")
            shown.append(one)
            last = f"{points}:{story}"
    return Page(_cards(shelf, shown, reasons))


def _ranked_place(after: str) -> tuple[float, int] | None:
    points, _colon, story = after.partition(":")
    try:
        return float(points), int(story)
    except ValueError:
        return None


# --- In the order of time


def newest_page(
    shelf: Shelf, ranking: Ranking, after: str, feeds: Collection[int] | None = None, *, unread: bool = False
) -> Page:
    """What came last first: of all feeds or of some, all of it or what is not read."""
    within = set(shelf.rows if feeds is None else feeds) & set(shelf.rows)
    rows = _in_time(within)
    if unread:
        rows = _unread(rows, shelf, within)

    def chunk(place: tuple[datetime, int] | None) -> list[tuple[Any, ...]]:
        found = rows
        if place is not None:
            moment, id_ = place
            found = rows.filter(Q(moment__lte=moment) & (Q(moment__lt=moment) | Q(id__lt=id_)))
        return list(found.values_list("id", "story", "moment", "feed_id")[:_CHUNK])

    def fits(one: _Told, id_: int) -> bool:
        first = next((item[1] for item in one.items if item[2] in within), None)
        return first == id_ and not (unread and one.read)

    return _gathered(shelf, ranking, _time_place(after), chunk, fits)


def _in_time(feeds: Collection[int]):
    """The entries of these feeds, the newest first; of many feeds by a walk through time, not by sorting."""
    rows = Entry.objects.order_by("-moment", "-id")
    if len(feeds) <= _FEW_FEEDS:
        return rows.filter(feed_id__in=feeds)
    return rows.annotate(of=F("feed_id") + 0).filter(of__in=feeds)


def _unread(rows, shelf: Shelf, feeds: Collection[int]):
    """Those that are not read, as far as one entry tells; whoever read much must not be kept waiting."""
    read = ItemMark.objects.visible_to(shelf.person).filter(entry=OuterRef("id"), read=True)
    rows = rows.exclude(Exists(read))
    through: dict[int, list[int]] = {}
    for feed in feeds:
        through.setdefault(shelf.rows[feed].read_through, []).append(feed)
    if set(through) <= {0}:
        return rows
    again = ItemMark.objects.visible_to(shelf.person).filter(read=False, entry__lte=max(through))
    ids = again.order_by("-changed_at").values_list("entry", flat=True)[:_MOST_UNREAD_AGAIN]
    # Sums, so that no index but the one of time is walked.
    rows = rows.annotate(number=F("id") + 0, source=F("feed_id") + 0)
    told = Q(number__in=list(ids))
    for number, within in sorted(through.items())[:_MOST_MARKS]:
        told |= Q(number__gt=number, source__in=within)
    return rows.filter(told)


def _gathered(
    shelf: Shelf,
    ranking: Ranking,
    place: Any,
    chunk: Callable[[Any], list[tuple[Any, ...]]],
    fits: Callable[[_Told, int], bool],
) -> Page:
    """A page of what fits, chunk by chunk; where little fits the page is short and goes on behind it."""
    shown: list[_Told] = []
    for _turn in range(_MOST_CHUNKS):
        rows = chunk(place)
        told = _items_told(shelf, [row[1] for row in rows])
        for id_, story, moment, _feed in rows:
            if len(shown) == A_PAGE:
                return Page(_cards(shelf, shown, reasons_of(ranking)), _written(place))
            if story in told and fits(told[story], id_):
                shown.append(_led_by(told[story], id_))
            place = (moment, id_)
        if len(rows) < _CHUNK:
            return Page(_cards(shelf, shown, reasons_of(ranking)))
    return Page(_cards(shelf, shown, reasons_of(ranking)), _written(place))


def _written(place: tuple[datetime, int]) -> str:
    return f"{(place[0] - _EPOCH) // _TICK}.{place[1]}"


def _time_place(after: str) -> tuple[datetime, int] | None:
    moment, _dot, id_ = after.partition(".")
    try:
        return _EPOCH + int(moment) * _TICK, int(id_)
    except (ValueError, OverflowError):
        return None


# --- What was set apart, and what was searched for


def starred_page(shelf: Shelf, ranking: Ranking, after: str) -> Page:
    """What the person starred, the last first."""
    rows = (
        ItemMark.objects.visible_to(shelf.person).exclude(starred_at=None).order_by("-starred_at", "-entry")
    )
    place = _time_place(after)
    if place is not None:
        rows = rows.filter(Q(starred_at__lte=place[0]) & (Q(starred_at__lt=place[0]) | Q(entry__lt=place[1])))
    found = list(rows.values_list("entry", "entry__story", "starred_at")[: A_PAGE + 1])
    told = _items_told(shelf, [story for _id, story, _at in found])
    shown = [_led_by(told[story], id_) for id_, story, _at in found[:A_PAGE] if story in told]
    following = _written((found[A_PAGE - 1][2], found[A_PAGE - 1][0])) if len(found) > A_PAGE else ""
    return Page(_cards(shelf, shown, reasons_of(ranking)), following)


def _led_by(one: _Told, id_: int) -> _Told:
    return _Told(one.story, sorted(one.items, key=lambda item: item[1] != id_), one.read)


def found_page(
    shelf: Shelf,
    ranking: Ranking,
    asked: tuple[Wanted, ...],
    after: str,
    feeds: Collection[int] | None = None,
) -> Page:
    """The stories that hold the words searched for, those that came last first."""
    within = list(set(shelf.rows if feeds is None else feeds) & set(shelf.rows))
    before = int(after) if after.isascii() and after.isdigit() and len(after) < 19 else None
    rows = matching(asked, within, before, 2 * A_PAGE + 1)
    told = _items_told(shelf, [story for _id, _feed, story in rows])
    passed = _shown_before(asked, told, before)
    shown: dict[int, _Told] = {}
    last = 0
    for id_, _feed, story in rows[: 2 * A_PAGE]:
        if len(shown) == A_PAGE:
            return Page(_cards(shelf, shown.values(), reasons_of(ranking)), str(last))
        last = id_
        if story in told and story not in shown and story not in passed:
            shown[story] = _led_by(told[story], id_)
    following = str(last) if len(rows) > 2 * A_PAGE else ""
    return Page(_cards(shelf, shown.values(), reasons_of(ranking)), following)


def _shown_before(asked: tuple[Wanted, ...], told: dict[int, _Told], before: int | None) -> set[int]:
    """The stories that stand on an earlier page, with an item that came later."""
    if before is None:
        return set()
    later = {id_: story for story, one in told.items() for _moment, id_, _feed in one.items if id_ >= before}
    return {later[id_] for id_ in among(asked, later)} if later else set()
