"""Whether it is still the same person: before something is made that outlives a session."""

from __future__ import annotations

from functools import wraps

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from rxladder.web.site.views import say


def asks_again(view):
    """What is sent is done only after a password, a passkey or a code of the last minutes.

    Whoever finds an open session could else make themselves a way in that stays. A page that is only read
    asks for nothing, nor does a site on which nobody signs in.
    """

    @wraps(view)
    def guarded(request, *args, **kwargs):
        reads = request.method in ("GET", "HEAD")
        if settings.LOCAL or reads or did_recently_reauthenticate(request):
            return view(request, *args, **kwargs)
        say(request, _("First show that it is you. Then fill it in and send it once more."))
        return redirect(reverse("account_reauthenticate", query={"next": request.path}))

    return guarded
