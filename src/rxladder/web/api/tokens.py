"""Tokens: made once and shown once, kept as a hash, found by it, ended at once."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from rxladder.web.accounts.models import Person
from rxladder.web.api.models import StoredAnswer, Token, TokenAct
from rxladder.web.site import clock

SCOPES = {
    "read:record": _("Read my record"),
    "write:record": _("Change my record"),
    "read:answers": _("Read answers: audits, plans, paths, what comes next"),
    "read:files": _("Read my certificates and my career file"),
    "write:files": _("Add certificates, and replace my record with a career file"),
    "read:team": _("See the teams I manage or teach, as I see them"),
    "write:team": _("Change the teams I manage or teach, and what I share with mine"),
    "webhooks": _("Be notified of changes"),
}
"""What a token may be for; what each means, in a person's words."""
PREFIX = "rxl_"
ACTS_KEPT = 500
ANSWERS_KEPT = timedelta(hours=24)
MOST_TOKENS = 50


def make(
    person: Person, name: str, scopes: Iterable[str], days: int | None, now: datetime
) -> tuple[Token, str]:
    """A new token, and its text, which nobody can be shown again."""
    text = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        token = Token.objects.create(
            person=person,
            name=name,
            hash=hash_of(text),
            hint=text[-4:],
            scopes=sorted(scopes),
            created_at=now,
            expires_at=None if days is None else now + timedelta(days=days),
        )
        note(token, TokenAct.What.MADE, now)
    return token, text


def hash_of(text: str) -> str:
    """What is kept of a token. Its 256 random bits need no slow hash."""
    return sha256(text.encode(errors="replace")).hexdigest()


def found(text: str, now: datetime) -> Token | None:
    """The token that lets somebody in now."""
    good = Q(expires_at=None) | Q(expires_at__gt=now)
    tokens = Token.objects.filter(good, hash=hash_of(text), ended_at=None, person__is_active=True)
    return tokens.select_related("person").first()


@transaction.atomic
def end(token: Token, now: datetime) -> None:
    """End a token: from now on it lets nobody in."""
    if Token.objects.visible_to(token.person).filter(id=token.id, ended_at=None).update(ended_at=now):
        note(token, TokenAct.What.ENDED, now)


def note(token: Token, what: TokenAct.What, now: datetime, method: str = "", path: str = "") -> None:
    """Write down what was done; only the latest acts of a token are kept."""
    TokenAct(person=token.person, token=token, at=now, what=what, method=method, path=path[:255]).save()


def sweep(now: datetime | None = None) -> int:
    """Let go of what is over: answers kept for their keys, and acts beyond the latest; how many rows."""
    gone, _each = StoredAnswer.objects.filter(created_at__lte=(now or clock.now()) - ANSWERS_KEPT).delete()
    for token in Token.objects.annotate(number=Count("acts")).filter(number__gt=ACTS_KEPT):
        acts = TokenAct.objects.visible_to(token.person).filter(token=token)
        kept = acts.values_list("id", flat=True)[:ACTS_KEPT]
        gone += acts.exclude(id__in=list(kept)).delete()[0]
    return gone


def living(person: Person):
    """A person's tokens that let somebody in, the latest first."""
    good = Q(expires_at=None) | Q(expires_at__gt=clock.now())
    return Token.objects.visible_to(person).filter(good, ended_at=None)


def others(person: Person):
    """Those that ended or expired."""
    return (
        Token.objects.visible_to(person)
        .exclude(id__in=living(person).values("id"))
        .order_by(F("ended_at").desc(nulls_last=True), "-expires_at")
    )
