"""What a person has decided not to renew: nothing is asked about it, but what rests on it is told once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from rxladder.career.record import Career, Holding
from rxladder.facts.load import CredentialRef, Packs
from rxladder.facts.states import STATES
from rxladder.rules.audit import audit as audit_of
from rxladder.rules.conditions import truth
from rxladder.rules.context import Context
from rxladder.rules.result import Audit
from rxladder.rules.sources import source_note
from rxladder.rules.step_words import rests_on
from rxladder.rules.steps import Step, urgency_of


def pursued(
    career: Career, audit: Audit, steps: Sequence[Step], packs: Packs
) -> tuple[Audit, tuple[Step, ...]]:
    """The audit of what the person means to keep, and the steps with their places in it."""
    stay = [place for place, one in enumerate(audit.holdings) if not one.holding.let_go(audit.on)]
    if len(stay) == len(audit.holdings):
        return audit, tuple(steps)
    kept = replace(career, holdings=tuple(audit.holdings[place].holding for place in stay))
    moved = {old: new for new, old in enumerate(stay)}
    mine = [
        replace(step, holding=moved.get(step.holding)) if step.holding is not None else step for step in steps
    ]
    return audit_of(kept, packs, audit.on), tuple(mine)


def steps_of_let_go(career: Career, audit: Audit, packs: Packs) -> Iterator[Step]:
    """For each that is not renewed and on which the right to work rests: until when."""
    for place, found in enumerate(audit.holdings):
        term = found.term
        if term is None or found.status == "lapsed" or not found.holding.let_go(audit.on):
            continue
        ref = packs.credentials[found.holding.credential]
        for state, licence in _resting(found.holding, ref, career, packs, audit.on):
            words = rests_on(ref, licence, state, term.ends)
            yield Step(
                kind="right-to-work",
                act="read",
                what=words.what,
                why=words.why,
                urgency=urgency_of("right-to-work", term.ends, audit.on),
                by=term.ends,
                source=source_note(licence or ref, _sources(licence or ref)),
                authority=state,
                credential=ref.id,
                holding=place,
            )


def _sources(ref: CredentialRef) -> tuple[str, ...]:
    return (*ref.credential.sources, *ref.pack.sources)


def _resting(
    holding: Holding, ref: CredentialRef, career: Career, packs: Packs, on: date
) -> Iterator[tuple[str, CredentialRef | None]]:
    """The state where one may not work without it, and the licence there that asks for it, if one does."""
    state = career.person.state or (ref.pack.id if ref.pack.id in STATES and ref.lets_work else "")
    pack = packs.packs.get(state)
    if pack is None:
        return
    stay = [one for one in career.holdings if _stays(one, packs, on)]
    having = {id_ for one in stay for id_ in _counts(one, packs)}
    mine = set(_counts(holding, packs))
    if any(mine & {*group} and not having & {*group} for group in pack.asked_of_all):
        yield state, None
        return
    without = replace(career, holdings=tuple(stay))
    with_it = replace(career, holdings=(*stay, holding))
    for one in stay:
        licence = packs.credentials[one.credential]
        keeps = licence.credential.keeps
        if licence.pack.id != state or not licence.lets_work or keeps is None:
            continue
        told = [truth(keeps, Context(each, packs, on, state, licence.id, one)) for each in (with_it, without)]
        if told[0] is not False and told[1] is False:
            yield state, licence
            return


def _stays(holding: Holding, packs: Packs, on: date) -> bool:
    return holding.credential in packs.credentials and not holding.let_go(on) and not _over(holding, on)


def _over(holding: Holding, on: date) -> bool:
    return holding.expires is not None and holding.expires < on


def _counts(holding: Holding, packs: Packs) -> tuple[str, ...]:
    ref = packs.credentials.get(holding.credential)
    return (holding.credential, *(ref.credential.counts_as if ref else ()))
