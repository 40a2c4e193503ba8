"""A term's hours against time: the audit's figures on every day, and what is said about them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rxladder.career.demo import demo_career
from rxladder.career.record import Career, Credit, Holding
from rxladder.facts.load import load_packs
from rxladder.rules.audit import audit
from rxladder.rules.forecast import Forecast, forecast, totals
from rxladder.rules.forecast_words import hours_a_month, say_forecast
from rxladder.rules.numbers import at_most
from tests.strategies import ON, careers

PACKS = load_packs()
CPHT = Holding("ptcb-cpht", date(2021, 5, 10), date(2027, 5, 31))
RULES = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def of(career: Career, on: date = ON) -> tuple[Forecast, ...]:
    return forecast(career, PACKS, audit(career, PACKS, on))


def cpht(*credits: Credit, on: date = ON, holding: Holding = CPHT) -> Forecast:
    return of(Career(holdings=(holding,), credits=credits), on)[0]


def hour(day: date, hours: object = 1, **rest) -> Credit:
    number = (day - date(2020, 1, 1)).days % 1000
    return Credit(day, Fraction(str(hours)), uan=f"0384-0000-26-{number:03}-H04-T", **rest)


def said(found: Forecast) -> str:
    return " ".join(say_forecast(found))


# --- Figures


@RULES
@given(careers(PACKS))
def test_every_figure_is_the_audits_on_that_day(career):
    for place, found in enumerate(of(career)):
        for point in found.counted:
            known = tuple(one for one in career.credits if one.date <= point.day)
            then = audit(replace(career, credits=known), PACKS, point.day).holdings[place]
            assert point.hours == then.hours_counted, point.day
        for point in found.booked[1:]:
            done = tuple(replace(one, status="done") for one in career.credits if one.date <= point.day)
            then = audit(replace(career, credits=done), PACKS, point.day).holdings[place]
            assert point.hours == then.hours_counted, point.day


@RULES
@given(careers(PACKS))
def test_a_forecast_begins_with_the_term_and_meets_the_audit_today(career):
    now = audit(career, PACKS, ON)
    for found, held in zip(forecast(career, PACKS, now), now.holdings, strict=True):
        days = [point.day for point in found.counted]
        assert days == sorted(set(days))
        if days:
            assert days[0] == min(held.term.starts, ON)
            assert days[-1] == ON
            assert found.counted[-1].hours == held.hours_counted
        if found.booked:
            assert found.booked[0] == found.counted[-1]
            assert found.booked[-1].hours > held.hours_counted


MINNESOTA = Holding("us-mn-technician", expires=date(2026, 12, 31))


@RULES
@example(Career(holdings=(MINNESOTA,)))
@given(careers(PACKS))
def test_the_steps_take_at_least_the_hours_to_go(career):
    for found in of(career):
        if found.found.term and found.found.status != "lapsed" and found.found.hours_needed is not None:
            assert sum(step.hours for step in found.steps) >= at_most(found.found.hours_to_go)
            # Hours of a cycle that runs on are not due before it ends, whenever the term does.
            ends = [one.window[1] for one in totals(found.found) if one.runs_on and one.window]
            last = max([found.until, *filter(None, ends)])
            assert all(ON <= step.by <= last or step.by == found.until for step in found.steps)
            assert say_forecast(found)[0]


@RULES
@given(st.integers(1, 40), st.integers(0, 700))
def test_who_keeps_the_pace_said_is_on_time(halves, days):
    on = date(2027, 5, 31) - timedelta(days=days)
    found = cpht(hour(date(2025, 6, 1), 20 - Fraction(halves, 2)), on=on)
    step = found.steps[0]
    pace = hours_a_month(step, on)
    if pace is not None:
        assert pace * 48 * (step.by - on).days / 1461 >= step.hours
        assert (pace - Fraction(1, 2)) * 48 * (step.by - on).days / 1461 < step.hours


@pytest.mark.parametrize(
    ("holding", "behind"),
    [
        (MINNESOTA, "You are 13 hours behind: an even pace would put you at 13 by today"),
        # Virginia's hours are those of the calendar year: a term that ends in May asks for those before.
        (Holding("us-va-technician", date(2021, 5, 10), date(2027, 5, 31)), "would put you at 4.5 by today"),
    ],
)
def test_an_even_pace_is_that_of_the_days_in_which_the_hours_count(holding, behind):
    assert behind in said(cpht(holding=holding))


def test_the_demo_grows_with_its_credits():
    career = demo_career(ON, PACKS)
    texas, cpht_ = of(career)
    assert [point.hours for point in texas.counted[:5]] == [0, 2, Fraction(7, 2), Fraction(13, 2), 8]
    assert [(point.day, point.hours) for point in texas.pace] == [
        (ON, Fraction(37, 2)),
        (date(2027, 6, 30), 20),
    ]
    # What PTCB does not take is there, on its day, as a step of nothing.
    in_service = [point.hours for point in cpht_.counted if point.day == date(2026, 3, 26)]
    assert in_service == [14]
    assert [(point.day, point.hours) for point in cpht_.booked[1:]] == [(date(2027, 4, 20), 18)]


def test_what_was_booked_for_a_day_gone_by_is_drawn_from_today_on():
    found = cpht(hour(date(2026, 3, 1), 3, status="booked"))
    assert [(point.day, point.hours) for point in found.booked] == [(ON, 0), (ON, 3)]


def test_bookings_add_up_each_on_its_day():
    found = cpht(
        hour(date(2026, 12, 1), 1, status="booked"), hour(date(2027, 2, 1), 2, status="planned"),
        hour(date(2026, 10, 1), 4),
    )  # fmt: skip
    assert [(point.day, point.hours) for point in found.booked] == [
        (ON, 4),
        (date(2026, 12, 1), 5),
        (date(2027, 2, 1), 7),
    ]


def test_a_booking_after_the_term_is_not_drawn():
    assert cpht(hour(date(2027, 6, 1), status="planned")).booked == ()


def test_years_that_are_judged_apart_have_a_step_each():
    holding = Holding("us-ri-technician-2", date(2022, 3, 1), date(2026, 12, 31))
    credit = Credit(date(2025, 2, 1), Fraction(4), topic="general-pharmacy", accreditation="acpe")
    found = of(Career(holdings=(holding,), credits=(credit,)), date(2025, 11, 22))[0]
    assert [(step.hours, step.by) for step in found.steps] == [
        (6, date(2025, 12, 31)),
        (10, date(2026, 12, 31)),
    ]
    assert "5 hours a month until 31 December 2025" in said(found)
    assert "even pace" not in said(found)


def test_what_is_asked_beside_the_totals_falls_into_the_first_year():
    holding = Holding("us-ri-technician-2", date(2022, 3, 1), date(2026, 12, 31))
    career, on = Career(holdings=(holding,)), date(2025, 11, 22)
    now = audit(career, PACKS, on)
    held = replace(now.holdings[0], hours_to_go=Fraction(12))
    found = forecast(career, PACKS, replace(now, holdings=(held,)))[0]
    assert [step.hours for step in found.steps] == [12, 10]


def test_a_missing_topic_takes_hours_where_the_total_is_full():
    found = cpht(hour(date(2026, 3, 1), 25))
    assert found.found.hours_counted >= 20
    assert sum(step.hours for step in found.steps) == found.found.hours_to_go > 0
    assert "ahead" not in said(found)


# --- Words


@pytest.mark.parametrize(
    ("on", "hours", "words"),
    [
        (date(2026, 11, 22), 8, "2.5 hours a month until 1 May 2027 keep you on time."),
        (date(2026, 11, 22), 15, "1 hour a month until 1 May 2027 keeps you on time."),
        (date(2026, 1, 1), 15, "5 hours within 15 months, by 1 May 2027, keep you on time."),
        (date(2027, 4, 1), 18, "2 hours within 30 days, by 1 May 2027, keep you on time."),
        (date(2027, 4, 30), 10, "10 hours within 1 day, by 1 May 2027, keep you on time."),
        # Once the day to apply by is over, the end of the term is the day to keep.
        (date(2027, 5, 2), 10, "10 hours within 29 days, by 31 May 2027, keep you on time."),
        (date(2027, 5, 31), 10, "10 hours within 0 days, by 31 May 2027, keep you on time."),
    ],
)
def test_the_pace_in_words(on, hours, words):
    law = Credit(date(2025, 7, 1), Fraction(1), uan="0384-0000-25-901-H03-T")
    safety = Credit(date(2025, 7, 1), Fraction(1), uan="0384-0000-25-902-H05-T")
    found = cpht(law, safety, hour(date(2025, 8, 1), hours - 2), on=on)
    assert say_forecast(found)[0] == words


def test_ahead_behind_and_even():
    half = date(2026, 5, 17)  # in the middle between 1 June 2025 and 1 May 2027
    told = {hours: said(cpht(hour(date(2025, 8, 1), hours), on=half)) for hours in (6, 10, 15)}
    assert "You are 4 hours behind: an even pace would put you at 10 by today, and 6 count." in told[6]
    assert "That is an even pace so far: 10 of 20 hours count." in told[10]
    assert "You are 5 hours ahead: an even pace would put you at 10 by today, and 15 count." in told[15]


def test_why_fewer_count_than_were_taken():
    in_service = Credit(date(2026, 3, 1), Fraction(2), topic="technology", format="in-service")
    text = said(cpht(hour(date(2026, 2, 1), 5), in_service))
    assert "2 hours that you took in this term do not count here." in text


def test_what_is_done_needs_no_pace():
    law = Credit(date(2026, 3, 1), Fraction(1), uan="0384-0000-26-001-H03-T")
    safety = Credit(date(2026, 3, 2), Fraction(1), uan="0384-0000-26-002-H05-T")
    found = cpht(law, safety, hour(date(2026, 4, 1), 18))
    assert found.pace == ()
    assert said(found) == "All 20 hours are done."
    assert found.counted[-1].hours == 20


@pytest.mark.parametrize(
    ("holding", "words"),
    [
        (Holding("ptcb-cpht"), "The pace can be shown once the day it expires is known."),
        (Holding("ptcb-cpht", expires=date(2026, 6, 30)), "This term is over, so there is no pace to keep."),
        (
            Holding("us-wi-technician", expires=date(2027, 12, 31)),
            "It is not known how many hours are required, so no pace can be shown.",
        ),
    ],
)
def test_without_hours_or_a_term_there_is_nothing_to_draw_and_it_says_why(holding, words):
    found = of(Career(holdings=(holding,)))[0]
    assert found.counted == found.pace == found.booked == ()
    assert said(found) == words


def test_where_nothing_is_asked_it_says_so():
    for id_, ref in PACKS.credentials.items():
        found = of(Career(holdings=(Holding(id_, date(2024, 1, 1), date(2027, 12, 31)),)))[0]
        if found.found.status == "not-required":
            assert ref.credential.ce.duty == "none"
            assert found.counted == ()
            assert said(found) == "No hours are required of you for this renewal."
        elif found.found.status in ("check", "unknown"):
            assert "No hours are required" not in said(found)


def test_a_term_without_general_hours_does_not_deny_those_of_one_kind():
    held = Holding("us-fl-technician", date(2026, 2, 1), date(2026, 12, 31))
    found = of(Career(holdings=(held,), facts={"administers-vaccines": False}))[0]
    assert (found.found.hours_needed, found.found.hours_to_go) == (0, 1)
    assert said(found) == "1 hour a month until 31 December 2026 keeps you on time."


def test_an_open_answer_makes_the_pace_an_upper_one():
    for id_ in PACKS.credentials:
        held = Holding(id_, date(2020, 1, 1), date(2027, 6, 30))
        found = of(Career(holdings=(held,)))[0]
        if found.steps and not isinstance(found.found.hours_to_go, Fraction):
            assert say_forecast(found)[0].startswith("Up to ")
            return
    raise AssertionError("no credential whose hours hang on an answer")
