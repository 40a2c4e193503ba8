"""A renewal's checklist: what is worked out, what is for the person to tick, and what nobody has read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from rxladder.career.record import Career, Credit, Holding
from rxladder.facts.load import load_packs
from rxladder.rules.audit import audit
from rxladder.rules.checklist import Checklist, checklist

PACKS = load_packs()
ON = date(2026, 11, 22)
CPHT = Holding("ptcb-cpht", date(2021, 5, 10), date(2027, 5, 31))
TEXAS = Holding("us-tx-technician", date(2021, 7, 1), date(2027, 6, 30))


def list_of(holding: Holding, **rest) -> Checklist | None:
    found = audit(Career(holdings=(holding,), **rest), PACKS, ON).holdings[0]
    return checklist(found, PACKS)


def states(holding: Holding, **rest) -> dict[str, str]:
    made = list_of(holding, **rest)
    assert made
    return {item.id: item.state for item in made.items}


def test_the_days_and_the_fee_are_the_packs():
    made = list_of(CPHT)
    assert (made.opens, made.apply_by, made.ends) == (
        *(date(2027, 4, 1), date(2027, 5, 1)),
        date(2027, 5, 31),
    )
    assert made.fees[0].says == "$55: renewal"
    assert made.fees[0].source


def test_hours_are_worked_out():
    made = list_of(CPHT)
    assert made.items[0].what == "Continuing education: 0 of 20 hours count"
    assert made.items[0].state == "open"
    uans = ("0384-0000-26-001-H03-T", "0384-0000-26-002-H05-T", "0384-0000-26-003-H04-T")
    hours = (Fraction(1), Fraction(1), Fraction(18))
    done = tuple(Credit(date(2026, 3, 1), n, uan=uan) for n, uan in zip(hours, uans, strict=True))
    assert states(CPHT, credits=done)["hours"] == "done"


def test_what_has_its_time_yet_is_not_called_done():
    kansas = Holding("us-ks-technician", date(2026, 3, 15), date(2027, 10, 31))
    item = next(item for item in list_of(kansas).items if item.id == "clause-keeps")
    assert (item.state, item.why) == ("open", "There is time until 31 October 2027.")
    assert item.what.startswith("You passed the exam"), "whose case it is the record tells"


def test_an_open_answer_is_not_taken_for_done():
    assert states(TEXAS)["clause-human-trafficking"] == "unknown"
    assert states(TEXAS, facts={"direct-patient-care": True})["clause-human-trafficking"] == "open"


def test_hours_of_a_term_that_has_not_begun_are_not_called_done():
    ahead = Holding("us-tx-technician", date(2021, 7, 1), date(2029, 6, 30))
    hours = next(
        item for item in list_of(ahead, facts={"direct-patient-care": True}).items if item.id == "hours"
    )
    assert (hours.what, hours.state) == ("Continuing education: 0 of 20 hours count", "open")
    assert hours.why == "The time for this comes later."


def test_what_was_handed_in_is_done():
    assert states(CPHT)["filed"] == "open"
    assert states(replace(CPHT, filed=date(2026, 11, 1)))["filed"] == "done"


def test_what_nobody_has_read_is_said():
    made = list_of(TEXAS)
    assert made.fees == ()
    assert "what the renewal costs" in made.unknown
    assert next(item for item in made.items if item.id == "fee").what.startswith("Ask what the renewal costs")
    assert "what the renewal costs" not in list_of(CPHT).unknown


def test_being_late_is_told_in_the_packs_words():
    assert any("may not work" in line for line in list_of(TEXAS).late)


def test_without_a_date_or_a_renewal_there_is_none():
    assert list_of(Holding("us-tx-technician")) is None
    assert list_of(Holding("us-tx-technician-trainee", date(2026, 1, 1), date(2027, 12, 31))) is None


@pytest.mark.parametrize("id_", sorted(PACKS.credentials))
def test_every_credential_has_one_whose_items_say_something_once(id_):
    made = list_of(Holding(id_, date(2021, 7, 1), date(2027, 6, 30)))
    if made is None:
        assert PACKS.credentials[id_].credential.term.renewable is False
        return
    ids = [item.id for item in made.items]
    assert len(set(ids)) == len(ids)
    assert all(item.what and "{" not in item.what + item.why and "/" not in item.id for item in made.items)
    assert bool(made.fees) or "what the renewal costs" in made.unknown
    assert bool(made.late) or any("late" in line or "work" in line for line in made.unknown)
