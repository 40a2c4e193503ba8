"""A credential that is a goal becomes a step once it can be applied for, or once the day is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rxladder.career.record import AcceptedPath, Career, Goal, Holding, Person
from rxladder.facts.load import load_packs
from rxladder.rules.audit import audit
from rxladder.rules.next_steps import next_steps
from rxladder.rules.steps import Step

PACKS = load_packs()
ON, BY = date(2026, 11, 25), date(2027, 6, 1)
CERTIFIED = "us-ct-certified-technician"
# Registered in Connecticut, and certified: so the certified registration can be applied for.
READY = Career(
    person=Person(state="us-ct"),
    holdings=(
        Holding("us-ct-technician", date(2021, 6, 1), date(2027, 3, 31)),
        Holding("ptcb-cpht", date(2025, 3, 1), date(2027, 3, 31)),
    ),
)


def aims(career: Career, *goals: Goal) -> list[Step]:
    """The steps that tell of goals."""
    career = replace(career, goals=goals)
    steps = next_steps(career, audit(career, PACKS, ON), PACKS, ON)
    return [step for step in steps if step.kind == "goal"]


def test_what_can_be_applied_for_is_told_with_the_day_one_aims_for():
    (step,) = aims(READY, Goal(credential=CERTIFIED, by=BY))
    assert step.what.startswith("You can apply for")
    assert (step.credential, step.act, step.by, step.from_) == (CERTIFIED, "read", BY, None)
    assert step.why == "You want it by 1 June 2027."
    assert step.source


def test_what_can_be_applied_for_from_a_day_on_is_told_with_that_day():
    # Oregon asks for eighteen years, school and a background check.
    young = Career(
        person=Person(state="us-or", birthday=date(2009, 1, 10)),
        facts={"education": "high-school", "background-check": True},
    )
    (step,) = aims(young, Goal(credential="us-or-technician", by=BY))
    assert step.what.startswith("You become eligible for")
    assert (step.by, step.from_) == (None, date(2027, 1, 10))


@pytest.mark.parametrize(
    "goal",
    [
        Goal(role="lead-technician"),
        Goal(credential="us-ct-technician"),
        Goal(credential="gone-since"),
        Goal(credential="us-wa-technician"),
        Goal(credential=CERTIFIED, path=AcceptedPath("cheapest", ON, BY)),
    ],
    ids=["a role", "held already", "of no pack", "not in sight", "a path tells more"],
)
def test_other_goals_are_no_step_of_their_own(goal):
    assert not aims(READY, goal)
    assert len(aims(READY, goal, Goal(credential=CERTIFIED))) == 1
