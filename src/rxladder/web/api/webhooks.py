"""Addresses that are told of events: begun, ended, signed for; the events that there are."""

from __future__ import annotations

import base64
import hmac
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

import orjson
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from rxladder.news.fetching import Limits, NotFetched, fetcher_here
from rxladder.web.accounts.models import Person
from rxladder.web.api.models import Delivery, Webhook

EVENTS = {
    "record.changed": _("My record was changed"),
    "audit.status-changed": _("The status of a holding changed"),
    "holding.due": _("A renewal, its day to apply or one of its windows is coming up"),
}
"""What an address can be told of, in a person's words."""
PING = "test.ping"
MOST_WEBHOOKS = 20
OLD_SECRET_HOLDS = timedelta(hours=24)
FETCHER_LIMITS = Limits(seconds=10, bytes=65_536, redirects=0)
DELIVERIES_KEPT = 200


class BadAddress(Exception):  # noqa: N818 - what it is
    """Why nothing can be sent to an address, in one sentence."""


def check_address(url: str) -> None:
    """BadAddress where nothing is sent to an address: over https only, unless the installation allows."""
    fetcher = fetcher_here(limits=FETCHER_LIMITS)
    try:
        fetcher.check(url)
    except NotFetched as error:
        raise BadAddress(str(error)) from None
    try:
        replace(fetcher, secure=True).check(url)
    except NotFetched:
        raise BadAddress(str(_("Write it with https: without that protection nothing is sent."))) from None


def begin(person: Person, url: str, events: Iterable[str], now: datetime) -> Webhook:
    """Tell an address of events from now on."""
    check_address(url)
    row = Webhook(person=person, url=url, events=sorted(events), created_at=now)
    row.save()
    return row


def living(person: Person):
    """A person's addresses that are told."""
    return Webhook.objects.visible_to(person).filter(ended_at=None)


@transaction.atomic
def end(row: Webhook, now: datetime) -> None:
    """Tell it nothing more; what waits for it is dropped with it."""
    Webhook.objects.visible_to(row.person).filter(id=row.id).update(ended_at=now)
    waiting = Delivery.objects.visible_to(row.person).filter(webhook=row, state=Delivery.State.WAITING)
    waiting.update(state=Delivery.State.FAILED)


def resume(row: Webhook) -> None:
    """Undo the end; what happened meanwhile is not told, but how it stands now."""
    Webhook.objects.visible_to(row.person).filter(id=row.id).update(ended_at=None, gone=False, seen={})


# --- Secrets and signatures


def secret_of(row: Webhook) -> str:
    """The secret that the receiver checks signatures with, as Standard Webhooks writes it."""
    return "whsec_" + base64.b64encode(_key(row.seed)).decode()


def change_secret(row: Webhook, now: datetime) -> None:
    """A new secret; for a day the old one signs beside it, so that the receiver can change over."""
    row.old_seed, row.old_until, row.seed = row.seed, now + OLD_SECRET_HOLDS, secrets.token_urlsafe()
    row.save(update_fields=["old_seed", "old_until", "seed"])


def _key(seed: str) -> bytes:
    return salted_hmac("rxladder.web.api.webhooks", seed, algorithm="sha256").digest()


def headers_of(delivery: Delivery, now: datetime) -> dict[str, str]:
    """What goes with a delivery: its id, the moment, and the signatures over both and the body."""
    id_, moment = f"msg_{delivery.id.hex}", str(int(now.timestamp()))
    hook = delivery.webhook
    seeds = [hook.seed]
    if hook.old_seed and hook.old_until and now < hook.old_until:
        seeds.append(hook.old_seed)
    content = f"{id_}.{moment}.{delivery.body}".encode()
    signed = [base64.b64encode(hmac.digest(_key(seed), content, sha256)).decode() for seed in seeds]
    return {
        "Content-Type": "application/json",
        "webhook-id": id_,
        "webhook-timestamp": moment,
        "webhook-signature": " ".join(f"v1,{one}" for one in signed),
    }


# --- Deliveries


def delivery_of(row: Webhook, event: str, key: str, data: Mapping[str, Any], now: datetime) -> Delivery:
    """An event for an address, not stored yet."""
    body = {"type": event, "timestamp": now.isoformat(), "data": dict(data)}
    return Delivery(
        person_id=row.person_id,
        webhook=row,
        event=event,
        key=f"{event}:{key}",
        body=orjson.dumps(body).decode(),
        created_at=now,
        next_try=now,
    )


def ping(row: Webhook, now: datetime) -> Delivery:
    """Something to try an address with."""
    made = delivery_of(row, PING, uuid4().hex, {"webhook": str(row.id)}, now)
    made.save()
    return made


def send_again(delivery: Delivery, now: datetime) -> None:
    """Send it once more, as it is and with the same id, whatever became of it."""
    one = Delivery.objects.visible_to(delivery.person).filter(id=delivery.id)
    one.update(state=Delivery.State.WAITING, attempts=0, next_try=now, error="", status=None)
