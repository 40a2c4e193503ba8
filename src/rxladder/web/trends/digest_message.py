"""What the mail of a week says, and how it can be stopped without signing in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rxladder.papers.calendar import plain
from rxladder.web.plan.reminders.message import headers_of, one_line, written
from rxladder.web.plan.reminders.server import MailServer
from rxladder.web.plan.reminders.stopping import WayOut
from rxladder.web.site import clock
from rxladder.web.trends.digest_models import DigestMail

_LONGEST_SUBJECT = 150
WAY_OUT = WayOut("rxladder.web.trends.digest.stop")


def digest_message(mail: DigestMail, to: str, server: MailServer, now: datetime) -> bytes:
    """The mail of a week, from what was written down for it."""
    mail.subject = _subject(mail)
    stop = settings.SITE + reverse("trends:stop-digest", args=[WAY_OUT.token(mail.person)])
    context = {
        "name": one_line(mail.person.name),
        "lines": [_plain(line) for line in mail.said["lines"]],
        "left_out": mail.said["left_out"],
        "fda": fda_words(mail.said["fda"]),
        "since": clock.local_time(mail.person, mail.since).date(),
        "until": clock.local_time(mail.person, mail.until).date(),
        "changes": settings.SITE + reverse("trends:changes"),
        "home": settings.SITE + reverse("trends:digest"),
        "settings": settings.SITE + reverse("trends:digest") + "#mail",
        "stop": stop,
        "local": settings.LOCAL,
    }
    return written(mail.subject, "trends/mail/digest", context, to, server, headers_of(mail, stop, now))


def _plain(line: dict) -> dict:
    """A line without what a mail must not hold: what feeds wrote is strangers' text."""
    url = line["url"] if line["url"].startswith(("https://", "http://")) else ""
    return {
        "title": one_line(line["title"])[:300],
        "url": plain(url),
        "source": one_line(line["source"])[:100],
        "also": [one_line(name)[:100] for name in line["also"]],
        "why": [one_line(why) for why in line["why"]][:3],
    }


def _subject(mail: DigestMail) -> str:
    lines = mail.said["lines"]
    if not lines:
        day = date_format(clock.local_time(mail.person, mail.until).date(), "DATE_FORMAT")
        return (
            _("What the FDA changed, through %(day)s")
            if mail.said["fda"]
            else _("A quiet week, through %(day)s")
        ) % {"day": day}
    first = one_line(lines[0]["title"])
    if lines[0]["board"]:
        text = _("A rule may change at your board: %(title)s") % {"title": first}
    elif len(lines) == 1:
        text = _("Your week: %(title)s") % {"title": first}
    else:
        more = len(lines) - 1
        text = ngettext(
            "Your week: %(title)s, and %(n)d more", "Your week: %(title)s, and %(n)d more", more
        ) % {"title": first, "n": more}
    return text if len(text) <= _LONGEST_SUBJECT else f"{text[:_LONGEST_SUBJECT]}…"


def fda_words(counts: Mapping[str, int]) -> list[str]:
    """The FDA's changes by kind, such as "2 recalls"."""
    says = {
        "recall": lambda n: ngettext("%(n)d recall", "%(n)d recalls", n),
        "shortage": lambda n: ngettext("%(n)d new shortage", "%(n)d new shortages", n),
        "changed": lambda n: ngettext("%(n)d changed shortage", "%(n)d changed shortages", n),
        "discontinued": lambda n: ngettext(
            "%(n)d drug to be discontinued", "%(n)d drugs to be discontinued", n
        ),
        "resolved": lambda n: ngettext("%(n)d shortage that ended", "%(n)d shortages that ended", n),
        "approval": lambda n: ngettext("%(n)d approval", "%(n)d approvals", n),
    }
    return [words(counts[kind]) % {"n": counts[kind]} for kind, words in says.items() if counts.get(kind)]
