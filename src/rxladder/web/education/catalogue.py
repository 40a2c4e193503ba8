"""The catalogue: activities to look through, to add to, and to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rxladder.facts.ce_offers import bundles, directories
from rxladder.facts.phrases import all_of, inside
from rxladder.planning.search import search
from rxladder.web.education.catalogue_forms import ActivitySearch, OwnActivityForm
from rxladder.web.education.counts import Count, counts_of
from rxladder.web.education.models import ActivityChoice, OwnActivity
from rxladder.web.education.own_catalogue import activity_in, catalogue_of, choices_of, own_row
from rxladder.web.site.deleting import deleting
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.rules import packs
from rxladder.web.site.views import of_person, posted, say, say_saved, status_of, way_back


@of_person
def find(request):
    """Look through the catalogue."""
    form = ActivitySearch(request.GET)
    form.is_valid()
    wanted = form.wanted()
    found = search(catalogue_of(request), wanted, packs().vocabulary.courses, request.on)
    counts, choices = counts_of(request, found), choices_of(request)
    rows = [
        {
            "one": one,
            "toward": _toward(counts[one.id]),
            "choice": choices.get(one.id),
            "over": one.days(request.on) is None,
        }
        for one in found
        if counts[one.id] or not form.cleaned_data.get("mine")
    ]
    rows.sort(key=_most_useful_first)
    whole = [one for one in bundles().values() if wanted.over or not one.is_over(request.on)]
    context = {"form": form, "rows": rows, "bundles": whole, "directories": directories()}
    return render(request, "education/catalogue.html", context, status=status_of(form))


def _toward(counts: Iterable[Count]) -> list[tuple[str, str]]:
    """What an activity counts for: each credential, with its clauses in a line."""
    clauses: dict[str, list[str]] = {}
    for count in counts:
        clauses.setdefault(count.serves.credential, []).append(inside(count.serves.says))
    return [(credential, all_of(said)) for credential, said in clauses.items()]


def _most_useful_first(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What can be taken and counts, by its price; what has no known price after what has one."""
    usd = row["one"].cost_usd
    return (row["over"], not row["toward"], usd is None, usd or 0)


@of_person
def show(request, activity_id):
    """One activity: what is known of it, what it counts for, and what to do with it."""
    one = activity_in(request, activity_id)
    context = {
        "one": one,
        "title": one.title,
        "counts": counts_of(request, [one])[one.id],
        "choice": choices_of(request).get(one.id),
        "over": one.days(request.on) is None,
        "bundle": bundles().get(one.part_of or ""),
        "own": own_row(request, one),
    }
    return render(request, "education/activity.html", context)


@of_person
def add(request):
    """Bring an activity into one's own catalogue."""
    form = OwnActivityForm(posted(request), person=request.person)
    if form.is_valid():
        row = form.save()
        say(
            request,
            _("%(title)s is in your catalog.") % {"title": row},
            undo=reverse("catalogue:delete", args=[row.id]),
        )
        return redirect("catalogue:show", str(row.id))
    return render(request, "education/activity_form.html", {"form": form}, status=status_of(form))


@of_person
def edit(request, id):
    """Change an activity of one's own."""
    row = get_object_or_404(OwnActivity.objects.visible_to(request.person), id=id)
    form = OwnActivityForm(posted(request), instance=row, person=request.person)
    if form.is_valid():
        form.save()
        say_saved(request, _("%(name)s is saved.") % {"name": row.title}, form.former)
        return redirect("catalogue:show", str(id))
    # A form that does not hold leaves its values in the row; the page around it must not show them.
    row.refresh_from_db()
    context = {"form": form, "row": row, "title": row.title}
    return render(request, "education/activity_form.html", context, status=status_of(form))


delete, restore = deleting(OwnActivity, "catalogue:restore", "catalogue:find")


@of_person
@require_POST
def choose(request, activity_id):
    """Keep an activity in the plan, leave it out for good, or take either back."""
    one = activity_in(request, activity_id)
    wanted = request.POST.get("choice", "")
    if wanted not in (*ActivityChoice.Choice.values, ""):
        raise Http404
    with one_at_a_time(request.person.id):
        row = choices_of(request).get(one.id)
        if wanted:
            row = row or ActivityChoice(person=request.person, activity=one.id)
            row.choice = wanted
            row.save()
        elif row:
            row.delete_softly()
    return redirect(way_back(request, reverse("catalogue:show", args=[one.id])))
