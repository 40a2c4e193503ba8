"""How often something may be tried, counted in the database so that it holds for all processes together."""

from __future__ import annotations

from functools import wraps

from allauth.core.internal import ratelimit

from rxladder.web.site import errors


def limited(action: str, rate: str):
    """Let one address call a view so often, such as "30/m"; reading counts like sending."""

    def limit(view):
        @wraps(view)
        def tried(request, *args, **kwargs):
            config = {action: f"{rate}/ip"}
            used = ratelimit.consume(request, app="rxladder", action=action, config=config, limit_get=True)
            return view(request, *args, **kwargs) if used else errors.too_often(request)

        return tried

    return limit
