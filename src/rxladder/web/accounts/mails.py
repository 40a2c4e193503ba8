"""Sends the site's own mails. A page only writes a row; the worker sends it and forgets it.

So no page waits for a mail server, and how long an answer takes does not tell whether an address has an
account. What could not be sent in two days is given up: its links are good no longer.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid

from django.conf import settings
from django.db import transaction

from rxladder.web.accounts.mail_models import WaitingMail
from rxladder.web.plan.reminders.postman import NotSent, Postman
from rxladder.web.plan.reminders.server import MailServer, mail_server
from rxladder.web.site import clock

JOB = "rxladder.web.accounts.mails.send_waiting"
FIRST_WAIT, LONGEST_WAIT, GIVEN_UP = timedelta(seconds=30), timedelta(hours=1), timedelta(days=2)
_log = logging.getLogger(__name__)


def send_soon(to: str, subject: str, text: str) -> None:
    """Have a mail sent as soon as this transaction holds."""
    WaitingMail.objects.create(to=to, subject=subject[:200], text=text)
    transaction.on_commit(_ask_the_worker)


def _ask_the_worker() -> None:
    from django_q.tasks import async_task

    async_task(JOB, save=False)


def send_waiting() -> str:
    """Send what is due; each mail is held by one worker at a time."""
    WaitingMail.objects.filter(created_at__lt=clock.now() - GIVEN_UP).delete()
    server = mail_server()
    if server is None:
        return "no mail server"
    sent = 0
    with Postman(server) as postman:
        while (mail := _next()) is not None:
            sent += _send(mail, postman)
    return f"{sent} sent"


def _next() -> WaitingMail | None:
    """Take the next mail that is due, and put its next try off, so that nobody else takes it."""
    now = clock.now()
    with transaction.atomic():
        due = WaitingMail.objects.select_for_update(skip_locked=_can_skip()).filter(next_try__lte=now)
        mail = due.order_by("next_try").first()
        if mail is not None:
            mail.attempts += 1
            mail.next_try = now + min(FIRST_WAIT * 2 ** min(mail.attempts, 12), LONGEST_WAIT)
            mail.save()
    return mail


def _can_skip() -> bool:
    from django.db import connection

    return connection.features.has_select_for_update_skip_locked


def _send(mail: WaitingMail, postman: Postman) -> bool:
    if not mail.text:  # sealed with a key that is gone, by which its link was made, too
        mail.delete()
        return False
    try:
        postman.send(_message(mail, postman.server), mail.to)
    except NotSent as error:
        _log.warning("A mail of the site was not sent: %s", error.words)
        return False
    mail.delete()
    return True


def _message(mail: WaitingMail, server: MailServer) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = server.sender, mail.to, mail.subject
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = make_msgid(domain=settings.HOSTS[0] if settings.HOSTS else "rxladder.invalid")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    return message.as_bytes(policy=SMTP)
