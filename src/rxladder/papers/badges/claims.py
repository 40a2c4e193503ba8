"""What a badge says, in one shape for both versions. Nothing here is proven."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from unicodedata import category

from rxladder.papers.badges.documents import host_of, read_json
from rxladder.papers.badges.result import Said, Version

LONGEST_SAID = 500
_BADGES_3 = frozenset({"OpenBadgeCredential", "AchievementCredential"})
Document = Mapping[str, Any]


def payload_of(token: str) -> dict[str, Any]:
    """What a signed text says, its signature not looked at; ValueError where it is no JSON."""
    middle = token.split(".")[1]
    try:
        return read_json(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    except binascii.Error as error:
        raise ValueError(str(error)) from None


def version_of(document: Document) -> Version | None:
    """Which Open Badges a document is written in; None where it is no badge that was given to someone."""
    body = body_of(document)
    if _BADGES_3 & set(_texts(body.get("type"))):
        return "3.0"
    if "Assertion" in _texts(document.get("type")) or "recipient" in document:
        return "2.0"
    return None


def body_of(document: Document) -> Document:
    """The credential itself: older signed texts wrap it."""
    inner = document.get("vc")
    return inner if isinstance(inner, dict) else document


def said_in_2(assertion: Document, badge: Document, issuer: Document) -> Said:
    """What an assertion of Open Badges 2.0 says, with its badge class and issuer as far as they are there."""
    recipient = _part(assertion, "recipient")
    issuer_id = reference(issuer)
    plain = recipient.get("hashed") is False
    return Said(
        version="2.0",
        id=text_of(assertion.get("id")),
        name=text_of(badge.get("name")),
        description=text_of(badge.get("description")),
        issuer=text_of(issuer.get("name")),
        issuer_id=text_of(issuer_id),
        issuer_url=text_of(issuer.get("url")),
        host=host_of(issuer_id or reference(assertion.get("badge")) or reference(assertion)),
        recipient=text_of(recipient.get("identity")) if plain else "",
        issued=_day(assertion.get("issuedOn")),
        expires=_day(assertion.get("expires")),
    )


def said_in_3(document: Document) -> Said:
    """What a credential of Open Badges 3.0 says."""
    body = body_of(document)
    subject = _first(body.get("credentialSubject"))
    achievement = _first(subject.get("achievement"))
    issuer_id = reference(body.get("issuer"))
    issuer = _first(body.get("issuer"))
    return Said(
        version="3.0",
        id=text_of(body.get("id")),
        name=text_of(achievement.get("name")) or text_of(body.get("name")),
        description=text_of(achievement.get("description")),
        issuer=text_of(issuer.get("name")),
        issuer_id=text_of(issuer_id),
        issuer_url=text_of(issuer.get("url")),
        host=host_of(issuer_id),
        recipient=text_of(subject.get("id")).removeprefix("mailto:")
        if "@" in text_of(subject.get("id"))
        else "",
        issued=_day(body.get("validFrom") or body.get("issuanceDate")),
        expires=_day(body.get("validUntil") or body.get("expirationDate")),
    )


def named_by(said: Said, profile: Document) -> Said:
    """A badge with its issuer's name as the issuer's own page has it, where it has one."""
    name, url = text_of(profile.get("name")), text_of(profile.get("url"))
    return replace(said, issuer=name or said.issuer, issuer_url=url or said.issuer_url)


def reference(value: Any) -> str:
    """An id as it is written, given alone or in an object; empty where there is none."""
    id_ = value.get("id") if isinstance(value, dict) else value
    return id_ if isinstance(id_, str) else ""


def moment(value: Any) -> datetime | None:
    """A moment of a badge; None where it is none that can be read."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found.replace(tzinfo=found.tzinfo or UTC) if found else None


def text_of(value: Any) -> str:
    """A text in one line, cut where it is absurdly long; the first of several languages."""
    if isinstance(value, dict) and value:
        value = value.get("en") or next(iter(value.values()))
    if not isinstance(value, str):
        return ""
    # Without signs that show nothing or turn the writing around, and without what no database keeps.
    seen = "".join(" " if category(sign)[0] == "C" else sign for sign in value[: 4 * LONGEST_SAID])
    return " ".join(seen.split())[:LONGEST_SAID]


def _day(value: Any) -> date | None:
    """The day as it is written there, whatever the zone: that is the one printed elsewhere, too."""
    found = moment(value)
    return found.date() if found else None


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str)]


def _first(value: Any) -> Document:
    """An object, alone or as the first of a list."""
    if isinstance(value, list):
        value = value[0] if value else None
    return value if isinstance(value, dict) else {}


def _part(document: Document, name: str) -> Document:
    return _first(document.get(name))
