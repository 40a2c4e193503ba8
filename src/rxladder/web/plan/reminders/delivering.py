"""Hands in a mail that is written down: held while it is sent, tried again ever later.

It is sent twice only where a mail server left open whether it took it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db.models import Q

from rxladder.web.accounts.models import Person
from rxladder.web.plan.mail_models import OutgoingMail
from rxladder.web.plan.reminders.postman import NotSent, Postman

HOLD = timedelta(minutes=10)
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=10), timedelta(hours=6)


def message_id(person: Person, what: str) -> str:
    """The id of a person's mail about something: the same whenever and however often it is sent."""
    name = sha256(f"{person.id}/{what}".encode()).hexdigest()[:40]
    return f"<{name}@{settings.HOSTS[0] if settings.HOSTS else 'rxladder.invalid'}>"


def held(mail: OutgoingMail, now: datetime) -> bool:
    """Hold a mail, so that nobody else sends it meanwhile; False where somebody does, or just did."""
    free = Q(held_until=None) | Q(held_until__lte=now)
    waits = {"state": OutgoingMail.State.WAITING, "next_try__lte": now}
    mine = type(mail)._default_manager.filter(free, id=mail.id, **waits)
    return bool(mine.update(held_until=now + HOLD))


def hand_in(mail: OutgoingMail, message: bytes, to: str, on: date, now: datetime, postman: Postman) -> bool:
    """Send a mail that is held, and keep what came of it; whether the server took it."""
    keep(mail, subject=mail.subject, unsure=True, attempts=mail.attempts + 1, held_until=now + HOLD)
    was_unsure = mail.unsure
    try:
        postman.send(message, to)
    except NotSent as error:
        wait = min(FIRST_WAIT * 2 ** min(mail.attempts, 10), LONGEST_WAIT)
        keep(mail, error=error.words, unsure=was_unsure or error.unsure, next_try=now + wait)
        return False
    keep(mail, state=OutgoingMail.State.SENT, sent_at=now, sent_on=on, error="", unsure=False)
    return True


def keep(mail: OutgoingMail, held_until: datetime | None = None, **values: object) -> None:
    """One write that stands by itself: what happened is kept as soon as it is known."""
    type(mail)._default_manager.filter(id=mail.id).update(held_until=held_until, **values)
