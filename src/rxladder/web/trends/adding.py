"""Adding a feed by an address: of a feed, or of a site that names its feeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rxladder.facts.states import STATES
from rxladder.news.discovery import NamedFeed, feeds_in_page
from rxladder.news.feeds import NotAFeed, read_feed
from rxladder.news.fetching import NotFetched, fetcher_here
from rxladder.news.refresh import FEED_LIMITS
from rxladder.web.site.forms import HouseForm
from rxladder.web.site.views import of_person, posted, say, status_of
from rxladder.web.trends.feed_forms import AddressForm
from rxladder.web.trends.refreshing import ask_now
from rxladder.web.trends.shelf import shelf_of
from rxladder.web.trends.starting import may_fetch, subscribe

FEEDS = "trends:feeds"
MOST = 500
"""Feeds that one person can read."""
# Somebody waits for it, and so does a thread of the site.
_LIMITS = replace(FEED_LIMITS, seconds=8)


# --- What stands at an address


class _Found:
    """A feed, a page that names some, or why neither."""

    def __init__(self, url: str) -> None:
        self.named: tuple[NamedFeed, ...] = ()
        self.problem, self.is_feed = "", False
        try:
            answer = fetcher_here(limits=_LIMITS).fetch(url)
        except NotFetched as error:
            self.problem = str(error)
            return
        kind = answer.headers.get("content-type", "")
        try:
            feed = read_feed(answer.content, answer.url, kind)
            self.named, self.is_feed = (NamedFeed(answer.moved or url, feed.title),), True
        except NotAFeed as error:
            self.named = feeds_in_page(answer.content, answer.url, kind)
            if not self.named:
                self.problem = " ".join((str(error), _("Look on the site for “RSS” or “feed”.")))

    @property
    def sure(self) -> bool:
        """Whether there is nothing to choose."""
        return self.is_feed or (len(self.named) == 1 and self.named[0].sure)


@of_person
@require_POST
def add(request):
    """Add what stands at an address; of a page that names several feeds, the person chooses."""
    form = AddressForm(posted(request))
    if not form.is_valid():
        return _adding(request, form)
    found = _Found(form.cleaned_data["address"])
    if found.problem:
        form.add_error("address", found.problem)
        return _adding(request, form)
    return _added(request, found.named) if found.sure else _adding(request, form, found.named)


def _adding(request, form: HouseForm, named: Sequence[NamedFeed] = ()):
    context = {"form": form, "named": named, "board": _board(request)}
    return render(request, "trends/add.html", context, status=status_of(form))


@of_person
@require_POST
def choose(request):
    """Add the feeds that were chosen of those that a page names."""
    forms = [AddressForm({"address": url}) for url in request.POST.getlist("feed")[:50]]
    named = [NamedFeed(form.cleaned_data["address"]) for form in forms if form.is_valid()]
    if not named:
        say(request, _("Choose at least one feed."))
        return redirect(FEEDS)
    return _added(request, named)


def _board(request) -> str:
    told: str = request.POST.get("board", "")
    return told if told in STATES else ""


def _added(request, named: Sequence[NamedFeed]):
    person, board = request.person, _board(request)
    if len(shelf_of(person).rows) + len(named) > MOST:
        say(request, _("That would be more than %(n)d feeds. Stop reading one first.") % {"n": MOST})
        return redirect(FEEDS)
    new = [one for one in named if subscribe(person, one.url, called=one.title, board=board)]
    if not new:
        say(request, _("You already read it."))
        return redirect(FEEDS)
    if may_fetch(person):
        ask_now(person)
    say(request, _("Added: %(names)s.") % {"names": ", ".join(one.title or one.url for one in new)})
    return redirect(FEEDS)
