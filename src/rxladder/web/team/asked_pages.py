"""What a member's teams ask of them: seen, ticked and said to be done by the member."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rxladder.web.accounts.models import Person
from rxladder.web.site.deleting import delete_row, restore_row
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.views import of_person, say
from rxladder.web.team.asked import asked_of_person, nudges_of
from rxladder.web.team.models import Assignment, Nudge
from rxladder.web.team.sharing import own_memberships


@of_person
@require_safe
def asked(request):
    """Everything that one's teams ask, with what is done; and what they want one to look at."""
    teams = list(own_memberships(request.person))
    found = asked_of_person(request.person, request.on)
    context = {
        "open": [one for one in found if one.done is None],
        "done": [one for one in found if one.done is not None],
        "nudges": nudges_of(request.person, request.on),
        "teams": teams,
    }
    return render(request, "team/asked.html", context)


@of_person
@require_POST
def seen(request, id):
    """Take a word to look at something off one's pages, once one did."""
    row = delete_row(Nudge.objects.kept_of(request.person), id)
    say(request, _("Taken care of."), undo=reverse("team:unseen", args=[row.id]))
    return redirect("team:asked")


@of_person
@require_POST
def unseen(request, id):
    """Undo `seen`."""
    restore_row(Nudge.objects.kept_of(request.person), id)
    say(request, _("It’s back."))
    return redirect("team:asked")


def own_ask(person: Person, id: UUID) -> Assignment:
    """What one of a person's present teams asks of them; 404 where there is no such thing."""
    rows = Assignment.objects.visible_to(person).filter(member__left_at=None)
    return get_object_or_404(rows.select_related("member__organisation"), id=id)


def tick_items(row: Assignment, wanted: Iterable[str], on: date) -> bool:
    """Tick these items of a list and no others; whether it is done with that. Saves it."""
    told = set(wanted)
    row.ticked = [item for item in row.items if item in told]
    whole = len(row.ticked) == len(row.items)
    row.said_done = (row.said_done or on) if whole else None
    row.save()
    return whole


@of_person
@require_POST
def tick(request, id):
    """Tick the items of a list; it is done when all of them are."""
    with one_at_a_time(request.person.id):
        row = own_ask(request.person, id)
        if row.kind != Assignment.Kind.LIST:
            raise Http404
        whole = tick_items(row, request.POST.getlist("item"), request.on)
    say(request, _("The list is done.") if whole else _("Saved."))
    return redirect("team:asked")


@of_person
@require_POST
def said_done(request, id):
    """Say that it is done, where the record cannot tell; or take that back."""
    with one_at_a_time(request.person.id):
        row = own_ask(request.person, id)
        if row.kind == Assignment.Kind.LIST:
            raise Http404
        row.said_done = None if row.said_done else request.on
        row.save()
    text = _("Marked as done.") if row.said_done else _("It is open again.")
    say(request, text, undo=reverse("team:said-done", args=[row.id]))
    return redirect("team:asked")
