"""Where there is no path: which limit to relax, and by how much, is just enough and no more than it takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from rxladder.career.record import Availability, Career, Holding, Person, Work
from rxladder.facts.load import load_packs
from rxladder.planning.path import find_paths
from rxladder.planning.path_goal import Goal
from rxladder.planning.path_ground import WhatIf
from rxladder.planning.path_result import Paths, Relax

PACKS, ON = load_packs(), date(2026, 11, 25)
CPHT, CSPT = Goal("credential", "ptcb-cpht"), Goal("credential", "ptcb-cspt")
TECHNICIAN = Career(
    person=Person(birthday=date(1990, 1, 2)),
    facts={"education": "high-school", "work-covered-ptcb-topics": True, "discloses-record": True},
    experience=(Work("technician", date(2020, 1, 1), hours_per_week=Fraction(40)),),
    availability=Availability(Fraction(4), Decimal(60)),
)


def paths(career: Career, goal: Goal, months: int = 60, **what_if: object) -> Paths:
    return find_paths(career, PACKS, ON, goal, months=months, what_if=WhatIf(**what_if), seconds=20)  # type: ignore[arg-type]


def spare(hours: object, dollars: object) -> Career:
    return replace(TECHNICIAN, availability=Availability(Fraction(str(hours)), Decimal(str(dollars))))


def the(found: Paths, constraint: str) -> Relax:
    assert found.why_not is not None
    (one,) = [one for one in found.why_not.relax if one.constraint == constraint]
    return one


@pytest.mark.parametrize(("months", "dollars"), [(3, 20), (12, 5), (60, 1)])
def test_a_budget_too_small_says_the_least_that_would_do(months: int, dollars: int):
    career = spare(40, dollars)
    told = the(paths(career, CPHT, months), "budget_usd_per_month")
    assert told.have == dollars
    assert paths(career, CPHT, months, budget_usd_per_month=Decimal(int(told.needed))).paths
    assert not paths(career, CPHT, months, budget_usd_per_month=Decimal(int(told.needed) - 1)).paths


@pytest.mark.parametrize(("months", "hours"), [(3, 2), (6, 1), (2, 0)])
def test_too_few_hours_say_the_least_that_would_do(months: int, hours: int):
    career = spare(hours, 500)
    told = the(paths(career, CPHT, months), "study_hours_per_week")
    assert told.have == hours
    assert paths(career, CPHT, months, study_hours_per_week=told.needed).paths
    assert not paths(career, CPHT, months, study_hours_per_week=told.needed - 1).paths


@pytest.mark.parametrize("months", [1, 2, 3])
def test_too_little_time_says_how_much_would_do(months: int):
    told = the(paths(TECHNICIAN, CPHT, months), "horizon_months")
    assert told.have == months
    assert paths(TECHNICIAN, CPHT, int(told.needed)).paths
    assert not paths(TECHNICIAN, CPHT, int(told.needed) - 1).paths


def test_a_goal_far_beyond_every_limit_is_told_what_it_takes_together():
    found = paths(spare(0, 0), CPHT, 2)
    assert found.why_not is not None
    assert found.why_not.together
    needed = {one.constraint: one.needed for one in found.why_not.relax}
    assert set(needed) == {"study_hours_per_week", "budget_usd_per_month"}
    what_if = {
        "study_hours_per_week": needed["study_hours_per_week"],
        "budget_usd_per_month": Decimal(int(needed["budget_usd_per_month"])),
    }
    assert paths(spare(0, 0), CPHT, 2, **what_if).paths


def test_what_was_answered_with_no_is_named():
    never = replace(TECHNICIAN, facts={**TECHNICIAN.facts, "work-covered-ptcb-topics": False})
    found = paths(
        never, CPHT, skip=frozenset({"ptcb-recognized-education-training-program", "ashp-acpe-accredited"})
    )
    assert found.why_not is not None
    assert found.why_not.blockers
    assert not found.why_not.relax


def test_what_if_asks_the_same_with_other_hours_another_state_or_without_a_certificate():
    held = replace(
        TECHNICIAN, holdings=(Holding("ptcb-cpht", issued=date(2022, 1, 1), expires=date(2028, 1, 31)),)
    )
    slow, fast = (
        paths(TECHNICIAN, CPHT).paths[0],
        paths(TECHNICIAN, CPHT, study_hours_per_week=Fraction(12)).paths[0],
    )
    assert fast.finish < slow.finish
    senior = Goal("role", "senior-technician")
    assert [one.id for one in paths(held, senior).paths[0].steps] == ["work:senior-technician"]
    moved = paths(held, senior, state="us-ok").paths[0]
    assert {"holding:us-ok-technician", "work:senior-technician"} <= {one.id for one in moved.steps}
    by_ptcb = paths(TECHNICIAN, senior).paths[1]
    by_nha = paths(TECHNICIAN, senior, skip=frozenset({"ptcb-cpht"})).paths[1]
    assert "holding:ptcb-cpht" in {one.id for one in by_ptcb.steps}
    assert "holding:nha-cpht" in {one.id for one in by_nha.steps}


@pytest.mark.parametrize(
    "goal", [Goal("role", "billing-prior-auth"), Goal("credential", "ptcb-billing-reimbursement")]
)
def test_what_can_only_be_had_by_being_there_already_says_so(goal: Goal):
    held = replace(
        TECHNICIAN, holdings=(Holding("ptcb-cpht", issued=date(2022, 1, 1), expires=date(2028, 1, 31)),)
    )
    why = paths(held, goal).why_not
    assert why is not None
    assert "Billing, reimbursement or prior-authorization specialist asks for something" in why.says
    assert "at least 1 year of claims or billing work" in why.says
    assert "as a job of its own" in why.says
    begun = Work("billing-prior-auth", date(2024, 1, 1), date(2025, 6, 30), hours_per_week=Fraction(40))
    assert paths(replace(held, experience=(*held.experience, begun)), goal).paths


def test_the_parts_of_one_exam_do_not_wait_for_each_other():
    held = replace(
        TECHNICIAN,
        holdings=(Holding("ptcb-cpht", issued=date(2022, 1, 1), expires=date(2028, 1, 31)),),
        experience=(Work("trainer", date(2020, 1, 1), hours_per_week=Fraction(40)),),
    )
    path = paths(held, Goal("credential", "ptcb-cpted")).paths[0]
    exams = {step.id: step.cost_usd for step in path.steps if step.kind == "exam"}
    assert exams == {"exam:cpted-multiple-choice": Decimal(238), "exam:cpted-written": Decimal(0)}
