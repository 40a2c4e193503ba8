"""At home a phone sees nothing before it was let in."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse

from rxladder.web.accounts.phones import is_let_in


def only_phones_let_in(get_response):
    """Lead everyone else to the way in. The site in front of the machine itself asks nobody."""

    def respond(request):
        if not settings.LAN or request.path_info.startswith(reverse("phones:pair")) or is_let_in(request):
            return get_response(request)
        if request.method == "GET" and "text/html" in request.headers.get("Accept", ""):
            return redirect("phones:pair")
        raise PermissionDenied

    return respond
