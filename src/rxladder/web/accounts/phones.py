"""Letting one's own phone in at home: by a code that is good once and for ten minutes."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest

from rxladder.web.accounts.models import Person
from rxladder.web.accounts.phone_models import PairingCode, Phone
from rxladder.web.site import clock
from rxladder.web.site.secret_addresses import secret_part

# Without letters and digits that look alike: 31 signs, eight of them, make 8 * 10^11 codes.
SIGNS, LENGTH = "ABCDEFGHJKMNPQRSTUVWXYZ23456789", 8
GOOD_FOR = timedelta(minutes=10)
# How exact "last seen" is: a page must not write a row each time.
EXACT = timedelta(minutes=5)
_IN_SESSION = "phone"


def new_code() -> str:
    """A new code; whatever code there was is good no longer."""
    code = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    PairingCode.objects.all().delete()
    PairingCode.objects.create(sealed=_sealed(code), until=clock.now() + GOOD_FOR)
    return code


def let_in(request: HttpRequest, code: str, name: str) -> Phone | None:
    """Let a phone in by a code, which is used up by that; None where the code is not good."""
    good = PairingCode.objects.filter(sealed=_sealed(code), until__gt=clock.now())
    used, _by_model = good.delete()
    if not used:
        return None
    address = request.META.get("REMOTE_ADDR") or None
    phone = Phone.objects.create(person=Person.objects.local(), name=name[:100], address=address)
    request.session.cycle_key()
    request.session[_IN_SESSION] = str(phone.id)
    return phone


def is_let_in(request: HttpRequest) -> bool:
    """Whether the phone that asks was let in and has not been put out since."""
    told = request.session.get(_IN_SESSION)
    found = Phone.objects.filter(id=told).first() if told else None
    if found is None:
        return False
    if clock.now() - found.seen_at > EXACT:
        Phone.objects.filter(id=found.id).update(seen_at=clock.now())
    return True


def address_for(code: str) -> str:
    """Where a phone's camera is led: the address at home, with the code."""
    return f"https://{settings.LAN_AT}/phones/pair/{code}/"


def _sealed(code: str) -> str:
    plain = "".join(sign for sign in code.upper() if sign in SIGNS)
    return secret_part("rxladder.pairing", plain)
