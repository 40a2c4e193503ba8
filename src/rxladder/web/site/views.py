"""What the chapters' views share: whose record it is, and a kind word on the next page."""

from __future__ import annotations

from functools import wraps
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, QueryDict
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme

from rxladder.web.site.clock import today
from rxladder.web.site.records import ClashError

UNDO = "undo:"
UNDO_HERE = "undo here:"


def of_person(view):
    """Only for someone whose record it is: sets `request.on`, their own day; nobody is refused.

    Where something cannot come back it is told why, on the page of what was deleted.
    """

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.person is None:
            return _sign_in_first(request)
        request.on = today(request.person)
        try:
            return view(request, *args, **kwargs)
        except ClashError as clash:
            say(request, str(clash))
            return redirect(way_back(request, "trash:all"))

    return guarded


def _sign_in_first(request: HttpRequest):
    """A browser that opens a page is led to sign in; whatever else asks is refused."""
    if request.method == "GET" and not settings.LOCAL and "text/html" in request.headers.get("Accept", ""):
        return redirect_to_login(request.get_full_path())
    raise PermissionDenied


def say(
    request: HttpRequest, text: str, undo: str | None = None, then: tuple[str, str] | None = None
) -> None:
    """Tell what was done on the next page.

    `undo` is the address that takes it back; `then` what mostly comes after it: an address, and its words.
    """
    if then:
        text = format_html('{} <a href="{}">{}</a>', text, *then)
    messages.success(request, text, extra_tags=UNDO + undo if undo else "")


def say_saved(request: HttpRequest, text: str, former: UUID | None) -> None:
    """Tell that a row was changed. What it said before, where that was something else, can be put back."""
    undo = reverse("trash:take-back", args=[former]) if former else ""
    messages.success(request, text, extra_tags=UNDO_HERE + undo if undo else "")


def way_back(request: HttpRequest, otherwise: str) -> str:
    """Where a form asks to go next, if that is on this site; else `otherwise`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return resolve_url(otherwise)


def status_of(form) -> int:
    """The HTTP status of a page with this form: 422 where what was sent does not hold."""
    return 422 if form.is_bound and form.errors else 200


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent; None where the page is only read, so that an empty form is still a form."""
    return request.POST if request.method == "POST" else None
