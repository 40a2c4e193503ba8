"""Who has nothing yet but a state gets a path to a technician's work, or is told what stands in the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from rxladder.career.record import Career, Person, Training
from rxladder.facts.load import load_packs
from rxladder.facts.states import STATES
from rxladder.planning.path import find_paths
from rxladder.planning.path_goal import Goal
from rxladder.planning.path_progress import progress
from tests.planning import accepted_paths

PACKS = load_packs()
ON = date(2026, 11, 25)
GOALS = (Goal("role", "technician"), Goal("workplace", "community-chain"))


@pytest.mark.parametrize("state", sorted(STATES))
def test_a_newcomers_path_holds_when_it_is_carried_out(state):
    for goal in GOALS:
        found = find_paths(Career(person=Person(state=state)), PACKS, ON, goal, seconds=1)
        assert found.paths or "does not hold" not in found.why_not.says


def test_schooling_that_turns_out_well_is_enough_for_every_step():
    """A trainee is in high school or out of it, a technician out of it: one answer must do for both."""
    found = find_paths(Career(person=Person(state="us-tx")), PACKS, ON, GOALS[0])
    assert [step.id for step in found.paths[0].steps][-2:] == [
        "holding:us-tx-technician-trainee",
        "work:technician",
    ]


@pytest.mark.parametrize(
    ("state", "birthday", "told"),
    [
        ("us-ma", date(2005, 6, 15), "Pharmacy technician in training, Massachusetts. No path counts on it"),
        ("us-ma", None, "Pharmacy technician in training, Massachusetts. No path counts on it"),
        ("us-oh", date(2005, 6, 15), None),
    ],
)
def test_a_sooner_beginning_that_is_in_doubt_is_told_and_not_counted_on(state, birthday, told):
    person = Person(state=state, birthday=birthday)
    found = find_paths(Career(person=person, facts={"education": "high-school"}), PACKS, ON, GOALS[0])
    assert found.paths
    sooner = [note for note in found.notes if "able to work sooner" in note]
    assert [told in note for note in sooner] == ([True] if told else [])


def test_where_beginners_are_at_home_a_technicians_post_is_enough():
    found = find_paths(Career(person=Person(state="us-tx")), PACKS, ON, GOALS[1])
    assert found.paths[0].steps[-1].id == "work:technician@community-chain"


def test_where_they_are_not_it_is_the_post_that_is_at_home_there():
    found = find_paths(Career(person=Person(state="us-tx")), PACKS, ON, Goal("workplace", "nuclear"))
    assert found.paths[0].steps[-1].id == "work:nuclear-technician@nuclear"


def test_a_newcomers_answers_are_done_once_the_record_has_them():
    student = Career(person=Person(state="us-oh"))
    goal = accepted_paths.taken(student, "certified-technician")
    steps = goal.path.steps
    lengths = [(step.ends - step.starts).days for step in steps if "apprenticeship" in step.id]
    assert all(days >= 365 for days in lengths), "an apprenticeship takes a year of work"
    asked = next(step.id for step in steps if step.what == "birthday")
    told = Career(person=Person(state="us-oh", birthday=date(2007, 4, 12)), goals=(goal,))
    for career, state in ((student, "open"), (told, "done")):
        found = progress(goal, career, PACKS, accepted_paths.ON)
        assert {one.step.id: one.state for one in found.steps}[asked] == state


def test_whoever_may_have_it_already_is_told_to_ask_before_learning_anew():
    programme = Training("ashp-acpe-accredited", completed=date(2014, 4, 1), hours=Fraction(600))
    moving = Career(person=Person(state="us-wa", birthday=date(1985, 9, 3)), trainings=(programme,))
    goal = Goal("credential", "us-fl-technician")
    found = find_paths(moving, PACKS, ON, goal, seconds=1)
    assert any("training:" in step.id for step in found.paths[0].steps), (
        "the path itself counts on nothing open"
    )
    assert [note for note in found.notes if note in found.ask_first] == list(found.ask_first)
    assert ["Ask the board before you start any new training" in note for note in found.ask_first] == [True]
    nothing = replace(moving, trainings=())
    assert find_paths(nothing, PACKS, ON, goal, seconds=1).ask_first == ()
