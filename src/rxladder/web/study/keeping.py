"""Keeping answers: each counts once, in whatever order they come and however often they are sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from rxladder.learning import reviews as learning
from rxladder.learning.grades import Pace
from rxladder.learning.reviews import Grade, Memory
from rxladder.learning.schedule import Schedule
from rxladder.web.accounts.models import Person
from rxladder.web.site.records import one_at_a_time
from rxladder.web.study.models import CardMemory, FormPace, Refit, Review, Sitting

AT_ONCE = 500


@dataclass(frozen=True)
class Answered:
    """One answer as it comes in: judged, and with the id that the device gave it.

    Without a `grade` it gets one by the person's pace.
    """

    id: UUID
    card: str
    seed: int
    at: datetime
    seconds: float | None
    right: bool
    given: Any = None
    sitting: Sitting | None = None
    grade: Grade | None = None


def review_id(person: Person, id: UUID) -> UUID:
    """The id of the row that keeps a person's answer: nobody else's answer can have it."""
    return uuid5(person.id, str(id))


def keep(person: Person, answers: Sequence[Answered]) -> list[Review]:
    """Store what is not stored yet, and bring up to date what is remembered; the new rows, by time."""
    with one_at_a_time(person.id):
        ids = {review_id(person, answer.id): answer for answer in answers}
        known = set(Review.objects.kept_of(person).filter(id__in=ids).values_list("id", flat=True))
        new = sorted(
            ((answer.at, id_, answer) for id_, answer in ids.items() if id_ not in known),
            key=lambda item: item[:2],
        )
        rows = _graded(person, [(id_, answer) for _at, id_, answer in new])
        if rows:
            Review.objects.bulk_create(rows, batch_size=AT_ONCE)
            _remember(person, rows)
        return rows


def _graded(person: Person, new: Sequence[tuple[UUID, Answered]]) -> list[Review]:
    """The answers as rows, each with its grade by the person's pace before it."""
    paces = {
        row.form: row
        for row in FormPace.objects.visible_to(person).filter(form__in={form_of(a.card) for _i, a in new})
    }
    rows = []
    for id_, answer in new:
        form = form_of(answer.card)
        stored = paces.setdefault(form, FormPace(person=person, form=form))
        pace = Pace(stored.answers, stored.mean_log)
        grade = answer.grade or pace.grade(answer.right, answer.seconds)
        after = pace.after(answer.right, answer.seconds)
        stored.answers, stored.mean_log = after.answers, after.mean_log
        rows.append(_row(person, id_, answer, grade))
    FormPace.objects.bulk_create(
        paces.values(),
        update_conflicts=True,
        unique_fields=["person", "form"],
        update_fields=["answers", "mean_log"],
    )
    return rows


def _row(person: Person, id: UUID, answer: Answered, grade: Grade) -> Review:
    return Review(
        id=id,
        person=person,
        card=answer.card,
        seed=answer.seed,
        at=answer.at,
        seconds=answer.seconds,
        right=answer.right,
        grade=int(grade),
        given=answer.given,
        sitting=answer.sitting,
    )


def form_of(card: str) -> str:
    """The form of a card's question: the first part of its id."""
    return card.partition("/")[0]


def _remember(person: Person, rows: Iterable[Review]) -> None:
    """Let the memories of some cards follow new answers; one that came late has its card's replayed."""
    schedule = schedule_of(person)
    by_card: dict[str, list[Review]] = {}
    for row in rows:
        by_card.setdefault(row.card, []).append(row)
    stored = {row.card: row for row in CardMemory.objects.visible_to(person).filter(card__in=by_card)}
    found, late = {}, []
    for card, new in by_card.items():
        before = memory_of(stored[card]) if card in stored else None
        if before is not None and new[0].at < before.last:
            late.append(card)
            continue
        for row in new:
            before = schedule.answer(before, Grade(row.grade), row.at)
        found[card] = before
    if late:
        told = Review.objects.visible_to(person).filter(card__in=late).order_by("at", "id")
        found |= schedule.replay(as_learned(told))
    store_memories(person, found)


def memory_of(row: CardMemory) -> Memory:
    """What a row keeps, as the schedule knows it."""
    return Memory(row.stability, row.difficulty, row.last, row.due)


def store_memories(person: Person, found: dict[str, Any]) -> None:
    """Keep the memories of some cards, in the place of what was kept."""
    CardMemory.objects.bulk_create(
        [
            CardMemory(
                person=person,
                card=card,
                stability=m.stability,
                difficulty=m.difficulty,
                last=m.last,
                due=m.due,
            )
            for card, m in found.items()
        ],
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["person", "card"],
        update_fields=["stability", "difficulty", "last", "due"],
    )


def as_learned(rows: Iterable[Review]) -> list[learning.Review]:
    """Rows as the schedule knows them."""
    return [
        learning.Review(str(row.id), row.card, row.at, Grade(row.grade), row.right, row.seconds)
        for row in rows
    ]


def history_of(person: Person) -> list[learning.Review]:
    """A person's whole history, the oldest first; straight from the table."""
    names = ("id", "card", "at", "grade", "right", "seconds")
    told = Review.objects.visible_to(person).order_by("at", "id").values_list(*names)
    return [
        learning.Review(str(id_), card, at, Grade(grade), right, seconds)
        for id_, card, at, grade, right, seconds in told.iterator(chunk_size=20_000)
    ]


def remember_anew(person: Person) -> None:
    """Work out all memories and paces from the whole history: after an import, an undo or a refit."""
    history = history_of(person)
    CardMemory.objects.visible_to(person).delete()
    FormPace.objects.visible_to(person).delete()
    store_memories(person, schedule_of(person).replay(history))
    paces: dict[str, Pace] = {}
    for review in history:
        form = form_of(review.card)
        paces[form] = paces.get(form, Pace()).after(review.right, review.seconds)
    FormPace.objects.bulk_create(
        [
            FormPace(person=person, form=form, answers=p.answers, mean_log=p.mean_log)
            for form, p in paces.items()
        ]
    )


def schedule_of(person: Person) -> Schedule:
    """The schedule by which a person's cards come again: the one fitted to them if they use it."""
    fitted = Refit.objects.visible_to(person).filter(used=True).order_by("-created_at").first()
    return Schedule(tuple(fitted.parameters)) if fitted else Schedule()
