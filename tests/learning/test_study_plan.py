"""The weeks until an exam: time kept, weighty and little-known domains first, mock exams where they help."""

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rxladder.learning.exam_date import exam_weights
from rxladder.learning.study_plan import LOOKING_BACK, study_plan
from tests.learning.decks import NEW, deck

ON = date(2026, 11, 25)
BLUEPRINT = {"1": 35.0, "2": 18.75, "3": 23.75, "4": 22.5}
MOCK = 110 * 60.0
WELL_KNOWN = (200.0, 4.0, 5.0, 0.3)


def cards(count: int, known: str = ""):
    """A deck of all domains, in turn; one of them well known; and the domain of each card."""
    domains = [str(1 + number % 4) for number in range(count)]
    states = [WELL_KNOWN if domain == known else NEW for domain in domains]
    return deck(*states, weights=exam_weights([(one,) for one in domains], BLUEPRINT)), domains


def plan(count=120, days=35, hours=3.0, known="", **more):
    made, domains = cards(count, known)
    return study_plan(made, domains, ON, ON + timedelta(days=days), hours, **more)


def test_weeks_follow_each_other_up_to_the_day_before_the_exam():
    weeks = plan(days=30).weeks
    assert [(week.ends - week.starts).days for week in weeks] == [6, 6, 6, 6, 1]
    assert weeks[0].starts == ON
    assert weeks[-1].ends == ON + timedelta(days=29)
    assert all(one.ends + timedelta(days=1) == other.starts for one, other in pairwise(weeks))


def test_a_domains_part_of_the_exam_is_that_of_the_outline():
    """Also where cards stand for several domains, so that their weights say something else."""
    made, domains = cards(120)
    outline = {"1": 0.5, "2": 0.2, "3": 0.2, "4": 0.1}
    for weights, wanted in ((None, 0.35), (outline, 0.5)):
        found = study_plan(made, domains, ON, ON + timedelta(days=35), 3.0, weights=weights)
        told = [one.weight for week in found.weeks for one in week.learn if one.domain == "1"]
        assert told == [pytest.approx(wanted)] * len(told)
        assert told


def test_a_domain_of_few_cards_is_played_beside_thousands_of_others():
    made, domains = cards(1300)
    domains = ["5" if at < 3 else one for at, one in enumerate(domains)]
    weights = {"1": 0.2, "2": 0.2, "3": 0.2, "4": 0.2, "5": 0.2}
    found = study_plan(made, domains, ON, ON + timedelta(days=14), 3.0, weights=weights)
    assert found.domains_then["5"] > found.domains_now["5"] > 0


def test_time_is_that_of_the_hours_less_the_mock_exams():
    made = plan(mock_seconds=MOCK, hours=5.0)
    mocks = sum(len(week.mock_exams) for week in made.weeks)
    assert mocks == 2
    assert sum(week.seconds for week in made.weeks) == pytest.approx(
        5 * 5 * 3600 - mocks * (MOCK + LOOKING_BACK)
    )
    for week in made.weeks:
        assert sum(one.cards for one in week.learn) * 20 + week.reviews * 10 <= week.seconds + 20


def test_mock_exams_stand_where_they_still_help():
    made = plan(mock_seconds=MOCK, hours=8.0)
    mocks = [mock for week in made.weeks for mock in week.mock_exams]
    assert [mock.days_before for mock in mocks] == [28, 14, 7]
    assert all(mock.day == ON + timedelta(days=35 - mock.days_before) for mock in mocks)
    assert "14 days before the exam" in mocks[1].says()
    assert made.left_out is None


def test_mock_exams_fall_on_days_with_time():
    made = plan(mock_seconds=MOCK, hours=6.0, weekdays=frozenset({5, 6}))
    mocks = [mock for week in made.weeks for mock in week.mock_exams]
    assert mocks
    assert {mock.day.weekday() for mock in mocks} <= {5, 6}


def test_where_time_is_short_mock_exams_are_left_out_and_that_is_said():
    made = plan(hours=1.0, mock_seconds=MOCK)
    assert sum(len(week.mock_exams) for week in made.weeks) == 0
    assert "a quarter of your time" in made.left_out
    near = plan(days=5, mock_seconds=MOCK)
    assert "too close" in near.left_out
    assert plan(days=5).left_out is None


def test_what_is_known_already_is_not_learned_again_and_the_rest_is():
    made = plan(known="1")
    learned = {one.domain for week in made.weeks for one in week.learn}
    assert learned == {"2", "3", "4"}
    assert made.domains_now["1"] > 0.95
    assert made.domains_now["2"] == pytest.approx(0.3)
    assert all(made.domains_then[domain] > 0.85 for domain in BLUEPRINT)


def test_where_time_is_short_the_weighty_domain_comes_first():
    made = plan(hours=0.2, days=14)
    first = {one.domain: one for one in made.weeks[0].learn}
    assert first["1"].cards > 2 * sum(one.cards for one in first.values() if one.domain != "1")
    says = first["1"].says("Medications")
    assert "on Medications: 35% of the exam. You know about 30% of it" in says


def test_more_hours_are_worth_more_and_the_plan_stays_below_what_is_possible():
    few, many = plan(hours=0.3), plan(hours=1.5)
    assert few.known_now == pytest.approx(0.3)
    assert few.known_now < few.known_then < many.known_then
    for made in (few, many):
        assert [hours for hours, _ in made.at_most] == [
            pytest.approx(f * made.at_most[1][0]) for f in (0.5, 1, 2)
        ]
        shares = [share for _, share in made.at_most]
        assert shares == sorted(shares)
        assert made.known_then <= made.at_most[1][1] + 0.02


def test_the_last_week_refreshes():
    made = plan(count=60, days=28)
    assert made.weeks[-1].learn == ()
    assert made.weeks[-1].reviews > 0
    assert "refreshed" in made.weeks[-1].says()
    assert "New cards" in made.weeks[0].says()


def test_a_large_deck_is_planned_like_a_small_one_of_its_kind():
    small, large = plan(count=300, days=21, hours=1.0), plan(count=3000, days=21, hours=10.0)
    assert large.known_then == pytest.approx(small.known_then, abs=0.04)
    news = [sum(one.cards for week in made.weeks for one in week.learn) for made in (small, large)]
    assert news[1] == pytest.approx(10 * news[0], rel=0.1)


def test_the_same_question_gets_the_same_answer():
    assert plan(days=20) == plan(days=20)


@settings(max_examples=12, deadline=None)
@given(st.integers(1, 40), st.integers(1, 30), st.floats(0, 10), st.sets(st.integers(0, 6), min_size=1))
def test_any_plan_keeps_its_time(count, days, hours, weekdays):
    made = plan(count, days, hours, weekdays=frozenset(weekdays), mock_seconds=MOCK)
    free = sum((ON + timedelta(days=day)).weekday() in weekdays for day in range(days))
    mocks = sum(len(week.mock_exams) for week in made.weeks)
    assert sum(week.seconds for week in made.weeks) <= free * hours * 3600 / len(weekdays) + 1e-6
    assert mocks * (MOCK + LOOKING_BACK) <= hours * 3600 * days / 7 / 4 + 1e-6
    assert sum(one.cards for week in made.weeks for one in week.learn) <= count
    assert 0 <= made.known_then <= 1
    assert np.isfinite(list(made.domains_then.values())).all()


@pytest.mark.parametrize("changes", [{"days": 0}, {"days": -3}, {"weekdays": frozenset()}, {"hours": -1.0}])
def test_a_plan_without_days_or_time_is_refused(changes):
    with pytest.raises(ValueError, match="hours on weekdays"):
        plan(**changes)
