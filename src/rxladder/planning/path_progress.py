"""How far a person is on the path that they accepted: told by the record, nothing is ticked by hand.

What the record shows is done: a credential that is held, an exam that is passed, a training that is over, a
post that was taken up. What it cannot show (hours of study, what only an authority could tell) is taken to be
as planned once its days are over, and is marked so; what comes after a step proves the step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from rxladder.career.record import AcceptedPath, Career, Goal, PlannedStep, Work
from rxladder.facts.load import Packs
from rxladder.facts.topics import with_parents
from rxladder.planning.path_accepted import had
from rxladder.planning.path_goal import goal_of
from rxladder.planning.path_result import takes_effect
from rxladder.rules.answers import given_answer, present_work
from rxladder.rules.experience import hours_of
from rxladder.rules.places import place_of

StepState = Literal["done", "running", "open", "waiting", "late", "untold"]
"""`running`: begun, as the record shows. `open`: can be begun. `waiting`: its day or its needs are to come.
`late`: its last day is over, and it is not done. `untold`: its days are over, and only the person knows."""


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a step there is, of how much: hours of work or of education, or days of work."""

    have: Fraction
    want: Fraction
    unit: Literal["hours", "days"]

    @property
    def part(self) -> Fraction:
        """How much of it is there, at most 1."""
        return min(Fraction(1), self.have / self.want) if self.want else Fraction(1)


@dataclass(frozen=True, slots=True)
class StepProgress:
    """A step and how it stands. `done_on` is None where the record has no day for it.

    `begins` and `ready` are the days on which it begins and is done as things stand now; `on_record`: the
    record itself shows it, done or begun. `told`: the record can show whether it is done.
    """

    step: PlannedStep
    state: StepState
    done_on: date | None
    begins: date
    ready: date
    share: Share | None = None
    on_record: bool = False
    told: bool = True

    @property
    def over(self) -> bool:
        """Whether it is done, or taken to be."""
        return self.state in ("done", "untold")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a goal is. `finish` is the day on which it is reached as things stand now."""

    goal: Goal
    path: AcceptedPath
    steps: tuple[StepProgress, ...]
    reached: bool
    finish: date

    @property
    def done(self) -> int:
        """How many steps are over."""
        return sum(one.over for one in self.steps)

    @property
    def next(self) -> StepProgress | None:
        """What comes next: what is late, then what can be begun, then what is the first to come."""
        left = [one for one in self.steps if not one.over]
        order = {"late": 0, "open": 1, "running": 1, "waiting": 2}
        return min(left, key=lambda one: (order[one.state], one.begins, one.step.id), default=None)

    @property
    def late_days(self) -> int:
        """How many days later than accepted the goal is reached."""
        return 0 if self.reached else max(0, (self.finish - self.path.finish).days)

    @property
    def days_after_wish(self) -> int:
        """How many days after the day that was wished for it is reached."""
        by = self.goal.by
        return 0 if by is None or self.reached else max(0, (self.finish - by).days)


def progress(goal: Goal, career: Career, packs: Packs, on: date) -> Progress | None:
    """How far a goal is on a day; None for one without an accepted path."""
    if goal.path is None:
        return None
    return _Walk(goal, goal.path, career, packs, on).progress()


def reached(goal: Goal, career: Career, packs: Packs, on: date) -> bool:
    """Whether what is wanted is there."""
    wanted = goal_of(goal)
    if wanted.kind == "credential":
        counting = packs.counting_as(wanted.id) if wanted.id in packs.credentials else {wanted.id}
        return any(f"holding:{id_}" in had(career, packs, on) for id_ in counting)
    posts = present_work(career, on)
    return any(wanted.id == (one.role if wanted.kind == "role" else one.workplace) for one in posts)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the record shows of a step: done and when, begun and when, and how much."""

    done: bool = False
    on: date | None = None
    begun: date | None = None
    share: Share | None = None


