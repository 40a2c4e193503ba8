"""Where it begins: nothing is fetched before a person says yes, and the page says which hosts that means."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from rxladder.facts.feeds import subject_words
from rxladder.facts.language import gettext as spoken
from rxladder.facts.roles import workplaces
from rxladder.news.suggesting import Suggestion, status_words, suggestions
from rxladder.web.accounts.models import Person
from rxladder.web.site import clock
from rxladder.web.site.answer import career_of
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.templatetags.words import host
from rxladder.web.site.views import of_person, say, way_back
from rxladder.web.trends.keeping import feed_at
from rxladder.web.trends.models import FeedRun, NewsWishes, Subscription
from rxladder.web.trends.own_board import board_door, board_named
from rxladder.web.trends.refreshing import ask_now, running_for
from rxladder.web.trends.shelf import shelf_of

SLOW = timedelta(seconds=20)
LATELY = timedelta(minutes=10)
STREAM = "trends:stream"


def may_fetch(person: Person) -> bool:
    """Whether the person said that hosts may be asked for news."""
    return NewsWishes.objects.visible_to(person).filter(fetch=True).exists()


def allow(person: Person, fetch: bool) -> None:
    """Keep what the person said."""
    with one_at_a_time(person.id):
        row = NewsWishes.objects.visible_to(person).first() or NewsWishes(person=person)
        row.fetch = fetch
        row.save()


def subscribe(
    person: Person, url: str, title: str = "", folder: str = "", *, called: str = "", board: str = ""
) -> bool:
    """Read a feed from now on, as it was where it was read before; False where it is read already.

    `title` is the person's own word for it, `called` what others call it. Whose board it is stands in either,
    unless it is told. Nothing of these becomes the feed's own name, which others would see.
    """
    feed = feed_at(url)
    with one_at_a_time(person.id):
        if Subscription.objects.visible_to(person).filter(feed=feed).exists():
            return False
        left = Subscription.objects.deleted_by(person).filter(feed=feed).order_by("-deleted_at").first()
        if left is not None:
            left.restore()
        else:
            told = {"title": title, "folder": folder, "board": board or board_named(title or called)}
            Subscription(person=person, feed=feed, **told).save()
    return True


# --- Suggestions


def suggested(request) -> list[dict[str, Any]]:
    """The known feeds that the person does not read, those to begin with first, with how sure each is."""
    read = set(shelf_of(request.person).sources)
    settings = [one.workplace for one in career_of(request).experience if one.workplace and one.to is None]
    return [_suggested(one) for one in suggestions(settings) if one.feed.feed not in read]


def _suggested(one: Suggestion) -> dict[str, Any]:
    feed = one.feed
    places = [spoken(workplaces()[id_].name) for id_ in feed.settings if id_ in workplaces()]
    return {
        "id": feed.id,
        "title": feed.title,
        "site": feed.site,
        "url": feed.feed,
        "host": host(feed.feed or feed.site),
        "about": ", ".join(map(subject_words, feed.topics)),
        "places": ", ".join(places),
        "fits": one.fits,
        "first": one.first,
        "status": feed.status,
        "says": status_words(feed),
        "opinion": feed.kind == "forum",
    }


def starting_page(request):
    """The first visit: what this will be, which hosts would be asked, and the one button that begins."""
    found = [one for one in suggested(request) if one["url"]]
    context = {
        "door": board_door(request.person, shelf_of(request.person)),
        "first": [one for one in found if one["first"]],
        "others": [one for one in found if not one["first"]],
    }
    return render(request, "trends/start.html", context)


@of_person
@require_POST
def start(request):
    """Read the chosen feeds from now on, and ask their hosts."""
    chosen = set(request.POST.getlist("feed"))
    found = [one for one in suggested(request) if one["id"] in chosen and one["url"]]
    new = sum(subscribe(request.person, one["url"], called=one["title"]) for one in found)
    if not new:
        say(request, _("Choose at least one feed to begin with."))
        return redirect(way_back(request, STREAM))
    if request.POST.get("fetch") == "yes":
        allow(request.person, True)
    if may_fetch(request.person):
        ask_now(request.person)
    say(request, ngettext("%(n)d feed was added.", "%(n)d feeds were added.", new) % {"n": new})
    return redirect(way_back(request, STREAM))


@of_person
@require_POST
def consent(request):
    """Yes or no to asking the hosts of the feeds that one reads."""
    fetch = request.POST.get("fetch") == "yes"
    allow(request.person, fetch)
    if fetch:
        ask_now(request.person)
        say(request, _("From now on, the hosts of your feeds and the FDA are checked for news."))
    else:
        say(request, _("Nothing is fetched anymore. What is here stays."))
    return redirect(way_back(request, STREAM))


# --- Refresh now


@of_person
def refresh(request):
    """Have one's feeds asked now, and see how far that is."""
    if request.method == "POST":
        if not may_fetch(request.person):
            say(request, _("Nothing is fetched until you allow it."))
        elif not shelf_of(request.person).rows:
            say(request, _("You do not read any feeds yet."))
        else:
            ask_now(request.person)
        return redirect(way_back(request, STREAM))
    return _progress(request)


@require_safe
def _progress(request):
    run = running_for(request.person)
    context: dict[str, Any] = {"run": run}
    if run is None:
        last = FeedRun.objects.visible_to(request.person).exclude(ended=None).first()
        if last is not None and last.ended and clock.now() - last.ended < LATELY:
            context["last"] = last
    else:
        context["slow"] = run.started is None and clock.now() - run.asked > SLOW
    part = "trends/parts/progress.html" if request.htmx else "trends/refresh.html"
    return render(request, part, context)
