"""What to do next, by when, and why: an audit as steps, in the order of what one would regret missing.

`steps` tells what a step is and which comes first, `holding_steps` has those of each holding, `step_words`
puts them into words.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rxladder.career.record import Career
from rxladder.facts.load import Packs
from rxladder.rules import step_words
from rxladder.rules.eligibility import eligible
from rxladder.rules.holding_steps import steps_of_holdings
from rxladder.rules.let_go import steps_of_let_go
from rxladder.rules.reporting import known_lost, to_ask, watch
from rxladder.rules.result import Audit
from rxladder.rules.sources import source_note
from rxladder.rules.steps import Step, Urgency, in_order


def next_steps(career: Career, audit: Audit, packs: Packs, on: date) -> tuple[Step, ...]:
    """The steps for one person on a day, the one that would be regretted most first."""
    steps = [*_right_to_work(career, audit, packs, on)]
    steps += steps_of_holdings(audit.holdings, packs, on)
    steps += steps_of_let_go(career, audit, packs)
    steps += _transcript(career, on)
    steps += _goals(career, packs, on)
    return in_order(steps, on)


def _right_to_work(career: Career, audit: Audit, packs: Packs, on: date) -> Iterator[Step]:
    pack = packs.packs.get(career.person.state or "")
    if pack is None:
        return
    # What has lapsed has a step of its own, unless it was let go; what is issued only later lets nobody
    # work now.
    gone = {one.holding for one in audit.holdings if one.status == "lapsed" and one.holding.let_go(on)}
    held = {
        one.credential
        for one in career.holdings
        if one not in gone and (one.issued is None or one.issued <= on)
    }
    held |= {other for id_ in held for other in _counts_as(packs, id_)}
    for group in pack.asked_of_all:
        if held & {*group}:
            continue
        refs = [packs.credentials[id_] for id_ in group if id_ in packs.credentials]
        words = step_words.to_work(pack.id, refs)
        yield Step(
            kind="right-to-work",
            act="get",
            what=words.what,
            why=words.why,
            urgency="now",
            source=source_note(refs[0], refs[0].credential.sources or tuple(pack.sources)) if refs else None,
            authority=pack.id,
        )


def _counts_as(packs: Packs, credential: str) -> tuple[str, ...]:
    ref = packs.credentials.get(credential)
    return ref.credential.counts_as if ref else ()


def _transcript(career: Career, on: date) -> Iterator[Step]:
    found = watch(career.credits, on)
    ask = to_ask(found, on)
    if ask:
        words = step_words.not_in_transcript(ask)
        urgency: Urgency = "now" if any(item.stage == "last-days" for item in ask) else "soon"
        by, source = ask[0].last_day, ask[0].source
        yield Step("money", "transcript", words.what, words.why, urgency, by=by, source=source)
    lost = known_lost(found)
    if lost:
        words = step_words.lost_to_transcript(lost)
        yield Step("money", "transcript", words.what, words.why, "soon", source=lost[0].source)


def _goals(career: Career, packs: Packs, on: date) -> Iterator[Step]:
    held = {holding.credential for holding in career.holdings}
    for goal in career.goals:
        if goal.path is not None:
            continue  # its own steps tell more
        if goal.credential is None or goal.credential in held or goal.credential not in packs.credentials:
            continue
        ref = packs.credentials[goal.credential]
        found = eligible(career, packs, ref.id, on)
        if found.eligible is not True and found.earliest is None:
            continue
        now = found.eligible is True
        words = step_words.aim(goal, ref, now=now)
        yield Step(
            kind="goal",
            act="read",
            what=words.what,
            why=words.why,
            urgency="later",
            by=goal.by if now else None,
            from_=None if now else found.earliest,
            source=source_note(ref, (*ref.credential.sources, *ref.pack.sources)),
            authority=ref.pack.id,
            credential=ref.id,
        )