class _Walk:
    """One look at an accepted path, step by step in the order of their days."""

    def __init__(self, goal: Goal, path: AcceptedPath, career: Career, packs: Packs, on: date) -> None:
        self.goal, self.path, self.career, self.packs, self.on = goal, path, career, packs, on
        self.had = had(career, packs, on)
        self.by_id = {step.id: step for step in path.steps}
        self.shown = {step.id: self._record_shows(step) for step in path.steps}
        self.proven = self._proven()
        self.studied_until = path.accepted

    def progress(self) -> Progress:
        there = reached(self.goal, self.career, self.packs, self.on)
        found: dict[str, StepProgress] = {}
        for step in sorted(self.path.steps, key=_in_order):
            found[step.id] = self._stands(step, found)
        steps = tuple(found[step.id] for step in self.path.steps)
        left = [one.ready for one in steps if not one.over]
        return Progress(self.goal, self.path, steps, there, max([self.path.finish, *left]))

    def _proven(self) -> set[str]:
        """The steps that are done since one that rests on them is; a post only once all are that do."""
        found = {id_ for id_, shown in self.shown.items() if shown.done or shown.begun}
        open_ = sorted(found)
        while open_:
            needs = [self.by_id[id_] for id_ in self.by_id[open_.pop()].needs if id_ in self.by_id]
            new = [one.id for one in needs if one.id not in found and one.kind != "work"]
            found.update(new)
            open_ += new
        return {id_ for id_ in self.by_id if self._is_proven(id_, found)}

    def _is_proven(self, id_: str, found: set[str]) -> bool:
        if self.by_id[id_].kind != "work":
            return id_ in found and not self.shown[id_].begun
        resting = [one.id for one in self.path.steps if id_ in one.needs]
        return bool(resting) and found.issuperset(resting)

    def _stands(self, step: PlannedStep, before: Mapping[str, StepProgress]) -> StepProgress:
        shown, planned = self.shown[step.id], takes_effect(step)
        if shown.done or step.id in self.proven:
            day = shown.on or min(planned, self.on)
            return StepProgress(step, "done", shown.on, min(step.starts, day), day, shown.share, shown.done)
        needs = [before[id_] for id_ in step.needs if id_ in before]
        late = self.on > planned and self._can_show(step)
        begins = shown.begun or max([step.starts, *(_after(step, one) for one in needs)])
        if late and shown.begun is None:
            begins = max(begins, self.on)
        begins = self._studied(step, shown, begins)
        ready = begins + (planned - step.starts)
        if step.kind == "work" and shown.begun:
            return StepProgress(step, "running", None, begins, begins, shown.share, True)
        if not self._can_show(step) and self.on > ready:
            return StepProgress(step, "untold", None, begins, ready, told=False)
        state: StepState = "late" if late else self._state(step, shown, needs)
        told = self._can_show(step)
        return StepProgress(step, state, None, begins, max(ready, self.on), shown.share, told=told)

    def _can_show(self, step: PlannedStep) -> bool:
        """Whether the record can show that a step is done."""
        if step.kind == "ask" and step.what == "birthday":
            return True
        if step.kind == "ask":
            question = self.packs.vocabulary.questions.get(step.what)
            return not step.doubt and question is not None and question.answer != "date"
        return step.kind != "study"

    def _studied(self, step: PlannedStep, shown: _Shown, begins: date) -> date:
        """The first day for a step's study: there is one thing to study at a time, in the order planned."""
        if step.study_from is None or step.study_until is None:
            return begins
        if shown.begun is None:
            begins = max(begins, self.studied_until - (step.study_from - step.starts))
        self.studied_until = max(self.studied_until, begins + (step.study_until - step.starts))
        return begins

    def _state(self, step: PlannedStep, shown: _Shown, needs: list[StepProgress]) -> StepState:
        if shown.begun is not None or (shown.share and shown.share.have):
            return "running"
        free = all(one.over or one.step.kind == "work" for one in needs)
        return "open" if free and step.starts <= self.on else "waiting"

    # --- What the record shows

    def _record_shows(self, step: PlannedStep) -> _Shown:
        match step.kind:
            case "work":
                return self._work(step)
            case "renewal":
                return _Shown(self._renewed(step))
            case "ask":
                return _Shown(self._settled_by_answer(step))
            case "study":
                return _Shown()
            case "training" if step.id.startswith("education:"):
                return self._education(step)
            case "training" if not self._new(step.id):
                return _Shown(begun=self._started(step))
            case _:
                new = self._new(step.id)
                return _Shown(new, self.had[step.id] if new else None)

    def _new(self, id_: str) -> bool:
        """Whether the record has something that it did not have when the path was accepted."""
        if id_ not in self.had:
            return False
        day = self.had[id_]
        return id_ not in self.path.premises.had or (day is not None and day > self.path.accepted)

    def _started(self, step: PlannedStep) -> date | None:
        running = (one for one in self.career.trainings if one.programme == step.what and not one.completed)
        return min((one.started for one in running if one.started and one.started <= self.on), default=None)

    def _work(self, step: PlannedStep) -> _Shown:
        """A post is done once it is taken up; one that is to bring experience, once it brought it."""
        posts = [one for one in self.career.experience if self._is_post(step, one)]
        begun = min((one.from_ for one in posts), default=None)
        if begun is None:
            return _Shown()
        after = [one.starts for one in self.path.steps if step.id in one.needs]
        if not after or max(after) <= step.starts:
            return _Shown(True, begun, begun)
        share = self._worked(step, posts, (max(after) - step.starts).days)
        return _Shown(share.part == 1, None, begun, share)

    def _is_post(self, step: PlannedStep, post: Work) -> bool:
        there = post.role == step.what and (step.workplace is None or post.workplace == step.workplace)
        return there and self.path.accepted <= (post.to or self.on) and post.from_ <= self.on and (
            post.from_ >= self.path.accepted or _names(post).isdisjoint(self.path.premises.had)
        )  # fmt: skip

    def _worked(self, step: PlannedStep, posts: list[Work], days: int) -> Share:
        if step.hours_per_week is None or any(one.hours_per_week is None for one in posts):
            worked = sum(((min(one.to or self.on, self.on) - one.from_).days for one in posts), 0)
            return Share(Fraction(worked), Fraction(days), "days")
        return Share(hours_of(posts, None, self.on), step.hours_per_week / 7 * days, "hours")

    def _education(self, step: PlannedStep) -> _Shown:
        topic = step.id.split(":")[1] if step.id.count(":") > 1 else "any"
        courses = self.packs.vocabulary.courses
        have = sum(
            (
                one.hours
                for one in self.career.credits
                if one.status == "done"
                and self.path.accepted <= one.date <= self.on
                and _on_topic(place_of(one, courses).topic, topic)
            ),
            Fraction(0),
        )
        share = Share(have, step.study_hours, "hours")
        return _Shown(share.part == 1, share=share)

    def _renewed(self, step: PlannedStep) -> bool:
        """Whether the term that the step closes is behind, or its renewal is handed in."""
        ends = step.id.rsplit(":", 1)[-1]
        for one in self.career.holdings:
            if one.credential != step.what:
                continue
            if any(term.ends.isoformat() == ends for term in one.terms):
                return True
            if one.expires is not None and one.expires.isoformat() > ends:
                return True
            if one.filed is not None and self.path.accepted <= one.filed <= self.on:
                return True
        return False

    def _settled_by_answer(self, step: PlannedStep) -> bool:
        """By the person's own answer: what the record tells besides did not do when the path was made."""
        if step.what == "birthday":
            return self.career.person.birthday is not None
        answer = given_answer(self.career, step.what, step.authority)
        if step.id.startswith("ask-not:"):
            return answer is False
        return answer is not None and answer is not False


def _in_order(step: PlannedStep) -> tuple[date, date, bool]:
    return step.study_from or step.starts, step.ends, step.kind == "work"


def _after(step: PlannedStep, need: StepProgress) -> date:
    """The first day on which a step can begin after one that it needs."""
    if need.step.kind != "work":
        return need.ready
    return need.ready + max(timedelta(0), step.starts - need.step.starts)


def _names(post: Work) -> set[str]:
    return {f"work:{post.role}", f"work:{post.role}@{post.workplace}"}


def _on_topic(topic: str | None, asked: str) -> bool:
    return asked == "any" or (topic is not None and asked in with_parents(topic))
