"""Whether it is still the same person: before something is made that outlives a session."""

from __future__ import annotations

import re
from functools import wraps

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from rxladder.web.site.views import say

# Where such a page has its form.
FORM = "#make"
_TYPED = "typed-before-again"
# A session is read at every page.
_MOST_SIGNS = 5_000
_NOT_KEPT = re.compile(r"csrfmiddlewaretoken|pass|secret", re.IGNORECASE)


def asks_again(view):
    """What is sent is done only after a password, a passkey or a code of the last minutes.

    Whoever finds an open session could else make themselves a way in that stays. A page that is only read
    asks for nothing, nor does a site on which nobody signs in. What was sent is not done afterwards by
    itself: it stands in the form again (`typed_before`), to be looked at and sent.
    """

    @wraps(view)
    def guarded(request, *args, **kwargs):
        reads = request.method in ("GET", "HEAD")
        if settings.LOCAL or reads or did_recently_reauthenticate(request):
            return view(request, *args, **kwargs)
        if _keep(request):
            say(request, _("First confirm that it is you. What you filled in is kept in the meantime."))
        else:
            say(request, _("First confirm that it is you. Then fill it in and send it again."))
        return redirect(reverse("account_reauthenticate", query={"next": request.path + FORM}))

    return guarded


def typed_before(request) -> dict[str, str | list[str]] | None:
    """What was sent to this page before it asked who it is, once, as a form's `initial`; None without it."""
    kept = request.session.get(_TYPED)
    if not kept or kept["path"] != request.path or not did_recently_reauthenticate(request):
        return None
    del request.session[_TYPED]
    return {name: values[0] if len(values) == 1 else values for name, values in kept["sent"].items()}


def _keep(request) -> bool:
    """Put what was typed into the session, on the server; nothing of it goes out onto another page."""
    sent = {name: values for name, values in request.POST.lists() if not _NOT_KEPT.search(name)}
    if sum(len(value) for values in sent.values() for value in values) > _MOST_SIGNS:
        return False
    request.session[_TYPED] = {"path": request.path, "sent": sent}
    return True
