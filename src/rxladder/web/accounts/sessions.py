"""Where a person is signed in: by device and last seen, each to be ended."""

from __future__ import annotations

import re
from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.auth.decorators import login_required
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rxladder.web.site import clock
from rxladder.web.site.views import say

# How exact "last seen" is: a page must not write a row each time.
EXACT = timedelta(minutes=5)
_SEEN = "seen"
_SYSTEMS = ("iPhone", "iPad", "Android", "Windows", "Macintosh", "CrOS", "Linux")
_BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}


def seen(get_response):
    """Note when a session was last used; where it ended, the browser forgets the pages that it kept.

    Else whoever sits down at the computer of the break room next goes back to them.
    """

    def respond(request):
        if request.session.session_key and request.user.is_authenticated:
            _note(request)
        response = get_response(request)
        if getattr(request, "has_signed_out", False):
            response.headers["Clear-Site-Data"] = '"cache"'
        return response

    return respond


@receiver(user_logged_out)
def _signed_out(request, **_more) -> None:
    request.has_signed_out = True


def _note(request) -> None:
    now = clock.now()
    if now.timestamp() - request.session.get(_SEEN, 0) > EXACT.total_seconds():
        request.session[_SEEN] = now.timestamp()
        UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=now)


@login_required
@require_safe
def sessions(request):
    """Every session of this person, the one in use first."""
    rows = UserSession.objects.purge_and_list(request.user)
    here = request.session.session_key
    rows.sort(key=lambda row: (row.session_key != here, -row.last_seen_at.timestamp()))
    listed = [{"row": row, "device": device(row.user_agent), "here": row.session_key == here} for row in rows]
    return render(request, "accounts/sessions.html", {"sessions": listed})


@login_required
@require_POST
def end_session(request, number):
    """End one; whoever uses it has to sign in again."""
    get_object_or_404(UserSession, user=request.user, id=number).end()
    say(request, _("That session has ended."))
    return redirect("account:sessions")


@login_required
@require_POST
def end_other_sessions(request):
    """End all but this one."""
    for row in UserSession.objects.filter(user=request.user).exclude(session_key=request.session.session_key):
        row.end()
    say(request, _("All other sessions have ended."))
    return redirect("account:sessions")


def device(agent: str) -> str:
    """What a browser calls itself, in words that a person knows."""
    system = next((name for name in _SYSTEMS if name in agent), "")
    system = {"Macintosh": "Mac", "CrOS": "Chromebook"}.get(system, system)
    browser = next((name for mark, name in _BROWSERS.items() if re.search(rf"\b{mark}\w*/", agent)), "")
    return " · ".join(filter(None, (browser, system))) or _("Unknown device")
