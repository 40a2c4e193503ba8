"""The job that asks the FDA what it tells of drugs: when it is due, one look at a time, only what is new.

A look asks an interface first on which day it was brought up to date. Where that is the day of the last look,
nothing more is fetched. What comes is kept whole or not at all.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from rxladder.news.fetching import Fetcher, NotFetched, fetcher_here
from rxladder.news.openfda import approvals, recalls, shortages
from rxladder.news.openfda_ask import (
    PAGE_LIMITS,
    ask_approvals,
    ask_recalls,
    ask_shortages,
    last_updated,
)
from rxladder.news.pacing import Pace, after_failure, asked_wait
from rxladder.web.accounts.models import Person
from rxladder.web.site import clock
from rxladder.web.trends.fda_keeping import Written, keep_approvals, keep_recalls, keep_shortages
from rxladder.web.trends.fda_models import FdaLook
from rxladder.web.trends.models import NewsWishes

INTERFACES: Mapping[str, str] = {
    "recall": "openfda-drug-enforcement",
    "shortage": "openfda-drug-shortages",
    "approval": "openfda-drugsfda",
}
BASE, KEY = "RXLADDER_OPENFDA", "OPENFDA_API_KEY"
"""The environment's names for a host that stands in for the FDA's, and for a key of one's own."""
PACE = Pace(usual=timedelta(hours=6), rarest=timedelta(days=2))
HOLD = timedelta(minutes=20)
FIRST_DAYS, AGAIN_DAYS = 92, 21
"""How far back the first look goes, and each later one behind the last: reports are corrected for weeks."""
TOO_SOON = timedelta(minutes=10)
JOB = "rxladder.web.trends.fda_job.look"
_log = logging.getLogger(__name__)


def look() -> str:
    """What the queue runs. A site that pretends another day asks nobody, nor does one where nobody agreed."""
    if settings.TODAY is not None:
        return "pretended day"
    willing = NewsWishes.objects.filter(deleted_at=None, fetch=True, person__is_active=True)
    if not willing.exclude(person__kind=Person.Kind.DEMO).exists():
        return "nobody wants it"
    return str(look_at_all(clock.now()))


def ask_soon(now: datetime) -> bool:
    """Let every interface be due that was not asked just now; False where all were."""
    for kind in INTERFACES:
        FdaLook.objects.get_or_create(kind=kind)
    rested = FdaLook.objects.filter(Q(asked=None) | Q(asked__lt=now - TOO_SOON))
    return bool(rested.update(due=None))


def look_at_all(now: datetime, fetcher: Fetcher | None = None) -> dict[str, Written | None]:
    """Ask every interface that is due; None where its look brought nothing. One that fails stops no other."""
    found: dict[str, Written | None] = {}
    for kind in INTERFACES:
        row, _made = FdaLook.objects.get_or_create(kind=kind)
        if (row.due is None or row.due <= now) and _held(row, now):
            found[kind] = _look(row, now, fetcher or fetcher_here(limits=PAGE_LIMITS))
    return found


def _held(row: FdaLook, now: datetime) -> bool:
    """Hold an interface, so that nobody else asks it meanwhile; False where somebody does."""
    free = Q(held_until=None) | Q(held_until__lte=now)
    return bool(FdaLook.objects.filter(free, pk=row.pk).update(held_until=now + HOLD, asked=now))


def _look(row: FdaLook, now: datetime, fetcher: Fetcher) -> Written | None:
    base, key = os.environ.get(BASE, ""), os.environ.get(KEY, "")
    url = INTERFACES[row.kind]
    try:
        said = last_updated(fetcher, url, base, key)
        news = not said or said != row.said
        written = _ask(row, now.date(), fetcher, base, key) if news else None
    except NotFetched as error:
        fails = row.fails + 1
        wait = asked_wait(error.headers, now)
        _keep(row, problem=str(error), fails=fails, due=after_failure(PACE, now, fails, wait, url))
        return None
    except Exception:
        # What no database would take must not be asked for again at once, nor stop the other interfaces.
        _log.exception("A look at the FDA failed")
        due = after_failure(PACE, now, row.fails + 1, None, url)
        _keep(row, problem=_("What the FDA sent could not be saved."), fails=row.fails + 1, due=due)
        return None
    begun = row.since or now.date() - timedelta(days=FIRST_DAYS)
    _keep(row, problem="", fails=0, said=said, good=now, since=begun, upto=now.date(), due=now + PACE.usual)
    return written


def _keep(row: FdaLook, **values: object) -> None:
    FdaLook.objects.filter(pk=row.pk).update(held_until=None, **values)


def _ask(row: FdaLook, on: date, fetcher: Fetcher, base: str, key: str) -> Written:
    """Fetch what is new of one kind, all of it, and keep it."""
    if row.kind == "shortage":
        listed = list(shortages(ask_shortages(fetcher, base, key)))
        if not listed:
            # It would end every shortage there is.
            raise NotFetched(_("The FDA sent an empty list of shortages."))
        return keep_shortages(listed, on)
    since = row.upto - timedelta(days=AGAIN_DAYS) if row.upto else on - timedelta(days=FIRST_DAYS)
    if row.kind == "recall":
        return keep_recalls(list(recalls(ask_recalls(fetcher, since, on, base, key))), on)
    raw: Iterable[Mapping[str, object]] = ask_approvals(fetcher, since, on, base, key)
    return keep_approvals(list(approvals(raw, since, on)), on)
