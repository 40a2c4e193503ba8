"""The dates of a record: which there are, what they say, and that their names outlive a change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from rxladder.career.demo import demo_career
from rxladder.career.record import Career, Credit, HeldTerm, Holding
from rxladder.facts.load import load_packs
from rxladder.rules.agenda import Event, agenda
from rxladder.rules.audit import audit
from rxladder.rules.next_steps import next_steps

PACKS = load_packs()
ON = date(2026, 11, 22)
CPHT = Holding("ptcb-cpht", date(2021, 5, 10), date(2027, 5, 31))
TEXAS = Holding("us-tx-technician", date(2021, 7, 1), date(2027, 6, 30))


def events_of(*holdings: Holding, on: date = ON, **rest) -> dict[str, Event]:
    career = Career(holdings=holdings, **rest)
    found = audit(career, PACKS, on)
    events = agenda(career, found, next_steps(career, found, PACKS, on), PACKS, on)
    assert len({event.uid for event in events}) == len(events)
    return {event.uid: event for event in events}


def test_a_renewal_has_its_three_days():
    found = {(event.day, event.kind, event.state) for event in events_of(CPHT).values()}
    assert found == {
        (date(2027, 4, 1), "opens", "open"),
        (date(2027, 5, 1), "apply-by", "open"),
        (date(2027, 5, 31), "ends", "open"),
    }


@pytest.mark.parametrize(
    ("on", "late"),
    [
        (date(2026, 10, 31), []),
        (date(2026, 11, 22), [date(2026, 11, 30)]),
        (date(2026, 12, 1), [date(2027, 10, 31)]),  # cancelled, and may be reinstated within a year
        (date(2027, 11, 1), []),
    ],
)
def test_what_lapsed_has_the_next_day_that_counts_for_renewing_late(on, late):
    oklahoma = Holding("us-ok-technician", date(2023, 11, 1), date(2026, 10, 31))
    found = [event for uid, event in events_of(oklahoma, on=on).items() if uid.endswith("/late")]
    assert [(event.day, event.state) for event in found] == [(day, "open") for day in late]
    assert all("ancelled" in event.why or "reinstated" in event.why for event in found)
    handed_in = events_of(replace(oklahoma, filed=date(2026, 10, 30)), on=on)
    assert not any(uid.endswith("/late") for uid in handed_in)


def test_each_says_what_is_missing_and_where_it_was_read():
    for event in events_of(CPHT).values():
        assert event.what.startswith("CPhT")
        assert "20 more hours" in event.why
        assert event.source


def test_what_was_handed_in_is_done():
    states = {event.state for event in events_of(replace(CPHT, filed=date(2026, 11, 1))).values()}
    assert states == {"done"}


def test_what_was_handed_in_for_an_earlier_term_is_not():
    states = {event.state for event in events_of(replace(CPHT, filed=date(2025, 5, 1))).values()}
    assert states == {"open"}


def test_days_that_are_over_are_past_and_the_last_day_itself_is_not():
    on = CPHT.expires
    states = {event.kind: event.state for event in events_of(CPHT, on=on).values()}
    assert states == {"opens": "past", "apply-by": "past", "ends": "open"}
    assert events_of(CPHT, on=on + timedelta(days=1))["ptcb-cpht/0/ends"].state == "past"


def test_a_corrected_date_moves_the_event_and_a_renewal_makes_new_ones():
    before = events_of(CPHT)
    corrected = events_of(replace(CPHT, expires=date(2027, 4, 30)))
    assert set(before) == set(corrected)
    assert corrected["ptcb-cpht/0/ends"].day == date(2027, 4, 30)
    earlier = (HeldTerm(date(2025, 6, 1), date(2027, 5, 31)),)
    renewed = events_of(replace(CPHT, expires=date(2029, 5, 31), terms=earlier))
    assert not set(before) & set(renewed)


def test_computed_terms_are_told_apart_by_their_ends():
    held = replace(CPHT, expires=None)
    later = events_of(held, on=date(2028, 6, 2))
    assert not set(events_of(held)) & set(later)


def test_a_clause_with_days_of_its_own_has_its_last_day():
    """Minnesota counts hours in cycles up to 31 July of odd years; the registration ends with each year."""
    held = Holding("us-mn-technician", date(2020, 1, 1), date(2027, 12, 31))
    window = [event for event in events_of(held).values() if event.kind == "window"]
    assert {event.day for event in window} == {date(2027, 7, 31)}
    assert all("Still missing: 20 hours." in event.why for event in window)
    hours = Credit(date(2026, 3, 1), Fraction(20), uan="0384-0000-26-001-H04-T")
    done = [event for event in events_of(held, credits=(hours,)).values() if event.kind == "window"]
    assert {event.state for event in done} <= {"done"}


def test_booked_and_planned_activities_are_there_until_they_are_done():
    booked = Credit(date(2027, 1, 5), Fraction(1), title="A {talk}", status="booked")
    found = events_of(
        CPHT, credits=(booked, replace(booked, status="planned"), replace(booked, status="done"))
    )
    activities = [event for event in found.values() if event.kind == "activity"]
    assert [event.what for event in activities] == ["Booked: A {talk}", "Planned: A {talk}"]


def test_moving_a_booking_keeps_its_name():
    booked = Credit(date(2027, 1, 5), Fraction(1), title="A talk", status="booked")
    moved = replace(booked, date=date(2027, 2, 5))
    assert set(events_of(credits=(booked,))) == set(events_of(credits=(moved,)))


def test_two_holdings_of_a_kind_do_not_share_a_name():
    assert len(events_of(CPHT, CPHT)) == 6


def test_a_holding_without_a_date_has_none():
    assert events_of(Holding("us-tx-technician")) == {}


@pytest.mark.parametrize("months", range(0, 24, 3))
def test_the_order_is_that_of_the_days(months):
    on = date(2026, 1, 15) + timedelta(days=30 * months)
    career = demo_career(on, PACKS)
    found = audit(career, PACKS, on)
    days = [event.day for event in agenda(career, found, next_steps(career, found, PACKS, on), PACKS, on)]
    assert days == sorted(days)
    assert len(days) > 4
