"""Carried out step by step, a path holds: by the rules, the money and the study; nothing in it is made up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest

from rxladder.career.demo import demo_career
from rxladder.career.record import Availability, Career, ExamTaken, Person, Work
from rxladder.facts.days import whole_months
from rxladder.facts.load import load_packs
from rxladder.facts.roles import roles
from rxladder.planning.path import find_paths
from rxladder.planning.path_goal import Goal, goal_named
from rxladder.planning.path_ground import WhatIf, ground_of
from rxladder.planning.path_replay import career_on, faults
from rxladder.planning.path_result import Path, Paths, Step
from rxladder.rules.eligibility import eligible

PACKS = load_packs()
ON = date(2026, 11, 25)
GOALS = (
    "ptcb-cspt", "ptcb-cpht-adv", "ptcb-medication-history", "ptcb-immunization", "nha-cpht", "pacs",
    "supervisor", "hazardous-oncology", "program-director", "analyst-340b", "telepharmacy-technician",
    "nuclear",
)  # fmt: skip
MOVES = ("us-ca-technician", "us-nc-technician", "us-wv-immunizing-technician", "us-oh-certified-technician")
TRAINEE = Career(
    person=Person(birthday=date(2005, 3, 9), state="us-tx"),
    facts={"education": "high-school"},
    experience=(Work("trainee", date(2026, 9, 1), hours_per_week=Fraction(30), workplace="community-chain"),),
    availability=Availability(Fraction(5), Decimal(30)),
)


def cases() -> Iterator[tuple[str, Career, str, WhatIf]]:
    for goal in GOALS:
        yield f"demo to {goal}", demo_career(ON), goal, WhatIf()
    for goal in MOVES:
        yield f"demo to {goal}", demo_career(ON), goal, WhatIf(state=goal[:5])
    for goal in ("ptcb-cpht", "certified-technician", "sterile-compounding", "senior-technician"):
        yield f"trainee to {goal}", TRAINEE, goal, WhatIf()


CASES = {name: (career, goal, what_if) for name, career, goal, what_if in cases()}
_found: dict[str, Paths] = {}


def found(name: str) -> Paths:
    if name not in _found:
        career, goal_id, what_if = CASES[name]
        goal = goal_named(goal_id, PACKS, roles()) or Goal("role", goal_id)
        _found[name] = find_paths(career, PACKS, ON, goal, what_if=what_if, seconds=20)
    return _found[name]


def ground(name: str):
    career, _, what_if = CASES[name]
    return ground_of(career, PACKS, ON, what_if=what_if)


@pytest.fixture(params=list(CASES))
def name(request: pytest.FixtureRequest) -> str:
    return request.param


def test_every_step_may_start_on_its_day(name: str):
    here = ground(name)
    for path in found(name).paths:
        for step in path.steps:
            if step.kind in ("exam", "holding"):
                judged = eligible(*judged_with(step, path, here), step.starts)
                open_ = any(one.doubt for one in path.steps)
                assert judged.eligible is True or (open_ and judged.eligible is None), (path.name, step.id)


def judged_with(step: Step, path: Path, here) -> tuple:
    career = career_on(
        here, [one for one in path.steps if one.kind != "work" or one.starts < step.starts], step.starts
    )
    if step.kind == "holding":
        return career, PACKS, step.what
    passed = ExamTaken(step.what, step.starts, True)
    return replace(career, exams=(*career.exams, passed)), PACKS, PACKS.vocabulary.exams[step.what].for_


def test_no_month_costs_more_than_was_set_aside_by_then(name: str):
    budget = CASES[name][0].availability.budget_usd_per_month
    for path in found(name).paths:
        for step in path.steps:
            paid = sum(one.cost_usd or 0 for one in path.steps if one.starts <= step.starts)
            allowed = budget * (whole_months(ON, step.starts) + 1)
            assert paid <= allowed or not step.cost_usd, (path.name, step.id)


def test_one_thing_is_studied_at_a_time_in_the_hours_there_are(name: str):
    weekly = CASES[name][0].availability.study_hours_per_week
    for path in found(name).paths:
        blocks = sorted(
            (one.study_from, one.study_until, one.study_hours) for one in path.steps if one.study_from
        )
        for since, until, hours in blocks:
            assert hours <= weekly * Fraction((until - since).days, 7)
        for one, after in pairwise(blocks):
            assert one[1] <= after[0]


def test_needs_come_first(name: str):
    for path in found(name).paths:
        days = {step.id: step for step in path.steps}
        assert len(days) == len(path.steps)
        for step in path.steps:
            for id_ in step.needs:
                before = days[id_]
                assert (before.starts if before.kind == "work" else before.ends) <= step.starts
            assert step.starts <= step.ends <= path.finish


def test_each_name_is_kept(name: str):
    paths = {path.name: path for path in found(name).paths}
    if not paths:
        return
    assert [path.gap for path in paths.values()] == [0, 0, 0]
    fastest, cheapest, balanced = (paths[one] for one in ("fastest", "cheapest", "balanced"))
    assert fastest.finish == min(path.finish for path in paths.values())
    worth = {name: (path.unknown_prices, path.known_cost_usd) for name, path in paths.items()}
    assert worth["cheapest"] == min(worth.values())
    assert len(balanced.doubts) == len(fastest.doubts) == len(cheapest.doubts)


def test_every_price_and_length_has_a_source_or_a_name(name: str):
    answer, here = found(name), ground(name)
    named = {one.id for one in answer.assumptions}
    for path in answer.paths:
        for step in path.steps:
            assert set(step.assumes) <= named, step.id
            assert step.assumes or not _takes_time(step), step.id
            assert step.cost_usd is None or step.cost_usd in _prices(step, here), step.id


def _takes_time(step: Step) -> bool:
    own = step.study_hours or (step.ends != step.starts and step.kind != "work")
    return bool(own) and step.kind != "renewal"


def _prices(step: Step, here) -> set[Decimal]:
    """The amounts that a step may cost: its pack's fees, or what one leaves of another."""
    if step.kind in ("study", "work") or (step.kind == "training" and step.cost_usd == 0):
        return {Decimal(0)}
    credential = PACKS.vocabulary.exams[step.what].for_ if step.kind == "exam" else step.what
    ref = PACKS.credentials.get(credential or "")
    fees = [one.usd for one in ref.credential.fees.values()] if ref else []
    if step.kind == "ask":
        return {Decimal(0)} | {
            _usd(fee.usd) for r in PACKS.credentials.values() for fee in r.credential.fees.values()
        }
    if step.kind == "renewal":
        return {_usd(fee.usd) for key, fee in ref.credential.fees.items() if key.startswith("renewal")}
    return (
        {_usd(fee) for fee in fees}
        | {_usd(a - b) for a in fees for b in fees}
        | {_usd(a + b) for a in fees for b in fees}
    )


def _usd(amount: Fraction) -> Decimal:
    return Decimal(amount.numerator) / amount.denominator


def test_a_path_that_does_not_hold_is_found_out():
    path = found("demo to ptcb-cspt").paths[0]
    here = ground("demo to ptcb-cspt")
    assert faults(path, here) == []
    early = [replace(one, starts=ON, ends=ON) if one.kind == "exam" else one for one in path.steps]
    unsigned = [one for one in path.steps if one.kind != "ask"]
    dear = [replace(one, cost_usd=Decimal(5000)) if one.kind == "exam" else one for one in path.steps]
    assert any("before" in fault for fault in faults(replace(path, steps=tuple(early)), here))
    alone = [replace(one, needs=()) for one in unsigned]
    assert any("not met" in fault for fault in faults(replace(path, steps=tuple(alone)), here))
    assert any("budget" in fault for fault in faults(replace(path, steps=tuple(dear)), here))
