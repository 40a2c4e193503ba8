"""What a credential is called where a person reads it."""

from __future__ import annotations

from rxladder.facts.language import gettext as _
from rxladder.facts.language import noop
from rxladder.facts.load import CredentialRef
from rxladder.facts.states import STATES, state_name

_KINDS = {
    "licence": noop("{state} licence"),
    "registration": noop("{state} registration"),
    "permit": noop("{state} permit"),
    "certification": noop("{state} certification"),
    "certificate": noop("{state} certificate"),
    "trainee-registration": noop("{state} trainee registration"),
    "training": noop("{state} training"),
}
_LONG = 34


def full_title(ref: CredentialRef) -> str:
    """A credential's title, with its state: "Registered pharmacy technician, Texas"."""
    title, state = ref.credential.title, state_name(ref.pack.id)
    if ref.pack.id not in STATES or state in title:
        return title
    return f"{title}, {state}"


def short_title(ref: CredentialRef) -> str:
    """A name for little room: "Texas registration", "CPhT"."""
    if ref.pack.id not in STATES:
        return ref.credential.abbreviation or ref.credential.title
    kind = ref.credential.kind
    twins = sum(other.kind == kind for other in ref.pack.credentials.values())
    if twins == 1:
        return _(_KINDS[kind]).format(state=state_name(ref.pack.id))
    full = full_title(ref)
    return full if len(full) <= _LONG else _cut(ref.credential.title)


def _cut(title: str) -> str:
    """The start of a long title, up to its first bracket or comma."""
    for mark in ("(", ","):
        head, found, _rest = title.partition(mark)
        if found:
            title = head.strip()
    return title
