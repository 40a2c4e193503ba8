"""What a person does with a path: take it, keep it though something changed, let go of it, and undo that."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rxladder.career.path_entry import read_path
from rxladder.planning.path_accepted import accepted, kept_in_spite
from rxladder.planning.path_changes import taken
from rxladder.planning.path_goal import Goal, goal_of
from rxladder.web.plan import accepted as rows
from rxladder.web.plan.models import AcceptedPath
from rxladder.web.plan.path_form import name_of
from rxladder.web.plan.path_pages import digest, found_by, path_form, path_page
from rxladder.web.plan.standing import standing_to
from rxladder.web.site.answer import career_of
from rxladder.web.site.request import PersonRequest
from rxladder.web.site.rules import packs
from rxladder.web.site.views import of_person, say


def _back(wanted: Goal) -> HttpResponse:
    return redirect(f"{reverse('path:show')}?{urlencode({'goal': name_of(wanted)})}")


@of_person
@require_POST
def take(request: PersonRequest) -> HttpResponse:
    """Make a path that was found the person's own: the very one that they saw."""
    form = path_form(request, request.POST)
    if not form.is_valid():
        return render(request, "plan/path.html", path_page(request, form, asked=True), status=422)
    found = found_by(request, form)
    path = next((one for one in found.paths if one.name == request.POST.get("name")), None)
    if path is None or digest(path) != request.POST.get("seen"):
        say(request, _("The path was planned again after you looked at it. Look once more, then take it."))
        return _back(form.wanted)
    career, on = career_of(request), request.on
    own = accepted(path, career, packs(), on, form.what_if)
    row = rows.take(request.person, form.wanted, taken(own, form.wanted, career, packs(), on))
    said = _("This is your path now. Its next steps are on your home page.")
    say(request, said, undo=reverse("path:undo", args=[row.id]))
    return _back(form.wanted)


@of_person
@require_POST
def keep(request: PersonRequest, id) -> HttpResponse:
    """Keep a path as it was accepted, though what it rests on changed."""
    row = get_object_or_404(AcceptedPath.objects.visible_to(request.person), id=id)
    wanted = goal_of(rows.part_of_goal(row.goal))
    one = standing_to(request, wanted)
    seen = set(request.POST.getlist("change"))
    own = kept_in_spite(read_path(row.plan), [c.id for c in (one.changed if one else ()) if c.id in seen])
    new = rows.take(request.person, wanted, own)
    say(request, _("Your path stays as it is."), undo=reverse("path:undo", args=[new.id]))
    return _back(wanted)


@of_person
@require_POST
def let_go(request: PersonRequest, id) -> HttpResponse:
    """Give a path up; the goal stays."""
    row = get_object_or_404(AcceptedPath.objects.kept_of(request.person), id=id)
    if row.deleted_at is None:
        rows.let_go(row)
    say(request, _("You dropped this path. The goal stays."), undo=reverse("path:restore", args=[row.id]))
    return _back(goal_of(rows.part_of_goal(row.goal)))


@of_person
@require_POST
def undo(request: PersonRequest, id) -> HttpResponse:
    """Take back that a path was taken, or kept."""
    row = get_object_or_404(AcceptedPath.objects.visible_to(request.person), id=id)
    rows.undo_taking(row)
    say(request, _("It is back to the way it was."))
    return _back(goal_of(rows.part_of_goal(row.goal)))


@of_person
@require_POST
def restore(request: PersonRequest, id) -> HttpResponse:
    """Undo letting go of a path."""
    row = get_object_or_404(AcceptedPath.objects.kept_of(request.person), id=id)
    if row.deleted_at is not None:
        rows.restore(row)
    say(request, _("Your path is back."))
    return _back(goal_of(rows.part_of_goal(row.goal)))
