"""How often a secret may be guessed, counted in the database so that it holds for all processes together."""

from __future__ import annotations

from functools import wraps

from allauth.core.internal.httpkit import get_client_ip
from allauth.core.internal.ratelimit import truncate_ip
from django.conf import settings
from django.core.cache import cache
from django.http import Http404

from rxladder.web.site import errors

MOST, SECONDS = 30, 600


def guesses_limited(view):
    """Where a link's secret lets somebody in: thirty that are not right from one address, and it has to wait.

    Only what was wrong counts, so that whoever has the right link may open it as often as they like. Where
    one person uses the site alone nobody else reaches it.
    """

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if settings.LOCAL:
            return view(request, *args, **kwargs)
        key = f"guesses:{truncate_ip(get_client_ip(request) or '')}"
        if cache.get(key, 0) >= MOST:
            return errors.too_often(request)
        try:
            return view(request, *args, **kwargs)
        except Http404:
            _count(key)
            raise

    return guarded


def _count(key: str) -> None:
    cache.add(key, 0, SECONDS)
    try:
        cache.incr(key)
    except ValueError:  # its time was over in between
        cache.add(key, 1, SECONDS)
