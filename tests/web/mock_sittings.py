"""Mock exams that are being sat: the addresses of their questions, and the right answers."""

from __future__ import annotations

from rxladder.learning.mock_exam import from_document
from rxladder.web.study.bank import question
from rxladder.web.study.models import MockExam
from tests.web.study_cards import right_form


def at(row: MockExam, place: int) -> str:
    return f"/study/mock/{row.id}/question/{place}/"


def right(row: MockExam, place: int) -> dict[str, str]:
    slot = from_document(row.state).form.slots[place]
    return right_form(question(slot.card, slot.seed))
