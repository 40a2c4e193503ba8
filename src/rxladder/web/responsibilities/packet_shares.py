"""A packet behind a secret link: made, revoked, brought back, and read by whoever has it until its day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, Max, Sum
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rxladder.facts.roles import roles
from rxladder.papers.promotion_sections import section_title
from rxladder.web.accounts.limits import guesses_limited
from rxladder.web.plan.dates import asked_for
from rxladder.web.responsibilities.models import PacketShare, ShareDay
from rxladder.web.responsibilities.packet_made import packet_of
from rxladder.web.site import clock, errors
from rxladder.web.site.deleting import delete_row, restore_row
from rxladder.web.site.request import PersonRequest
from rxladder.web.site.secret_addresses import secret_part
from rxladder.web.site.views import of_person, say


class Link(NamedTuple):
    """A link as its owner sees it."""

    row: PacketShare
    address: str
    shows: list[str]
    over: bool


def make_link(request: PersonRequest, role: str, sections: Sequence[str], until: date) -> PacketShare:
    """A new link."""
    row = PacketShare(person=request.person, role=role, sections=list(sections), until=until)
    row.save()
    return row


def links_of(request: PersonRequest, role: str) -> list[Link]:
    """The links to a role's packet, the newest first, with how often each was opened."""
    rows = PacketShare.objects.visible_to(request.person).filter(role=role).order_by("-created_at")
    return [
        Link(
            row,
            request.build_absolute_uri(path_of(row)),
            [section_title(id_) for id_ in row.sections],
            row.until < request.on,
        )
        for row in rows.annotate(times=Sum("days__times"), last=Max("days__day"))
    ]


def path_of(row: PacketShare) -> str:
    """The secret address of a link, on this site."""
    return reverse("packet:shared", args=[row.id, _token(row)])


def _token(row: PacketShare) -> str:
    return secret_part("rxladder.web.responsibilities.packet", row.seed)


@of_person
@require_POST
def revoke(request, id):
    """End a link at once."""
    row = delete_row(PacketShare.objects.kept_of(request.person), id)
    say(request, _("The link no longer works."), undo=reverse("packet:restore", args=[id]))
    return redirect("packet:show", row.role)


@of_person
@require_POST
def restore(request, id):
    """Undo the end of a link."""
    row = restore_row(PacketShare.objects.kept_of(request.person), id)
    say(request, _("The link works again."))
    return redirect("packet:show", row.role)


@require_safe
def shared(request, id, token):
    """The packet for whoever has its link. Past its day, revoked or guessed: all the same to who asks."""
    try:
        return _shared(request, id, token)
    except Http404:
        return errors.link_is_over(
            request,
            _("This link is no longer valid."),
            _(
                "Its last day has passed, it was turned off, or part of its address is missing. Ask "
                "whoever gave it to you for a new one."
            ),
        )


@guesses_limited
def _shared(request, id, token):
    rows = PacketShare.objects.filter(id=id, deleted_at=None, person__is_active=True)
    row = rows.select_related("person").first()
    if row is None or not constant_time_compare(token, _token(row)):
        raise Http404
    today = clock.today(row.person)
    if row.until < today or row.role not in roles():
        raise Http404
    if request.method == "GET" and request.person != row.person:
        _count(row, today)
    laid = packet_of(asked_for(row.person, today), row.role, row.sections)
    response = render(request, "responsibilities/packet_shared.html", {"laid": laid, "until": row.until})
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _count(row: PacketShare, day: date) -> None:
    """One more look on a day; whose it was is not looked at."""
    with transaction.atomic():
        days = ShareDay.objects.visible_to(row.person)
        counted, _new = days.get_or_create(share=row, day=day, defaults={"person": row.person})
        days.filter(id=counted.id).update(times=F("times") + 1)
