"""The packs, loaded once a process, and what the web asks of them: names, and what there is to choose."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from django.conf import settings

from rxladder.facts.installation import packs_in
from rxladder.facts.load import CredentialRef, Packs
from rxladder.facts.pack import Pack
from rxladder.facts.states import STATES, state_name
from rxladder.rules.titles import full_title, short_title


@cache
def packs() -> Packs:
    """The rules that this process works with: the built-in ones, corrected by the installation's own."""
    return packs_in(settings.DATA)


def credential_name(credential_id: str) -> str:
    """A credential's full name: "Registered pharmacy technician, Texas"."""
    ref = packs().credentials.get(credential_id)
    return full_title(ref) if ref else credential_id


def short_name(credential_id: str) -> str:
    """Its name where there is little room: "Texas registration", "CPhT"."""
    ref = packs().credentials.get(credential_id)
    return short_title(ref) if ref else credential_id


def jurisdictions() -> list[Pack]:
    """The packs of the states, by name."""
    found = [pack for pack in packs().packs.values() if pack.id in STATES]
    return sorted(found, key=lambda pack: state_name(pack.id))


def bodies() -> list[Pack]:
    """The packs of national bodies, by name."""
    found = [pack for pack in packs().packs.values() if pack.id not in STATES]
    return sorted(found, key=lambda pack: pack.name)


def state_choices() -> list[tuple[str, str]]:
    """Every state as a form offers it."""
    return [(pack.id, state_name(pack.id)) for pack in jurisdictions()]


def credential_choices(state: str, without: Collection[str] = ()) -> list[tuple[str, list[tuple[str, str]]]]:
    """Everything that can be held as a form offers it: `state` first, then national bodies, then the rest."""
    states = sorted(jurisdictions(), key=lambda pack: pack.id != state)
    groups = [
        (
            state_name(pack.id) if pack.id in STATES else pack.name,
            [(ref.id, full_title(ref)) for ref in holdable(pack) if ref.id not in without],
        )
        for pack in [*states[:1], *bodies(), *states[1:]]
    ]
    return [group for group in groups if group[1]]


def holdable(pack: Pack) -> list[CredentialRef]:
    """What a person can hold from an authority today, what lets one work first."""
    found = [packs().credentials[id_] for id_ in pack.credentials]
    kept = [
        ref for ref in found if ref.credential.status != "announced" and not ref.credential.issued_by_nobody
    ]
    return sorted(kept, key=lambda ref: not ref.credential.required_to_practise)
