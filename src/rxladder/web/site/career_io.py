"""Between the database and the career: what is stored becomes a `Career`, and a `Career` is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from django.utils import timezone

from rxladder.career import record
from rxladder.rules.answers import ACCEPTANCE, given_on
from rxladder.web.accounts.models import Answer, Person, Work
from rxladder.web.certifications.models import EarlierTerm, ExamTaken, Holding, Override, Training
from rxladder.web.education.evidence_keeping import bring_back, carry_proofs, hide
from rxladder.web.education.models import Credit, Import
from rxladder.web.plan.accepted import goals_of, path_row
from rxladder.web.plan.models import AcceptedPath, Goal
from rxladder.web.site import clock
from rxladder.web.site.career_parts import career_parts
from rxladder.web.site.career_rows import part_of, read_answer, row_of, stored_answer, stored_parts
from rxladder.web.site.records import Record, one_at_a_time

# What a career file takes the place of, beside the chapters' parts; a holding or an import comes before what
# hangs on it.
RECORDS: tuple[type[Record], ...] = (
    Answer,
    Work,
    Holding,
    EarlierTerm,
    Override,
    Training,
    ExamTaken,
    Import,
    Credit,
    Goal,
    AcceptedPath,
)


def export_career(person: Person) -> record.Career:
    """A person's whole record, as the career file has it."""
    return replace(engines_career(person), **{part.key: part.export(person) for part in career_parts()})


def engines_career(person: Person, held: Iterable[Holding] | None = None) -> record.Career:
    """What the engines look at of a person's record, without the chapters' own parts; nine queries at most.

    `held` are the holdings where they are at hand already.
    """
    held = Holding.objects.visible_to(person) if held is None else held
    answers = list(Answer.objects.visible_to(person))
    return record.Career(
        person=record.Person(person.name, person.birthday, person.state or None, person.time_zone or None),
        facts=_facts(answers),
        answered_on=_answered_on(answers),
        holdings=_holdings(person, held),
        credits=stored_parts(record.Credit, Credit.objects.visible_to(person)),
        trainings=stored_parts(record.Training, Training.objects.visible_to(person)),
        exams=stored_parts(record.ExamTaken, ExamTaken.objects.visible_to(person)),
        experience=stored_parts(record.Work, Work.objects.visible_to(person)),
        availability=record.Availability(person.study_hours_per_week, person.budget_usd_per_month),
        goals=goals_of(person),
        overrides=stored_parts(record.Override, Override.objects.visible_to(person)),
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


def _answered_on(answers: Iterable[Answer]) -> dict[str, date | dict[str, date]]:
    """The days of those answers that are about what was held when they were given."""
    found: dict[str, date | dict[str, date]] = {}
    for row in answers:
        if row.question != ACCEPTANCE or row.value is None:
            continue
        day = row.answered_on or timezone.localdate(row.created_at)
        by_authority = found.setdefault(row.question, {}) if row.authority else None
        if isinstance(by_authority, dict):
            by_authority[row.authority] = day
        elif by_authority is None:
            found[row.question] = day
    return found


def _holdings(person: Person, held: Iterable[Holding]) -> tuple[record.Holding, ...]:
    terms: dict[object, list[record.HeldTerm]] = {}
    for row in EarlierTerm.objects.visible_to(person).defer("receipt"):
        terms.setdefault(row.holding_id, []).append(part_of(record.HeldTerm, row))
    return tuple(part_of(record.Holding, row, terms=tuple(terms.get(row.id, ()))) for row in held)


def import_career(person: Person, career: record.Career, files: Iterable[str] = ()) -> datetime:
    """Put a career in the place of what is stored, whole or not at all; the moment returned undoes it.

    `files` are the ids of certificates and badges that came into sight with it, and go with it. Raises
    BadInput where a chapter must not keep what is in it.
    """
    with one_at_a_time(person.id):
        return _imported(person, career, list(files))


def check_career(career: record.Career, on: date) -> None:
    """Raise BadInput where a chapter must not keep what is in a career."""
    for chapter in career_parts():
        if chapter.refuse is not None:
            chapter.refuse(getattr(career, chapter.key), on)


def _imported(person: Person, career: record.Career, files: list[str]) -> datetime:
    at = timezone.now()
    check_career(career, clock.today(person))
    for model in _tables():
        model.objects.visible_to(person).delete_softly(at)
    _store_person(person, career, at, files)
    for rows in _rows(career):
        for place, row in enumerate(rows):
            row.person, row.place, row.created_at = person, place, at
        if rows:
            type(rows[0]).objects.bulk_create(rows)
    carry_proofs(person, at)
    _tell_chapters(person)
    return at


def undo_import(person: Person, at: datetime) -> bool:
    """Bring back the record that was replaced at a moment, in the place of what is there; False if none was.

    What is there now can be brought back in the same way, at the moment at which this was done.
    """
    with one_at_a_time(person.id):
        return _undone(person, at)


def _undone(person: Person, at: datetime) -> bool:
    person.refresh_from_db(fields=_REPLACED)
    replaced = person.replaced_records
    before = next((one for one in replaced if one["at"] == at.isoformat()), None)
    if before is None:
        return False
    now = timezone.now()
    mine = _spells_of(before)
    for model in _tables():
        there = model.objects.visible_to(person)
        ids = [id_ for id_, made in there.values_list("id", "created_at") if not _within(made, mine)]
        for start in range(0, len(ids), _AT_ONCE):
            there.filter(id__in=ids[start : start + _AT_ONCE]).delete_softly(now)
    for model in _tables():
        model.objects.deleted_by(person).filter(deleted_at=at).update(deleted_at=None)
    hide(person, before.get("files", ()), now)
    files = bring_back(person, at)
    others = [one for one in replaced if one is not before]
    person.before_import = [*others, _about(person, now, _without(now, mine), files)][-_MOST_REPLACED:]
    for name in PROFILE:
        value = before[name]
        setattr(person, name, value if name == "reserved" else _column(name).to_python(value))
    person.save(update_fields=_REPLACED)
    _tell_chapters(person)
    return True


# --- Records that were replaced (`Person.replaced_records`)

_MOST_REPLACED = 20
_AT_ONCE = 500
_EVER = datetime.min.replace(tzinfo=UTC)
Spells = list[tuple[datetime, datetime]]


def forget_replaced(person: Person, forgotten: Callable[[datetime], bool]) -> None:
    """Forget the records that were replaced at some moments; their rows go for good elsewhere.

    To be called within `one_at_a_time`.
    """
    person.refresh_from_db(fields=["before_import"])
    replaced = person.replaced_records
    left = [one for one in replaced if not forgotten(datetime.fromisoformat(one["at"]))]
    if len(left) < len(replaced):
        person.before_import = left or None
        person.save(update_fields=["before_import"])


def _spells_of(replaced: Mapping[str, Any]) -> Spells:
    """From when (inclusive) until when the rows of a replaced record were made."""
    told = replaced.get("spells") or [("", replaced["at"])]
    return [
        (datetime.fromisoformat(start) if start else _EVER, datetime.fromisoformat(end))
        for start, end in told
    ]


def _within(moment: datetime, spells: Spells) -> bool:
    return any(start <= moment < end for start, end in spells)


def _without(now: datetime, spells: Spells) -> Spells:
    """All the time until now but these spells."""
    edges = [_EVER, *(edge for spell in spells for edge in spell), now]
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]


