"""What has lapsed or ends for good is not missed where another that is held does the same."""

from __future__ import annotations

from datetime import date

import pytest

from rxladder.career.record import Career, Holding, Person
from rxladder.facts.load import load_packs
from rxladder.rules.audit import audit
from rxladder.rules.next_steps import next_steps
from rxladder.rules.steps import Step

PACKS = load_packs()
ON = date(2026, 11, 22)
BEGAN, OVER, NEXT = date(2025, 11, 1), date(2026, 10, 31), date(2027, 10, 31)


def steps_of(state: str, **ends: date) -> tuple[Step, ...]:
    """The steps of somebody in a state who holds these of its credentials, to these days."""
    holdings = tuple(Holding(f"{state}-{id_.replace('_', '-')}", BEGAN, end) for id_, end in ends.items())
    career = Career(person=Person(state=state), holdings=holdings)
    return next_steps(career, audit(career, PACKS, ON), PACKS, ON)


def kinds(steps: tuple[Step, ...], credential: str) -> set[str]:
    """The kinds of the steps about a credential, money apart."""
    return {step.kind for step in steps if step.credential == credential} - {"money"}


@pytest.mark.parametrize(("other", "kind"), [(NEXT, "certification"), (OVER, "right-to-work")])
def test_a_lapsed_licence_is_missed_unless_another_lets_one_work(other, kind):
    steps = steps_of("us-nv", technician=OVER, trainee=other)
    assert kinds(steps, "us-nv-technician") == {kind}


def test_a_licence_for_another_kind_of_work_takes_the_place_of_none():
    steps = steps_of("us-nv", dispensing_technician=OVER, technician=NEXT)
    assert kinds(steps, "us-nv-dispensing-technician") == {"right-to-work"}


def test_two_licences_that_can_be_renewed_are_each_for_the_right_to_work():
    steps = steps_of("us-nv", technician=NEXT, trainee=NEXT)
    assert kinds(steps, "us-nv-technician") == kinds(steps, "us-nv-trainee") == {"right-to-work"}


def cards(*ends: date) -> list[str]:
    """What is said of life-support cards to these days, which are taken anew and not renewed."""
    career = Career(holdings=tuple(Holding("aha-bls", BEGAN, end) for end in ends))
    return [step.what for step in next_steps(career, audit(career, PACKS, ON), PACKS, ON)]


def test_an_old_card_is_told_of_unless_there_is_a_new_one():
    assert cards(OVER)
    assert cards(OVER, NEXT) == cards(NEXT)
    assert len(cards(OVER, OVER)) == 2 * len(cards(OVER))


def ends_for_good(**ends: date) -> bool:
    steps = steps_of("us-oh", **ends)
    return any("cannot be renewed" in step.what for step in steps)


def test_a_trainee_whose_next_registration_has_lapsed_is_told_that_the_year_ends():
    assert not ends_for_good(trainee=NEXT, registered_technician=NEXT)
    assert ends_for_good(trainee=NEXT, registered_technician=OVER)
