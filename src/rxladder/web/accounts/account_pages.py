"""The overview of one's account: how one signs in, where one is signed in, and the way out."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_required
@require_safe
def overview(request):
    """What there is to set up, each with how it stands."""
    steps = Authenticator.objects.filter(user=request.user)
    kinds = list(steps.values_list("type", flat=True))
    context = {
        "email": request.user.email,
        "going": request.user.delete_at,
        "passkeys": kinds.count("webauthn"),
        "app": "totp" in kinds,
        "sessions": UserSession.objects.filter(user=request.user).count(),
    }
    return render(request, "accounts/account.html", context)
