"""People drawn at random, each with a goal of the whole catalogue: what they are given holds."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from rxladder.career.record import Availability, Career, ExamTaken, Holding, Person, Training, Work
from rxladder.facts.load import load_packs
from rxladder.facts.roles import roles, workplaces
from rxladder.facts.states import STATES
from rxladder.planning.path import find_paths
from rxladder.planning.path_goal import Goal
from rxladder.planning.path_ground import WhatIf, ground_of
from rxladder.planning.path_replay import faults

PACKS, ON = load_packs(), date(2026, 11, 25)
CERTIFICATES = [id_ for id_ in PACKS.credentials if id_.startswith("ptcb-") and id_ != "ptcb-cpht"]


def person(draw: Random) -> Career:
    """Somebody somewhere on the ladder."""
    state = draw.choice([id_ for id_ in STATES if id_ in PACKS.packs])
    begun = ON - timedelta(days=draw.randrange(10, 3000))
    held = ["ptcb-cpht", *draw.sample(CERTIFICATES, draw.choice((0, 1, 2)))] if draw.random() < 0.6 else []
    here = [ref.id for ref in PACKS.credentials.values() if ref.pack.id == state]
    held += [draw.choice(here)] if here and draw.random() < 0.7 else []
    role = draw.choice(("trainee", "technician", "sterile-compounding", "lead-technician"))
    hours = Fraction(draw.choice((20, 32, 40)))
    money = draw.choice((None, Decimal(15), Decimal(40), Decimal(120)))
    return Career(
        person=Person(birthday=date(draw.randrange(1965, 2009), 3, 9), state=state),
        facts={"education": draw.choice(("high-school", "some-college", "bachelor"))},
        holdings=tuple(_held(id_, draw) for id_ in held),
        trainings=(Training("ashp-acpe-accredited", completed=begun),) if draw.random() < 0.3 else (),
        exams=(ExamTaken("ptce", begun, True),) if "ptcb-cpht" in held else (),
        experience=(Work(role, begun, workplace=draw.choice(list(workplaces())), hours_per_week=hours),),
        availability=Availability(Fraction(draw.choice((2, 4, 6, 10))), money),
    )


def _held(credential: str, draw: Random) -> Holding:
    return Holding(credential, issued=ON - timedelta(400), expires=ON + timedelta(draw.randrange(60, 700)))


def goal(draw: Random) -> Goal:
    """A goal of the whole catalogue."""
    kind = draw.choice(("credential", "role", "workplace"))
    ids = {"credential": PACKS.credentials, "role": roles(), "workplace": workplaces()}
    return Goal(kind, draw.choice(list(ids[kind])))


def check(seed: int) -> None:
    draw = Random(seed)
    career, wanted = person(draw), goal(draw)
    found = find_paths(career, PACKS, ON, wanted)
    ground = ground_of(career, PACKS, ON, what_if=WhatIf())
    assert [faults(path, ground) for path in found.paths] == [[]] * len(found.paths)
    assert max((path.gap for path in found.paths), default=0) <= 0.02
    assert bool(found.paths) == (found.why_not is None)
    assert found.why_not is None or found.why_not.blockers or found.why_not.relax, found.why_not


@pytest.mark.parametrize("seed", range(40))
def test_what_is_handed_out_holds(seed: int):
    check(seed)


# Renewals that move with every day of an issue, and an exam and a training that must be recent together.
@pytest.mark.parametrize("seed", [2630, 3072, 4290, 4375, 5798, 5986])
def test_what_once_was_not_settled_or_did_not_hold_is_found(seed: int):
    draw = Random(seed)
    career, wanted = person(draw), goal(draw)
    assert find_paths(career, PACKS, ON, wanted).paths
    check(seed)


@pytest.mark.long
@pytest.mark.parametrize("start", range(1_000, 1_400, 20))
def test_what_is_handed_out_holds_for_many_more(start: int):
    for seed in range(start, start + 20):
        check(seed)
