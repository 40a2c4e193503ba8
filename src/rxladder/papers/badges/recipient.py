"""Whether a badge was given to the person with an e-mail address. Most badges carry it as a hash only."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rxladder.facts.language import gettext as _
from rxladder.papers.badges.claims import Document, body_of
from rxladder.papers.badges.result import Finding, Version

_HASHES = frozenset({"sha256", "md5"})


def judge_recipient(document: Document, version: Version, emails: Sequence[str]) -> Finding:
    """Whether one of the addresses is the one that the badge was given to; unknown where none can tell."""
    found = list(_in_2(document) if version == "2.0" else _in_3(document))
    mine = [email.strip() for email in emails if email.strip()]
    if not found:
        text = _("It was given to a key or a name, not to an email address, so this cannot be compared.")
        return Finding("recipient", "unknown", text)
    if not mine:
        text = _("It was given to an email address. Say which one is yours, and it can be compared.")
        return Finding("recipient", "unknown", text)
    if any(_same(identity, email) for identity in found for email in mine):
        return Finding("recipient", "good", _("It was given to your email address."))
    text = _("It was given to an email address other than {email}.").format(email=", ".join(mine))
    return Finding("recipient", "bad", text)


Identity = tuple[str, str, bool]
"""The address or its hash, the salt, and whether it is a hash."""


def _in_2(document: Document) -> Iterator[Identity]:
    recipient = document.get("recipient")
    if isinstance(recipient, dict) and recipient.get("type", "email") == "email":
        yield from _identity(recipient, "identity")


def _in_3(document: Document) -> Iterator[Identity]:
    subject = body_of(document).get("credentialSubject")
    subject = subject[0] if isinstance(subject, list) and subject else subject
    if not isinstance(subject, dict):
        return
    id_ = subject.get("id")
    if isinstance(id_, str) and id_.lower().startswith("mailto:"):
        yield id_[len("mailto:") :], "", False
    identifiers = subject.get("identifier")
    for one in identifiers if isinstance(identifiers, list) else [identifiers]:
        if isinstance(one, dict) and one.get("identityType") in ("emailAddress", "email"):
            yield from _identity(one, "identityHash")


def _identity(found: Mapping[str, Any], name: str) -> Iterator[Identity]:
    value, salt = found.get(name), found.get("salt") or ""
    if isinstance(value, str) and isinstance(salt, str):
        yield value, salt, found.get("hashed") is True or "$" in value


def _same(identity: Identity, email: str) -> bool:
    value, salt, hashed = identity
    if not hashed:
        return value.casefold() == email.casefold()
    kind, _dollar, digest = value.partition("$")
    if kind not in _HASHES:
        return False
    # Issuers hash an address as it was typed, or in small letters.
    texts = {email, email.lower()}
    return any(hashlib.new(kind, (text + salt).encode()).hexdigest() == digest.lower() for text in texts)
