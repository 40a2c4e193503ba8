"""The kinds that the engines read: holdings, credits, trainings, exams, work, goals, answers, overrides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rxladder.career import record
from rxladder.career.file import read_answers
from rxladder.career.ids import Ids
from rxladder.career.model import (
    CreditEntry,
    ExamEntry,
    GoalEntry,
    HoldingEntry,
    OverrideEntry,
    TrainingEntry,
    WorkEntry,
    overlap,
)
from rxladder.career.path_entry import read_path
from rxladder.facts.entries import Entry, Text
from rxladder.web.accounts.models import Answer, Person, Work
from rxladder.web.api.kinds import Hanging, Kind, Rows, grouped
from rxladder.web.api.problems import Problem
from rxladder.web.certifications.models import EarlierTerm, ExamTaken, Holding, Override, Training
from rxladder.web.education.models import Credit
from rxladder.web.plan.accepted import part_of_goal, path_row
from rxladder.web.plan.models import AcceptedPath, Goal
from rxladder.web.site.career_rows import part_of, parts_of, read_answer, row_of, stored_answer
from rxladder.web.site.records import Record

TERMS = Hanging(EarlierTerm, "holding", ("starts", "ends"), in_place=False)
PATHS = Hanging(AcceptedPath, "goal", ("plan",), in_place=False)
NOT_YET = gettext_lazy("That day is still in the future.")


def plain_parts(part: type) -> Callable[[Person, Rows], Sequence[Any]]:
    """The parts of rows that keep each thing under its own name."""
    return lambda _person, rows: parts_of(part, rows)


def plain_rows(model: type[Record]) -> Callable[[Any], list[Record]]:
    """The row of such a part."""
    return lambda part: [row_of(model, part)]


# --- Holdings


def _holdings(person: Person, rows: Rows) -> list[record.Holding]:
    terms = grouped(TERMS, person, rows)
    return [
        part_of(record.Holding, row, terms=parts_of(record.HeldTerm, terms.get(row.id, ()))) for row in rows
    ]


def _holding_rows(part: record.Holding) -> list[Record]:
    row = row_of(Holding, part)
    return [row, *(row_of(EarlierTerm, term, holding=row) for term in part.terms)]


def _check_holding(person: Person, part: record.Holding, row: Record | None, on: date) -> None:
    others = Holding.objects.visible_to(person).filter(credential=part.credential)
    for other in others.exclude(id=row.pk) if row else others:
        if overlap(part, other):
            detail = _("%(name)s is already held at that time; earlier terms go under `terms`.") % {
                "name": part.credential
            }
            raise Problem(422, detail, at=("credential",))


# --- Credits, overrides


def _check_credit(person: Person, part: record.Credit, row: Record | None, on: date) -> None:
    if part.date > on and part.status == "done":
        raise Problem(
            422,
            _("That day is still in the future. If you signed up for it, its status is `booked`."),
            at=("date",),
        )


def _check_override(person: Person, part: record.Override, row: Record | None, on: date) -> None:
    if part.told_on > on:
        raise Problem(422, str(NOT_YET), at=("told_on",))


# --- Goals


def _goals(person: Person, rows: Rows) -> list[record.Goal]:
    paths, found = grouped(PATHS, person, rows), []
    for row in rows:
        one, plans = part_of_goal(row), paths.get(row.id)
        path = read_path(plans[0].plan) if plans else None
        found.append(record.Goal(one.role, one.credential, one.workplace, one.by, path))
    return found


def _goal_rows(part: record.Goal) -> list[Record]:
    row = row_of(Goal, part)
    return [row, path_row(row, part.path)] if part.path else [row]


# --- Answers


class FactEntry(Entry):
    """An answer to one of the rules' questions; with `authority`, good for that one only."""

    question: Text
    authority: Text = ""
    value: bool | str | list[str] | None = None


class _Fact(NamedTuple):
    question: str
    authority: str
    value: record.Answer | None


def _fact(entry: FactEntry, ids: Ids) -> _Fact:
    if entry.value is None:
        known = read_answers({entry.question: None}, ids), ids.resolve("question", entry.question)
        return _Fact(known[1], entry.authority, None)
    given: Any = {entry.authority: entry.value} if entry.authority else entry.value
    [(question, value)] = read_answers({entry.question: given}, ids).items()
    return _Fact(question, entry.authority, value[entry.authority] if isinstance(value, dict) else value)


def _facts(_person: Person, rows: Rows) -> list[_Fact]:
    return [
        _Fact(row.question, row.authority, None if row.value is None else read_answer(row.value))
        for row in rows
    ]


def _written_fact(fact: _Fact) -> dict[str, Any]:
    value = fact.value
    plain = (
        value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value
    )
    told = {"question": fact.question, "authority": fact.authority, "value": plain}
    return {key: one for key, one in told.items() if one not in ("", None)}


def _fact_row(fact: _Fact) -> list[Record]:
    value = None if fact.value is None else stored_answer(fact.value)
    return [Answer(question=fact.question, authority=fact.authority, value=value)]


# --- All of them


KINDS = (
    Kind(
        "holdings",
        "holding",
        Holding,
        HoldingEntry,
        _holdings,
        {"credential": "us-tx-technician", "expires": "2027-06-30", "number": "123456"},
        _holding_rows,
        check=_check_holding,
        hanging=(TERMS,),
    ),
    Kind(
        "credits",
        "credit",
        Credit,
        CreditEntry,
        plain_parts(record.Credit),
        {"date": "2026-03-02", "title": "Sterile compounding", "hours": 1.5, "uan": "0384-0000-26-012-H07-T"},
        plain_rows(Credit),
        check=_check_credit,
        columns=tuple(name for name in record.Credit.__dataclass_fields__),
    ),
    Kind(
        "trainings",
        "training",
        Training,
        TrainingEntry,
        plain_parts(record.Training),
        {"programme": "ashp-acpe-accredited", "completed": "2023-04-01"},
        plain_rows(Training),
    ),
    Kind(
        "exams",
        "exam",
        ExamTaken,
        ExamEntry,
        plain_parts(record.ExamTaken),
        {"exam": "ptce", "date": "2023-05-01", "passed": True},
        plain_rows(ExamTaken),
    ),
    Kind(
        "experience",
        "post",
        Work,
        WorkEntry,
        plain_parts(record.Work),
        {"role": "technician", "workplace": "community-chain", "from": "2023-05-15", "hours_per_week": 32},
        plain_rows(Work),
    ),
    Kind(
        "goals",
        "goal",
        Goal,
        GoalEntry,
        _goals,
        {"credential": "ptcb-cspt", "by": "2027-12-31"},
        _goal_rows,
        hanging=(PATHS,),
    ),
    Kind(
        "overrides",
        "override",
        Override,
        OverrideEntry,
        plain_parts(record.Override),
        {
            "credential": "us-tx-technician",
            "clause": "total",
            "needed": 18,
            "told_on": "2026-05-01",
            "evidence": "A letter of the board",
        },
        plain_rows(Override),
        check=_check_override,
    ),
    Kind(
        "facts",
        "answer",
        Answer,
        FactEntry,
        _facts,
        {"question": "administers-vaccines", "value": False},
        _fact_row,
        part=_fact,
        written=_written_fact,
    ),
)
