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

# Two bodies give the same letters.
_ALIKE = {"nha-cpht": "CPhT (NHA)"}


def full_title(ref: CredentialRef) -> str:
    """A credential's title, with its state: "Registered pharmacy technician, Texas"."""
    title, state = ref.credential.title, state_name(ref.pack.id)
    if ref.pack.id not in STATES or state in title:
        return title
    return f"{title}, {state}"


def short_title(ref: CredentialRef) -> str:
    """A name for little room: "Texas registration", "CPhT"."""
    if ref.pack.id not in STATES:
        return _ALIKE.get(ref.id) or ref.credential.abbreviation or ref.credential.title
    kind, state = ref.credential.kind, state_name(ref.pack.id)
    twins = sum(other.kind == kind for other in ref.pack.credentials.values())
    if twins == 1 and ref.credential.required_to_practise:
        return _(_KINDS[kind]).format(state=state)
    title = _without_brackets(ref.credential.title)
    return title if state in title else f"{title}, {state}"


def _without_brackets(title: str) -> str:
    return title.partition("(")[0].strip() or title
