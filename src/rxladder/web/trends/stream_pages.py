"""The stream: each story once, what matters first; and one item by itself."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from rxladder.news.markup import safe_html
from rxladder.web.site import clock
from rxladder.web.site.answer import career_of
from rxladder.web.site.views import of_person
from rxladder.web.trends.models import Entry, Ranking, SavedItem
from rxladder.web.trends.ranked import ranking_for
from rxladder.web.trends.reading import (
    Page,
    card_of,
    found_page,
    newest_page,
    ranked_page,
    reasons_of,
    starred_page,
)
from rxladder.web.trends.refreshing import running_for
from rxladder.web.trends.searching import LONGEST, wanted
from rxladder.web.trends.shelf import Shelf, shelf_of
from rxladder.web.trends.starting import may_fetch, starting_page
from rxladder.web.trends.words import VIEWS, less_words

SAVED_A_PAGE = 50
MOST_LISTED = 40
"""Feeds that stand under the stream; of more, each is found on the page of the feeds."""
_HEADING = re.compile(r"<(/?)h[45]>")


@of_person
@require_safe
def stream(request):
    """The news: for you, by time, starred, saved; of all feeds, a folder or one; or what was searched for."""
    shelf = shelf_of(request.person)
    saved = SavedItem.objects.visible_to(request.person)
    if not shelf.rows and not saved.exists():
        return starting_page(request)
    asked = _asked(request, shelf)
    ranking = ranking_for(shelf, career_of(request), clock.now())
    context = {
        **asked,
        "views": [{"name": name, "words": words, "url": _address(name)} for name, words in VIEWS.items()],
        "shelf": shelf,
        "folders": [{"name": name, "url": _address("newest", folder=name)} for name in shelf.folders],
        "sources": [
            {"title": shelf.source(row.feed_id).title, "url": _address("newest", feed=row.feed_id)}
            for row in (shelf.in_order() if len(shelf.rows) <= MOST_LISTED else ())
        ],
        "run": running_for(request.person),
        "fetches": may_fetch(request.person),
        "through": Entry.objects.order_by("-id").values_list("id", flat=True).first() or 0,
        "here": request.get_full_path(),
    }
    if asked["view"] == "saved" and not asked["words"]:
        context |= _saved(request, asked["after"])
    else:
        context |= _shown(shelf, ranking, asked)
        context["came"] = bool(context["cards"]) or Entry.objects.filter(feed__in=list(shelf.rows)).exists()
    return render(request, "trends/stream.html", context)


def _asked(request, shelf: Shelf) -> dict[str, Any]:
    """What an address asks for; what it asks wrongly counts as not asked."""
    told = request.GET
    feed = int(told["feed"]) if told.get("feed", "").isdecimal() and len(told["feed"]) < 19 else None
    feed = feed if feed in shelf.rows else None
    folder = told.get("folder", "") if told.get("folder", "") in shelf.folders else ""
    view = told.get("view", "")
    view = view if view in VIEWS else ("newest" if feed or folder else "for-you")
    within = [feed] if feed else (shelf.within(folder) if folder else None)
    heading = shelf.source(feed).title if feed else folder
    words = told.get("q", "").strip()[:LONGEST]
    return {
        "view": view, "feed": feed, "folder": folder, "within": within, "heading": heading,
        "words": words, "after": told.get("after", "")[:40],
    }  # fmt: skip


def _address(view: str, **asked: object) -> str:
    told = {name: value for name, value in asked.items() if value}
    query = urlencode(({} if view == "for-you" else {"view": view}) | told)
    return reverse("trends:stream") + (f"?{query}" if query else "")


def _shown(shelf: Shelf, ranking: Ranking, asked: dict[str, Any]) -> dict[str, Any]:
    page = page_for(shelf, ranking, asked)
    kept = {name: asked[name] for name in ("feed", "folder")}
    following = page.following and _address(asked["view"], **kept, q=asked["words"], after=page.following)
    return {"cards": [described(card, shelf) for card in page.cards], "following": following}


def page_for(shelf: Shelf, ranking: Ranking, asked: dict[str, Any]) -> Page:
    """The stories that are asked for: `words`, a `view`, `within` some feeds, `after` a place."""
    within, after = asked["within"], asked["after"]
    if asked["words"]:
        return found_page(shelf, ranking, wanted(asked["words"]), after, within)
    if asked["view"] == "starred":
        return starred_page(shelf, ranking, after)
    if asked["view"] == "for-you" and within is None:
        return ranked_page(shelf, ranking, after)
    return newest_page(shelf, ranking, after, within, unread=asked["view"] == "unread")


def described(card, shelf: Shelf) -> dict[str, Any]:
    """A card with the words for what can be asked at it."""
    why = [(name, says) for name, says, _mark, points in card.because if points > 0 and name != "board"]
    # The day stands beside; that it is new is a reason to tell only where there is no other.
    telling = [says for name, says in why if name != "fresh"] or [says for _name, says in why]
    return {
        "card": card,
        "why": telling,
        "board": next((says for why, says, _mark, _points in card.because if why == "board"), ""),
        "wanted_less": next((says for why, says, _mark, _points in card.because if why == "less"), ""),
        "less": [{"mark": mark, "words": less_words(mark, shelf)} for mark in card.less],
    }


def _saved(request, after: str) -> dict[str, Any]:
    rows = SavedItem.objects.visible_to(request.person).order_by("-created_at", "-place", "id")
    start = int(after) if after.isdecimal() and len(after) < 9 else 0
    found = list(rows[start : start + SAVED_A_PAGE + 1])
    following = _address("saved", after=start + SAVED_A_PAGE) if len(found) > SAVED_A_PAGE else ""
    return {"saved": found[:SAVED_A_PAGE], "following": following}


@of_person
@require_safe
def item(request, id):
    """One item: its text, who else tells of it, why it stands where it does, and what to do with it."""
    entry = get_object_or_404(Entry, id=id)
    shelf = shelf_of(request.person)
    ranking = Ranking.objects.visible_to(request.person).first()
    card = card_of(shelf, entry, reasons_of(ranking) if ranking else {})
    if card is None:
        raise Http404
    context = {
        "entry": entry,
        "summary": _clean_html(entry),
        "title": entry.title,
        "one": described(card, shelf),
        "card": card,
        "here": request.get_full_path(),
    }
    return render(request, "trends/item.html", context)


def _clean_html(entry: Entry):
    """What a feed told, as HTML under a heading of the page.

    It was cleaned when it came, and is once more: a database may be older than what is known of bad HTML.
    """
    return mark_safe(_HEADING.sub(r"<\1h3>", safe_html(entry.summary, entry.url)))
