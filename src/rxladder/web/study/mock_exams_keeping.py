"""The clock of a mock exam, and storing it: after each answer, so that nothing is lost to a crash."""

from __future__ import annotations

import json
import secrets
from collections import Counter
from datetime import datetime, timedelta
from uuid import uuid5

from rxladder.facts.exam_outlines import outlines
from rxladder.learning.mock_exam import (
    Sitting,
    draw_form,
    from_document,
    hand_in,
    tick,
    to_document,
)
from rxladder.web.accounts.models import Person
from rxladder.web.site import clock
from rxladder.web.study.bank import cards
from rxladder.web.study.days import this_moment
from rxladder.web.study.keeping import Answered, keep
from rxladder.web.study.mock_exams_cards import pool
from rxladder.web.study.mock_exams_standing import told
from rxladder.web.study.models import MockExam

LONGEST_LOOK = timedelta(minutes=10)
"""Nobody looks at one question for longer: what goes beyond was a break, or a crash, and is not counted."""


def draw(person: Person, outline: str) -> MockExam:
    """A new exam, its clock running. Raises NotEnoughCardsError."""
    seen: Counter[str] = Counter()
    for cards_of_one in asked_before(person, outline):
        seen.update(cards_of_one)
    form = draw_form(outlines()[outline], pool(outline), secrets.randbelow(2**31), seen)
    state = to_document(Sitting(form))
    row = MockExam(person=person, outline=outline, state=state, begun_at=this_moment(person))
    row.running_since = clock.now()
    row.save()
    return row


def asked_before(person: Person, outline: str) -> list[list[str]]:
    """The cards of each mock exam so far, full or short."""
    told = MockExam.objects.visible_to(person).filter(outline=outline).order_by("created_at")
    return [[slot[0] for slot in state["slots"]] for state in told.values_list("state", flat=True)]


def is_away(row: MockExam, at: datetime) -> bool:
    """Whether the person left while the clock ran, so that it stopped by itself."""
    return row.running_since is not None and at - row.running_since > LONGEST_LOOK


def sitting_now(row: MockExam, at: datetime) -> Sitting:
    """The exam as it is at a moment, with the time that has run."""
    sitting = from_document(row.state)
    return tick(sitting, sitting.seconds + looked(row, at))


def looked(row: MockExam, at: datetime) -> int:
    """The seconds since the exam was stored last, as far as its clock ran."""
    if row.running_since is None:
        return 0
    gone = min(max(at - row.running_since, timedelta()), LONGEST_LOOK)
    return int(gone.total_seconds())


def store(row: MockExam, sitting: Sitting, at: datetime, running: bool = True) -> None:
    """Keep the exam as it is at a moment; its clock goes on from there, or stands."""
    row.state = to_document(sitting)
    row.running_since = at if running and not sitting.over else None
    row.save(update_fields=["state", "running_since", "changed_at"])
    if sitting.over and row.ended_at is None:
        _finish(row, sitting)


def end(row: MockExam, at: datetime) -> None:
    """Hand the exam in."""
    sitting = sitting_now(row, at)
    store(row, hand_in(sitting, sitting.seconds), at)


def _finish(row: MockExam, sitting: Sitting) -> None:
    """The exam is over: its answers are answers to cards, too, so that what was wrong comes again soon."""
    row.ended_at = this_moment(row.person)
    row.save(update_fields=["ended_at", "changed_at"])
    chance = told(row.person, outlines()[row.outline], row.ended_at).chance
    row.chance_low, row.chance_high = chance.low, chance.high
    row.save(update_fields=["chance_low", "chance_high", "changed_at"])
    found = []
    for place, reply in sorted(sitting.replies.items()):
        slot = sitting.form.slots[place]
        if slot.card in cards():
            given = json.loads(reply.given)
            id_ = uuid5(row.id, str(place))
            found.append(Answered(id_, slot.card, slot.seed, row.ended_at, reply.seconds, reply.right, given))
    keep(row.person, found)
