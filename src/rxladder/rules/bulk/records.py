"""A person's rows of the tables as a career for the reference engine, and its answer as rows again.

The tables have people (person, birthday, state, facts as JSON), holdings (person, credential, issued,
expires) and credits (person, date, hours, uan, topic, format, audience, accreditation, jurisdiction, course,
status). What stands in them is taken as it is: ids are the facts' ids, numbers have their usual spelling.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

import orjson

from rxladder.career.record import Answer, Career, Credit, Holding, Person
from rxladder.facts.days import to_hours
from rxladder.facts.vocabulary import Question, Vocabulary
from rxladder.rules.numbers import at_most
from rxladder.rules.output import down, nearest, up
from rxladder.rules.result import ClauseResult, HoldingAudit

_AXES = ("topic", "format", "audience", "accreditation", "jurisdiction", "course")


class Row(NamedTuple):
    """One clause of one holding. Of a holding of which nothing is asked there is one row without a clause.

    `hours_to_go` is a number: where it hangs on an answer that nobody has given, the most (the stricter).
    Hours that count are cut to two decimals, hours that are missing or to go are raised to two.
    """

    person: Any
    credential: str
    term_starts: date | None
    term_ends: date | None
    status: str
    hours_to_go: float
    clause: str | None
    unit: str | None
    needed: float | None
    counted: float | None
    missing: float | None
    state: str | None


ROW_COLUMNS = Row._fields


def rows_of(person: Any, found: HoldingAudit) -> list[Row]:
    """What the reference engine found of a holding, as the rows of the workforce's result."""
    term = found.term
    head = (
        person,
        found.holding.credential,
        term.starts if term else None,
        term.ends if term else None,
        found.status,
        float(up(at_most(found.hours_to_go))),
    )
    return [Row(*head, *clause_of(clause)) for clause in found.clauses] or [Row(*head, *[None] * 6)]


def clause_of(clause: ClauseResult) -> tuple[str, str, float | None, float, float, str]:
    """The part of a row that tells of one clause."""
    return (
        clause.id,
        clause.unit,
        None if clause.needed is None else float(nearest(clause.needed)),
        float(down(clause.counted)),
        float(up(clause.missing)),
        clause.state,
    )


def career_of(
    person: Mapping[str, Any],
    holdings: Iterable[Mapping[str, Any]],
    credits: Iterable[Mapping[str, Any]],
    vocabulary: Vocabulary,
) -> Career:
    """One person's rows as a career. Raises ValueError where facts or hours cannot be read."""
    return Career(
        person=Person(birthday=person["birthday"], state=person["state"]),
        facts=answers_of(person["facts"], vocabulary),
        holdings=tuple(Holding(one["credential"], one["issued"], one["expires"]) for one in holdings),
        credits=tuple(_credit(one) for one in credits),
    )


def _credit(row: Mapping[str, Any]) -> Credit:
    return Credit(
        row["date"],
        to_hours(row["hours"]),
        uan=row["uan"],
        status=row["status"] or "done",
        **{axis: row[axis] for axis in _AXES},
    )


def answers_of(facts: str | None, vocabulary: Vocabulary) -> dict[str, Answer]:
    """The answers in a person's `facts`, a JSON object from question to answer."""
    given = orjson.loads(facts) if facts else {}
    if not isinstance(given, dict):
        raise ValueError("facts are not a JSON object")
    return {
        id_: _answer(value, vocabulary.questions[id_]) for id_, value in given.items() if value is not None
    }


def _answer(value: Any, question: Question) -> Answer:
    if isinstance(value, dict):
        return {authority: _answer(one, question) for authority, one in value.items()}
    if question.answer == "date":
        return date.fromisoformat(value)
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, bool | str):
        return (value,) if question.many and isinstance(value, str) else value
    raise ValueError(f"{value!r} answers no question")
