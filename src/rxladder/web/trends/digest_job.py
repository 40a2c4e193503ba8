"""The job that sends the week: claimed before it is sent, once for each week, and never late by days.

What a mail says is written down with its claim. A run that was killed loses its hold, and the next one sends
the same words with the same Message-ID (see `plan.reminders.delivering`).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings

from rxladder.news.digest import last_due
from rxladder.web.accounts.models import Person
from rxladder.web.plan.reminders.delivering import hand_in, held, keep, message_id
from rxladder.web.plan.reminders.postman import Postman
from rxladder.web.plan.reminders.server import mail_server
from rxladder.web.site import clock
from rxladder.web.site.records import one_at_a_time
from rxladder.web.trends.digest_message import digest_message
from rxladder.web.trends.digest_models import DigestMail, DigestWishes
from rxladder.web.trends.digest_week import week_of

WEEK = timedelta(days=7)
LONGEST = timedelta(days=14)
"""After weeks away a digest tells of so much at most."""
TOO_LATE = timedelta(days=3)
"""A digest that could not be sent for so long is left out; the next one tells of its days, too."""
_log = logging.getLogger(__name__)


def look() -> str:
    """What the queue runs. A site that pretends another day sends nothing."""
    if settings.TODAY is not None:
        return "pretended day"
    sent, failed = send_all(clock.now())
    return f"{sent} sent, {failed} failed"


def send_all(now: datetime) -> tuple[int, int]:
    """Send everyone's week that is due; how many went out, and how many did not."""
    sent = failed = 0
    server = mail_server()
    if server is None:
        return sent, failed
    with Postman(server) as postman:
        for wishes in _wanted():
            try:
                came = _send(wishes, now, postman)
            except Exception:
                failed += 1
                _log.exception("One person's digest failed")
            else:
                sent, failed = sent + came.count(True), failed + came.count(False)
    return sent, failed


def _wanted() -> Iterator[DigestWishes]:
    wishes = DigestWishes.objects.filter(deleted_at=None, wanted=True).exclude(address="")
    people = wishes.filter(person__is_active=True).exclude(person__kind=Person.Kind.DEMO)
    return people.select_related("person").order_by("created_at").iterator()


def due_for(wishes: DigestWishes, now: datetime) -> datetime:
    """When a person's digest was due last, on their own clock."""
    weekday = DigestWishes.Weekday.values.index(wishes.weekday)
    return last_due(clock.local_time(wishes.person, now), weekday, wishes.hour)


def _send(wishes: DigestWishes, now: datetime, postman: Postman) -> list[bool]:
    """Claim what is due, and hand in what waits; whether each was taken."""
    due = due_for(wishes, now)
    if now - due < TOO_LATE and (wishes.since is None or wishes.since < due):
        _claim(wishes, due, now)
    waiting = DigestMail.objects.visible_to(wishes.person).filter(state="waiting", next_try__lte=now)
    came = []
    for mail in waiting.order_by("day"):
        if now - mail.until >= TOO_LATE:
            keep(mail, state=DigestMail.State.DROPPED)
        elif held(mail, now):
            message = digest_message(mail, wishes.address, postman.server, now)
            day = clock.local_time(wishes.person, now).date()
            came.append(hand_in(mail, message, wishes.address, day, now, postman))
    return came


def _claim(wishes: DigestWishes, due: datetime, now: datetime) -> None:
    """Write the week down, once; one in which nothing matters is not sent, unless that is wished."""
    person, mails = wishes.person, DigestMail.objects.visible_to(wishes.person)
    if mails.filter(day=due.date()).exists():
        return
    last = mails.filter(state="sent", until__lt=due).order_by("-until").first()
    since = max(last.until, due - LONGEST) if last else due - WEEK
    week = week_of(person, since, due)
    silent = week.quiet and not wishes.quiet_weeks
    with one_at_a_time(person.id):
        if mails.filter(day=due.date()).exists():
            return
        DigestMail.objects.bulk_create(
            [
                DigestMail(
                    person=person,
                    day=due.date(),
                    message_id=message_id(person, f"digest/{due.date()}"),
                    state="dropped" if silent else "waiting",
                    next_try=now,
                    since=since,
                    until=due,
                    said=week.document(),
                )
            ]
        )
