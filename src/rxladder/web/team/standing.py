"""How each member stands, worked out once for a record, a day, the rules and a language, and kept.

A page never works out many at once: it takes what is kept, says of what day that is where it is not of today,
and leaves the rest to a job. A few it works out itself, within a time.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.utils import translation
from django.utils.translation import get_language

from rxladder.facts.language import speaking
from rxladder.facts.of_them import speaking_of_them
from rxladder.rules.audit import audit as audit_of_them
from rxladder.rules.next_steps import next_steps
from rxladder.rules.team_compliance import (
    CredentialStanding,
    NextStep,
    credential_standings,
    other_steps,
    tells_nothing,
)
from rxladder.web.accounts.models import Person
from rxladder.web.plan.dates import asked_for
from rxladder.web.site import clock
from rxladder.web.site.answer import career_of
from rxladder.web.site.rules import packs
from rxladder.web.site.templatetags.words import status_words
from rxladder.web.team.models import KeptStanding, TeamMember
from rxladder.web.team.sharing import person_who_shares, sharing

SECONDS, SECONDS_FOR_FEW, FEW = 0.05, 1.0, 40
"""As long as a page may work out what is not kept yet; of a small team it may work out nearly all."""
MOST_READ = 20_000
_lock = Lock()
_read: OrderedDict[Key, Answer] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a member's record comes to on a day: each credential with its words, and what else to get.

    `empty` tells that nothing is in the record, so that nothing is known.
    """

    on: date
    credentials: tuple[tuple[CredentialStanding, str], ...]
    others: tuple[NextStep, ...]
    empty: bool


@dataclass(frozen=True, slots=True)
class Stand:
    """A member with their answer. `current` tells that nothing changed since; None is not worked out yet."""

    member: TeamMember
    answer: Answer | None
    current: bool


def stands(viewer: TeamMember, seconds: float | None = None) -> list[Stand]:
    """How everyone stands who shares that with the viewer; what is not kept is worked out for so long."""
    members = sharing(viewer, "compliance")
    if seconds is None:
        seconds = SECONDS_FOR_FEW if len(members) <= FEW else SECONDS
    keys = _keys(row.person_id for row in members)
    until = time.monotonic() + seconds
    current = set()
    for member in members:
        key = keys.get(member.person_id)
        if key is not None and _is_current(key, member.person):
            current.add(member.person_id)
        elif time.monotonic() < until:
            keys[member.person_id] = work_out(member.person)
            current.add(member.person_id)
    answers = _answers(keys.values())
    return [Stand(one, answers.get(one.person_id), one.person_id in current) for one in members]


def stand_of(viewer: TeamMember, member: TeamMember) -> Stand:
    """How one member stands, as of now; NotShared where they do not share it."""
    person = person_who_shares(viewer, member, "compliance")
    key = _keys([person.id]).get(person.id)
    if key is None or not _is_current(key, person):
        key = work_out(person)
    return Stand(member, _answers([key])[person.id], current=True)


class Key(NamedTuple):
    """What a kept answer rests on."""

    person: UUID
    language: str
    revision: int
    on: date
    packs: str


def _keys(people: Iterable[UUID]) -> dict[UUID, Key]:
    rows = KeptStanding.objects.filter(person__in=list(people), language=get_language() or "en")
    return {key.person: key for key in map(Key._make, rows.values_list(*Key._fields))}


def _is_current(key: Key, person: Person) -> bool:
    return key.revision == person.revision and key.packs == packs().hash and key.on == clock.today(person)


# --- Working it out


def work_out(person: Person) -> Key:
    """Work a person's standing out as of today, in the language spoken, and keep it."""
    if person.get_deferred_fields():
        person = Person.objects.filter(id=person.id)[0]
    request = asked_for(person, clock.today(person))
    with speaking_of_them():
        career = career_of(request)
        audit = audit_of_them(career, packs(), request.on)
        steps = () if tells_nothing(career) else next_steps(career, audit, packs(), request.on)
        told = [status_words(found) for found in audit.holdings]
    found = credential_standings(audit, steps, request.on)
    document = {
        "credentials": [_document(one, told[one.position]) for one in found],
        "others": [_step_document(step) for step in other_steps(steps)],
        "empty": tells_nothing(career),
    }
    values = {"revision": person.revision, "on": request.on, "packs": packs().hash}
    values["answer"] = orjson.dumps(document).decode()
    rows = KeptStanding.objects.visible_to(person)
    language = get_language() or "en"
    rows.update_or_create(language=language, defaults=values, create_defaults=values | {"person": person})
    return Key(person.id, language, person.revision, request.on, packs().hash)


def _document(one: CredentialStanding, words: str) -> dict[str, Any]:
    steps = [_step_document(step) for step in one.steps]
    return {
        "position": one.position,
        "credential": one.credential,
        "status": one.status,
        "words": words,
        "ends": one.ends,
        "due": one.due,
        "filed": one.filed,
        "only_ends": one.only_ends,
        "not_renewing": one.not_renewing,
        "steps": steps,
    }


def _step_document(step: NextStep) -> dict[str, Any]:
    return {"what": step.what, "why": step.why, "by": step.by}


# --- Reading it


def _answers(keys: Iterable[Key]) -> dict[UUID, Answer]:
    """The answers behind some keys; only what this process has not read yet comes from the database."""
    wanted = list(keys)
    with _lock:
        known = {key: _read[key] for key in wanted if key in _read}
    missing = [key.person for key in wanted if key not in known]
    if missing:
        languages = {key.language for key in wanted}
        rows = KeptStanding.objects.filter(person__in=missing, language__in=languages)
        for *key, answer in rows.values_list(*Key._fields, "answer"):
            known[Key._make(key)] = _read_answer(key[3], answer)
    with _lock:
        for one, found in known.items():
            _read[one] = found
            _read.move_to_end(one)
        while len(_read) > MOST_READ:
            _read.popitem(last=False)
    return {key.person: found for key, found in known.items()}


def _read_answer(on: date, text: str) -> Answer:
    document = orjson.loads(text)
    credentials = tuple((_standing(one), one["words"]) for one in document["credentials"])
    others = tuple(_step(one) for one in document["others"])
    return Answer(on, credentials, others, document.get("empty", False))


def _standing(told: dict[str, Any]) -> CredentialStanding:
    return CredentialStanding(
        told["position"],
        told["credential"],
        told["status"],
        _day(told["ends"]),
        _day(told["due"]),
        told["filed"],
        tuple(_step(step) for step in told["steps"]),
        told.get("only_ends", False),
        told.get("not_renewing", False),
    )


def _step(told: dict[str, Any]) -> NextStep:
    return NextStep(told["what"], told["why"], _day(told["by"]))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


# --- The job


def refresh() -> str:
    """What the queue runs: work out whatever of any team's members is not as of today any more."""
    count = 0
    for code, person in _stale():
        with translation.override(code), speaking(code):
            work_out(person)
        count += 1
    return f"{count} worked out"


def _stale() -> Iterator[tuple[str, Person]]:
    rows = TeamMember.objects.filter(left_at=None, deleted_at=None, shares__icontains="compliance")
    people: dict[UUID, Person] = {row.person_id: row.person for row in rows.select_related("person")}
    kept = KeptStanding.objects.filter(person__in=people).values_list(*Key._fields)
    languages: dict[UUID, list[Key]] = {}
    for key in map(Key._make, kept):
        languages.setdefault(key.person, []).append(key)
    for id_, person in people.items():
        mine: Sequence[Key] = languages.get(id_, ())
        if not mine:
            yield get_language() or "en", person
        for row in mine:
            if not _is_current(row, person):
                yield row.language, person
