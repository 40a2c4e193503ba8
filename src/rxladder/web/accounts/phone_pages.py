"""The pages of phones: those let in, a code for another one, and, on the phone, the way in."""

from __future__ import annotations

from functools import wraps

from allauth.core.internal import ratelimit
from django import forms
from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from rxladder.web.accounts import phones
from rxladder.web.accounts.phone_models import Phone
from rxladder.web.accounts.sessions import device
from rxladder.web.site import errors
from rxladder.web.site.forms import HouseForm
from rxladder.web.site.views import of_person, posted, say, status_of

# Ten tries a minute from one address, thirty in ten minutes from all together.
LIMITS = {"pairing": "10/m/ip,30/600s/key"}


class CodeForm(HouseForm):
    """The code that the computer shows."""

    code = forms.CharField(
        label=_("The code your computer shows"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Type the eight characters your computer shows.")},
    )


def at_home(view):
    """Only where one person uses the site alone: elsewhere everyone signs in."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not settings.LOCAL:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@at_home
@of_person
@require_safe
def all_phones(request):
    """Who was let in."""
    return _page(request)


@at_home
@of_person
@require_POST
@never_cache
def new_phone(request):
    """Show a code for another phone. Only the computer itself gives codes out."""
    if not settings.LAN_AT or settings.LAN:
        raise Http404
    code = phones.new_code()
    return _page(request, code=code, leads_to=phones.address_for(code))


def _page(request, **more):
    rows = Phone.objects.visible_to(request.person)
    context = {"phones": rows, "at": settings.LAN_AT, "fingerprint": settings.LAN_FINGERPRINT}
    return render(request, "accounts/phones.html", context | {"on_phone": settings.LAN} | more)


@at_home
@of_person
@require_POST
def end_phone(request, id):
    """Put a phone out; it is let in again only with a new code."""
    get_object_or_404(Phone.objects.visible_to(request.person), id=id).delete()
    say(request, gettext("That phone no longer has access."))
    return redirect("phones:all")


@at_home
@never_cache
def pair(request, code=""):
    """The way in, on the phone: the code is typed, or came with the picture that the camera read."""
    if not settings.LAN:
        return redirect("phones:all")
    form = CodeForm(posted(request), initial={"code": code})
    if form.is_valid():
        if not ratelimit.consume(request, app="rxladder", action="pairing", config=LIMITS, key="all"):
            return errors.too_often(request)
        agent = request.headers.get("User-Agent", "")
        if phones.let_in(request, form.cleaned_data["code"], device(agent)):
            return redirect("plan:home")
        form.add_error("code", _("That code is not right, or its ten minutes are up."))
    return render(request, "accounts/pair.html", {"form": form}, status=status_of(form))
