"""What is otherwise than on the day on which a path was accepted, each change in words.

The record (moved, other hours or money, lost, gained, done earlier or later, not done in time) is told here;
what the facts and the rules now say of the steps still to come is told by `path_facts`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from rxladder.career.record import AcceptedPath, Career, Goal
from rxladder.facts.language import gettext as _
from rxladder.facts.language import noop
from rxladder.facts.load import Packs
from rxladder.facts.phrases import inside, say_date, say_days, say_dollars, say_hours
from rxladder.facts.states import STATES
from rxladder.planning.path_accepted import had, in_id, kept_in_spite, premises, say_planned, say_what
from rxladder.planning.path_facts import facts_changed
from rxladder.planning.path_goal import Goal as Wanted
from rxladder.planning.path_progress import Progress, StepProgress, progress
from rxladder.planning.path_result import takes_effect
from rxladder.rules.answers import given_answer

NOT_WORTH_A_WORD = 7
"""So many days earlier than planned are no change: nobody sits an exam on the very day."""

_LATE = {
    "exam": noop("You planned to pass {what} by {day}; your record does not show it"),
    "training": noop("You planned to finish {what} by {day}; your record does not show it"),
    "holding": noop("You planned to have {what} by {day}; your record does not show it"),
    "work": noop("You planned to work as {what} from {day}; your record does not show it"),
    "renewal": noop("You planned to renew {what} by {day}; your record does not show it"),
    "ask": noop("The path counted on this by {day}, and your record does not say whether it is so: {what}"),
}
_LOST = {
    "holding": noop("You no longer hold {what}"),
    "work": noop("You no longer work as {what}"),
}
_GAINED = {
    "holding": noop("You now hold {what}, which the path did not plan for"),
    "exam": noop("You passed {what}, which the path did not plan for"),
    "training": noop("You finished {what}, which the path did not plan for"),
    "work": noop("You now work as {what}, which the path did not plan for"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is otherwise. Its id stays the same while it goes on, and names it where the path is
    kept in spite of it. `good`: it may bring the goal nearer."""

    id: str
    says: str
    tone: Literal["bad", "good"] = "bad"


def changes(found: Progress, career: Career, packs: Packs, on: date) -> tuple[Change, ...]:
    """What changed since the path was accepted; nothing once the goal is reached."""
    if found.reached:
        return ()
    told = [*_moved(found, career), *_spare(found, career, packs, on), *_had(found, career, packs, on)]
    told += [*_steps(found, packs), *_answers(found, career)]
    told += [Change(id_, says) for id_, says in facts_changed(found, career, packs, on)]
    return tuple(told)


def open_changes(found: Progress, all_: tuple[Change, ...]) -> tuple[Change, ...]:
    """The changes in spite of which the path was not kept."""
    return tuple(one for one in all_ if one.id not in found.path.kept)


def taken(path: AcceptedPath, wanted: Wanted, career: Career, packs: Packs, on: date) -> AcceptedPath:
    """The path as it is taken on the day on which it was found: what was otherwise by then was seen.

    Such is a form that the person told to be not signed, where having it signed is a step.
    """
    goal = {"role": Goal(role=wanted.id), "credential": Goal(credential=wanted.id)}
    own = replace(goal.get(wanted.kind, Goal(workplace=wanted.id)), path=path)
    found = progress(own, career, packs, on)
    assert found is not None
    return kept_in_spite(path, [one.id for one in changes(found, career, packs, on)])


# --- Where, and with how much time and money


def _moved(found: Progress, career: Career) -> Iterator[Change]:
    before, now = found.path.premises.state, career.person.state
    if now in (before, found.path.otherwise.state):
        return
    says = _("You now work in {now}; the path was made for {before}")
    yield Change(f"moved:{now}", says.format(now=_state(now), before=_state(before)))


def _state(id_: str | None) -> str:
    return STATES.get(id_ or "", id_ or "") or _("no known state")


