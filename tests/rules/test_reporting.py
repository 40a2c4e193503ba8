"""Credits on CPE Monitor's clocks, day by day, and the causes that are checked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxladder.career.record import Career, Credit
from rxladder.facts.cpe_monitor import CAUSES, SOURCES
from rxladder.facts.load import load_packs
from rxladder.rules.audit import audit
from rxladder.rules.next_steps import next_steps
from rxladder.rules.reporting import (
    Watched,
    checks,
    known_lost,
    letter_is_next,
    looked_on,
    next_check,
    to_ask,
    watch,
    watched,
)

PACKS = load_packs()
UAN = "0384-0000-26-012-H07-T"
DAY = date(2026, 3, 2)
CREDIT = Credit(DAY, Fraction(3, 2), title="Sterile compounding update", uan=UAN)


def on_day(n: int, **changes) -> Watched:
    return watched(replace(CREDIT, **changes), DAY + timedelta(days=n))


@pytest.mark.parametrize(
    ("n", "stage"),
    [
        (0, "waiting"),
        (29, "waiting"),
        (30, "ask"),
        (49, "ask"),
        (50, "last-days"),
        (59, "last-days"),
        (60, "last-days"),
        (61, "too-late"),
        (400, "too-late"),
    ],
)
def test_the_clock(n, stage):
    found = on_day(n)
    assert (found.stage, found.day) == (stage, n)
    assert (found.ask_from, found.last_day) == (date(2026, 4, 1), date(2026, 5, 1))
    assert found.missing


@pytest.mark.parametrize(
    ("day", "ask_from", "last_day"),
    [
        # 2024 and 2028 have a 29 February, 2026 has none.
        (date(2024, 1, 30), date(2024, 2, 29), date(2024, 3, 30)),
        (date(2026, 1, 30), date(2026, 3, 1), date(2026, 3, 31)),
        (date(2028, 2, 29), date(2028, 3, 30), date(2028, 4, 29)),
        (date(2027, 12, 31), date(2028, 1, 30), date(2028, 2, 29)),
    ],
)
def test_the_clock_counts_days_not_months(day, ask_from, last_day):
    found = watched(replace(CREDIT, date=day), day)
    assert (found.ask_from, found.last_day) == (ask_from, last_day)
    assert watched(replace(CREDIT, date=day), last_day).stage == "last-days"
    assert watched(replace(CREDIT, date=day), last_day + timedelta(days=1)).stage == "too-late"


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 1000))
def test_a_credit_only_moves_on_along_its_clock(day, n):
    order = ["waiting", "ask", "last-days", "too-late"]
    one = replace(CREDIT, date=day)
    before, after = (watched(one, day + timedelta(days=count)) for count in (n, n + 1))
    assert order.index(before.stage) <= order.index(after.stage)
    assert before.last_day == after.last_day == day + timedelta(days=60)


@pytest.mark.parametrize(
    ("changes", "stage", "says"),
    [
        ({"seen_in_transcript": date(2026, 3, 20)}, "reported", "on 20 March 2026"),
        ({"status": "booked"}, "not-done", "the day you complete it"),
        ({"status": "planned"}, "not-done", "the day you complete it"),
        ({"date": date(2027, 1, 1)}, "not-done", "the day you complete it"),
        ({"uan": None}, "not-told", "who accredited it"),
        ({"uan": None, "accreditation": "acpe"}, "ask", "Day 40 of 60"),
        ({"uan": None, "accreditation": "board-approved"}, "not-monitored", "Only ACPE-accredited"),
        ({"uan": None, "accreditation": "cme"}, "not-monitored", "Only ACPE-accredited"),
        ({"uan": None, "format": "college-course"}, "not-monitored", "Only ACPE-accredited"),
        ({"uan": None, "format": "in-service"}, "not-monitored", "Only ACPE-accredited"),
        ({"uan": None, "format": "live"}, "not-told", "who accredited it"),
        ({"uan": None, "causes_ruled_out": ("not-accredited",)}, "ask", "Day 40 of 60"),
        ({"uan": None, "causes_found": ("not-accredited",)}, "not-monitored", "You found"),
    ],
)
def test_where_a_credit_stands(changes, stage, says):
    found = on_day(40, **changes)
    assert found.stage == stage
    assert says in found.why
    assert found.missing == (stage == "ask")
    if stage != "ask":
        assert found.day is found.last_day is None


def test_every_claim_has_its_source():
    for n in (0, 30, 55, 61):
        assert on_day(n).source.url.startswith("https://nabp.pharmacy/")
    assert on_day(5, uan=None).source
    assert on_day(5, uan=None, accreditation="cme").source
    assert {fact.source for fact in CAUSES.values()} <= set(SOURCES)
    assert all(source.url.startswith("https://") for source in SOURCES.values())


# --- Whom to ask now


def test_the_one_with_the_least_time_is_asked_for_first():
    days = (0, 35, 20, 15, 70)
    credits = [replace(CREDIT, date=DAY + timedelta(days=n)) for n in days]
    found = to_ask(watch(credits, DAY + timedelta(days=65)), DAY + timedelta(days=65))
    assert [item.credit.date for item in found] == [DAY + timedelta(days=n) for n in (15, 20, 35)]


def test_a_provider_that_was_asked_has_a_week_to_answer_but_not_in_the_last_days():
    def waits(n: int, asked: int) -> bool:
        found = on_day(n, asked_provider=DAY + timedelta(days=asked))
        return to_ask([found], DAY + timedelta(days=n)) == ()

    assert waits(33, 33)
    assert waits(39, 33)
    assert not waits(40, 33)
    assert not waits(52, 51)


def test_what_a_look_after_the_last_day_did_not_show_is_known_to_be_lost():
    seen = replace(CREDIT, date=date(2026, 1, 5), seen_in_transcript=date(2026, 5, 2))
    on = date(2026, 6, 1)
    assert looked_on(watch([seen, CREDIT], on)) == date(2026, 5, 2)
    assert [item.credit for item in known_lost(watch([seen, CREDIT], on))] == [CREDIT]
    early = replace(seen, seen_in_transcript=date(2026, 5, 1))
    assert known_lost(watch([early, CREDIT], on)) == ()
    assert known_lost(watch([CREDIT], on)) == ()
    asked = replace(CREDIT, asked_provider=date(2026, 5, 20))
    assert known_lost(watch([seen, asked], on)) == ()


def steps(n: int, *credits: Credit):
    on, career = DAY + timedelta(days=n), Career(credits=credits)
    return [
        step for step in next_steps(career, audit(career, PACKS, on), PACKS, on) if step.act == "transcript"
    ]


def test_the_home_page_tells_of_it_from_day_30_to_day_60():
    told = {n: [step.what for step in steps(n, CREDIT)] for n in (29, 30, 60, 61)}
    assert told[29] == told[61] == []
    assert told[30] == told[60] == ["One credit is not in your transcript yet"]


def test_several_credits_are_one_step_with_the_day_of_the_first():
    others = [replace(CREDIT, date=DAY + timedelta(days=n)) for n in (3, 6)]
    (step,) = steps(40, *others, CREDIT)
    assert step.what == "3 credits are not in your transcript yet"
    assert step.by == date(2026, 5, 1)
    assert step.urgency == "soon"
    assert step.source
    assert steps(55, CREDIT)[0].urgency == "now"


# --- Causes


def test_the_causes_come_one_by_one_until_one_is_found():
    credit, asked = replace(CREDIT, uan=None, accreditation="acpe"), []
    while check := next_check(checks(credit)):
        asked.append(check.id)
        credit = replace(credit, causes_ruled_out=(*credit.causes_ruled_out, check.id))
    assert asked == list(CAUSES)
    found = replace(CREDIT, causes_found=("wrong-id",))
    assert next_check(checks(found)) is None
    assert [check.answer for check in checks(found)] == [None, "found", None, None]


def test_what_the_number_settles_is_not_asked():
    assert "not-accredited" not in [check.id for check in checks(CREDIT)]
    assert "not-accredited" in [check.id for check in checks(replace(CREDIT, uan=None))]


def test_the_letter_comes_next_once_there_is_something_to_ask_or_to_put_right():
    wrong = replace(CREDIT, causes_found=("wrong-id",))
    told = [
        letter_is_next(watched(credit, DAY + timedelta(days=n)), checks(credit))
        for credit, n in ((CREDIT, 29), (CREDIT, 30), (CREDIT, 61), (wrong, 5))
    ]
    assert told == [False, True, True, True]
