"""The job that reminds: it claims in the database what is due, then sends it, and takes up what was left.

A claim is a row that can be there once only, for one person, event, day and lead; all claims of a day go into
one mail. The mail is held while it is sent, so that two jobs do not send it both; a job that was killed loses
its hold after a while, and the next one sends the same mail with the same Message-ID. A copy too many can
come only from between the mail server's yes and the row that keeps it: until then nothing here knows of it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Q

from rxladder.rules.agenda import Event, EventKind
from rxladder.rules.reminders import Due, due
from rxladder.web.accounts.models import Person
from rxladder.web.plan.dates import asked_for, events_of
from rxladder.web.plan.models import JobRun, Reminder, ReminderMail, ReminderWishes
from rxladder.web.plan.reminders.delivering import hand_in, held, keep, message_id
from rxladder.web.plan.reminders.message import reminder_message
from rxladder.web.plan.reminders.postman import Postman
from rxladder.web.plan.reminders.server import mail_server
from rxladder.web.site import clock
from rxladder.web.site.languages import in_language_of
from rxladder.web.site.records import one_at_a_time

ABOUT: dict[str, tuple[EventKind, ...]] = {
    "renewals": ("apply-by", "ends", "late"),
    "windows": ("window",),
    "activities": ("activity",),
    "steps": ("step",),
    "people": ("person", "meeting"),
    "team": ("asked",),
}
LET_GO = timedelta(days=2)
RUNS_KEPT = 50
_log = logging.getLogger(__name__)


def look() -> str:
    """What the queue runs: one look at what is due now. A site that pretends another day sends nothing."""
    if settings.TODAY is not None:
        return "pretended day"
    run = remind_all(clock.now())
    return f"{run.sent} sent, {run.failed} failed"


def remind_all(now: datetime) -> JobRun:
    """Remind everyone who wants it. What goes wrong with one person's reminders stops nobody else's."""
    run = JobRun.objects.create(started=now)
    server = mail_server()
    if server is not None:
        with Postman(server) as postman:
            for wishes in _wanted():
                try:
                    with in_language_of(wishes.person):
                        _remind(wishes, now, postman, run)
                except Exception:
                    run.failed += 1
                    _log.exception("Reminding one person failed")
    run.ended = clock.now()
    run.save()
    kept = JobRun.objects.values_list("id", flat=True)[:RUNS_KEPT]
    JobRun.objects.exclude(id__in=list(kept)).delete()
    return run


def _wanted() -> Iterator[ReminderWishes]:
    wishes = ReminderWishes.objects.filter(deleted_at=None, wanted=True).exclude(address="")
    people = wishes.filter(person__is_active=True).exclude(person__kind=Person.Kind.DEMO)
    return people.select_related("person").order_by("created_at").iterator()


def _remind(wishes: ReminderWishes, now: datetime, postman: Postman, run: JobRun) -> None:
    there = clock.local_time(wishes.person, now)
    on = there.date()
    if there.hour < wishes.hour or (wishes.quiet_until and on < wishes.quiet_until):
        return
    _claim(wishes, on, now)
    waiting = ReminderMail.objects.visible_to(wishes.person).filter(
        state=ReminderMail.State.WAITING, next_try__lte=now
    )
    for mail in waiting.order_by("day"):
        if held(mail, now):
            _deliver(mail, wishes, on, now, postman, run)


# --- Claiming


def _dues(wishes: ReminderWishes, on: date) -> tuple[Due, ...]:
    kinds = [kind for about in wishes.about for kind in ABOUT.get(about, ())]
    return due(_events(wishes.person, on), on, wishes.leads, kinds)


def _events(person: Person, on: date) -> tuple[Event, ...]:
    return events_of(asked_for(person, on))


def _key(one: Due) -> tuple[str, date, int]:
    return one.event.uid, one.event.day, one.lead


def _claim(wishes: ReminderWishes, on: date, now: datetime) -> None:
    """Write down what is due and not claimed yet, in one mail a day; while one waits, it takes up the new."""
    person, mails = wishes.person, ReminderMail.objects.visible_to(wishes.person)
    if mails.filter(Q(day=on) | Q(sent_on=on)).exclude(state=ReminderMail.State.WAITING).exists():
        return
    dues = _dues(wishes, on)
    if not dues:
        return
    with one_at_a_time(person.id):
        waiting = mails.filter(state=ReminderMail.State.WAITING).first()
        # What may be with the reader already must not grow: a second copy would be taken for the first.
        if waiting and waiting.unsure:
            if on - waiting.day < LET_GO:
                return
            _let_go(waiting)
            waiting = None
        claimed = set(Reminder.objects.visible_to(person).values_list("uid", "day", "lead"))
        new = [one for one in dues if _key(one) not in claimed]
        if not new:
            return
        mail = waiting or ReminderMail.objects.create(
            person=person, day=on, next_try=now, message_id=message_id(person, str(on))
        )
        Reminder.objects.bulk_create(
            Reminder(person=person, mail=mail, uid=one.event.uid, day=one.event.day, lead=one.lead)
            for one in new
        )


def _let_go(mail: ReminderMail) -> None:
    """Give up a mail that no try brought to a clear end; what it claimed is free for a new one."""
    mail.reminders.all().delete()
    keep(mail, state=ReminderMail.State.DROPPED)


# --- Sending


def _deliver(
    mail: ReminderMail, wishes: ReminderWishes, on: date, now: datetime, postman: Postman, run: JobRun
) -> None:
    dues = _still_due(mail, on)
    if not dues:
        keep(mail, state=ReminderMail.State.DROPPED, error="")
        return
    message = reminder_message(mail, dues, wishes.address, postman.server, now)
    if hand_in(mail, message, wishes.address, on, now, postman):
        run.sent += 1
    else:
        run.failed += 1


def _still_due(mail: ReminderMail, on: date) -> list[Due]:
    """What a mail has to say today: its events that are still open on the days that were claimed.

    A nearer lead that has been reached since is claimed with it, so that it brings no mail of its own.
    """
    open_ = {(one.event.uid, one.event.day): one for one in due(_events(mail.person, on), on)}
    claimed = list(mail.reminders.values_list("uid", "day", "lead"))
    dues = [open_[key] for key in dict.fromkeys((uid, day) for uid, day, _lead in claimed) if key in open_]
    nearer = [one for one in dues if _key(one) not in claimed]
    Reminder.objects.bulk_create(
        [
            Reminder(person=mail.person, mail=mail, uid=one.event.uid, day=one.event.day, lead=one.lead)
            for one in nearer
        ],
        ignore_conflicts=True,
    )
    return sorted(dues, key=lambda one: (one.days_left, one.event.uid))
