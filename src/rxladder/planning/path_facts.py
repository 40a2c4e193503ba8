"""What the facts and the rules say today of the steps of an accepted path that are still to come.

Each step's price and length are looked up anew, and what is left is carried out on today's record: what the
rules would not let pass on its day is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from rxladder.career.record import Career, Credit, PlannedStep
from rxladder.facts import conditions as c
from rxladder.facts.language import gettext as _
from rxladder.facts.load import Packs
from rxladder.facts.phrases import all_of, inside, say_date, say_days, say_dollars, say_hours
from rxladder.facts.roles import roles
from rxladder.planning.path_accepted import facts_hash, had, in_id, say_planned, what_if_of
from rxladder.planning.path_actions import Book
from rxladder.planning.path_goal import goal_named, goal_of, need_of_goal
from rxladder.planning.path_ground import Ground, ground_of
from rxladder.planning.path_needs import Action
from rxladder.planning.path_prices import renewal_cents
from rxladder.planning.path_progress import Progress, StepProgress
from rxladder.planning.path_replay import not_yet
from rxladder.planning.path_result import Step
from rxladder.rules.context import Context
from rxladder.rules.lacking import lacks
from rxladder.rules.renewal import renewed_until

_MOST_NAMED = 3
_JUDGED = ("exam", "holding", "work")


def facts_changed(found: Progress, career: Career, packs: Packs, on: date) -> Iterator[tuple[str, str]]:
    """The id and the words of each change in prices, lengths and rules."""
    goal = goal_of(found.goal)
    if goal_named(goal.id, packs, roles()) is None:
        yield "goal", _("The rules no longer include what this path leads to")
        return
    gone = [one.step for one in found.steps if not _is_known(one.step, packs)]
    for step in gone:
        yield (
            f"gone:{step.id}",
            _("The rules no longer include this step: {what}").format(what=step.says or step.what),
        )
    if _could_differ(found, career, packs, on):
        book = Book(ground_of(_as_planned(found, career), packs, on, what_if=what_if_of(found.path)))
        need_of_goal(goal, book)
        book.fill()
        for one in found.steps:
            if one.state not in ("done", "untold", "running") and one.step not in gone:
                yield from _looked_up(one, book)
    if not gone:
        yield from _not_let_pass(found, ground_of(career, packs, on, what_if=what_if_of(found.path)))


def _is_known(step: PlannedStep, packs: Packs) -> bool:
    vocabulary = packs.vocabulary
    match step.kind:
        case "holding":
            return step.what in packs.credentials
        case "renewal":
            return step.what in packs.credentials and _term_end(step) is not None
        case "exam":
            return step.what in vocabulary.exams
        case "work":
            role = roles().get(step.what)
            return role is not None and role.asks is not None
        case "training":
            known = step.what in vocabulary.programmes or step.what in vocabulary.courses
            return known or step.id.startswith("education:")
        case _:
            return True


def _term_end(step: PlannedStep) -> date | None:
    try:
        return date.fromisoformat(step.id.rsplit(":", 1)[-1])
    except ValueError:
        return None


# --- Prices and lengths


def _could_differ(found: Progress, career: Career, packs: Packs, on: date) -> bool:
    """Whether a price or a length could be another: other facts, an exam that was failed, or something new.

    Looking all of them up takes far longer than the rest, and the home page asks after every change.
    """
    made, since = found.path.premises, found.path.accepted
    if (made.packs, made.facts) != (packs.hash, facts_hash()):
        return True
    failed = any(not one.passed and since <= one.date <= on for one in career.exams)
    planned = {step.id for step in found.path.steps}
    return failed or bool(set(had(career, packs, on)) - planned - set(made.had))


def _as_planned(found: Progress, career: Career) -> Career:
    """The record without the answers that the path hoped for and got: they do not make its steps needless.

    Whoever told, before the exam, that the board accepts the certification has told of the one to come.
    """
    facts = dict(career.facts)
    for one in found.steps:
        step = one.step
        if step.kind != "ask" or not one.on_record or step.what not in facts:
            continue
        told = facts.pop(step.what)
        if isinstance(told, Mapping):
            facts[step.what] = {of: answer for of, answer in told.items() if of != step.authority}
    return replace(career, facts=facts)


def _looked_up(one: StepProgress, book: Book) -> Iterator[tuple[str, str]]:
    step, packs = one.step, book.ground.packs
    name = inside(say_planned(step, packs))
    if step.kind == "renewal":
        yield from _price(step, renewal_cents(packs.credentials[step.what]), name)
        return
    action = book.actions.get(step.id)
    if action is None:
        if step.kind in ("exam", "training") or (step.kind == "holding" and step.doubt is False):
            says = _("No longer asked for, or not available: {what}")
            yield f"unneeded:{step.id}", says.format(what=name)
        return
    yield from _price(step, action.cents, name)
    yield from _length(step, action, name)


def _price(step: PlannedStep, cents: int | None, name: str) -> Iterator[tuple[str, str]]:
    now = None if cents is None else Decimal(cents) / 100
    if now == step.cost_usd:
        return
    words = [_("not known") if usd is None else say_dollars(Fraction(usd)) for usd in (now, step.cost_usd)]
    says = _("The price is now {now}; it was {before} when you accepted the path: {what}")
    yield f"price:{step.id}:{in_id(now)}", says.format(now=words[0], before=words[1], what=name)


def _length(step: PlannedStep, action: Action, name: str) -> Iterator[tuple[str, str]]:
    if step.study_hours != action.study_hours:
        says = _("It now takes {now} of study; it was {before} when you accepted the path: {what}")
        now = say_hours(action.study_hours)
        yield (
            f"hours:{step.id}:{in_id(action.study_hours)}",
            says.format(now=now, before=say_hours(step.study_hours), what=name),
        )
    days = (step.ends - step.starts).days
    if step.kind in ("holding", "ask") and days != action.days:
        says = _("It now takes {now}; it was {before} when you accepted the path: {what}")
        yield (
            f"days:{step.id}:{action.days}",
            says.format(now=say_days(action.days), before=say_days(days), what=name),
        )


# --- The rules


def _not_let_pass(found: Progress, ground: Ground) -> Iterator[tuple[str, str]]:
    """What is left, carried out on the days on which it is to be expected, and judged; each lack once."""
    told: list[list[str]] = []
    steps = [_expected(one, ground) for one in found.steps if not one.on_record]
    for one, step in zip((one for one in found.steps if not one.on_record), steps, strict=True):
        under_way = one.state != "late" and one.begins < ground.on
        if one.over or under_way or step.kind not in _JUDGED:
            continue
        missing = [says for node, context in not_yet(step, steps, ground) for says in _missing(node, context)]
        if missing and missing not in told:
            told.append(missing)
            says = _("On {day} you would not yet meet what this asks for: {what}. Missing: {missing}")
            yield (
                f"rule:{step.id}",
                says.format(
                    day=say_date(step.starts),
                    what=inside(say_planned(one.step, ground.packs)),
                    missing=all_of(missing[:_MOST_NAMED]),
                ),
            )


def _missing(node: c.Node, context: Context) -> list[str]:
    ref = context.packs.credentials.get(context.credential or "")
    found = lacks(node, replace(context, atoms={}), ref)
    return list(dict.fromkeys(inside(one.what) for one in found))


def _expected(one: StepProgress, ground: Ground) -> Step:
    step = one.step
    return Step(
        id=step.id,
        kind=step.kind,
        what=step.what,
        says=step.says,
        starts=one.begins if step.kind != "exam" else one.ready,
        ends=one.ready,
        cost_usd=step.cost_usd,
        study_hours=step.study_hours,
        needs=step.needs,
        authority=step.authority,
        workplace=step.workplace,
        hours_per_week=step.hours_per_week,
        doubt=step.doubt,
        next_ends=_next_end(step, ground.packs),
        credit=_credit(step, ground.on),
    )


def _next_end(step: PlannedStep, packs: Packs) -> date | None:
    ends = _term_end(step) if step.kind == "renewal" else None
    return None if ends is None else renewed_until(packs.credentials[step.what].credential.term, ends)


def _credit(step: PlannedStep, on: date) -> Credit | None:
    if not step.id.startswith("education:"):
        return None
    topic = step.id.split(":")[1]
    return Credit(
        on, step.study_hours, topic=None if topic == "any" else topic, format="home-study",
        audience="technician", accreditation="acpe",
    )  # fmt: skip
