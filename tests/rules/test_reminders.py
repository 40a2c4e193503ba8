"""Which reminders are due: each lead once, the nearest only after a gap, none when the thing is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rxladder.rules.agenda import Event
from rxladder.rules.reminders import LEADS, due

DAY = date(2027, 6, 30)
EVENT = Event("texas/0/ends", DAY, "ends", "Texas registration: last day", "", "right-to-work", "open")


def before(days: int) -> date:
    return DAY - timedelta(days=days)


def leads_on(on: date, event: Event = EVENT, **wanted) -> list[int]:
    return [one.lead for one in due([event], on, **wanted)]


@given(st.sets(st.integers(-5, 120), min_size=1))
def test_however_often_the_job_runs_each_lead_is_due_once_and_only_the_nearest(days_left):
    sent: list[int] = []
    for left in sorted(days_left, reverse=True):
        for one in due([EVENT], before(left)):
            assert one.days_left == left
            assert one.lead == min(lead for lead in LEADS if lead >= left)
            if one.lead not in sent:
                sent.append(one.lead)
    assert sent == sorted(sent, reverse=True)
    assert len(sent) <= sum(0 <= left <= 90 for left in days_left)


def test_a_job_that_runs_daily_sends_every_lead_on_its_day():
    first = {}
    for left in range(120, -3, -1):
        for lead in leads_on(before(left)):
            first.setdefault(lead, left)
    assert first == {lead: lead for lead in LEADS}


def test_after_a_week_away_only_the_nearest_is_due():
    assert leads_on(before(32)) == [60]
    assert leads_on(before(6)) == [7]
    assert leads_on(before(0)) == [1]


def test_nothing_is_due_once_it_is_done_or_over():
    assert leads_on(before(7), replace(EVENT, state="done")) == []
    assert leads_on(before(-1), replace(EVENT, state="past")) == []


def test_the_opening_of_a_renewal_is_nothing_to_regret():
    assert leads_on(before(7), replace(EVENT, kind="opens")) == []


def test_an_activity_is_told_a_week_and_a_day_before():
    talk = replace(EVENT, kind="activity")
    assert [leads_on(before(left), talk) for left in (90, 8, 7, 2, 1)] == [[], [], [7], [7], [1]]


def test_a_person_chooses_leads_and_kinds():
    assert leads_on(before(25), leads=(90, 7)) == [90]
    assert leads_on(before(25), leads=()) == []
    assert leads_on(before(25), kinds=("activity",)) == []


def test_the_nearest_comes_first():
    later = replace(EVENT, uid="a", day=DAY + timedelta(days=20))
    assert [one.event.day for one in due([later, EVENT], before(5))] == [DAY, later.day]
