"""People somewhere on the ladder, each with a goal of the whole catalogue, drawn at random."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random

from rxladder.career.record import Availability, Career, ExamTaken, Holding, Person, Training, Work
from rxladder.facts.load import load_packs
from rxladder.facts.roles import roles, workplaces
from rxladder.facts.states import STATES
from rxladder.planning.path_goal import Goal

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
