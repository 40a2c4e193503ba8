"""Small ladders drawn at random, and the best paths on them found by trying everything.

The search knows nothing of the planner: it puts one step after another, each on the first day on which the
rules let it start, in every order, and looks at what comes of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import ceil
from random import Random
from typing import Any

from rxladder.career.record import Availability, Career, ExamTaken, Holding, Person, Training, Work
from rxladder.facts import conditions as c
from rxladder.facts.days import add_months, whole_months
from rxladder.facts.load import Packs
from rxladder.facts.pack import Pack
from rxladder.facts.path_assumptions import PathAssumptions, path_assumptions
from rxladder.facts.roles import Role
from rxladder.facts.vocabulary import Vocabulary
from rxladder.planning.path_goal import Goal
from rxladder.rules.context import Context
from rxladder.rules.eligibility import first_day_true

ON, MONTHS = date(2027, 1, 15), 8
_PACK = {
    "pack": 1, "id": "z", "name": "Z", "kind": "certifying-body", "read": "2026-11-22", "confidence": "high",
    "sources": {},
}  # fmt: skip
Scheduled = tuple[str, int, int]


@dataclass(frozen=True)
class Ladder:
    """A ladder with somebody on it and a goal. `steps` are all steps that there are, with their days."""

    seed: int
    packs: Packs
    roles: dict[str, Role]
    assumptions: PathAssumptions
    career: Career
    goal: Goal

    @cached_property
    def last(self) -> int:
        return (add_months(ON, MONTHS) - ON).days

    def days(self, hours: Fraction) -> int:
        rate = self.career.availability.study_hours_per_week
        return ceil(hours * 7 / rate) if hours else 0


def ladder(seed: int, most: int = 7) -> Ladder:
    """The ladder of a number; one on which no more than so many steps bear on the goal."""
    tries = (_ladder(seed * 1_000 + number) for number in range(1_000))
    return next(it for it in tries if 2 < len(steps_on(it)) <= most)


def _ladder(seed: int) -> Ladder:
    draw = Random(seed)
    words = _vocabulary(draw)
    credentials = {f"c{k}": _credential(draw, k) for k in range(3)}
    pack = Pack.model_validate({**_PACK, "credentials": credentials})
    roles = {f"r{k}": _role(draw, k) for k in range(3)}
    begun = ON - timedelta(days=draw.choice((5, 40, 100)))
    work = Work("r0", begun, hours_per_week=Fraction(draw.choice((20, 35))))
    works = () if draw.random() < 0.2 else (work,)
    budget = draw.choice((None, None, 15, 30, 60))
    career = Career(
        person=Person(birthday=date(2009, draw.choice((1, 4)), 3)),
        facts={"education": "high-school"},
        experience=works,
        availability=Availability(Fraction(draw.choice((2, 5, 7))), budget and Decimal(budget)),
    )  # fmt: skip
    goal = draw.choice((Goal("credential", "c2"), Goal("credential", "c2"), Goal("role", "r2")))
    return Ladder(seed, Packs({"z": pack}, words, f"ladder {seed}"), roles, _assumptions(draw), career, goal)


def _vocabulary(draw: Random) -> Vocabulary:
    return Vocabulary.model_validate(
        {
            "vocabulary": 1,
            "exams": {f"e{k}": {"name": f"Exam {k}", "for": f"c{k}"} for k in range(3)},
            "programmes": {
                "p0": {"name": "P0", "kind": "course"},
                "p1": {"name": "P1", "kind": "employer", "includes": ["p0"] if draw.random() < 0.3 else []},
            },
            "courses": {},
            "experience_kinds": {f"k{k}": {"name": f"Work {k}", "roles": [f"r{k}"]} for k in range(3)},
            "questions": {
                "signed-form": {"asks": "Signed?", "says": "it is signed", "answer": "yes-no"},
                "education": {"asks": "Schooling?", "answer": "choice", "choices": ["high-school"]},
            },
        }
    )


def _credential(draw: Random, number: int) -> dict[str, Any]:
    parts = [_condition(draw, number, 2) for _ in range(draw.choice((1, 1, 2)))]
    fees: dict[str, Any] = {} if draw.random() < 0.15 else {"initial": draw.choice((0, 10, 25, 40))}
    if draw.random() < 0.5:
        parts.append({"passed": f"e{number}"})
        fees["exam"] = draw.choice((10, 20))
    return {
        "title": f"C{number}", "kind": "certificate", "required_to_practise": False, "fees": fees,
        "term": {"expires": "never"}, "eligibility": {"all": parts},
    }  # fmt: skip


def _condition(draw: Random, number: int, depth: int) -> dict[str, Any]:
    if depth and draw.random() < 0.45:
        of = [_condition(draw, number, depth - 1) for _ in range(draw.choice((2, 2, 3)))]
        return draw.choice(({"all": of}, {"any": of}, {"any": of}, {"at_least": 2, "of": of}))
    leaves: list[dict[str, Any]] = [
        {"trained": "p0"},
        {"trained": "p1"},
        {"experience": "k0", "months": draw.choice((1, 3, 5))},
        {"experience": "k1", "months": draw.choice((1, 2, 3))},
        {"experience": "k1", "hours": draw.choice((100, 333))},
        {"experience": "k2", "months": draw.choice((1, 2))},
        {"age": 18},
        {"answer": "signed-form"},
        {"education": draw.choice(("high-school", "high-school", "bachelor"))},
    ]
    leaves += [{"holds": f"c{k}"} for k in range(number)] * 3
    return draw.choice(leaves)


def _role(draw: Random, number: int) -> Role:
    asks = {"all": [_condition(draw, min(number, 2), 1)]} if number else {"all": [{"age": 16}]}
    return Role.model_validate(
        {"id": f"r{number}", "name": f"R{number}", "level": number, "asks": asks, "settings": ["all"],
         "confidence": "high"}
    )  # fmt: skip


def _assumptions(draw: Random) -> PathAssumptions:
    base = path_assumptions().model_dump(mode="python", by_alias=True)
    price = draw.choice((None, 20))
    base["programmes"] |= {
        "p0": {
            "days": draw.choice((3, 9)),
            "study_hours": draw.choice((2, 8)),
            "price_usd": price,
            "why": "-",
        },
        "p1": {"days": draw.choice((20, 35)), "study_hours": 0, "price_usd": 0, "why": "-"},
    }
    base["exams"]["certificate"] = {"hours": draw.choice((3, 10)), "why": "-"}
    base["processing_days"]["certificate"] = {"days": draw.choice((1, 6)), "why": "-"}
    base["answers"]["to_do"]["signed-form"] = {"days": draw.choice((0, 12))}
    return PathAssumptions.model_validate(base)


def steps_on(it: Ladder) -> list[str]:
    """The steps that anything on the way to the goal asks for."""
    kind = "work" if it.goal.kind == "role" else "holding"
    found, open_ = list[str](), [f"{kind}:{it.goal.id}"]
    while open_:
        id_ = open_.pop()
        if id_ not in found:
            found.append(id_)
            open_ += [step for one in c.walk(_node(id_, it)) for step in _asked_by(one, it)]
    return found


def _node(id_: str, it: Ladder) -> c.Node:
    kind, what = id_.split(":")
    if kind == "work":
        node = it.roles[what].asks
    elif kind in ("holding", "exam"):
        node = it.packs.credentials[what.replace("e", "c")].credential.eligibility
    else:
        node = c.Age(age=0)
    assert node is not None
    return node


def _asked_by(node: c.Node, it: Ladder) -> list[str]:
    match node:
        case c.Holds():
            return [f"holding:{node.holds}"]
        case c.Passed():
            return [f"study:{node.passed}", f"exam:{node.passed}"]
        case c.Trained():
            return [f"training:{one}" for one in sorted(it.packs.vocabulary.satisfying(node.trained))]
        case c.Experience():
            return [f"work:{node.experience.replace('k', 'r')}"]
        case c.Answer():
            return [f"ask:{node.answer}"]
    return []


# --- Trying everything


@dataclass(frozen=True)
class Outcome:
    """What a way to the goal comes to."""

    finish: int
    unknown: int
    cents: int


class Tried:
    """Every way to the goal of a ladder that cannot be made earlier by itself."""

    def __init__(self, it: Ladder) -> None:
        self.it, self.steps = it, steps_on(it)
        self.seen: set[frozenset[Scheduled]] = set()
        self.outcomes: set[Outcome] = set()
        self._go_on((), 0)

    def _go_on(self, done: tuple[Scheduled, ...], since: int) -> None:
        key = frozenset(done)
        if key in self.seen:
            return
        self.seen.add(key)
        reached = self._reached(done)
        if reached is not None:
            if self._within_budget(done):
                self.outcomes.add(Outcome(reached, self._unknown(done), self._cents(done)))
            return
        if not self._within_budget(done) or self._beaten(done, since):
            return
        for id_ in self.steps:
            if all(id_ != other for other, _, _ in done):
                for start in self._starts(id_, done, since):
                    self._go_on((*done, (id_, start, start + self._length(id_))), start)

    def _beaten(self, done: tuple[Scheduled, ...], since: int) -> bool:
        """Whether something found already is as good in all as anything that can come of this."""
        unknown, cents = self._unknown(done), self._cents(done)
        return any(
            one.finish <= since and one.unknown <= unknown and one.cents <= cents for one in self.outcomes
        )

    def _reached(self, done: tuple[Scheduled, ...]) -> int | None:
        goal = self.it.goal
        if goal.kind == "role" and any(one.role == goal.id for one in self.it.career.experience):
            return 0
        kind = "work" if goal.kind == "role" else "holding"
        return next((end for id_, _, end in done if id_ == f"{kind}:{goal.id}"), None)

    # --- Days

    def _length(self, id_: str) -> int:
        kind, what = id_.split(":")
        taken = self.it.assumptions
        if kind == "training":
            return max(taken.programmes[what].days, self.it.days(taken.programmes[what].study_hours))
        if kind == "study":
            return self.it.days(taken.exams["certificate"].hours)
        if kind == "holding":
            return taken.processing_days["certificate"].days
        return taken.answers.to_do[what].days if kind == "ask" else 0

    def _block(self, id_: str) -> int:
        kind, what = id_.split(":")
        if kind == "training":
            return self.it.days(self.it.assumptions.programmes[what].study_hours)
        return self._length(id_) if kind == "study" else 0

    def _starts(self, id_: str, done: tuple[Scheduled, ...], since: int) -> Iterator[int]:
        """The first day on which a step may start; a post may also wait until experience is complete.

        Nobody goes back to the role that they are in at the beginning: that is said of paths.
        """
        if any(id_ == f"work:{one.role}" for one in self.it.career.experience):
            return
        first = self._first(id_, done, since)
        if first is None:
            return
        if self._block(id_):
            first = max(
                [first, *(start + self._block(other) for other, start, _ in done if self._block(other))]
            )
        days = {first}
        if id_.startswith("work:"):
            days |= {day for day in self._thresholds(done, since) if day > first}
            days |= {day + 1 for day in days if self._undoes(id_, day, done)}
            days -= {start for other, start, _ in done if other.startswith("work:")}
        for day in sorted(days):
            start = self._afforded(id_, day, done)
            if start is None or start + self._length(id_) > self.it.last:
                continue
            if id_.startswith("work:") and self._undoes(id_, start, done):
                continue
            if self._first(id_, done, start) == start:
                yield start

    def _undoes(self, post: str, day: int, done: tuple[Scheduled, ...]) -> bool:
        """Whether a post that begins on a day takes away what a step of that same day rests on."""
        return any(
            start == day
            and not other.startswith("work:")
            and self._first(other, (*(one for one in done if one[0] != other), (post, day, day)), day) != day
            for other, start, _ in done
        )

    def _by_rules(self, id_: str, done: tuple[Scheduled, ...], since: int) -> int | None:
        kind, what = id_.split(":")
        career, day = self._career(done), ON + timedelta(days=since)
        if kind in ("training", "study", "ask"):
            return since
        if kind == "work":
            node = self.it.roles[what].asks
            context = Context(career, self.it.packs, day, "", "")
        else:
            credential = what.replace("e", "c")
            if kind == "exam":
                studied = next((end for other, _, end in done if other == f"study:{what}"), None)
                if studied is None:
                    return None
                day = max(day, ON + timedelta(days=studied))
                career = replace(career, exams=(*career.exams, ExamTaken(what, day, True)))
            node = self.it.packs.credentials[credential].credential.eligibility
            context = Context(career, self.it.packs, day, "z", credential)
        assert node is not None
        found = first_day_true(node, context, day)
        return None if found is None else (found - ON).days

    def _first(self, id_: str, done: tuple[Scheduled, ...], since: int) -> int | None:
        """The first day on which the rules let a step start. An answer has no day in the record, so whoever
        rests on one waits for its end.
        """
        asked = [one for one in done if one[0].startswith("ask:")]
        without = self._by_rules(id_, tuple(one for one in done if one not in asked), since)
        with_it = [self._by_rules(id_, done, max(since, end)) for _, _, end in asked]
        return min((day for day in (without, *with_it) if day is not None), default=None)

    def _thresholds(self, done: tuple[Scheduled, ...], since: int) -> Iterator[int]:
        career, day = self._career(done), ON + timedelta(days=since)
        nodes = [one.asks for one in self.it.roles.values()]
        nodes += [ref.credential.eligibility for ref in self.it.packs.credentials.values()]
        for node in (one for top in nodes if top is not None for one in c.walk(top)):
            if isinstance(node, c.Experience):
                found = first_day_true(node, Context(career, self.it.packs, day, "", ""), day)
                if found is not None:
                    yield (found - ON).days + 1

    def _career(self, done: tuple[Scheduled, ...]) -> Career:
        career = self.it.career
        for id_, start, end in sorted(done, key=lambda one: one[1]):
            kind, what = id_.split(":")
            first, last = ON + timedelta(days=start), ON + timedelta(days=end)
            if kind == "training":
                career = replace(career, trainings=(*career.trainings, Training(what, first, last)))
            elif kind == "exam":
                career = replace(career, exams=(*career.exams, ExamTaken(what, last, True)))
            elif kind == "holding":
                career = replace(career, holdings=(*career.holdings, Holding(what, issued=last)))
            elif kind == "work":
                career = replace(career, experience=self._changed(career, what, first))
            elif kind == "ask":
                career = replace(career, facts={**career.facts, what: True})
        return career

    def _changed(self, career: Career, role: str, first: date) -> tuple[Work, ...]:
        hours = max([one.hours_per_week or 0 for one in self.it.career.experience], default=Fraction(40))
        left = first - timedelta(days=1)
        before = (replace(one, to=left) if one.to is None else one for one in career.experience)
        kept = tuple(one for one in before if one.to is not None and one.from_ <= one.to)
        return (*kept, Work(role, first, hours_per_week=Fraction(hours)))

    # --- Money

    def price(self, id_: str) -> int | None:
        """The price in cents; None where it is not known."""
        kind, what = id_.split(":")
        if kind == "training":
            usd = self.it.assumptions.programmes[what].price_usd
            return None if usd is None else int(usd * 100)
        if kind not in ("exam", "holding"):
            return 0
        fees = self.it.packs.credentials[what.replace("e", "c")].credential.fees
        exam = int(fees["exam"].usd * 100) if "exam" in fees else 0
        if kind == "exam":
            return exam
        if "initial" not in fees:
            return 0 if "exam" in fees else None
        return max(0, int(fees["initial"].usd * 100) - exam)

    def _afforded(self, id_: str, day: int, done: tuple[Scheduled, ...]) -> int | None:
        while day <= self.it.last:
            if self._within_budget((*done, (id_, day, day))):
                return day
            day += 1
        return None

    def _within_budget(self, done: tuple[Scheduled, ...]) -> bool:
        budget = self.it.career.availability.budget_usd_per_month
        if budget is None:
            return True
        paid = 0
        for id_, start, _ in sorted(done, key=lambda one: one[1]):
            paid += self.price(id_) or 0
            months = whole_months(ON, ON + timedelta(days=start)) + 1
            if self.price(id_) and paid > int(budget * 100) * months:
                return False
        return True

    def _cents(self, done: tuple[Scheduled, ...]) -> int:
        return sum(self.price(id_) or 0 for id_, _, _ in done)

    def _unknown(self, done: tuple[Scheduled, ...]) -> int:
        return sum(self.price(id_) is None for id_, _, _ in done)
