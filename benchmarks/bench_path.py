"""What three proven paths to a goal cost, beside asking once what each credential takes.

Random people in all states (trainees, technicians, the certified, some with certificates, out of work, with
little money or time) each ask for one goal drawn from the whole catalogue, and for the one with the most ways
to it, the CPhT-Adv (four of eleven certificates), 60 months ahead. The baseline is what a page of the
catalogue does: whether each of all credentials can be had now, and from when. Times are the processor's own.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from time import process_time

from benchmarks.rounds import table
from rxladder.career.record import Availability, Career, ExamTaken, Holding, Person, Training, Work
from rxladder.facts.load import load_packs
from rxladder.facts.roles import roles, workplaces
from rxladder.facts.states import STATES
from rxladder.planning.path import find_paths
from rxladder.planning.path_goal import Goal
from rxladder.planning.path_result import Paths
from rxladder.rules.eligibility import eligible

PEOPLE, GOAL_SECONDS, GOAL_GAP = 100, 2.0, 0.02
ON = date(2026, 11, 25)
PACKS = load_packs()
CERTIFICATES = [id_ for id_ in PACKS.credentials if id_.startswith("ptcb-") and id_ not in ("ptcb-cpht",)]
HARDEST = Goal("credential", "ptcb-cpht-adv")


def person(draw: random.Random) -> Career:
    """Somebody somewhere on the ladder."""
    state = draw.choice([id_ for id_ in STATES if id_ in PACKS.packs])
    certified, begun = draw.random() < 0.6, ON - timedelta(days=draw.randrange(10, 3000))
    here = [ref.id for ref in PACKS.credentials.values() if ref.pack.id == state]
    held = [draw.choice(here)] if here and draw.random() < 0.7 else []
    held += ["ptcb-cpht", *draw.sample(CERTIFICATES, draw.choice((0, 0, 1, 2)))] if certified else []
    role = draw.choice(("trainee", "technician", "technician", "sterile-compounding", "lead-technician"))
    work = Work(
        role,
        begun,
        workplace=draw.choice(list(workplaces())),
        hours_per_week=Fraction(draw.choice((20, 32, 40))),
    )
    return Career(
        person=Person(birthday=date(draw.randrange(1965, 2009), 3, 9), state=state),
        facts={"education": draw.choice(("high-school", "high-school", "some-college", "bachelor"))},
        holdings=tuple(
            Holding(id_, issued=ON - timedelta(400), expires=ON + timedelta(draw.randrange(60, 700)))
            for id_ in held
        ),
        trainings=(Training("ashp-acpe-accredited", completed=begun),) if draw.random() < 0.3 else (),
        exams=(ExamTaken("ptce", begun, True),) if certified else (),
        experience=(work,) if draw.random() < 0.9 else (),
        availability=Availability(
            Fraction(draw.choice((2, 4, 6, 10))), draw.choice((None, Decimal(15), Decimal(40), Decimal(120)))
        ),
    )  # fmt: skip


def drawn_goal(draw: random.Random) -> Goal:
    """A goal of the whole catalogue."""
    kind = draw.choice(("credential", "role", "workplace"))
    ids = {"credential": list(PACKS.credentials), "role": list(roles()), "workplace": list(workplaces())}
    return Goal(kind, draw.choice(ids[kind]))


def asked(career: Career, goal: Goal) -> tuple[float, Paths]:
    started = process_time()
    found = find_paths(career, PACKS, ON, goal)
    return process_time() - started, found


def catalogue(career: Career) -> float:
    started = process_time()
    for credential in PACKS.credentials:
        eligible(career, PACKS, credential, ON)
    return process_time() - started


def percentile(times: Sequence[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def line(name: str, answers: Sequence[tuple[float, Paths]], base: float) -> list[str]:
    times = [seconds for seconds, _ in answers]
    gaps = [max(path.gap for path in found.paths) for _, found in answers if found.paths]
    half, high = percentile(times, 0.5), percentile(times, 0.95)
    proven = sum(gap == 0 for gap in gaps)
    near = sum(gap <= GOAL_GAP for gap in gaps)
    return [
        name, *(f"{seconds * 1000:.0f} ms" for seconds in (half, high, max(times))), f"{half / base:.1f}",
        f"{len(gaps)} of {len(answers)}", f"{proven}", f"{near}",
    ]  # fmt: skip


def main(people: int) -> None:
    draw = random.Random(2026)
    careers = [person(draw) for _ in range(people)]
    find_paths(careers[0], PACKS, ON, HARDEST)
    base = percentile([catalogue(career) for career in careers[:20]], 0.5)
    anything = [asked(career, drawn_goal(draw)) for career in careers]
    hardest = [asked(career, HARDEST) for career in careers]
    table(
        f"Paths for {people} people (goal: {GOAL_SECONDS:.0f} s at 95 percent, within {GOAL_GAP:.0%});"
        f" the catalogue once takes {base * 1000:.0f} ms",
        ["goal", "median", "95%", "most", "to the catalogue", "with a path", "proven", "within 2%"],
        [
            line("drawn from all", anything, base),
            line("CPhT-Adv", hardest, base),
            line("both", [*anything, *hardest], base),
        ],
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)
