"""Own parameters are kept only where they predict later answers better, and the result says by how much."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from rxladder.learning.refit import ENOUGH, refit
from rxladder.learning.reviews import Grade, Review
from rxladder.learning.schedule import PARAMETERS, Schedule
from tests.learning.learners import answers_of, forgetful


def test_a_forgetful_person_gets_parameters_of_their_own():
    log = answers_of(forgetful(0.2), cards=400, reviews=8, seed=2)
    result = refit(log)
    assert result.kept
    assert result.parameters != PARAMETERS
    assert result.better_by > 0.02
    assert result.before - result.after > result.error > 0
    assert result.held_out == pytest.approx(result.answers * 0.6, abs=3)
    assert Schedule(result.parameters)  # py-fsrs takes them
    assert Schedule(result.parameters).answer(None, 3, log[0].at).stability < 1.5


def test_somebody_like_most_keeps_the_usual_parameters():
    kept = [refit(answers_of(PARAMETERS, cards=100, reviews=7, seed=seed)).kept for seed in range(6)]
    assert kept.count(False) >= 5


def test_what_is_not_kept_leaves_the_parameters_so_far():
    own = forgetful(0.3)
    result = refit(answers_of(own, cards=100, reviews=7, seed=4), so_far=own)
    assert not result.kept
    assert result.parameters == own
    assert result.after > result.before - result.error


def test_too_few_answers_are_said_to_be_too_few():
    result = refit(answers_of(PARAMETERS, cards=20, reviews=8, seed=1))
    assert (result.kept, result.enough, result.parameters) == (False, False, PARAMETERS)
    assert 0 < result.answers < ENOUGH
    assert result.better_by is None


def test_no_answers_at_all():
    assert not refit([]).enough


def test_the_order_in_which_reviews_come_does_not_matter():
    log = answers_of(forgetful(0.3), cards=80, reviews=8, seed=2)
    assert refit(log) == refit(reversed(log)) == refit(log + log[:50])


def test_a_real_log_is_predicted_better_with_its_own_parameters(real_log):
    told = []
    result = refit(real_log, progress=lambda share, stage: told.append((share, stage)))
    assert result.kept
    assert result.answers == 5329
    assert [share for share, _ in told] == sorted(share for share, _ in told)
    assert told[0][0] == 0
    assert told[-1] == (1.0, "Done")
    again = refit(real_log, so_far=result.parameters)
    assert not again.kept
    assert again.parameters == result.parameters


def test_what_differs_by_rounding_alone_is_not_kept():
    chance = Random(5)
    begin = datetime(2026, 9, 1, 12, tzinfo=UTC)
    log = []
    for number in range(1_200):
        right = chance.random() < 0.55
        grade = Grade.GOOD if right else Grade.AGAIN
        at = begin + timedelta(hours=7 * number)
        log.append(Review(str(number), f"card {number % 12}", at, grade, right, 6.0))
    found = refit(log)
    assert found.enough
    assert not found.kept
