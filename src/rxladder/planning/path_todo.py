"""An accepted path as things to do: the next steps for the home page, and its days for a calendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from hashlib import sha256

from rxladder.career.record import Career, Goal, PlannedStep
from rxladder.facts import conditions as c
from rxladder.facts.days import ONE_DAY
from rxladder.facts.language import gettext as _
from rxladder.facts.language import ngettext, noop
from rxladder.facts.load import CredentialRef, Packs
from rxladder.facts.phrases import say_date, say_days, say_hours, say_number, say_span, sentence
from rxladder.facts.roles import roles, workplaces
from rxladder.planning.path_accepted import say_planned, say_what
from rxladder.planning.path_changes import Change
from rxladder.planning.path_goal import goal_of
from rxladder.planning.path_progress import Progress, StepProgress
from rxladder.rules.agenda import Event, EventState
from rxladder.rules.context import Context
from rxladder.rules.eligibility import context_of
from rxladder.rules.interview import Progress as Counted
from rxladder.rules.interview import progress_of
from rxladder.rules.lacking import lacks
from rxladder.rules.ladder import role_context
from rxladder.rules.steps import Step

MOST = 2
"""So many steps of one path at once: more would hide what a licence hangs on."""

_BEGIN = {
    "training": noop("Start: {what}"),
    "study": noop("Start: {what}"),
}


def goal_name(goal: Goal, packs: Packs) -> str:
    """What a goal leads to, where there is little room."""
    wanted = goal_of(goal)
    if wanted.kind == "workplace":
        place = workplaces().get(wanted.id)
        return _(place.name) if place else wanted.id
    step = "holding" if wanted.kind == "credential" else "work"
    return say_what(f"{step}:{wanted.id}", packs) or wanted.id


def goal_key(goal: Goal) -> str:
    """A goal as pages name it: `credential:ptcb-cspt`."""
    wanted = goal_of(goal)
    return f"{wanted.kind}:{wanted.id}"


# --- The next steps


def path_steps(
    found: Progress, changed: Sequence[Change], career: Career, packs: Packs, on: date
) -> Iterator[Step]:
    """What to do next on a path; first of all to look at it again where something it rests on changed."""
    if found.reached:
        return
    name, key = goal_name(found.goal, packs), goal_key(found.goal)
    bad = [one for one in changed if one.tone == "bad"]
    if bad:
        what = _("Take another look at your path to {goal}").format(goal=name)
        yield Step("goal", "path", what, _changed_words(bad), "soon", goal=key)
    for one in _now(found, again=bool(bad)):
        waits = one.state in ("waiting", "open") and one.begins > on
        yield Step(
            kind="goal",
            act="path",
            what=say_planned(one.step, packs),
            why=_step_reason(one, found, name, career, packs, on),
            urgency="soon" if one.state == "late" else "later",
            by=None if waits else _last_day(one.step),
            from_=one.begins if waits else None,
            goal=key,
        )


def _changed_words(changed: Sequence[Change]) -> str:
    first = f"{changed[0].says}."
    if len(changed) == 1:
        return first
    more = ngettext("{first} {n} more thing changed.", "{first} {n} more things changed.", len(changed) - 1)
    return more.format(first=first, n=len(changed) - 1)


def _now(found: Progress, *, again: bool) -> list[StepProgress]:
    """What is late, can be begun or goes on; where there is none of it, what comes first.

    Who is sent to look at the path again finds there what is late.
    """
    left = [one for one in found.steps if not one.over and one.step.kind != "renewal"]
    order = {"open": 1, "running": 2} if again else {"late": 0, "open": 1, "running": 2}
    at_hand = sorted((one for one in left if one.state in order), key=lambda one: order[one.state])
    if at_hand or again:
        return at_hand[: MOST - again]
    return sorted(left, key=lambda one: (one.begins, one.ready))[:1]


def _last_day(step: PlannedStep) -> date:
    if step.kind == "work":
        return step.starts
    return step.study_until - ONE_DAY if step.kind == "study" and step.study_until else step.ends


def _step_reason(
    one: StepProgress, found: Progress, name: str, career: Career, packs: Packs, on: date
) -> str:
    place = _("Step {n} of {all} to {goal}, planned for {day}").format(
        n=found.steps.index(one) + 1, all=len(found.steps), goal=name, day=say_date(found.finish)
    )
    return " ".join(f"{sentence(part)}." for part in (place, *how_far(one, career, packs, on)))


def how_far(one: StepProgress, career: Career, packs: Packs, on: date) -> list[str]:
    """How far a step has come, where that can be counted, and what only the person knows."""
    if one.over:
        return []
    said, waits = list[str](), waits_for(one.step, career, packs, on)
    if one.share is not None:
        said.append(_counted(one.share.have, one.share.want, one.share.unit))
    elif one.step.study_hours:
        said.append(_("{hours} of study").format(hours=say_hours(one.step.study_hours)))
    if waits is not None:
        said.append(_counted(waits.have, waits.want, waits.unit))
    if not one.told:
        said.append(_("only you can say whether it is done"))
    return said


def _counted(have: Fraction, want: Fraction, unit: str) -> str:
    all_ = {"months": say_span, "days": say_days}.get(unit, say_hours)(round(want))
    share = min(Fraction(1), have / want) if want else Fraction(1)
    return _("{done} of {all} so far ({percent}%)").format(
        done=say_number(int(have)), all=all_, percent=int(share * 100)
    )


def waits_for(step: PlannedStep, career: Career, packs: Packs, on: date) -> Counted | None:
    """The experience that a step still waits for, and how much of it there is; None where it waits for none.

    Of several ways the one that has come farthest, of several tests the one that has come least far.
    """
    asked = _condition_behind(step, career, packs, on)
    if asked is None:
        return None
    node, context, ref = asked
    counted = []
    for lack in lacks(node, context, ref):
        leaves = [one for one in c.walk(lack.node) if isinstance(one, c.Experience)]
        ways = [found for leaf in leaves if (found := progress_of(leaf, context)) is not None]
        begun = [found for found in ways if found.have]
        if begun:
            counted.append(max(begun, key=lambda found: found.share))
    return min(counted, key=lambda found: found.share, default=None)


def _condition_behind(
    step: PlannedStep, career: Career, packs: Packs, on: date
) -> tuple[c.Node, Context, CredentialRef | None] | None:
    """What a step must meet, and for whom it is judged; None where no condition stands behind it."""
    if step.kind == "work":
        role = roles().get(step.what)
        if role is None or role.asks is None:
            return None
        return role.asks, role_context(career, packs, on), None
    id_ = step.what
    if step.kind == "exam":
        entry = packs.vocabulary.exams.get(step.what)
        id_ = (entry.for_ if entry else None) or ""
    ref = packs.credentials.get(id_) if step.kind in ("exam", "holding") else None
    if ref is None or ref.credential.eligibility is None:
        return None
    return ref.credential.eligibility, context_of(career, packs, ref, on), ref


# --- The days


def path_events(found: Progress, packs: Packs, on: date) -> Iterator[Event]:
    """The days of an accepted path as they were accepted; renewals are told by what they renew."""
    if found.reached:
        return
    name = goal_name(found.goal, packs)
    for one in found.steps:
        step = one.step
        if step.kind == "renewal":
            continue
        day = step.ends if step.kind in ("exam", "ask") else step.starts
        state: EventState = "done" if one.over else "past" if day < on else "open"
        yield Event(
            uid=f"path/{sha256(f'{goal_key(found.goal)}/{step.id}'.encode(errors='replace')).hexdigest()[:32]}",
            day=day,
            kind="step",
            what=_(_BEGIN.get(step.kind, "{what}")).format(what=say_planned(step, packs)),
            why=_("On your path to {goal}, planned for {day}.").format(
                goal=name, day=say_date(found.path.finish)
            ),
            weight="goal",
            state=state,
        )
