"""The grade follows from right or wrong and from the person's own usual time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxladder.learning.grades import Pace
from rxladder.learning.reviews import Grade, Memory, Review, merge
from rxladder.learning.schedule import Schedule
from tests.learning.predictions import log_loss, predictions


def pace_of(*seconds: float) -> Pace:
    pace = Pace()
    for one in seconds:
        pace = pace.after(True, one)
    return pace


USED_TO_NINE = pace_of(*[9.0] * 20)


@pytest.mark.parametrize(
    ("right", "seconds", "grade"),
    [
        (False, 2, Grade.AGAIN),
        (False, None, Grade.AGAIN),
        (True, 9, Grade.GOOD),
        (True, 26, Grade.GOOD),
        (True, 28, Grade.HARD),
        (True, 3.1, Grade.GOOD),
        (True, 2.9, Grade.EASY),
        (True, 0.5, Grade.GOOD),  # nobody reads in half a second
        (True, 95, Grade.GOOD),  # the phone was laid aside
        (True, 1e6, Grade.GOOD),
        (True, None, Grade.GOOD),
        (True, 0, Grade.GOOD),
    ],
)
def test_a_grade_follows_from_the_usual_time(right, seconds, grade):
    assert USED_TO_NINE.grade(right, seconds) == grade


def test_without_enough_answers_right_is_good():
    assert pace_of(*[9.0] * 7).grade(True, 60) == Grade.GOOD
    assert pace_of(*[9.0] * 8).grade(True, 60) == Grade.HARD


def test_wrong_and_interrupted_answers_do_not_change_the_pace():
    assert USED_TO_NINE.after(False, 3) == USED_TO_NINE
    assert USED_TO_NINE.after(True, 95) == USED_TO_NINE
    assert USED_TO_NINE.after(True, 4000) == USED_TO_NINE


def test_the_pace_follows_a_person_who_gets_quicker():
    pace = pace_of(*[20.0] * 300, *[5.0] * 600)
    assert 5 < pace.usual < 6


@given(st.lists(st.floats(0.1, 300), min_size=8, max_size=40), st.floats(0.01, 1e4), st.floats(1, 3))
def test_a_slower_answer_never_gets_a_better_grade_up_to_an_interruption(times, seconds, factor):
    pace = pace_of(*times)
    quick, slow = pace.grade(True, max(seconds, 1)), pace.grade(True, max(seconds, 1) * factor)
    assert slow <= quick or max(seconds, 1) * factor > min(10 * pace.usual, 300)


def loss_with_grades_from_times(log: tuple[Review, ...]) -> tuple[float, list[Grade]]:
    """The log loss on a log whose grades are made anew from its times, and these grades."""
    schedule, pace = Schedule(), Pace()
    grades: list[Grade] = []

    def timed(memory: Memory | None, review: Review) -> Memory:
        nonlocal pace
        grades.append(pace.grade(review.right, review.seconds))
        pace = pace.after(review.right, review.seconds)
        return schedule.answer(memory, grades[-1], review.at)

    return log_loss(*predictions(schedule, log, timed)), grades


def test_grades_from_times_predict_a_real_log_as_well_as_right_and_wrong(real_log, monkeypatch):
    schedule, log = Schedule(), merge(real_log)
    bare = log_loss(
        *predictions(
            schedule,
            log,
            lambda memory, review: schedule.answer(
                memory, Grade.GOOD if review.right else Grade.AGAIN, review.at
            ),
        )
    )
    wide, grades = loss_with_grades_from_times(log)
    assert 0 < grades.count(Grade.EASY) < 200
    assert 0 < grades.count(Grade.HARD) < 200
    assert wide < bare + 1e-4
    monkeypatch.setattr("rxladder.learning.grades.QUICK", 0.6)
    monkeypatch.setattr("rxladder.learning.grades.SLOW", 1.5)
    narrow, _ = loss_with_grades_from_times(log)
    assert narrow > bare + 3e-3
