"""Education that an item of the news offers: into one's own catalogue, and into the calendar, each once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rxladder.facts.uan import UanError, parse_uan
from rxladder.news.ce_in_news import EducationOffer, offer_in
from rxladder.news.items import Item
from rxladder.web.accounts.models import Person
from rxladder.web.education.models import OwnActivity
from rxladder.web.education.own_catalogue import built_in
from rxladder.web.relationships.models import Gathering
from rxladder.web.site.fields import LONGEST_TEXT
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.views import of_person, say, way_back
from rxladder.web.trends.models import Entry, SavedItem, Subscription

LONGEST_URL = 2_000


@dataclass(frozen=True)
class Offered:
    """An offer, and where it was taken already: an activity of the program's or one's own, an event."""

    entry: Entry
    told: EducationOffer
    source: str
    listed: str = ""
    gathering: Gathering | None = None
    over: bool = False

    @property
    def dated(self) -> bool:
        """Whether there is a day to put into the calendar."""
        return self.told.live_on is not None and not self.over


def offered_by(person: Person, entry: Entry, source: str, on: date) -> Offered | None:
    """The education that an entry offers on a day; None where it offers none. Three queries at most."""
    item = Item(str(entry.pk), source, entry.title, entry.url, entry.moment, entry.text)
    told = offer_in(item)
    if told is None:
        return None
    last = told.live_on or told.until
    return Offered(
        entry,
        told,
        source,
        _listed(person, told, entry.url),
        _gathering(person, told, entry.url),
        last is not None and last < on,
    )


def _key(uan: str) -> str:
    """A number without form and audience; what is no number is one by itself."""
    try:
        return parse_uan(uan).activity_key
    except UanError:
        return uan


def _listed(person: Person, told: EducationOffer, url: str) -> str:
    """The id of the activity that it is, in the catalogue of the program or of the person; empty if none."""
    keys = {_key(uan) for uan in told.uans}
    for one in built_in() if keys else ():
        if one.uan and _key(one.uan) in keys:
            return one.id
    for row in OwnActivity.objects.visible_to(person):
        same = row.uan and _key(row.uan) in keys
        if same or (url and row.url == url) or (not keys and _alike(row, told)):
            return str(row.id)
    return ""


def _alike(row: OwnActivity, told: EducationOffer) -> bool:
    """Without a number, two are one where title and day agree."""
    return bool(told.live_on) and (row.title.casefold(), row.live_on) == (told.title.casefold(), told.live_on)


def _gathering(person: Person, told: EducationOffer, url: str) -> Gathering | None:
    if told.live_on is None:
        return None
    that_day = Gathering.objects.visible_to(person).filter(starts=told.live_on)
    same = (
        one for one in that_day if (url and one.url == url) or one.name.casefold() == told.title.casefold()
    )
    return next(same, None)


# --- Taking


def _found(request, id: int) -> Offered:
    """The offer of an item that the person can see: of a feed they read, or one they saved."""
    entry = get_object_or_404(Entry.objects.select_related("feed"), id=id)
    row = Subscription.objects.visible_to(request.person).filter(feed=entry.feed_id).first()
    if row is None and not SavedItem.objects.visible_to(request.person).filter(entry=entry).exists():
        raise Http404
    title = (row.title if row else "") or entry.feed.title or entry.feed.url
    found = offered_by(request.person, entry, title, request.on)
    if found is None:
        raise Http404
    return found


def _item(entry: Entry) -> str:
    return reverse("trends:item", args=[entry.id])


@of_person
@require_POST
def to_catalogue(request, id):
    """Put the education that an item offers into one's own catalogue, so that the plan may take it."""
    with one_at_a_time(request.person.id):
        one = _found(request, id)
        if one.listed:
            say(request, _("It is already in your catalog."))
            return redirect("catalogue:show", one.listed)
        row = activity_row(one)
        row.person = request.person
        row.save()
        if one.gathering and not _still_there(one.gathering.activity):
            one.gathering.activity = row
            one.gathering.save()
    text = _("It is in your catalog. Add what it costs and anything else you know, so your plan can use it.")
    say(request, text, undo=reverse("catalogue:delete", args=[row.id]))
    return redirect(way_back(request, _item(one.entry)))


def _still_there(activity: OwnActivity | None) -> bool:
    return activity is not None and activity.deleted_at is None


def activity_row(one: Offered) -> OwnActivity:
    """What an offer tells as an activity, not saved yet; what it does not tell stays unknown."""
    told = one.told
    row = OwnActivity(
        title=(told.title or one.source)[:LONGEST_TEXT],
        provider=one.source[:LONGEST_TEXT],
        hours=told.hours,
        uan=told.uans[0] if told.uans else "",
        live_on=told.live_on,
        available_until=told.until if told.until != told.live_on else None,
        url=one.entry.url if _is_address(one.entry.url) else "",
        note=_("From the news."),
    )
    # A number tells the form by itself.
    row.format = "live" if told.live_on and not told.uans else ""
    return row


def _is_address(url: str) -> bool:
    return url.startswith(("https://", "http://")) and len(url) <= LONGEST_URL


@of_person
@require_POST
def to_calendar(request, id):
    """Put the day on which it is held among one's events: calendar and reminders tell of it then."""
    with one_at_a_time(request.person.id):
        one = _found(request, id)
        if one.told.live_on is None or one.over:
            raise Http404
        if one.gathering:
            say(request, _("It is already on your calendar."))
            return redirect("people:event", one.gathering.id)
        row = Gathering(
            person=request.person,
            name=(one.told.title or one.source)[:LONGEST_TEXT],
            starts=one.told.live_on,
            url=one.entry.url[:LONGEST_TEXT] if _is_address(one.entry.url) else "",
            organisation=one.source[:LONGEST_TEXT],
            going=Gathering.Going.YES,
            ce_hours=one.told.hours,
            activity=_own(request.person, one),
        )
        row.save()
    text = _("It is on your calendar, and you will be reminded of it.")
    say(request, text, undo=reverse("people:delete-event", args=[row.id]))
    return redirect(way_back(request, _item(one.entry)))


def _own(person: Person, one: Offered) -> OwnActivity | None:
    """One's own activity that it is already; what comes with the program hangs on no event."""
    return next((row for row in OwnActivity.objects.visible_to(person) if str(row.id) == one.listed), None)
