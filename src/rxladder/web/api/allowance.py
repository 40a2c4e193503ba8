"""How much a token may ask: so many calls a minute, counted in the database, so that all processes agree.

Each call moves the token's `arrival` on by its share of a minute; a call is let in while that lies no more
than a minute ahead. So a minute's calls may come at once, and after that they come evenly. It is one
statement a call, and no process keeps anything.
"""

from __future__ import annotations

from datetime import datetime
from math import ceil, floor

from django.conf import settings
from django.db.models import FloatField, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from rxladder.web.api.models import Token
from rxladder.web.api.problems import Problem

WINDOW = 60.0


def admit(token: Token, now: datetime, cost: int) -> dict[str, str]:
    """Count a call that is worth `cost` usual ones; the headers that tell what is left.

    Raises Problem (429), with the seconds to wait, where the token has used up its share.
    """
    a_minute = settings.API_CALLS_A_MINUTE
    share, moment = WINDOW / a_minute * cost, now.timestamp()
    free = Token.objects.visible_to(token.person).filter(id=token.id, arrival__lte=moment + WINDOW - share)
    start = Greatest("arrival", Value(moment), output_field=FloatField())
    let_in = free.update(arrival=start + Value(share), last_used_at=now)
    used = max(token.arrival, moment) + (share if let_in else 0.0) - moment
    left = {
        "RateLimit-Limit": str(a_minute),
        "RateLimit-Remaining": str(max(0, floor((WINDOW - used) * a_minute / WINDOW))),
        "RateLimit-Reset": str(max(0, ceil(used))),
    }
    if not let_in:
        wait = max(1, ceil(used + share - WINDOW))
        detail = _("This token may call %(times)d times a minute. Wait %(n)d seconds.") % {
            "times": a_minute,
            "n": wait,
        }
        raise Problem(429, detail, headers=left | {"Retry-After": str(wait)})
    return left
