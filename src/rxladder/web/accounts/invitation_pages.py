"""The page of an invitation's link: what it is to, and the ways to accept it."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from rxladder.web.accounts import invitations
from rxladder.web.accounts.limits import guesses_limited
from rxladder.web.site import errors

REMEMBERED = "invitation"


@never_cache
def show(request, id, token):
    """Show what a link is to. It is kept for this visit, so that its secret is in no further address.

    Used, taken back, over, guessed: all the same to who asks.
    """
    try:
        return _shown(request, id, token)
    except Http404:
        return errors.link_is_over(
            request,
            _("This invitation is no longer valid."),
            _(
                "It was already used, was withdrawn or has expired; or part of its address is missing. "
                "Ask whoever invited you for a new one."
            ),
        )


@guesses_limited
def _shown(request, id, token):
    invitation = invitations.opened(id, token, _person(request))
    if invitation is None:
        raise Http404
    request.session[REMEMBERED] = str(invitation.id)
    return _accept_if_posted(request, invitation)


@never_cache
@require_safe
def go_on(request):
    """Back after signing in or making an account: the same page, without the secret."""
    invitation = remembered(request)
    if invitation is None:
        return redirect("plan:home")
    return _page(request, invitation)


def remembered(request):
    """The invitation whose link was opened in this visit, if it is still good."""
    return invitations.still_open(request.session.get(REMEMBERED), _person(request))


def _accept_if_posted(request, invitation):
    if request.method != "POST" or not request.user.is_authenticated:
        return _page(request, invitation)
    next_ = invitations.accept(invitation, request.user)
    if next_ is None:
        raise Http404
    del request.session[REMEMBERED]
    return redirect(next_)


def _page(request, invitation):
    back = "?" + urlencode({"next": reverse("invitations:go-on")})
    context = {
        "invitation": invitation,
        "says": invitations.purpose_of(invitation).says(invitation),
        "accept": invitations.path_of(invitation),
        "sign_up": reverse("account_signup") + back,
        "sign_in": reverse("account_login") + back,
    }
    return render(request, "accounts/invitation.html", context)


def _person(request):
    return request.user if request.user.is_authenticated else None
