"""What whoever runs the site can do for somebody who lost their phone, their passkeys and their codes."""

from __future__ import annotations

from typing import NamedTuple

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from rxladder.web.accounts.mails import send_soon
from rxladder.web.accounts.models import Person
from rxladder.web.site.languages import in_language_of
from rxladder.web.site.records import one_at_a_time


class Forgotten(NamedTuple):
    """How many apps, passkeys and sets of codes were forgotten, and how many sessions ended."""

    steps: int
    sessions: int


def owner_of(email: str) -> Person | None:
    """Whose account has this address."""
    return Person.objects.filter(email__iexact=email.strip(), is_active=True).first()


def forget(person: Person) -> Forgotten:
    """Let the password alone do from now on. They are signed out everywhere, and told by mail.

    Nothing is done where there is no second step.
    """
    with one_at_a_time(person.id):
        steps = Authenticator.objects.filter(user=person)
        number = steps.count()
        if not number:
            return Forgotten(0, 0)
        steps.delete()
        rows = list(UserSession.objects.filter(user=person))
        for row in rows:
            row.end()
        with in_language_of(person):
            text = render_to_string("accounts/second_step_forgotten_mail.txt", {"site": settings.SITE})
            send_soon(person.email or "", _("Your RxLadder account"), text)
    return Forgotten(number, len(rows))
