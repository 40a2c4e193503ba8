"""Reading the career file: text from outside into the record, or one error that names the line.

`rxladder.career.dump` writes what is read here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from pydantic import ValidationError

from rxladder.career.duties import Duty
from rxladder.career.duty_entries import DutyEntry, ResponsibilitiesEntry, TrainingPlanEntry
from rxladder.career.ids import Ids, ids_of
from rxladder.career.model import (
    RESERVED,
    AvailabilityEntry,
    CareerFile,
    CreditEntry,
    ExamEntry,
    GoalEntry,
    HoldingEntry,
    OverrideEntry,
    PersonEntry,
    TrainingEntry,
    WorkEntry,
)
from rxladder.career.path_entry import path_of
from rxladder.career.record import (
    Answer,
    Availability,
    Career,
    Credit,
    ExamTaken,
    Goal,
    HeldTerm,
    Holding,
    Override,
    Person,
    Training,
    Work,
)
from rxladder.career.workplace_entries import VisitEntry
from rxladder.career.workplaces import Visit
from rxladder.facts.entries import Entry, to_day, to_flag
from rxladder.facts.entry_errors import Place, PlaceError, explained, place_words, unknown_key
from rxladder.facts.hints import quoted
from rxladder.facts.language import gettext as _
from rxladder.facts.load import Packs
from rxladder.facts.vocabulary import Question
from rxladder.facts.yaml_text import BadInput, decode, line_of, read_yaml

MOST_BYTES = 12_000_000
"""Of a career file. Years of answers to study questions take ten million, and what is written can be read."""

Record = TypeVar("Record")


def read_career(text: str | bytes, packs: Packs, file: str = "career.yaml", on: date | None = None) -> Career:
    """The record in a career file, YAML or JSON.

    `packs` tell which ids there are; aliases are rewritten to ids. `file` is only named in errors. Raises
    BadInput, with the line, for whatever is wrong; where a day is given, also for a birthday after it.
    """
    try:
        plain = decode(text, file, max_bytes=MOST_BYTES)
        data = read_yaml(plain, file, max_bytes=MOST_BYTES)
    except BadInput as error:
        raise BadInput(error.message, file, error.line or 1) from None
    try:
        career = _career(data, ids_of(packs))
        _refuse_unborn(career.person, on)
        return career
    except PlaceError as error:
        raise BadInput(error.message, file, line_of(plain, error.path) or 1, error.path) from None


def _career(data: Any, ids: Ids) -> Career:
    if data is None:
        raise PlaceError(_("is empty; a career file begins with `rxladder: 1`"))
    if not isinstance(data, dict):
        raise PlaceError(_("is not a career file, which begins with `rxladder: 1`"))
    for key in data:
        if key not in CareerFile.model_fields:
            raise unknown_key(
                ("" if "rxladder" in data else _("is this a career file? ")), (key,), CareerFile
            )
    if "rxladder" not in data:
        raise PlaceError(_("the line `rxladder: 1` is missing; it gives the version of the format"))
    try:
        entry = CareerFile.model_validate(data, context=ids)
    except ValidationError as error:
        raise explained(error, data, CareerFile) from None
    return replace(_record(entry, ids), reserved={key: part for key, part in data.items() if key in RESERVED})


def _refuse_unborn(person: Person, on: date | None) -> None:
    if on is not None and person.birthday is not None and person.birthday > on:
        place = ("person", "birthday")
        raise PlaceError(place_words(place) + _("this day has not come yet"), place)


def _record(entry: CareerFile, ids: Ids) -> Career:
    return Career(
        person=_as_record(Person, entry.person),
        facts=read_answers(entry.facts, ids),
        holdings=tuple(_holding(held) for held in entry.holdings),
        credits=tuple(_credit(entry_, ids) for entry_ in entry.credits),
        trainings=tuple(_as_record(Training, item) for item in entry.trainings),
        exams=tuple(_as_record(ExamTaken, item) for item in entry.exams),
        experience=tuple(_as_record(Work, item) for item in entry.experience),
        availability=_as_record(Availability, entry.availability),
        goals=tuple(_goal(item) for item in entry.goals),
        overrides=tuple(_as_record(Override, item) for item in entry.overrides),
        relationships=tuple(item.record() for item in entry.relationships),
        organisations=tuple(item.record() for item in entry.organisations),
        events=tuple(item.record() for item in entry.events),
        achievements=tuple(sorted((item.record() for item in entry.achievements), key=lambda one: one.on)),
        letters=tuple(item.record() for item in entry.letters),
        resume=entry.resume.record() if entry.resume else None,
        responsibilities=entry.responsibilities.record(),
        skills=tuple(item.record() for item in entry.skills),
        projects=tuple(item.record() for item in entry.projects),
        study=entry.study.record() if entry.study else None,
        workplaces=entry.workplaces.record(),
        reading=entry.reading.record(),
        teams=tuple(item.record() for item in entry.teams),
        answered_on=_answered_on(entry.answered_on, ids),
    )


# --- models into records


def record_of(entry: Entry, ids: Ids) -> Any:
    """The part of a record that one entry of the file writes down, whichever kind it is of."""
    match entry:
        case HoldingEntry():
            return _holding(entry)
        case CreditEntry():
            return _credit(entry, ids)
        case GoalEntry():
            return _goal(entry)
        case DutyEntry():
            return Duty(**entry.plain())
        case TrainingPlanEntry():
            return ResponsibilitiesEntry(training=[entry]).record().training[0]
        case VisitEntry():
            return Visit(**entry.plain())
    plain = _PLAIN.get(type(entry))
    return _as_record(plain, entry) if plain else entry.record()  # type: ignore[attr-defined]


def _as_record(record: type[Record], entry: Entry) -> Record:
    return record(**entry.plain())


_PLAIN: dict[type[Entry], type] = {
    PersonEntry: Person,
    TrainingEntry: Training,
    ExamEntry: ExamTaken,
    WorkEntry: Work,
    AvailabilityEntry: Availability,
    OverrideEntry: Override,
}


def _holding(entry: HoldingEntry) -> Holding:
    terms = sorted((_as_record(HeldTerm, term) for term in entry.terms), key=lambda term: term.ends)
    return Holding(**entry.plain() | {"terms": tuple(terms)})


def _goal(entry: GoalEntry) -> Goal:
    return Goal(**entry.plain() | {"path": path_of(entry.path)})


def _credit(entry: Entry, ids: Ids) -> Credit:
    values = entry.plain()
    if values["hours"] is None:
        values["hours"] = ids.activities[values["activity"]].hours
    return Credit(**values)


# --- answers


def read_answers(given: Mapping[str, Any], ids: Ids) -> dict[str, Answer]:
    """Answers by the ids of the packs' questions; a PlaceError says what is wrong with one."""
    found: dict[str, Answer] = {}
    for key, value in given.items():
        try:
            id_ = ids.resolve("question", key)
        except ValueError as error:
            raise PlaceError(str(error), ("facts", key)) from None
        if value is None:
            continue
        if id_ in found:
            raise PlaceError(_("the question {id} is answered twice").format(id=id_), ("facts", key))
        found[id_] = _answer(id_, value, ids, ("facts", key))
    return found


