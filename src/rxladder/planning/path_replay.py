"""A path carried out step by step on the record: the career as it then is, judged by the rules themselves.

No path is handed out that this finds fault with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from rxladder.career.record import Career, ExamTaken, HeldTerm, Holding, TrainingAhead, Work
from rxladder.facts import conditions as c
from rxladder.facts.days import ONE_DAY, whole_months
from rxladder.facts.vocabulary import Question
from rxladder.planning.path_ground import Ground, past_work
from rxladder.planning.path_renewals import issued_holding
from rxladder.planning.path_result import Path, Step, takes_effect
from rxladder.rules.conditions import truth
from rxladder.rules.context import Atom, Context
from rxladder.rules.ladder import role_context
from rxladder.rules.readiness import own_exams
from rxladder.rules.record_tests import SCHOOLING

_LONG_ENOUGH = Fraction(20_000)
"""The hours of a training that is planned: one is chosen that has what the rules ask for."""


def career_on(ground: Ground, steps: Sequence[Step], day: date) -> Career:
    """The career on a day, with every step done that is done by then."""
    career = ground.career
    for step in sorted(steps, key=lambda one: (takes_effect(one), one.kind == "renewal", one.id)):
        if takes_effect(step) <= day:
            career = _after(career, step, ground)
    return career


def _after(career: Career, step: Step, ground: Ground) -> Career:
    match step.kind:
        case "training" if step.credit is not None:
            return replace(career, credits=(*career.credits, replace(step.credit, date=step.ends)))
        case "training":
            done = TrainingAhead(step.what, step.starts, step.ends, _LONG_ENOUGH)
            others = tuple(
                one for one in career.trainings if one.programme != step.what or one.completed is not None
            )
            return replace(career, trainings=(*others, done))
        case "exam":
            return replace(career, exams=(*career.exams, ExamTaken(step.what, step.ends, True)))
        case "holding":
            held = issued_holding(ground.packs.credentials[step.what], step.ends, ground)
            return replace(career, holdings=(*career.holdings, held))
        case "renewal":
            return replace(career, holdings=tuple(_renewed(one, step) for one in career.holdings))
        case "work":
            return replace(career, experience=_changed_work(career, step))
        case "ask":
            return replace(career, facts=_facts_after(career.facts, step, ground))
        case _:
            return career


def _renewed(holding: Holding, step: Step) -> Holding:
    credential, ends = step.what, date.fromisoformat(step.id.rsplit(":", 1)[1])
    if holding.credential != credential or (holding.expires not in (None, ends)):
        return holding
    return replace(holding, expires=step.next_ends, terms=(*holding.terms, HeldTerm(None, ends)))


def _changed_work(career: Career, step: Step) -> tuple[Work, ...]:
    new = Work(
        step.what, step.starts, workplace=step.workplace, hours_per_week=step.hours_per_week,
        state=career.person.state,
    )  # fmt: skip
    return (*past_work(career.experience, step.starts - ONE_DAY), new)


def _facts_after(facts: Mapping[str, Any], step: Step, ground: Ground) -> Mapping[str, Any]:
    question = ground.packs.vocabulary.questions.get(step.what)
    if question is None or question.answer == "date":
        return facts
    value = False if step.id.startswith("ask-not:") else _yes(step.what, question)
    if step.id.count(":") < 2:  # the same for every authority
        return {**facts, step.what: value}
    known = facts.get(step.what)
    kept = dict(known) if isinstance(known, Mapping) else {}
    return {**facts, step.what: {**kept, step.authority: value}}


def _yes(id_: str, question: Question) -> Any:
    """The answer with which a question turns out well: nothing on record, and schooling enough for all."""
    if question.answer == "yes-no":
        return True
    if id_ == "education":
        return SCHOOLING[-1]
    return "none" if "none" in question.choices else question.choices[0]


# --- Finding fault


def faults(path: Path, ground: Ground) -> list[str]:
    """What is wrong with a path; nothing, if it may be handed out."""
    found = [*_order(path), *_money(path, ground), *_study(path)]
    for step in path.steps:
        if step.kind in ("exam", "holding", "work"):
            found += [f"{step.id}: not met on {step.starts}" for _ in not_yet(step, path.steps, ground)]
    return found


def _order(path: Path) -> Iterator[str]:
    by_id = {step.id: step for step in path.steps}
    for step in path.steps:
        for id_ in step.needs:
            if takes_effect(by_id[id_]) > step.starts:
                yield f"{step.id} starts before {id_} is done"
        if max(step.starts, takes_effect(step)) > path.finish:
            yield f"{step.id} goes on after the finish"


def _money(path: Path, ground: Ground) -> Iterator[str]:
    if ground.budget_cents is None:
        return
    paid = Decimal(0)
    for step in sorted(path.steps, key=lambda one: one.starts):
        paid += step.cost_usd or Decimal(0)
        if step.cost_usd and paid * 100 > ground.budget_cents * (whole_months(ground.on, step.starts) + 1):
            yield f"{step.id} breaks the budget on {step.starts}"


def _study(path: Path) -> Iterator[str]:
    blocks = sorted(
        (step.study_from, step.study_until, step.id)
        for step in path.steps
        if step.study_from and step.study_until
    )
    for (_, until, one), (since, _, other) in pairwise(blocks):
        if since < until:
            yield f"{one} and {other} are studied at the same time"


def not_yet(step: Step, steps: Sequence[Step], ground: Ground) -> Iterator[tuple[c.Node, Context]]:
    """What a step asks and what is not so on the day it starts, though all before it is done."""
    # A post that starts on the same day ended the one before, but for who is asked for that to take it up.
    before = [
        one
        for one in steps
        if one.kind != "work"
        or one.starts < step.starts
        or (one.starts == step.starts and step.kind != "work")
        or one.id in step.needs
    ]
    career = career_on(ground, before, step.starts)
    asked = {one.id for one in steps if one.kind == "ask" and one.ends <= step.starts}
    for node, context in asked_of(step, career, ground):
        if not _turns_out(node, context, asked):
            yield node, context


def asked_of(step: Step, career: Career, ground: Ground) -> Iterator[tuple[c.Node, Context]]:
    """The conditions that a step must meet on the day it starts."""
    if step.kind == "work":
        asks = ground.roles[step.what].asks
        assert asks is not None
        yield asks, role_context(career, ground.packs, step.starts)
        return
    credential = step.what
    if step.kind == "exam":
        credential = ground.packs.vocabulary.exams[step.what].for_ or ""
    ref = ground.packs.credentials.get(credential)
    if ref is not None and step.kind == "exam":  # its parts are sat in any order
        parts = (ExamTaken(exam, step.starts, passed=True) for exam in own_exams(ref, ground.packs))
        career = replace(career, exams=(*career.exams, *parts))
    if ref is not None and ref.credential.eligibility is not None:
        holding = next((one for one in career.holdings if one.credential == ref.id), None)
        context = Context(career, ground.packs, step.starts, ref.pack.id, ref.id, holding)
        yield ref.credential.eligibility, context


def _turns_out(node: c.Node, context: Context, asked: AbstractSet[str]) -> bool:
    """Whether a condition is met where all that was asked turns out well.

    What nobody can know for sure, though everything about it was asked, is taken to be met.
    """
    state = truth(node, context)
    if state is not None:
        return state
    told = {atom: ids for atom in context.atoms if (ids := _ids(atom, context.authority) & asked)}
    well = {atom: not any(id_.startswith("ask-not:") for id_ in ids) for atom, ids in told.items()}
    settled = context.what_if(well)
    state = truth(node, settled)
    if state is None:
        return all(_ids(atom, context.authority) & asked for atom in settled.atoms)
    return state


def _ids(atom: Atom, authority: str) -> set[str]:
    return {f"{how}:{atom.question}{of}" for how in ("ask", "ask-not") for of in ("", f":{authority}")}
