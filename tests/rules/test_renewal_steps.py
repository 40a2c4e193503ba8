"""The step of a renewal: from which day it can be done, and by when it is best handed in."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from rxladder.career.record import Career, Credit, Holding
from rxladder.facts.load import load_packs
from rxladder.rules.audit import audit
from rxladder.rules.next_steps import next_steps
from rxladder.rules.steps import Step

PACKS = load_packs()
ENDS = date(2027, 6, 30)
# PTCB takes renewals from 60 days before the end, and asks for them by the first of the last month.
OPENS, SOONER = date(2027, 5, 1), date(2027, 6, 1)
DONE = tuple(
    Credit(date(2026, 3, 1), Fraction(hours), uan=uan)
    for hours, uan in (
        (1, "0384-0000-26-001-H03-T"),
        (1, "0384-0000-26-002-H05-T"),
        (18, "0384-0000-26-003-H04-T"),
    )
)


def renewals(on: date) -> list[Step]:
    """The steps to renew a certification of which nothing is missing."""
    career = Career(holdings=(Holding("ptcb-cpht", date(2021, 7, 1), ENDS),), credits=DONE)
    return [step for step in next_steps(career, audit(career, PACKS, on), PACKS, on) if step.act == "renew"]


@pytest.mark.parametrize(
    ("on", "opens", "urgency"),
    [(date(2027, 4, 30), OPENS, "later"), (OPENS, None, "now")],
)
def test_what_cannot_be_renewed_yet_does_not_press_and_tells_from_when_it_can(on, opens, urgency):
    (step,) = (step for step in renewals(on) if step.by == ENDS)
    assert (step.from_, step.urgency) == (opens, urgency)


def test_handing_it_in_sooner_is_told_as_long_as_it_can_be_done():
    assert {(step.by, step.kind) for step in renewals(SOONER)} == {(ENDS, "certification"), (SOONER, "money")}
    assert [(step.by, step.kind) for step in renewals(date(2027, 6, 2))] == [(ENDS, "certification")]