def _answer(id_: str, value: Any, ids: Ids, place: Place) -> Answer:
    question = ids.vocabulary.questions[id_]
    if not isinstance(value, dict):
        return _single(id_, question, value, place)
    if question.scope != "authority":
        text = _("{id} is about the person, not about one authority; give one answer")
        raise PlaceError(text.format(id=id_), place)
    answers: dict[str, Any] = {}
    for authority, answer in value.items():
        try:
            ids.authority(authority)
        except ValueError as error:
            raise PlaceError(str(error), (*place, authority)) from None
        answers[authority] = _single(id_, question, answer, (*place, authority))
    return answers


def _single(id_: str, question: Question, value: Any, place: Place) -> bool | str | Any:
    try:
        match question.answer:
            case "yes-no":
                return to_flag(value)
            case "date":
                return to_day(value)
            case _ if question.many:
                picked = value if isinstance(value, list) else [value]
                return tuple(_choice(question, one) for one in picked)
            case _:
                return _choice(question, value)
    except ValueError as error:
        raise PlaceError(f"{id_}: {error}", place) from None


def _answered_on(given: Mapping[str, Any], ids: Ids) -> dict[str, date | dict[str, date]]:
    found: dict[str, date | dict[str, date]] = {}
    for key, value in given.items():
        place: Place = ("answered_on", key)
        try:
            id_ = ids.resolve("question", key)
            if isinstance(value, dict):
                found[id_] = {ids.authority(told): to_day(day) for told, day in value.items()}
            else:
                found[id_] = to_day(value)
        except ValueError as error:
            raise PlaceError(str(error), place) from None
    return found


def _choice(question: Question, value: Any) -> str:
    if isinstance(value, str) and value in question.choices:
        return value
    text = _("{value} is not one of {words}")
    raise ValueError(text.format(value=quoted(value), words=", ".join(question.choices)))
