"""How often a secret may be guessed, counted in the database so that it holds for all processes together."""

from __future__ import annotations

from functools import wraps

from allauth.core.internal.httpkit import get_client_ip
from allauth.core.internal.ratelimit import truncate_ip
from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest

from rxladder.web.site import errors

MOST, SECONDS = 30, 600


def guesses_limited(view):
    """Where a link's secret lets somebody in: thirty that are not right from one address, and it has to wait.

    Only what was wrong counts, so that whoever has the right link may open it as often as they like. Where
    one person uses the site alone nobody else reaches it.
    """

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if guessed_too_often(request, "guesses", MOST):
            return errors.too_often(request)
        try:
            return view(request, *args, **kwargs)
        except Http404:
            if count_guess(request, "guesses") > MOST:
                return errors.too_often(request)
            raise

    return guarded


def guessed_too_often(request: HttpRequest, kind: str, most: int) -> bool:
    """Whether so many secrets of a kind came wrong from where a request comes from that it has to wait."""
    return not settings.LOCAL and cache.get(_key(request, kind), 0) >= most


def count_guess(request: HttpRequest, kind: str) -> int:
    """Note that a secret was wrong, and tell how many were; of some at once some may be too many."""
    return 0 if settings.LOCAL else _count(_key(request, kind))


def _key(request: HttpRequest, kind: str) -> str:
    return f"{kind}:{truncate_ip(get_client_ip(request) or '')}"


def _count(key: str) -> int:
    cache.add(key, 0, SECONDS)
    try:
        return cache.incr(key)
    except ValueError:  # its time was over in between
        cache.add(key, 1, SECONDS)
        return 1
