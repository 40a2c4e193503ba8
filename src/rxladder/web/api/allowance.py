"""How much a token may ask: so many calls a minute, counted in the database, so that all processes agree.

Each call moves the token's `arrival` on by its share of a minute; a call is let in while that lies no more
than a minute ahead. So a minute's calls may come at once, and after that they come evenly. It is one
statement a call, and no process keeps anything.

But on a disk that takes nothing: what is only read is answered all the same, since nothing is easier to get
off a broken disk than what can be read, and each process counts by itself meanwhile. So the share never ends;
at worst each process grants one. That a token was used is not noted then; what changes something is refused.
"""

from __future__ import annotations

from datetime import datetime
from math import ceil, floor
from threading import Lock
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError
from django.db.models import FloatField, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from rxladder.web.api.models import Token
from rxladder.web.api.problems import Problem
from rxladder.web.site.disk import trouble_of

WINDOW = 60.0
_lock = Lock()
_arrivals: dict[UUID, float] = {}


def admit(token: Token, now: datetime, cost: int, *, reads: bool = False) -> dict[str, str]:
    """Count a call that is worth `cost` usual ones; the headers that tell what is left.

    `reads`: it changes nothing. Raises Problem (429), with the seconds to wait, where the token has used up
    its share.
    """
    a_minute = settings.API_CALLS_A_MINUTE
    share, moment = WINDOW / a_minute * cost, now.timestamp()
    try:
        start, let_in = _counted(token, now, share)
    except DatabaseError as error:
        if not reads or trouble_of(error) is None:
            raise
        start, let_in = _counted_here(token, moment, share)
    used = start + (share if let_in else 0.0) - moment
    left = {
        "RateLimit-Limit": str(a_minute),
        "RateLimit-Remaining": str(max(0, floor((WINDOW - used) * a_minute / WINDOW))),
        "RateLimit-Reset": str(max(0, ceil(used))),
    }
    if not let_in:
        wait = max(1, ceil(used + share - WINDOW))
        detail = _("This token can make %(times)d calls a minute. Wait %(n)d seconds.") % {
            "times": a_minute,
            "n": wait,
        }
        raise Problem(429, detail, headers=left | {"Retry-After": str(wait)})
    return left


def _counted(token: Token, now: datetime, share: float) -> tuple[float, bool]:
    """From when on a call uses up its share, and whether it is let in."""
    moment = now.timestamp()
    free = Token.objects.visible_to(token.person).filter(id=token.id, arrival__lte=moment + WINDOW - share)
    start = Greatest("arrival", Value(moment), output_field=FloatField())
    let_in = free.update(arrival=start + Value(share), last_used_at=now)
    return max(token.arrival, moment), bool(let_in)


def _counted_here(token: Token, moment: float, share: float) -> tuple[float, bool]:
    """The same in this process alone."""
    with _lock:
        for old in [id for id, arrival in _arrivals.items() if arrival < moment]:
            del _arrivals[old]
        start = max(_arrivals.get(token.id, 0.0), token.arrival, moment)
        let_in = start + share <= moment + WINDOW
        if let_in:
            _arrivals[token.id] = start + share
    return start, let_in
