"""A record's dates for a person's own calendar: as a file, and at a secret address to subscribe to."""

from __future__ import annotations

from collections.abc import Collection
from hashlib import sha256

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rxladder.papers.calendar import write_calendar
from rxladder.rules.agenda import Event, EventKind
from rxladder.web.accounts.limits import guesses_limited
from rxladder.web.plan.dates import asked_for, events_of, stamps_of
from rxladder.web.plan.models import FeedAddress
from rxladder.web.site import clock
from rxladder.web.site.deleting import delete_row
from rxladder.web.site.downloads import download
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.request import PersonRequest
from rxladder.web.site.secret_addresses import secret_part
from rxladder.web.site.views import of_person, say

CONTENT_TYPE = "text/calendar; charset=utf-8"
OF_OTHERS: tuple[EventKind, ...] = ("person", "meeting", "asked")
"""What tells of other people is in the file only, not at the address, which others serve."""


@of_person
@require_safe
def page(request):
    """Every date, and the ways to have them in a calendar."""
    events = events_of(request)
    feed = FeedAddress.objects.visible_to(request.person).last()
    address = request.build_absolute_uri(path_of(feed)) if feed else ""
    context = {
        "coming": [(event, _urgency(event)) for event in events if event.day >= request.on],
        "past": [event for event in events if event.day < request.on],
        "feed": feed,
        "address": address,
        "subscribe": address.replace("https:", "webcal:", 1).replace("http:", "webcal:", 1),
        "local": settings.LOCAL,
    }
    return render(request, "plan/calendar.html", context)


def _urgency(event: Event) -> str:
    """The class of an event's label: a last day, a date to keep, or one that nothing hangs on."""
    if event.state == "done" or event.kind in ("opens", "activity", "step"):
        return ""
    return "now" if event.kind in ("ends", "late") else "soon"


def path_of(feed: FeedAddress) -> str:
    """The secret path at which a person's dates are fetched."""
    return reverse("plan:feed", args=[feed.id, _token(feed)])


def _token(feed: FeedAddress) -> str:
    return secret_part("rxladder.web.plan.calendar", feed.seed)


@of_person
@require_safe
def file(request):
    """The dates as a file, as they are today."""
    return download(calendar_of(request), CONTENT_TYPE, f"rxladder-{request.on}.ics")


@guesses_limited
@require_safe
def feed(request, id, token):
    """The dates at their secret address: who knows it may read them, and needs to be nobody else."""
    row = FeedAddress.objects.filter(id=id, deleted_at=None, person__is_active=True).first()
    if row is None or not constant_time_compare(token, _token(row)):
        raise Http404
    content = calendar_of(asked_for(row.person, clock.today(row.person)), without=OF_OTHERS)
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = etag = f'"{sha256(content).hexdigest()[:32]}"'
    return get_conditional_response(request, etag=etag, response=response)


def calendar_of(request: PersonRequest, without: Collection[EventKind] = ()) -> bytes:
    """The dates of the request's person as an iCalendar, without some kinds."""
    events = [event for event in events_of(request) if event.kind not in without]
    return write_calendar(events, str(request.person.id), stamps_of(request.person, events, clock.now()))


@of_person
@require_POST
def new_address(request):
    """Make an address; the one before it ends."""
    with one_at_a_time(request.person.id):
        before = end_addresses(request.person)
        FeedAddress(person=request.person).save()
    if before is None:
        say(request, _("Your calendar now has an address."))
    else:
        undo = reverse("plan:restore-address", args=[before.id])
        say(request, _("There is a new address. The old one no longer works."), undo=undo)
    return redirect("plan:calendar")


def end_addresses(person) -> FeedAddress | None:
    """Revoke every address; the last of them is returned."""
    last = None
    for last in FeedAddress.objects.visible_to(person):
        last.delete_softly()
    return last


@of_person
@require_POST
def revoke(request, id):
    """End an address: nobody can fetch anything there any more."""
    delete_row(FeedAddress.objects.kept_of(request.person), id)
    undo = reverse("plan:restore-address", args=[id])
    say(request, _("The address no longer works."), undo=undo)
    return redirect("plan:calendar")


@of_person
@require_POST
def restore(request, id):
    """Undo the end of an address; it takes the place of a newer one."""
    row = get_object_or_404(FeedAddress.objects.kept_of(request.person), id=id)
    if row.deleted_at is not None:
        bring_address(row)
    say(request, _("The address works again."))
    return redirect("plan:calendar")


def bring_address(row: FeedAddress) -> None:
    """Let an address that was ended work again, in the place of a newer one."""
    with one_at_a_time(row.person_id):
        end_addresses(row.person)
        row.restore()
