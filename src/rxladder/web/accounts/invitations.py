"""The one home of invitations: made, sent out as a link, opened, accepted once.

A chapter that invites to something of its own registers a purpose in its `AppConfig.ready`:

    register("team", Purpose(says=_words, accept=_join))

and then `invite("team", about=str(team.id), email=..., by=person)` and `link_of(invitation)`. The page of a
link (`invitation_pages.py`) lets somebody without an account make one first, also on a site that is not open.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from rxladder.web.accounts.invitation_models import Invitation
from rxladder.web.accounts.mails import send_soon
from rxladder.web.accounts.models import Person
from rxladder.web.site import clock
from rxladder.web.site.secret_addresses import secret_part

DAYS = 7
TO_THE_SITE = "site"


@dataclass(frozen=True)
class Purpose:
    """What one can be invited to.

    `says` gives the words of what is offered, such as "Join the team of Central Pharmacy". `accept` makes it
    so for a person and gives the address to go to next, in the transaction that uses the invitation up.
    """

    says: Callable[[Invitation], str]
    accept: Callable[[Invitation, Person], str]


_PURPOSES: dict[str, Purpose] = {}


def register(name: str, purpose: Purpose) -> None:
    """Let there be invitations of this purpose."""
    _PURPOSES[name] = purpose


def purpose_of(invitation: Invitation) -> Purpose:
    """What an invitation is to."""
    return _PURPOSES[invitation.purpose]


def invite(
    purpose: str, *, about: str = "", email: str = "", by: Person | None = None, days: int = DAYS
) -> Invitation:
    """A new invitation, good once and for so many days."""
    if purpose not in _PURPOSES:
        raise ValueError(f"nobody can be invited to {purpose!r}")
    until = clock.now() + timedelta(days=days)
    return Invitation.objects.create(purpose=purpose, about=about, email=email.lower(), by=by, until=until)


def path_of(invitation: Invitation) -> str:
    """The path of its link. It lets in whoever knows it: keep it out of logs."""
    return reverse("invitations:show", args=[invitation.id, _token(invitation)])


def link_of(invitation: Invitation) -> str:
    """The whole link, for a mail or a message."""
    return settings.SITE.rstrip("/") + path_of(invitation)


def send(invitation: Invitation) -> None:
    """Have the link sent to the invitation's address."""
    context = {
        "says": purpose_of(invitation).says(invitation),
        "by": invitation.by.name if invitation.by else "",
        "link": link_of(invitation),
        "until": invitation.until,
        "site": settings.SITE,
    }
    text = render_to_string("accounts/invitation_mail.txt", context)
    send_soon(invitation.email, _("An invitation to RxLadder"), text)


def opened(id: UUID, token: str, person: Person | None = None) -> Invitation | None:
    """The invitation of a link, if it is still good for this person (or for somebody without an account)."""
    found = Invitation.objects.open_to(person, clock.now()).filter(id=id).first()
    if found is None or found.purpose not in _PURPOSES:
        return None
    return found if constant_time_compare(token, _token(found)) else None


def still_open(id: str | None, person: Person | None = None) -> Invitation | None:
    """An invitation whose link was opened before in the same session, if it is still good."""
    if not id:
        return None
    found = Invitation.objects.open_to(person, clock.now()).filter(id=id).first()
    return found if found and found.purpose in _PURPOSES else None


def take_up(invitation: Invitation, person: Person) -> bool:
    """Keep it for someone who makes an account with it; one to the site alone is used up by that."""
    with transaction.atomic():
        open_ = Invitation.objects.open_to(person, clock.now()).select_for_update(of=("self",))
        found = open_.filter(id=invitation.id).first()
        if found is None:
            return False
        Invitation.objects.filter(id=found.id).update(taken_by=person)
        return True


def accept(invitation: Invitation, person: Person) -> str | None:
    """Use it up for a person: the address to go to next, or None where it is good no longer."""
    with transaction.atomic():
        open_ = Invitation.objects.open_to(person, clock.now()).select_for_update(of=("self",))
        found = open_.filter(id=invitation.id).first()
        if found is None:
            return None
        Invitation.objects.filter(id=found.id).update(taken_by=person, used_at=clock.now())
        return purpose_of(found).accept(found, person)


def end(invitation: Invitation) -> None:
    """Let an invitation be good no longer."""
    Invitation.objects.filter(id=invitation.id, used_at=None).update(ended_at=clock.now())


def _token(invitation: Invitation) -> str:
    return secret_part("rxladder.invitation", f"{invitation.id}/{invitation.seed}")


register(
    TO_THE_SITE,
    Purpose(
        says=lambda _invitation: _("Keep track of your pharmacy technician career here"),
        accept=lambda _invitation, _person: reverse("plan:home"),
    ),
)
