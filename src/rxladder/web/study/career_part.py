"""What a person studies as the career file has it, and the tables that keep it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from fractions import Fraction

from rxladder.career import studies as record
from rxladder.career.studies import GRADES, USUAL_A_DAY, Studies, StudyAnswer
from rxladder.web.accounts.models import Person
from rxladder.web.site.career_parts import CareerPart
from rxladder.web.site.records import Record
from rxladder.web.study.keeping import remember_anew
from rxladder.web.study.mock_exams_career import mock_exam_rows, stored_mock_exams
from rxladder.web.study.models import MockExam, OwnCard, Preparation, Refit, Review


def stored_studies(person: Person) -> Studies | None:
    """All that a person studies and answered; three queries. None where there is nothing."""
    row = Preparation.objects.visible_to(person).first()
    fitted = Refit.objects.visible_to(person).filter(used=True).order_by("-created_at").first()
    found = Studies(
        exam=row.exam if row else None,
        date=row.day if row else None,
        hours_per_week=row.hours_per_week if row else None,
        questions_per_day=row.daily_limit if row else USUAL_A_DAY,
        parameters=tuple(round(one, 4) for one in fitted.parameters) if fitted else (),
        reviews=_answers(person),
        mock_exams=stored_mock_exams(person),
        own_cards=tuple(
            record.OwnCard(row.card, row.front, row.back, row.deck, tuple(row.tags))
            for row in OwnCard.objects.visible_to(person)
        ),
    )
    return found if found != Studies() else None


def _answers(person: Person) -> dict[str, tuple[StudyAnswer, ...]]:
    names = ("card", "at", "grade", "seconds", "seed", "given")
    told = Review.objects.visible_to(person).order_by("card", "at", "place", "id").values_list(*names)
    found: dict[str, list[StudyAnswer]] = {}
    for card, at, grade, seconds, seed, given in told.iterator(chunk_size=20_000):
        exact = None if seconds is None else Fraction(str(round(seconds, 3)))
        line = StudyAnswer(at, GRADES[grade - 1], exact, seed, json.dumps(given))
        found.setdefault(card, []).append(line)
    return {card: tuple(answers) for card, answers in found.items()}


def _rows(studies: Studies | None) -> Iterable[list[Record]]:
    if studies is None:
        return
    if studies.exam:
        yield [
            Preparation(
                exam=studies.exam,
                day=studies.date,
                hours_per_week=studies.hours_per_week,
                daily_limit=studies.questions_per_day,
            )
        ]
    if studies.parameters:
        yield [Refit(state=Refit.State.BETTER, parameters=list(studies.parameters), used=True)]
    yield mock_exam_rows(studies.mock_exams)
    yield [
        OwnCard(card=one.id, front=one.front, back=one.back, deck=one.deck, tags=list(one.tags))
        for one in studies.own_cards
    ]
    yield [_review(card, answer) for card, answers in studies.reviews.items() for answer in answers]


def _review(card: str, answer: StudyAnswer) -> Review:
    return Review(
        card=card,
        at=answer.at,
        grade=GRADES.index(answer.grade) + 1,
        right=answer.grade != "again",
        seconds=None if answer.seconds is None else float(answer.seconds),
        seed=answer.seed,
        given=json.loads(answer.given),
    )


STUDY = CareerPart(
    "study", (Preparation, Refit, MockExam, OwnCard, Review), stored_studies, _rows, changed=remember_anew
)
