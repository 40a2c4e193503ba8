"""Mock exams as the career file has them, and as they are stored."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from types import MappingProxyType

from rxladder.career.mock_exams import MockExamTaken, MockQuestion
from rxladder.learning.mock_exam import Form, Reply, Sitting, Slot, from_document, to_document
from rxladder.web.accounts.models import Person
from rxladder.web.site.records import Record
from rxladder.web.study.models import MockExam


def stored_mock_exams(person: Person) -> tuple[MockExamTaken, ...]:
    """A person's mock exams, the first one begun first."""
    return tuple(taken_of(row) for row in MockExam.objects.visible_to(person))


def taken_of(row: MockExam) -> MockExamTaken:
    """The record that a row keeps."""
    sitting = from_document(row.state)
    low, high = row.chance_low, row.chance_high
    return MockExamTaken(
        outline=row.outline,
        begun=_text(row.begun_at),
        seed=sitting.form.seed,
        allowed=sitting.form.seconds,
        questions=tuple(_question(sitting, place) for place in range(len(sitting.form.slots))),
        kind="short" if row.kind == MockExam.Kind.SHORT else "full",
        ended=_text(row.ended_at) if row.ended_at else None,
        seconds=sitting.seconds,
        at=sitting.at,
        chance=None if low is None or high is None else (round(low, 4), round(high, 4)),
    )


def _question(sitting: Sitting, place: int) -> MockQuestion:
    slot, reply = sitting.form.slots[place], sitting.replies.get(place)
    asked = MockQuestion(slot.card, slot.seed, slot.domain, slot.scored, place in sitting.flags)
    if reply is None:
        return asked
    return MockQuestion(
        slot.card,
        slot.seed,
        slot.domain,
        slot.scored,
        asked.flagged,
        reply.right,
        min(reply.seconds, 99_999),
        reply.given,
    )


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def mock_exam_rows(taken: Iterable[MockExamTaken]) -> list[Record]:
    """The rows of mock exams, without their person; the clock of an open one stands."""
    return [_row(one) for one in taken]


def _row(one: MockExamTaken) -> MockExam:
    slots = tuple(Slot(each.card, each.seed, each.domain, each.scored) for each in one.questions)
    replies = {
        place: Reply(each.given, each.right, each.seconds)
        for place, each in enumerate(one.questions)
        if each.right is not None
    }
    sitting = Sitting(
        form=Form(one.outline, one.seed, slots, one.allowed),
        replies=MappingProxyType(replies),
        flags=frozenset(place for place, each in enumerate(one.questions) if each.flagged),
        seconds=one.seconds,
        at=one.at,
        over=one.ended is not None,
    )
    return MockExam(
        outline=one.outline,
        kind=one.kind,
        state=to_document(sitting),
        begun_at=datetime.fromisoformat(one.begun),
        ended_at=datetime.fromisoformat(one.ended) if one.ended else None,
        chance_low=one.chance[0] if one.chance else None,
        chance_high=one.chance[1] if one.chance else None,
    )
