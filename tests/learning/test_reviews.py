"""Logs of reviews are merged without loss or double counting, in whatever pieces they come."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxladder.learning.reviews import Grade, Review, merge, whole_days

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def review(number: int, minutes: int, grade: Grade = Grade.GOOD, card: str = "drug-class/warfarin") -> Review:
    return Review(f"r{number}", card, NOON + timedelta(minutes=minutes), grade, grade > Grade.AGAIN, 4.0)


@st.composite
def logs(draw: st.DrawFn) -> list[Review]:
    """Reviews of few cards, many at the same moment, some ids twice with another content."""
    rows = st.tuples(
        st.integers(0, 12),
        st.integers(0, 5),
        st.sampled_from(Grade),
        st.sampled_from(["drug-class/warfarin", "sig/bid"]),
    )
    return [review(*row) for row in draw(st.lists(rows, max_size=25))]


@given(logs(), st.randoms(), st.integers(1, 5))
def test_a_log_may_come_in_any_order_in_pieces_and_twice(log, rng, pieces):
    whole = merge(log)
    shuffled = log + rng.choices(log, k=3) if log else []
    rng.shuffle(shuffled)
    cut = [shuffled[start::pieces] for start in range(pieces)]
    assert merge(*cut) == whole
    assert merge(whole, whole) == whole
    assert merge(merge(cut[0]), *cut[1:]) == whole


@given(logs())
def test_merged_reviews_are_in_order_and_each_id_counts_once(log):
    merged = merge(log)
    assert {one.id for one in merged} == {one.id for one in log}
    assert len(merged) == len({one.id for one in merged})
    assert [one.at for one in merged] == sorted(one.at for one in merged)


def test_of_one_id_with_two_contents_the_later_stays():
    early, late = review(1, 0, Grade.AGAIN), review(1, 9, Grade.GOOD)
    assert merge([late], [early]) == merge([early], [late]) == (late,)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"at": datetime(2026, 11, 25, 12)}, "no time zone"),
        ({"right": False}, "grade"),
        ({"seconds": -1.0}, "seconds"),
        ({"seconds": float("nan")}, "seconds"),
        ({"seconds": float("inf")}, "seconds"),
    ],
)
def test_a_review_that_contradicts_itself_is_refused(changes, message):
    good = {"id": "r1", "card": "sig/bid", "at": NOON, "grade": Grade.GOOD, "right": True, "seconds": 3.0}
    assert Review(**good)
    with pytest.raises(ValueError, match=message):
        Review(**(good | changes))


def test_days_are_whole_ones_of_24_hours():
    assert whole_days(NOON, NOON + timedelta(hours=47)) == 1
    assert whole_days(NOON, NOON - timedelta(hours=1)) == 0
