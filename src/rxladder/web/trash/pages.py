"""The page of what was deleted: it comes back from here, or goes for good."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rxladder.web.site import clock
from rxladder.web.site.letting_go import UNDO_DAYS
from rxladder.web.site.views import of_person, say, way_back
from rxladder.web.trash import acting
from rxladder.web.trash.former import former_of, put_back
from rxladder.web.trash.kinds import kinds_by_name
from rxladder.web.trash.listing import act_at, acts_of, entries_of

A_PAGE = 25
ALL = "trash:all"


@of_person
@require_safe
def all_deleted(request):
    """Everything that can come back, the newest first; of one kind where that is asked."""
    every = acts_of(request.person, clock.now())
    kinds = sorted(
        (kinds_by_name()[name] for name in {name for act in every for name in act.counts}),
        key=lambda kind: str(kind.one).casefold(),
    )
    wanted = request.GET.get("kind", "")
    acts = [act for act in every if not wanted or wanted in act.counts]
    page = Paginator(acts, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "entries": entries_of(request.person, list(page)),
        "kinds": kinds,
        "wanted": wanted,
        "anything": bool(every),
        "days": UNDO_DAYS,
        "query": urlencode({"kind": wanted}) + "&" if wanted else "",
    }
    return render(request, "trash/all.html", context)


@of_person
@require_POST
def back(request, at: datetime):
    """Bring back what was deleted at a moment, or one thing of it."""
    now = clock.now()
    act = act_at(request.person, at, now)
    if act is None:
        return _nothing(request)
    [entry] = entries_of(request.person, [act])
    only = request.POST.get("only", "")
    acting.bring_back(request.person, act, now, only)
    name = next((thing.words for thing in entry.things if thing.mark == only), entry.name)
    say(request, _("%(name)s is back.") % {"name": name})
    return redirect(ALL)


@of_person
@require_http_methods(["GET", "HEAD", "POST"])
def for_good(request, at: datetime):
    """Ask once more, then let go of what was deleted at a moment."""
    act = act_at(request.person, at, clock.now())
    if act is None:
        return _nothing(request)
    [entry] = entries_of(request.person, [act])
    if request.method == "POST":
        acting.let_go_of(request.person, [act])
        say(request, _("%(name)s is gone for good.") % {"name": entry.name})
        return redirect(ALL)
    context = {"entry": entry, "act": reverse("trash:for-good", args=[at])}
    return render(request, "trash/for_good.html", context)


@of_person
@require_http_methods(["GET", "HEAD", "POST"])
def empty(request):
    """Ask once more, then let go of everything that was deleted."""
    count = len(acts_of(request.person, clock.now()))
    if not count:
        return _nothing(request)
    if request.method == "POST":
        count = acting.empty(request.person, clock.now())
        text = ngettext("%(n)d thing is gone for good.", "%(n)d things are gone for good.", count)
        say(request, text % {"n": count})
        return redirect(ALL)
    context = {"count": count, "act": reverse("trash:empty")}
    return render(request, "trash/for_good.html", context)


@of_person
@require_POST
def take_back(request, id: UUID):
    """Let a record say again what it said before a form changed it."""
    kept = former_of(request.person, id)
    if kept is None:
        raise Http404
    put_back(kept)
    say(request, _("It is back to the way it was."))
    return redirect(way_back(request, ALL))


def _nothing(request):
    say(request, _("Nothing of it is left here."))
    return redirect(ALL)
