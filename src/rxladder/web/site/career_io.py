"""Between the database and the career: what is stored becomes a `Career`, and a `Career` is stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, cast

from django.db import transaction
from django.utils import timezone

from rxladder.career import record
from rxladder.web.accounts.models import Answer, Person, Work
from rxladder.web.certifications.models import EarlierTerm, ExamTaken, Holding, Override, Training
from rxladder.web.education.models import Credit
from rxladder.web.plan.models import Goal
from rxladder.web.site.records import Record

# Everything that belongs to a person's record; a holding comes before what hangs on it.
RECORDS: tuple[type[Record], ...] = (
    Answer,
    Work,
    Holding,
    EarlierTerm,
    Override,
    Training,
    ExamTaken,
    Credit,
    Goal,
)


def export_career(person: Person, held: Iterable[Holding] | None = None) -> record.Career:
    """A person's whole record as the engines and the career file know it; nine queries at most.

    `held` are the holdings where they are at hand already.
    """
    held = Holding.objects.visible_to(person) if held is None else held
    return record.Career(
        person=record.Person(person.name, person.birthday, person.state or None, person.time_zone or None),
        facts=_facts(Answer.objects.visible_to(person)),
        holdings=_holdings(person, held),
        credits=tuple(_credit(row) for row in Credit.objects.visible_to(person)),
        trainings=tuple(
            record.Training(row.programme, row.started, row.completed, row.hours)
            for row in Training.objects.visible_to(person)
        ),
        exams=tuple(
            record.ExamTaken(row.exam, row.date, row.passed, row.score)
            for row in ExamTaken.objects.visible_to(person)
        ),
        experience=tuple(_work(row) for row in Work.objects.visible_to(person)),
        availability=record.Availability(person.study_hours_per_week, person.budget_usd_per_month),
        goals=tuple(
            record.Goal(row.role or None, row.credential or None, row.workplace or None, row.by)
            for row in Goal.objects.visible_to(person)
        ),
        overrides=tuple(_override(row) for row in Override.objects.visible_to(person)),
        reserved=person.reserved,
    )


def _facts(answers: Iterable[Answer]) -> dict[str, record.Answer]:
    facts: dict[str, record.Answer] = {}
    for row in answers:
        if row.value is None:
            continue
        value = read_answer(row.value)
        if row.authority:
            by_authority = facts.setdefault(row.question, {})
            if isinstance(by_authority, dict):
                by_authority[row.authority] = value
        else:
            facts[row.question] = value
    return facts


def read_answer(stored: Any) -> record.Answer:
    """An answer as it was given: JSON has neither dates nor tuples."""
    match stored:
        case {"date": day}:
            return date.fromisoformat(day)
        case list():
            return tuple(stored)
        case _:
            return stored


def stored_answer(value: Any) -> Any:
    """An answer as JSON keeps it."""
    match value:
        case date():
            return {"date": value.isoformat()}
        case tuple() | list():
            return list(value)
        case _:
            return value


def _holdings(person: Person, held: Iterable[Holding]) -> tuple[record.Holding, ...]:
    terms: dict[object, list[record.HeldTerm]] = {}
    for row in EarlierTerm.objects.visible_to(person).defer("receipt"):
        terms.setdefault(row.holding_id, []).append(record.HeldTerm(row.starts, row.ends))
    return tuple(
        record.Holding(
            credential=row.credential,
            issued=row.issued,
            expires=row.expires,
            number=row.number,
            filed=row.filed,
            terms=tuple(terms.get(row.id, ())),
            held_without_break_since=row.held_without_break_since,
            probation_until=row.probation_until,
        )
        for row in held
    )


def _credit(row: Credit) -> record.Credit:
    return record.Credit(
        date=row.date,
        hours=row.hours,
        title=row.title,
        uan=row.uan or None,
        topic=row.topic or None,
        format=row.format or None,
        audience=row.audience or None,
        accreditation=row.accreditation or None,
        jurisdiction=row.jurisdiction or None,
        course=row.course or None,
        activity=row.activity or None,
        provider=row.provider,
        status=cast(record.CreditStatus, row.status),
        cost_usd=row.cost_usd,
        paid_by=row.paid_by,
    )


def _work(row: Work) -> record.Work:
    return record.Work(
        role=row.role,
        from_=row.began,
        to=row.ended,
        workplace=row.workplace or None,
        hours_per_week=row.hours_per_week,
        state=row.state or None,
        employer=row.employer,
    )


def _override(row: Override) -> record.Override:
    return record.Override(
        credential=row.credential,
        told_on=row.told_on,
        evidence=row.evidence,
        clause=row.clause or None,
        waived=row.waived,
        needed=row.needed,
        extra_hours=row.extra_hours,
        until=row.until,
    )


@transaction.atomic
def import_career(person: Person, career: record.Career) -> datetime:
    """Put a career in the place of what is stored, whole or not at all; the moment returned undoes it."""
    at = timezone.now()
    for model in RECORDS:
        model.objects.visible_to(person).delete_softly(at)
    _store_person(person, career, at)
    for rows in _rows(person, career):
        for place, row in enumerate(rows):
            row.person, row.place, row.created_at = person, place, at
        if rows:
            type(rows[0]).objects.bulk_create(rows)
    return at


@transaction.atomic
def undo_import(person: Person, at: datetime) -> bool:
    """Bring back what the last import replaced; False where that was not at this moment."""
    before = person.before_import
    if not before or before.pop("at") != at.isoformat():
        return False
    now = timezone.now()
    for model in RECORDS:
        model.objects.visible_to(person).filter(created_at__gte=at).delete_softly(now)
    for model in RECORDS:
        model.objects.deleted_by(person).filter(deleted_at=at).update(deleted_at=None)
    for name, text in before.items():
        setattr(person, name, text if name == "reserved" else _column(name).to_python(text))
    person.before_import = None
    person.save()
    return True


PROFILE = (
    "name",
    "birthday",
    "state",
    "time_zone",
    "study_hours_per_week",
    "budget_usd_per_month",
    "reserved",
)


def _column(name: str) -> Any:
    return Person._meta.get_field(name)


def _store_person(person: Person, career: record.Career, at: datetime) -> None:
    about = career.person
    kept = {name: _column(name).value_to_string(person) for name in PROFILE[:-1]}
    kept = {name: None if text in ("", "None") else text for name, text in kept.items()}
    texts = {name: kept[name] or "" for name in ("name", "state", "time_zone")}
    person.before_import = kept | texts | {"reserved": person.reserved, "at": at.isoformat()}
    person.name, person.birthday = about.name, about.birthday
    person.state, person.time_zone = about.state or "", about.time_zone or ""
    person.study_hours_per_week = career.availability.study_hours_per_week
    person.budget_usd_per_month = career.availability.budget_usd_per_month
    person.reserved = dict(career.reserved)
    person.save()


def _rows(person: Person, career: record.Career) -> Iterable[list[Record]]:
    holdings = [_holding_row(held) for held in career.holdings]
    yield [
        Answer(question=question, authority=authority, value=stored_answer(value))
        for question, given in career.facts.items()
        for authority, value in (given.items() if isinstance(given, Mapping) else (("", given),))
    ]
    yield [_work_row(item) for item in career.experience]
    yield list(holdings)
    yield [
        EarlierTerm(holding=row, starts=term.starts, ends=term.ends)
        for row, held in zip(holdings, career.holdings, strict=True)
        for term in held.terms
    ]
    yield [
        Override(
            credential=told.credential,
            clause=told.clause or "",
            told_on=told.told_on,
            evidence=told.evidence,
            waived=told.waived,
            needed=told.needed,
            extra_hours=told.extra_hours,
            until=told.until,
        )
        for told in career.overrides
    ]
    yield [
        Training(programme=item.programme, started=item.started, completed=item.completed, hours=item.hours)
        for item in career.trainings
    ]
    yield [
        ExamTaken(exam=item.exam, date=item.date, passed=item.passed, score=item.score)
        for item in career.exams
    ]
    yield [_credit_row(item) for item in career.credits]
    yield [
        Goal(
            role=item.role or "", credential=item.credential or "", workplace=item.workplace or "", by=item.by
        )
        for item in career.goals
    ]


def _holding_row(held: record.Holding) -> Holding:
    return Holding(
        credential=held.credential,
        issued=held.issued,
        expires=held.expires,
        number=held.number,
        filed=held.filed,
        held_without_break_since=held.held_without_break_since,
        probation_until=held.probation_until,
    )


def _work_row(item: record.Work) -> Work:
    return Work(
        role=item.role,
        workplace=item.workplace or "",
        state=item.state or "",
        employer=item.employer,
        began=item.from_,
        ended=item.to,
        hours_per_week=item.hours_per_week,
    )


def _credit_row(item: record.Credit) -> Credit:
    return Credit(
        date=item.date,
        hours=item.hours,
        title=item.title,
        uan=item.uan or "",
        topic=item.topic or "",
        format=item.format or "",
        audience=item.audience or "",
        accreditation=item.accreditation or "",
        jurisdiction=item.jurisdiction or "",
        course=item.course or "",
        activity=item.activity or "",
        provider=item.provider,
        status=item.status,
        cost_usd=item.cost_usd,
        paid_by=item.paid_by,
    )
