"""Taking a path for one's own: what is kept of it, and what was so on the day on which it was taken."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from hashlib import sha256
from typing import Any

from rxladder.career.record import AcceptedPath, Career, Otherwise, PlannedStep, Premises, Work
from rxladder.facts.language import gettext as _
from rxladder.facts.load import Packs
from rxladder.facts.path_assumptions import path_assumptions
from rxladder.facts.roles import roles
from rxladder.planning.path_ground import WhatIf
from rxladder.planning.path_result import Path, Step
from rxladder.planning.path_words import say_step
from rxladder.rules.answers import active, present_work
from rxladder.rules.context import Context
from rxladder.rules.titles import short_title


def accepted(path: Path, career: Career, packs: Packs, on: date, what_if: WhatIf) -> AcceptedPath:
    """A path that was found on a day, as it is kept once it is accepted on that day."""
    return AcceptedPath(
        name=path.name,
        accepted=on,
        finish=path.finish,
        steps=tuple(_planned(step) for step in path.steps),
        otherwise=Otherwise(
            what_if.study_hours_per_week,
            what_if.budget_usd_per_month,
            what_if.state,
            tuple(sorted(what_if.skip)),
        ),
        premises=premises(career, packs, on),
    )


def _planned(step: Step) -> PlannedStep:
    return PlannedStep(
        id=step.id,
        kind=step.kind,
        what=step.what,
        starts=step.starts,
        ends=step.ends,
        says=step.says,
        cost_usd=step.cost_usd,
        study_hours=step.study_hours,
        study_from=step.study_from,
        study_until=step.study_until,
        needs=step.needs,
        authority=step.authority,
        workplace=step.workplace,
        hours_per_week=step.hours_per_week,
        doubt=step.doubt,
    )


def what_if_of(path: AcceptedPath) -> WhatIf:
    """What a path took to be otherwise than the record had it, to ask the same again."""
    told = path.otherwise
    return WhatIf(
        study_hours_per_week=told.study_hours_per_week,
        budget_usd_per_month=told.budget_usd_per_month,
        state=told.state,
        skip=frozenset(told.skip),
    )


def kept_in_spite(path: AcceptedPath, changes: Collection[str]) -> AcceptedPath:
    """The path, kept though its premises changed in these ways."""
    return replace(path, kept=tuple(sorted({*path.kept, *changes})))


# --- What the record has, by the names of steps


def in_id(amount: Fraction | Decimal | None) -> str:
    """An amount as an id of a change has it: the same in every language, and however it was written."""
    return "none" if amount is None else str(Fraction(amount))


def premises(career: Career, packs: Packs, on: date) -> Premises:
    """What a path made on a day rests on."""
    posts = present_work(career, on)
    told = [post.hours_per_week for post in posts if post.hours_per_week is not None]
    return Premises(
        packs=packs.hash,
        facts=facts_hash(),
        state=career.person.state,
        study_hours_per_week=career.availability.study_hours_per_week,
        budget_usd_per_month=career.availability.budget_usd_per_month,
        work_hours_per_week=sum(told, Fraction(0)) if told else None,
        had=tuple(sorted(had(career, packs, on))),
    )


@cache
def facts_hash() -> str:
    """The hash of what a path rests on beside the packs: roles, and what is taken for want of a source."""
    told = repr((sorted(roles().items()), path_assumptions()))
    return sha256(told.encode()).hexdigest()[:32]


def had(career: Career, packs: Packs, on: date) -> dict[str, date | None]:
    """What is held, passed, completed and worked on a day, each with the last day on which it came about."""
    found: dict[str, date | None] = {}

    def note(id_: str, day: date | None) -> None:
        known = found.get(id_)
        found[id_] = day if known is None else max(known, day or known)

    context = Context(career, packs, on, "", "")
    for holding in career.holdings:
        if active(holding, context):
            note(f"holding:{holding.credential}", holding.first_issued)
    for exam in career.exams:
        if exam.passed and exam.date <= on:
            note(f"exam:{exam.exam}", exam.date)
    for training in career.trainings:
        if training.completed is not None and training.completed <= on:
            note(f"training:{training.programme}", training.completed)
            note(f"course:{training.programme}", training.completed)
    for credit in career.credits:
        if credit.course is not None and credit.status == "done" and credit.date <= on:
            note(f"course:{credit.course}", credit.date)
    for post in present_work(career, on):
        note(post_id(post), post.from_)
    return found


def post_id(post: Work) -> str:
    """The name of a post as a step's: a role, and where."""
    return f"work:{post.role}" + (f"@{post.workplace}" if post.workplace else "")


# --- In words


def say_planned(step: PlannedStep, packs: Packs) -> str:
    """A kept step as a line, in the words of today where the facts still know it."""
    shown = Step(
        step.id, step.kind, step.what, _says(step, packs), step.starts, step.ends, step.cost_usd,
        step.study_hours, step.needs, doubt=step.doubt,
    )  # fmt: skip
    return say_step(shown)


def _says(step: PlannedStep, packs: Packs) -> str:
    return say_what(step.id, packs) or step.says or step.what


def say_what(id_: str, packs: Packs) -> str:
    """What a step's id is about, in words; empty where the facts do not know it."""
    kind, what = id_.split(":", 1) if ":" in id_ else (id_, "")
    vocabulary = packs.vocabulary
    if kind in ("holding", "renewal"):
        ref = packs.credentials.get(what.partition(":")[0])
        return short_title(ref) if ref else ""
    if kind == "study":
        return say_what(f"exam:{what}", packs) or say_what(f"holding:{what}", packs)
    if kind == "work":
        role = roles().get(what.partition("@")[0].partition("+")[0])
        return _(role.name) if role else ""
    known: dict[str, Mapping[str, Any]] = {
        "exam": vocabulary.exams, "training": vocabulary.programmes, "course": vocabulary.courses,
    }  # fmt: skip
    entry = known.get(kind, {}).get(what)
    return _(entry.name) if entry else ""
