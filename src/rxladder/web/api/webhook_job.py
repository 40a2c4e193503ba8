"""The job that tells: it writes down what has happened, and sends what waits.

For each address the record is looked at as it stands; what differs from the last look becomes deliveries, in
the same transaction that keeps the new look. A delivery is held while it is sent, so that two jobs do not
both send it; one that was killed loses its hold and is sent again with the same id, which is how a receiver
knows it. An address that fails is left alone for a while, longer each time.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from time import monotonic
from typing import Any

from django.conf import settings
from django.db.models import Q

from rxladder.news.fetching import Fetcher, NotFetched, fetcher_here
from rxladder.rules.agenda import EventKind
from rxladder.rules.reminders import Due, due
from rxladder.web.accounts.models import Person
from rxladder.web.api import webhooks
from rxladder.web.api.models import Delivery, Webhook
from rxladder.web.plan.dates import asked_for, events_of
from rxladder.web.site import clock
from rxladder.web.site.answer import all_audited
from rxladder.web.site.languages import in_language_of
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.request import PersonRequest
from rxladder.web.site.rules import packs

HOLD = timedelta(minutes=2)
WAITS = (
    *(timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30)),
    *(timedelta(hours=2), timedelta(hours=5), timedelta(hours=10), timedelta(hours=24)),
)
GIVE_UP = timedelta(days=3)
LONGEST_LOOK = 120.0
"""Seconds that one look sends; the rest waits for the next."""
_DUE: tuple[EventKind, ...] = ("apply-by", "ends", "late", "window")
_GONE = 410
_log = logging.getLogger(__name__)


def look() -> str:
    """What the queue runs, each minute. A site that pretends another day tells nobody."""
    if settings.TODAY is not None:
        return "pretended day"
    return f"{tell_all(clock.now(), fetcher_here(secure=True, limits=webhooks.FETCHER_LIMITS))} sent"


def tell_all(now: datetime, fetcher: Fetcher) -> int:
    """Write down and send what there is; how much was sent. One address's trouble stops no other."""
    for row in _living():
        try:
            with in_language_of(row.person):
                notice(row, now)
        except Exception:
            _log.exception("Looking at one record for its webhook failed")
    return _send_waiting(now, fetcher)


def _living() -> Iterator[Webhook]:
    rows = Webhook.objects.filter(ended_at=None, person__is_active=True)
    return rows.exclude(person__kind=Person.Kind.DEMO).select_related("person").iterator()


# --- What has happened


def notice(row: Webhook, now: datetime) -> None:
    """Write down what an address is to be told of since the last look."""
    request = asked_for(row.person, clock.today(row.person))
    stands = {"revision": row.person.revision, "on": request.on.isoformat(), "packs": packs().hash}
    if all(row.seen.get(name) == value for name, value in stands.items()):
        return
    statuses: dict[str, str] = {str(held.row.id): held.found.status for held in all_audited(request)}
    told = [one for one in _happened(row, request, stands, statuses, now) if one.event in row.events]
    for place, one in enumerate(told):
        one.place = place
    with one_at_a_time(row.person_id):
        Delivery.objects.bulk_create(told, ignore_conflicts=True)
        Webhook.objects.visible_to(row.person).filter(id=row.id).update(seen=stands | {"statuses": statuses})
    _let_go_of_old(row)


def _happened(
    row: Webhook, request: PersonRequest, stands: dict[str, Any], statuses: dict[str, str], now: datetime
) -> Iterator[Delivery]:
    revision, first = stands["revision"], not row.seen
    if not first and row.seen["revision"] != revision:
        yield webhooks.delivery_of(row, "record.changed", str(revision), {"revision": revision}, now)
    names = {str(held.row.id): held.row.credential for held in all_audited(request)}
    for id_, status in statuses.items():
        before = row.seen.get("statuses", {}).get(id_)
        if not first and before != status:
            data = {"holding": id_, "credential": names[id_], "from": before, "to": status}
            key = f"{id_}:{revision}:{request.on}:{status}"
            yield webhooks.delivery_of(row, "audit.status-changed", key, data | {"on": stands["on"]}, now)
    for one in due(events_of(request), request.on, kinds=_DUE):
        key = f"{one.event.uid}:{one.event.day}:{one.lead}"
        yield webhooks.delivery_of(row, "holding.due", key, _due(one, request.on), now)


def _due(one: Due, on: date) -> dict[str, Any]:
    event = one.event
    return {
        "what": event.what,
        "why": event.why,
        "kind": event.kind,
        "day": event.day.isoformat(),
        "days_left": one.days_left,
        "on": on.isoformat(),
    }


def _let_go_of_old(row: Webhook) -> None:
    """Only the latest deliveries are kept; those of what is due stay, since they are what was claimed."""
    over = Delivery.objects.visible_to(row.person).filter(webhook=row).exclude(event="holding.due")
    over = over.exclude(state=Delivery.State.WAITING)
    kept = list(over.values_list("id", flat=True)[: webhooks.DELIVERIES_KEPT])
    over.exclude(id__in=kept).delete()


# --- Sending


def _send_waiting(now: datetime, fetcher: Fetcher) -> int:
    begun, sent, failing = monotonic(), 0, set()
    waiting = Delivery.objects.filter(
        state=Delivery.State.WAITING, next_try__lte=now, webhook__ended_at=None, person__is_active=True
    )
    for one in list(waiting.select_related("webhook", "person").order_by("created_at", "place", "id")[:500]):
        gone = monotonic() - begun
        if gone > LONGEST_LOOK:
            break
        # From now on, not from when the look began: towards its end that hold would be over at once.
        if one.webhook_id in failing or not _held(one, now + timedelta(seconds=gone)):
            continue
        if _deliver(one, now, fetcher):
            sent += 1
        else:
            failing.add(one.webhook_id)
    return sent


def _held(one: Delivery, now: datetime) -> bool:
    """Hold a delivery, so that nobody else sends it meanwhile; False where somebody does, or just did."""
    free = Q(held_until=None) | Q(held_until__lte=now)
    mine = Delivery.objects.filter(free, id=one.id, state=Delivery.State.WAITING, next_try__lte=now)
    return bool(mine.update(held_until=now + HOLD, attempts=one.attempts + 1))


def _deliver(one: Delivery, now: datetime, fetcher: Fetcher) -> bool:
    status, error = None, ""
    try:
        status = fetcher.post(one.webhook.url, one.body.encode(), webhooks.headers_of(one, now))
    except NotFetched as problem:
        error = str(problem)
    if status is not None and 200 <= status < 300:
        keep_outcome(one, state=Delivery.State.SENT, sent_at=now, status=status, error="")
        return True
    if status == _GONE:
        keep_outcome(one, state=Delivery.State.FAILED, status=status)
        webhooks.end(one.webhook, now)
        Webhook.objects.visible_to(one.person).filter(id=one.webhook_id).update(gone=True)
        return False
    over = now - one.created_at >= GIVE_UP
    wait = WAITS[min(one.attempts, len(WAITS) - 1)]
    state = Delivery.State.FAILED if over else Delivery.State.WAITING
    keep_outcome(one, state=state, status=status, error=error, next_try=now + wait)
    return False


def keep_outcome(one: Delivery, **values: object) -> None:
    """One write that stands by itself: what happened is kept as soon as it is known."""
    Delivery.objects.filter(id=one.id).update(held_until=None, **values)