def _spare(found: Progress, career: Career, packs: Packs, on: date) -> Iterator[Change]:
    before, now, asked = found.path.premises, premises(career, packs, on), found.path.otherwise
    if asked.study_hours_per_week is None and now.study_hours_per_week != before.study_hours_per_week:
        words = [_hours(one) for one in (now.study_hours_per_week, before.study_hours_per_week)]
        says = _("Your study hours per week: {now}. The path was made with: {before}")
        yield Change(f"study:{in_id(now.study_hours_per_week)}", says.format(now=words[0], before=words[1]))
    if asked.budget_usd_per_month is None and now.budget_usd_per_month != before.budget_usd_per_month:
        words = [_dollars(one) for one in (now.budget_usd_per_month, before.budget_usd_per_month)]
        says = _("Your monthly budget for it: {now}. The path was made with: {before}")
        yield Change(f"budget:{in_id(now.budget_usd_per_month)}", says.format(now=words[0], before=words[1]))
    told = now.work_hours_per_week is not None and before.work_hours_per_week is not None
    if told and now.work_hours_per_week != before.work_hours_per_week and not _took_a_post(found):
        words = [_hours(one) for one in (now.work_hours_per_week, before.work_hours_per_week)]
        says = _("Your work hours per week: {now}. The path was made with: {before}")
        yield Change(
            f"work-hours:{in_id(now.work_hours_per_week)}", says.format(now=words[0], before=words[1])
        )


def _hours(amount: Fraction | None) -> str:
    return _("not given") if amount is None else say_hours(amount)


def _dollars(usd: Decimal | None) -> str:
    return _("no limit given") if usd is None else say_dollars(Fraction(usd))


def _took_a_post(found: Progress) -> bool:
    return any(one.on_record for one in found.steps if one.step.kind == "work")


# --- What was there, and is there


def _had(found: Progress, career: Career, packs: Packs, on: date) -> Iterator[Change]:
    before, now = set(found.path.premises.had), set(had(career, packs, on))
    planned = {step.id.partition("+")[0] for step in found.path.steps}
    planned |= {f"training:{step.what}" for step in found.path.steps if step.kind == "training"}
    planned |= {f"work:{step.what}" for step in found.path.steps if step.kind == "work"}
    for id_ in sorted(before - now):
        kind = id_.partition(":")[0]
        if kind in _LOST and not _foreseen(id_, found, now, packs):
            yield Change(f"lost:{id_}", _(_LOST[kind]).format(what=say_what(id_, packs) or id_))
    for id_ in sorted(now - before):
        kind = id_.partition(":")[0]
        if kind in _GAINED and id_ not in planned and id_.partition("@")[0] not in planned:
            says = _(_GAINED[kind]).format(what=say_what(id_, packs) or id_)
            yield Change(f"gained:{id_}", says, "good")


def _foreseen(id_: str, found: Progress, now: Collection[str], packs: Packs) -> bool:
    """Whether the path itself reckoned with its end: a post given up for another, a permit that runs out.

    What is renewed with another credential has no date of its own.
    """
    if id_.startswith("work:"):
        return _took_a_post(found)
    ref = packs.credentials.get(id_.partition(":")[2])
    if ref is None:
        return False
    term = ref.credential.term
    with_another = term.anchor == "credential" and any(f"holding:{of}" in now for of in term.of)
    return term.renewable is False or with_another


# --- The steps


def _steps(found: Progress, packs: Packs) -> Iterator[Change]:
    for one in found.steps:
        name = say_what(one.step.id, packs) or one.step.says or one.step.what
        if one.state == "late":
            says = _(_LATE[one.step.kind]).format(what=name, day=say_date(takes_effect(one.step)))
            yield Change(f"late:{one.step.id}", says)
        elif one.state == "done" and one.done_on is not None:
            yield from _otherwise_done(one, say_planned(one.step, packs))


def _otherwise_done(one: StepProgress, name: str) -> Iterator[Change]:
    assert one.done_on is not None
    planned = takes_effect(one.step)
    days = (planned - one.done_on).days
    if days >= NOT_WORTH_A_WORD:
        says = _("Done {days} earlier than planned: {what}").format(days=say_days(days), what=inside(name))
        yield Change(f"earlier:{one.step.id}", says, "good")
    elif days < 0:
        says = _("Done {days} later than planned: {what}").format(days=say_days(-days), what=inside(name))
        yield Change(f"later:{one.step.id}", says)


def _answers(found: Progress, career: Career) -> Iterator[Change]:
    for one in found.steps:
        step = one.step
        if step.kind != "ask" or one.over:
            continue
        wanted = not step.id.startswith("ask-not:")
        if given_answer(career, step.what, step.authority) is (not wanted):
            says = _("The path needs this to be true, and you answered that it is not: {what}")
            yield Change(f"answered:{step.id}", says.format(what=inside(step.says or step.what)))
