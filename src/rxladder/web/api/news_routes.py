"""The news over HTTP: each story once, what matters first; and what one does with it."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field
from typing_extensions import TypedDict

from rxladder.facts.entries import Entry as Sent
from rxladder.facts.entries import Flag, Text
from rxladder.web.api import bodies
from rxladder.web.api.entering import TokenRequest
from rxladder.web.api.lists import Id, Moment, Part, entry_sent
from rxladder.web.api.problems import Problem
from rxladder.web.api.writing import changing
from rxladder.web.site import clock
from rxladder.web.site.answer import career_of
from rxladder.web.trends import marking
from rxladder.web.trends.item_pages import found_item, marks_of
from rxladder.web.trends.models import Entry, ShowLess
from rxladder.web.trends.ranked import ranking_for
from rxladder.web.trends.reading import Card
from rxladder.web.trends.refreshing import ask_now
from rxladder.web.trends.shelf import shelf_of
from rxladder.web.trends.starting import may_fetch
from rxladder.web.trends.stream_pages import described, page_for

router = Router()
NEWS = Part(router, "news", "read:record", "write:record")
View = Literal["for-you", "unread", "newest", "starred"]


class NewsDocument(TypedDict):
    """A story, by its first item among the feeds that are read. `why` tells why it stands where it does."""

    id: int
    title: str
    url: str
    source: str
    moment: Moment
    read: bool
    starred: bool
    saved: Annotated[Id | None, Field(description="Its id among the saved items.")]
    why: list[str]
    less: Annotated[list[str], Field(description="The marks of which less can be asked.")]


class MarksEntry(Sent):
    """What is to hold of a story from now on; what is not named stays as it is."""

    read: Flag | None = None
    starred: Flag | None = None
    note: Text | None = Field(None, description="Saves it, with this note.")


class ThroughEntry(Sent):
    """The newest item that one has seen: it and all before it are read."""

    through: Annotated[int, Field(strict=True, ge=0, le=10**15)]


class MarkEntry(Sent):
    """A mark of which less is asked: `source:…`, `topic:…` or `setting:…`."""

    mark: Text


class LessDocument(TypedDict):
    """Something of which less is shown."""

    id: Id
    mark: str


def _story(card: Card, shelf: Any) -> NewsDocument:
    return {
        "id": card.entry.id,
        "title": card.entry.title,
        "url": card.entry.url,
        "source": card.source.title,
        "moment": card.entry.moment.isoformat(),
        "read": card.read,
        "starred": card.starred,
        "saved": str(card.saved.id) if card.saved else None,
        "why": described(card, shelf)["why"],
        "less": list(card.less),
    }


@NEWS.lists("/news", "news", "List the news, a page at a time", NewsDocument, cost=2)
def listed(
    request: TokenRequest,
    view: View = "for-you",
    q: Annotated[str, Query(max_length=200)] = "",
    cursor: Annotated[str, Query(max_length=40)] = "",
) -> HttpResponse:
    shelf = shelf_of(request.person)
    ranking = ranking_for(shelf, career_of(request), clock.now())
    asked = {"view": view, "words": q.strip(), "after": cursor, "within": None}
    page = page_for(shelf, ranking, asked)
    items = [_story(card, shelf) for card in page.cards]
    return bodies.answer({"items": items, "next": page.following or None})


@NEWS.reads("/news/{int:id}", "news", "Read one", NewsDocument)
def one(request: TokenRequest, id: int) -> HttpResponse:
    shelf, _entry, card = found_item(request.person, id)
    return bodies.answer(_story(card, shelf))


@NEWS.changes(
    "put", "/news/{int:id}/marks", "put-news", "Mark a story as read, star it, save it",
    gives=NewsDocument, sent=entry_sent(MarksEntry, {"read": True, "starred": True}),
)  # fmt: skip
def mark(request: TokenRequest, id: int) -> HttpResponse:
    found_item(request.person, id)
    told = bodies.entry_of(MarksEntry, bodies.json_of(request), None)

    def act() -> HttpResponse:
        shelf, entry, _card = found_item(request.person, id)
        if told.read is not None:
            marking.mark_read(shelf, entry.story or entry.id, told.read, clock.now())
        if told.starred is not None:
            marking.star(request.person, entry.id, clock.now() if told.starred else None)
        if told.note is not None:
            marking.save(shelf, entry, told.note.strip())
        shelf, _entry, card = found_item(request.person, id)
        return bodies.answer(_story(card, shelf))

    return changing(request, act)


@NEWS.changes(
    "post", "/news/all-read", "send-news-all-read", "Mark everything up to an item as read",
    sent=entry_sent(ThroughEntry, {"through": 1200}),
)  # fmt: skip
def all_read(request: TokenRequest) -> HttpResponse:
    told = bodies.entry_of(ThroughEntry, bodies.json_of(request), None)

    def act() -> HttpResponse:
        shelf = shelf_of(request.person)
        newest = Entry.objects.order_by("-id").values_list("id", flat=True).first() or 0
        marking.all_read(shelf, list(shelf.rows), min(told.through, newest), clock.now())
        return HttpResponse(status=204)

    return changing(request, act)


@NEWS.changes("post", "/news/refresh", "send-news-refresh", "Have my feeds asked now", cost=10)
def refresh(request: TokenRequest) -> HttpResponse:
    def act() -> HttpResponse:
        if not may_fetch(request.person):
            raise Problem(409, _("Nothing is fetched until you allow it: PUT /news-wishes."))
        if shelf_of(request.person).rows:
            ask_now(request.person)
        return HttpResponse(status=204)

    return changing(request, act)


# --- Less of something


@NEWS.lists("/show-less", "show-less", "List of what less is shown", LessDocument)
def lessened(request: TokenRequest) -> HttpResponse:
    rows = ShowLess.objects.visible_to(request.person)
    return bodies.answer({"items": [_less(row) for row in rows], "next": None})


def _less(row: ShowLess) -> LessDocument:
    return {"id": str(row.id), "mark": row.mark}


@NEWS.changes(
    "post", "/show-less", "add-show-less", "Ask for less of a source, a subject or a kind of workplace",
    gives=LessDocument, sent=entry_sent(MarkEntry, {"mark": "topic:law"}),
)  # fmt: skip
def less(request: TokenRequest) -> HttpResponse:
    told = bodies.entry_of(MarkEntry, bodies.json_of(request), None)

    def act() -> HttpResponse:
        if told.mark not in marks_of(shelf_of(request.person)):
            raise Problem(422, _("That is not something you can ask for less of."), at=("mark",))
        return bodies.answer(_less(marking.less(request.person, told.mark)), status=201)

    return changing(request, act)


@NEWS.changes("delete", "/show-less/{uuid:id}", "delete-show-less", "Show it as before")
def more(request: TokenRequest, id: UUID) -> HttpResponse:
    def act() -> HttpResponse:
        row = get_object_or_404(ShowLess.objects.visible_to(request.person), id=id)
        row.delete_softly()
        return HttpResponse(status=204)

    return changing(request, act)