def _tell_chapters(person: Person) -> None:
    for part in career_parts():
        part.changed(person)


def _tables() -> Iterator[type[Record]]:
    """Every table that a career file takes the place of, what others hang on first."""
    yield from RECORDS
    for part in career_parts():
        yield from part.models


PROFILE = (
    "name",
    "birthday",
    "state",
    "time_zone",
    "study_hours_per_week",
    "budget_usd_per_month",
    "reserved",
)
# What a replacement reads and writes of the person's row; all else there may change meanwhile.
_REPLACED = (*PROFILE, "before_import")


def _column(name: str) -> Any:
    return Person._meta.get_field(name)


def _about(person: Person, at: datetime, spells: Spells, files: list[str]) -> dict[str, Any]:
    """The profile as it is, to be kept as that of a record which is replaced at a moment.

    `files` came with the record that takes its place.
    """
    kept = {name: _column(name).value_to_string(person) for name in PROFILE[:-1]}
    kept = {name: None if text in ("", "None") else text for name, text in kept.items()}
    texts = {name: kept[name] or "" for name in ("name", "state", "time_zone")}
    told = [["" if start == _EVER else start.isoformat(), end.isoformat()] for start, end in spells]
    return kept | texts | {"reserved": person.reserved, "at": at.isoformat(), "spells": told, "files": files}


def _store_person(person: Person, career: record.Career, at: datetime, files: list[str]) -> None:
    person.refresh_from_db(fields=_REPLACED)
    about, known = career.person, person.replaced_records
    spells = _without(at, _spells_of(known[-1])) if known else [(_EVER, at)]
    person.before_import = [*known, _about(person, at, spells, files)][-_MOST_REPLACED:]
    person.name, person.birthday = about.name, about.birthday
    person.state, person.time_zone = about.state or "", about.time_zone or ""
    person.study_hours_per_week = career.availability.study_hours_per_week
    person.budget_usd_per_month = career.availability.budget_usd_per_month
    person.reserved = dict(career.reserved)
    person.save(update_fields=_REPLACED)


def _rows(career: record.Career) -> Iterator[list[Record]]:
    """Everything as rows, table by table; a holding comes before what hangs on it."""
    holdings = [row_of(Holding, held) for held in career.holdings]
    yield [
        Answer(
            question=question,
            authority=authority,
            value=stored_answer(value),
            answered_on=given_on(career, question, authority),
        )
        for question, given in career.facts.items()
        for authority, value in (given.items() if isinstance(given, Mapping) else (("", given),))
    ]
    yield list(holdings)
    yield [
        row_of(EarlierTerm, term, holding=row)
        for row, held in zip(holdings, career.holdings, strict=True)
        for term in held.terms
    ]
    yield [row_of(Work, part) for part in career.experience]
    yield [row_of(Override, part) for part in career.overrides]
    yield [row_of(Training, part) for part in career.trainings]
    yield [row_of(ExamTaken, part) for part in career.exams]
    yield [row_of(Credit, part) for part in career.credits]
    goals = [row_of(Goal, part) for part in career.goals]
    yield list(goals)
    wanted = zip(goals, career.goals, strict=True)
    yield [path_row(row, part.path) for row, part in wanted if part.path is not None]
    for chapter in career_parts():
        yield from chapter.rows(getattr(career, chapter.key))
