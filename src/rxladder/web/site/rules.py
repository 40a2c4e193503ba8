"""The packs that are in force, and what the web asks of them: names, and what there is to choose."""

from __future__ import annotations

import gc
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock

from django.conf import settings

from rxladder.facts.in_force import InForce, is_fresh, look
from rxladder.facts.load import CredentialRef, Packs
from rxladder.facts.pack import Pack
from rxladder.facts.states import STATES, state_name
from rxladder.rules.titles import full_title, short_title

_EVERY = 1.0
"""Seconds between two looks at the files of the installation's own corrections."""
_lock = Lock()
_known: list[tuple[InForce, float]] = []
_of_this_request: ContextVar[Packs | None] = ContextVar("packs", default=None)


def packs() -> Packs:
    """The rules to work with: the built-in ones, corrected by the installation's own.

    Within a request, and within a job, they are the same from its beginning to its end.
    """
    return _of_this_request.get() or in_force().packs


def in_force() -> InForce:
    """The rules as the files stand now, and what is wrong with these; a correction is seen within seconds."""
    if not _known:
        with _lock:
            if not _known:
                _known.append((look(settings.DATA), time.monotonic()))
    found, at = _known[0]
    if time.monotonic() - at < _EVERY or not _lock.acquire(blocking=False):
        return found
    try:
        if not is_fresh(found, settings.DATA, time.time()):
            found = look(settings.DATA, found)
            # As in `warm`: the collector of garbage has nothing to look for in rules.
            gc.freeze()
        _known[0] = found, time.monotonic()
    finally:
        _lock.release()
    return found


def one_set_of_rules(get_response):
    """A request keeps the rules that it began with, even if a correction comes in between."""

    def respond(request):
        with working_with(in_force().packs):
            return get_response(request)

    return respond


@contextmanager
def working_with(rules: Packs) -> Iterator[None]:
    """Inside, these are the rules to work with: those of before, or a correction on trial."""
    token = _of_this_request.set(rules)
    try:
        yield
    finally:
        _of_this_request.reset(token)


def begin_job(**_told: object) -> None:
    """A job keeps the rules that it begins with."""
    _of_this_request.set(in_force().packs)


def credential_name(credential_id: str) -> str:
    """A credential's full name: "Registered pharmacy technician, Texas"."""
    ref = packs().credentials.get(credential_id)
    return full_title(ref) if ref else credential_id


def short_name(credential_id: str) -> str:
    """Its name where there is little room: "Texas registration", "CPhT"."""
    ref = packs().credentials.get(credential_id)
    return short_title(ref) if ref else credential_id


def exam_name(exam_id: str) -> str:
    """An exam's name."""
    known = packs().vocabulary.exams.get(exam_id)
    return known.name if known else exam_id


def programme_name(programme_id: str) -> str:
    """A training programme's name."""
    known = packs().vocabulary.programmes.get(programme_id)
    return known.name if known else programme_id


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
