"""Pages for when something is wrong: what happened, what was kept, and what to do."""

from __future__ import annotations

import sys

from django.http import HttpRequest
from django.shortcuts import render
from django.utils.translation import gettext as _

from rxladder.web.site import disk
from rxladder.web.site.pages_above import page_above


def page(request: HttpRequest, status: int, title: str, text: str, back: str = "/", go_back: str = ""):
    """A page that tells what went wrong, and what now; `back` is a page to go to, beside the next steps."""
    told = {"title": title, "text": text, "back": back, "go_back": go_back}
    return render(request, "site/error.html", told, status=status)


def bad_request(request, exception=None):
    """400."""
    return page(
        request,
        400,
        _("We could not read that request."),
        _("Nothing was changed. Go back and try again."),
    )


def form_too_old(request, reason=""):
    """403, for a form without its safety token: an old page, or cookies that are turned off."""
    return page(
        request,
        403,
        _("That form was too old, so nothing was saved."),
        _(
            "Go back, reload the page and send the form again. If it happens again, let your browser "
            "keep cookies for this site."
        ),
    )


def forbidden(request, exception=None):
    """403, for someone who is not signed in."""
    return page(
        request,
        403,
        _("You need to be signed in to use this page."),
        _("Nothing was changed. Sign in and try again."),
    )


def not_found(request, exception=None):
    """404: of what was deleted, the page above it is there still."""
    return no_such_page(request, page_above(request.path_info, of_a_record=False))


def no_such_page(request, back="/"):
    """404."""
    return page(
        request,
        404,
        _("There is no such page."),
        _("It may have been deleted, or the address is not quite right. Your record is safe."),
        back,
        _("Go up one page"),
    )


def link_is_over(request: HttpRequest, title: str, text: str):
    """404, for a secret link that is good no longer: whoever opens it may have no record here."""
    outside = getattr(request, "person", None) is None
    return render(
        request,
        "site/error.html",
        {"title": title, "text": text, "back": "/", "outside": outside},
        status=404,
    )


def not_by_address(request, back: str):
    """405, for an address that a button sends something to."""
    return page(
        request,
        405,
        _("This is not a page you can open: a button sends something here."),
        _("Nothing was changed. Go back to the page with the button, and press it there."),
        back,
        _("Go back to that page"),
    )


def too_often(request):
    """429."""
    return page(
        request,
        429,
        _("That was tried too many times."),
        _("Nothing was changed. Wait a few minutes, then try again."),
    )


def server_error(request):
    """500; or what a disk that takes no more asks for."""
    error = sys.exception()
    if trouble := disk.trouble_of(error):
        return disk.page(request, trouble, error)
    return page(
        request,
        500,
        _("Something went wrong on our side."),
        _(
            "Your record is safe. What you last sent may not have been saved: "
            "go back, check it, and try again."
        ),
    )
