"""Deleting an account: every row and every file about a person goes, at once or after a grace.

What a person asked for with a grace can be taken back until its day; `delete_due` is the job that carries it
out. Backups of the site forget at their own pace, which is whoever runs it to tell.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from uuid import UUID

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from rxladder.web.accounts.cache_models import Counted
from rxladder.web.accounts.invitation_models import Invitation
from rxladder.web.accounts.mail_models import WaitingMail
from rxladder.web.accounts.mails import send_soon
from rxladder.web.accounts.models import Person
from rxladder.web.backup import waiting
from rxladder.web.education import evidence_store
from rxladder.web.site import clock
from rxladder.web.site.records import one_at_a_time

GRACE_DAYS = 14
_log = logging.getLogger(__name__)


@transaction.atomic
def ask_for(person: Person) -> None:
    """Have the account deleted after the grace; until then it can be kept after all."""
    person.delete_at = clock.now() + timedelta(days=GRACE_DAYS)
    person.save(update_fields=["delete_at"])
    _tell(person)


def keep_after_all(person: Person) -> None:
    """Take back what `ask_for` asked for."""
    person.delete_at = None
    person.save(update_fields=["delete_at"])


def delete_due() -> str:
    """Delete whose grace is over. What goes wrong with one stops nobody else's."""
    done = 0
    due = Person.objects.filter(delete_at__lte=clock.now())
    for person in due:
        try:
            with one_at_a_time(person.id):
                # Whoever is further down the list may have said meanwhile that they stay.
                if not due.filter(id=person.id).exists():
                    continue
                stores = _forget(person)
            _sweep(stores)
            done += 1
        except Exception:
            _log.exception("Deleting an account failed; it is tried again")
    return f"{done} deleted"


def delete_now(person: Person) -> None:
    """Delete a person with everything that is kept about them, and tell them by mail that it is done."""
    with one_at_a_time(person.id):
        stores = _forget(person)
    _sweep(stores)


def _forget(person: Person) -> list[UUID]:
    """Delete every row about a person; whose files are to go once that holds."""
    mails = {person.email} | set(_addresses(person))
    stores = [person.id, *Person.objects.filter(owner=person).values_list("id", flat=True)]
    _end_sessions(person)
    _forget_outside(person, mails)
    person.delete()
    if person.email:
        person.delete_at = None
        _tell(person)
    return stores


def _sweep(stores: list[UUID]) -> None:
    for store in stores:
        # The rows are gone: whatever is left of the files belongs to nobody.
        evidence_store.keep_only(store, set())
        waiting.drop(store)


def _addresses(person: Person) -> list[str]:
    return list(EmailAddress.objects.filter(user=person).values_list("email", flat=True))


def _end_sessions(person: Person) -> None:
    """All sessions, also such as no list of them knows."""
    key = str(person.pk)
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == key:
            session.delete()


def _forget_outside(person: Person, mails: set[str | None]) -> None:
    """What no foreign key leads to: invitations and mails by address, counts by number."""
    known = [mail for mail in mails if mail]
    Invitation.objects.filter(Q(taken_by=person) | Q(email__in=known)).delete()
    WaitingMail.objects.filter(to__in=known).delete()
    Counted.objects.filter(cache_key__contains=str(person.pk)).delete()


def _tell(person: Person) -> None:
    text = render_to_string("accounts/deletion_mail.txt", {"until": person.delete_at, "site": settings.SITE})
    send_soon(person.email or "", _("Your RxLadder account"), text)
