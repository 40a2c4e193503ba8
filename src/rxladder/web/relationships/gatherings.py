"""Organisations that one belongs to, and events that one goes to."""

from __future__ import annotations

from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from rxladder.career.event_calendars import CalendarError, Events, read_events
from rxladder.facts.organisations import doubts, forums, observances, organisations, read_on
from rxladder.news.fetching import Limits, NotFetched, fetcher_here
from rxladder.web.education.models import OwnActivity
from rxladder.web.relationships.gathering_forms import (
    CalendarForm,
    GatheringForm,
    MembershipForm,
    organisation_name,
)
from rxladder.web.relationships.models import Acquaintance, Gathering, Membership
from rxladder.web.site.clock import local_time
from rxladder.web.site.record_pages import RecordPages
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.templatetags.words import is_web_address
from rxladder.web.site.uploads import whole
from rxladder.web.site.views import of_person, posted, say, status_of

CRUMB = gettext_lazy("Organizations and events")
LONGEST_CALENDAR = 5_000_000

MEMBERSHIPS = RecordPages(
    kind="membership",
    listed="people:groups",
    crumb=CRUMB,
    model=Membership,
    form=MembershipForm,
    title=gettext_lazy("Which organization?"),
    named=lambda row: organisation_name(row.organisation),
    help=gettext_lazy("Add the day dues are owed, and you are told in time."),
)
GATHERINGS = RecordPages(
    kind="event",
    listed="people:groups",
    crumb=CRUMB,
    model=Gathering,
    form=GatheringForm,
    title=gettext_lazy("Which event?"),
    named=lambda row: row.name,
    help=gettext_lazy("A conference, a meeting, a webinar. Its CE can go into your catalog."),
)


@of_person
@require_safe
def groups(request):
    """Memberships, events to come and over, and whom there is to join."""
    rows = list(Gathering.objects.visible_to(request.person).order_by("starts", "created_at", "id"))
    coming = [row for row in rows if (row.ends or row.starts) >= request.on]
    kept = [
        {"one": one, "next": next((day for day in one.dates if day >= request.on), None)}
        for one in observances()
    ]
    context = {
        "memberships": [
            {"row": row, "name": organisation_name(row.organisation), "owed": _owed(row, request.on)}
            for row in Membership.objects.visible_to(request.person)
        ],
        "coming": coming,
        "past": [row for row in reversed(rows) if row not in coming],
        "organisations": organisations().values(),
        "observances": kept,
        "forums": forums(),
        "doubts": doubts(),
        "read": read_on(),
    }
    return render(request, "relationships/groups.html", context)


def _owed(row: Membership, on) -> str:
    if row.renews is None:
        return ""
    return "late" if row.renews < on else "soon" if (row.renews - on).days <= 60 else "later"


@of_person
@require_safe
def show(request, id):
    """One event: when and where, who will be there, what to prepare and to follow up."""
    row = get_object_or_404(Gathering.objects.visible_to(request.person), id=id)
    known = dict(
        Acquaintance.objects.visible_to(request.person).filter(name__in=row.people).values_list("name", "id")
    )
    context = {
        "row": row,
        "title": row.name,
        "organisation": organisation_name(row.organisation),
        "people": [{"name": name, "id": known.get(name)} for name in row.people],
        "over": (row.ends or row.starts) < request.on,
        "activity": row.activity if row.activity and row.activity.deleted_at is None else None,
    }
    return render(request, "relationships/gathering.html", context)


@of_person
@require_POST
def tick(request, id):
    """Say that something of the lists is done, or not done after all."""
    with one_at_a_time(request.person.id):
        row = get_object_or_404(Gathering.objects.visible_to(request.person), id=id)
        kind, _colon, place = request.POST.get("item", "").partition(":")
        items = getattr(row, kind) if kind in ("before", "after") else []
        if not place.isdecimal() or int(place) >= len(items):
            raise Http404
        items[int(place)][1] = not items[int(place)][1]
        row.save()
    return redirect("people:event", row.id)


@of_person
@require_POST
def offer(request, id):
    """Put the CE of an event into the person's own catalogue, so that the plan may take it."""
    with one_at_a_time(request.person.id):
        row = get_object_or_404(Gathering.objects.visible_to(request.person), id=id)
        if row.ce_hours is None or (row.activity and row.activity.deleted_at is None):
            raise Http404
        row.activity = OwnActivity(
            person=request.person,
            title=row.name,
            provider=organisation_name(row.organisation),
            hours=row.ce_hours,
            format="live",
            live_on=row.starts,
            url=row.url if is_web_address(row.url) else "",
        )
        row.activity.save()
        row.save()
    undo = reverse("catalogue:delete", args=[row.activity.id])
    text = _(
        "Its CE is in your catalog. Enter its topic and what it costs there, and your plan can count it."
    )
    say(request, text, undo=undo)
    return redirect("people:event", row.id)


@of_person
def bring_events(request):
    """Take the events of a calendar over: a file, or what stands at an address."""
    form = CalendarForm(posted(request), request.FILES if request.method == "POST" else None)
    if form.is_valid():
        upload = form.cleaned_data["calendar"]
        try:
            content = whole(upload) if upload else _fetched(form.cleaned_data["address"].strip())
            if content is None:
                raise CalendarError(_("This calendar is larger than 5 MB."))
            return _store(request, read_events(content, request.on, partial(local_time, request.person)))
        except (CalendarError, NotFetched) as error:
            form.add_error("calendar" if upload else "address", str(error))
    return render(request, "relationships/events_brought.html", {"form": form}, status=status_of(form))


def _fetched(address: str) -> bytes:
    if address.startswith("webcal:"):
        address = "https:" + address.removeprefix("webcal:")
    return fetcher_here(limits=Limits(bytes=LONGEST_CALENDAR)).fetch(address).content


def _store(request, events: Events):
    at = timezone.now()
    with one_at_a_time(request.person.id):
        rows = Gathering.objects.visible_to(request.person)
        # Of what repeats, the next comes in once the one before is over.
        known = {row.uid or (row.name, row.starts) for row in rows if (row.ends or row.starts) >= request.on}
        new = [
            one
            for one in events.found
            if one.last_day >= request.on and (one.uid or (one.name, one.starts)) not in known
        ]
        Gathering.objects.bulk_create(
            Gathering(
                person=request.person,
                created_at=at,
                **{
                    name: getattr(one, name)
                    for name in ("name", "starts", "ends", "uid", "where", "url", "note")
                },
            )
            for one in new
        )
    text = ngettext("%(n)d event is new.", "%(n)d events are new.", len(new)) % {"n": len(new)}
    text += " " + _("What is over, or was already here, is left as it is.")
    say(request, text, undo=reverse("people:undo-events", args=[at]) if new else None)
    return redirect("people:groups")


@of_person
@require_POST
def undo_events(request, at):
    """Take out what a calendar brought."""
    Gathering.objects.visible_to(request.person).filter(created_at=at).delete_softly(timezone.now())
    say(request, _("They were removed again."))
    return redirect("people:groups")
