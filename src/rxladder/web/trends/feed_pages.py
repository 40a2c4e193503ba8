"""The feeds that one reads: add, name, sort, leave; and how each of them is."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rxladder.news.refresh import in_words
from rxladder.web.site import clock
from rxladder.web.site.deleting import delete_row
from rxladder.web.site.views import of_person, posted, say, say_saved, status_of, way_back
from rxladder.web.trends.feed_forms import AddressForm, SubscriptionForm
from rxladder.web.trends.keeping import state_of
from rxladder.web.trends.models import Feed, Subscription
from rxladder.web.trends.own_board import board_door
from rxladder.web.trends.refreshing import running_for
from rxladder.web.trends.shelf import Shelf, shelf_of, source_for
from rxladder.web.trends.starting import may_fetch, suggested

FEEDS = "trends:feeds"


@of_person
@require_safe
def feeds(request):
    """The feeds that one reads by folder, and those that could be read."""
    shelf = shelf_of(request.person)
    groups: dict[str, list[dict[str, Any]]] = {}
    lines = _lines(shelf)
    for line in lines:
        groups.setdefault(line["row"].folder, []).append(line)
    found = suggested(request)
    context = {
        "groups": sorted(groups.items(), key=lambda pair: (pair[0] == "", pair[0].casefold())),
        "shelf": shelf,
        "form": AddressForm(),
        "door": board_door(request.person, shelf),
        "fetches": may_fetch(request.person),
        "suggested": [one for one in found if one["url"] and one["fits"]],
        "others": [one for one in found if one["url"] and not one["fits"]],
        "without": [one for one in found if not one["url"]],
        "troubled": sum(line["bad"] for line in lines),
        "run": running_for(request.person),
    }
    return render(request, "trends/feeds.html", context)


def _lines(shelf: Shelf) -> list[dict[str, Any]]:
    """Each feed with how it is, by folder and title."""
    feeds = Feed.objects.in_bulk(list(shelf.rows))
    return [
        {
            "row": row,
            "feed": feeds[row.feed_id],
            "title": shelf.source(row.feed_id).title,
            "says": in_words(state_of(feeds[row.feed_id])),
            "bad": feeds[row.feed_id].gone or bool(feeds[row.feed_id].problem),
        }
        for row in shelf.in_order()
    ]


@of_person
@require_safe
def health(request):
    """What each feed answered last, when it is asked again, and why it failed."""
    shelf = shelf_of(request.person)
    lines = sorted(_lines(shelf), key=lambda line: not line["bad"])
    context = {
        "lines": lines,
        "bad": sum(line["bad"] for line in lines),
        "fetches": may_fetch(request.person),
        "now": clock.now(),
        "run": running_for(request.person),
    }
    return render(request, "trends/health.html", context)


# --- One of them


@of_person
def edit(request, id):
    """What a feed is called here, its folder, and whose board it is."""
    row = get_object_or_404(Subscription.objects.visible_to(request.person).select_related("feed"), id=id)
    shelf = shelf_of(request.person)
    form = SubscriptionForm(posted(request), instance=row, person=request.person, folders=shelf.folders)
    if form.is_valid():
        form.save()
        say_saved(request, _("Your changes are saved."), form.former)
        return redirect(way_back(request, FEEDS))
    row.refresh_from_db()
    context = {
        "form": form,
        "row": row,
        "title": shelf.source(row.feed_id).title,
        "says": in_words(state_of(row.feed)),
        "bad": row.feed.gone or bool(row.feed.problem),
        "stream": f"{reverse('trends:stream')}?{urlencode({'view': 'newest', 'feed': row.feed_id})}",
    }
    return render(request, "trends/feed.html", context, status=status_of(form))


@of_person
@require_POST
def leave(request, id):
    """Read a feed no more."""
    row = delete_row(Subscription.objects.kept_of(request.person).select_related("feed"), id)
    title = source_for(row).title
    undo = reverse("trends:take-up", args=[row.id])
    say(request, _("You no longer read %(name)s. What you saved stays.") % {"name": title}, undo=undo)
    return redirect(FEEDS)


@of_person
@require_POST
def take_up(request, id):
    """Undo `leave`."""
    row = get_object_or_404(Subscription.objects.kept_of(request.person), id=id)
    if not Subscription.objects.visible_to(request.person).filter(feed=row.feed_id).exists():
        row.restore()
    say(request, _("You are reading it again."))
    return redirect(way_back(request, FEEDS))
