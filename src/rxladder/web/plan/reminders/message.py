"""What a mail of reminders says, as plain text and as simple HTML, and how it can be stopped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rxladder.papers.calendar import plain
from rxladder.rules.reminders import Due
from rxladder.web.plan.mail_models import OutgoingMail
from rxladder.web.plan.models import ReminderMail
from rxladder.web.plan.reminders.server import MailServer
from rxladder.web.plan.reminders.stopping import WayOut

_LONGEST_SUBJECT = 150
WAY_OUT = WayOut("rxladder.web.plan.reminders.stop")


def reminder_message(
    mail: ReminderMail, dues: Sequence[Due], to: str, server: MailServer, now: datetime
) -> bytes:
    """The mail with everything that is due, the nearest first."""
    mail.subject = _subject(dues)
    stop = settings.SITE + reverse("plan:stop-reminders", args=[WAY_OUT.token(mail.person)])
    context = {
        "name": one_line(mail.person.name),
        "dues": [{"due": due, "what": one_line(due.event.what), "why": plain(due.event.why)} for due in dues],
        "home": settings.SITE + reverse("plan:home"),
        "settings": settings.SITE + reverse("plan:reminders"),
        "stop": stop,
        "local": settings.LOCAL,
    }
    return written(mail.subject, "plan/mail/reminder", context, to, server, headers_of(mail, stop, now))


def headers_of(mail: OutgoingMail, stop: str, now: datetime) -> dict[str, str]:
    """The headers of a mail that comes by itself and can be stopped at an address."""
    headers = {
        "Message-ID": mail.message_id,
        "Date": format_datetime(now),
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{stop}>",
    }
    # A mail program may press the button by itself only where it can reach the site, over TLS.
    if not settings.LOCAL:
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def trial_message(to: str, server: MailServer, now: datetime) -> bytes:
    """The mail that shows that mails arrive."""
    context = {"settings": settings.SITE + reverse("plan:reminders")}
    headers = {"Date": format_datetime(now), "Auto-Submitted": "auto-generated"}
    return written(_("A test from RxLadder"), "plan/mail/test", context, to, server, headers)


def written(subject: str, template: str, context: dict, to: str, server: MailServer, headers: dict) -> bytes:
    """A mail as text and as simple HTML, both from a template of this name."""
    text = render_to_string(f"{template}.txt", context)
    made = EmailMultiAlternatives(subject, text, f"RxLadder <{server.sender}>", [to], headers=headers)
    made.attach_alternative(render_to_string(f"{template}.html", context), "text/html")
    message: Any = made.message()
    return message.as_bytes(linesep="\r\n")


def _subject(dues: Sequence[Due]) -> str:
    first = dues[0]
    day = date_format(first.event.day, "DATE_FORMAT")
    if len(dues) == 1:
        text = _("%(what)s (%(day)s)") % {"what": one_line(first.event.what), "day": day}
    else:
        text = ngettext(
            "%(n)d date is coming up, the first on %(day)s",
            "%(n)d dates are coming up, the first on %(day)s",
            len(dues),
        ) % {"n": len(dues), "day": day}
    return text if len(text) <= _LONGEST_SUBJECT else f"{text[:_LONGEST_SUBJECT]}…"


def one_line(text: str) -> str:
    """A text that people typed, as one line without anything unseen."""
    return " ".join(plain(text).split())
