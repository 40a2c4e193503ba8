"""What was done after its last day: the day is told, and the board asked; both engines see it alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import ibis

from rxladder.career.record import Career, Holding, Training
from rxladder.facts.load import load_packs
from rxladder.rules.audit import audit
from rxladder.rules.next_steps import next_steps
from rxladder.rules.result import Because
from tests.rules.bulk.as_tables import compare

PACKS = load_packs()
ON = date(2026, 12, 15)
PERMIT = Holding("us-ok-technician", date(2026, 9, 10), date(2027, 4, 30))
TRAINED = Career(
    holdings=(PERMIT,),
    trainings=(Training("ok-phase-2", completed=date(2026, 12, 10)),),
    facts={"employed-in-pharmacy": True},
)


def leaves(because: Because) -> Iterator[tuple[str, object]]:
    if not because.of:
        yield because.says, because.state
    for part in because.of:
        yield from leaves(part)


def test_both_days_are_told_and_what_the_source_says_of_them():
    found = audit(TRAINED, PACKS, ON)
    (step,) = [one for one in next_steps(TRAINED, found, PACKS, ON) if one.act == "ask"]
    said = (
        "Ask the board what happens now: it was done on 10 December 2026, after its last day, 9 December 2026"
    )
    assert said in step.why
    assert "otherwise the permit is void" in step.why
    because = found.holdings[0].clauses[-1].because
    assert because is not None
    assert (said, None) in leaves(because)


def test_a_workforce_is_told_the_same_on_each_day_around_the_last():
    """Certified around the last day, around a renewal, and again after another certificate had run out."""
    day = timedelta(1)
    nebraska, new_mexico = "us-ne-technician", "us-nm-noncertified-technician"
    accepted = {"certification-accepted": True}
    last_days = [
        (nebraska, date(2024, 3, 10), date(2025, 3, 10)),
        (nebraska, date(2022, 3, 10), date(2025, 1, 1)),
        (new_mexico, date(2024, 3, 10), date(2026, 1, 1)),
    ]
    careers = [
        Career(facts=accepted, holdings=(Holding(id_, since, date(2027, 1, 1)), *held))
        for id_, since, last in last_days
        for got in (last - day, last, last + day)
        for over in (None, last - day, last)
        for certified in [Holding("ptcb-cpht", got)]
        for held in [(certified, Holding("nha-cpht", date(2020, 1, 1), over)) if over else (certified,)]
    ]
    found = compare(careers, ON, ibis.duckdb.connect())
    assert not found.differences, "\n".join(found.differences)
    assert not found.undecided
