"""Cards come again when FSRS-6 says, review by review as py-fsrs does."""

from datetime import UTC, datetime, timedelta, timezone

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxladder.learning.reviews import DAY, Grade, Memory, Review, merge
from rxladder.learning.schedule import PARAMETERS, Schedule, due
from tests.learning.predictions import auc, log_loss, predictions, rmse_of_bins

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
OWN = (
    0.4, 1.1, 3.0, 12.0, 6.0, 0.7, 2.5, 0.01, 1.6, 0.2, 0.9,
    1.6, 0.08, 0.3, 1.5, 0.5, 2.1, 0.5, 0.1, 0.07, 0.2,
)  # fmt: skip


def reference(parameters: tuple[float, ...]) -> fsrs.Scheduler:
    return fsrs.Scheduler(parameters, 0.9, learning_steps=(), relearning_steps=(), enable_fuzzing=False)


@pytest.mark.parametrize("parameters", [PARAMETERS, OWN])
def test_a_real_log_is_scheduled_as_by_py_fsrs_review_by_review(real_log: tuple[Review, ...], parameters):
    theirs, ours = reference(parameters), Schedule(parameters)
    cards: dict[str, fsrs.Card] = {}
    memories: dict[str, Memory] = {}
    for review in merge(real_log):
        card, _ = theirs.review_card(
            cards.get(review.card, fsrs.Card(card_id=1)), fsrs.Rating(review.grade), review.at
        )
        memory = ours.answer(memories.get(review.card), review.grade, review.at)
        assert (memory.stability, memory.difficulty) == (card.stability, card.difficulty)
        assert (memory.last, memory.due) == (card.last_review, card.due)
        cards[review.card], memories[review.card] = card, memory
    assert len(memories) == 1205


def test_predictions_on_a_real_log_are_those_that_were_published_for_it(real_log: tuple[Review, ...]):
    chances, answers = predictions(Schedule(), real_log)
    assert len(chances) == 5329
    assert answers.mean() == pytest.approx(0.7921, abs=5e-5)
    assert chances.mean() == pytest.approx(0.7653, abs=5e-5)
    assert log_loss(chances, answers) == pytest.approx(0.4587, abs=5e-5)
    assert auc(chances, answers) == pytest.approx(0.7139, abs=1.5e-4)
    assert rmse_of_bins(chances, answers) == pytest.approx(0.0511, abs=5e-4)


@pytest.mark.parametrize("parameters", [PARAMETERS, OWN])
def test_a_replay_gives_the_states_of_answers_one_by_one(real_log: tuple[Review, ...], parameters):
    schedule, memories = Schedule(parameters), {}
    for review in merge(real_log):
        memories[review.card] = schedule.answer(memories.get(review.card), review.grade, review.at)
    replayed = schedule.replay(reversed(real_log))
    assert replayed.keys() == memories.keys()
    for card, memory in memories.items():
        assert replayed[card].stability == pytest.approx(memory.stability, rel=2e-4)
        assert replayed[card].difficulty == pytest.approx(memory.difficulty, abs=1e-4)
        assert replayed[card].last == memory.last
        assert abs(replayed[card].due - memory.due) <= DAY


grades = st.sampled_from(Grade)
histories = st.lists(st.tuples(grades, st.floats(0, 400, allow_nan=False)), min_size=1, max_size=12)


@given(histories, st.sampled_from([0.7, 0.9, 0.97]))
def test_a_card_is_due_when_recall_has_sunk_to_the_retention_and_never_before_tomorrow(history, retention):
    schedule, memory, at = Schedule(retention=retention), None, NOON
    for grade, days in history:
        at += timedelta(days=days)
        memory = schedule.answer(memory, grade, at)
        assert memory.last == at
        assert memory.due >= at + DAY
        assert (memory.due - at) % DAY == timedelta(0)
        assert 1 <= memory.difficulty <= 10
    gap = (memory.due - memory.last).days
    assert gap == schedule.interval(memory.stability)
    assert schedule.recall_after(memory.stability, gap - 0.5) > retention - 1e-6 or gap == 1
    assert schedule.recall_after(memory.stability, gap + 0.5) < retention + 1e-6 or gap == 36_500


@given(histories)
def test_a_better_grade_never_leaves_less_memory(history):
    schedule, memory, at = Schedule(), None, NOON
    for grade, days in history:
        at += timedelta(days=days)
        stabilities = [schedule.answer(memory, one, at).stability for one in Grade]
        assert stabilities == sorted(stabilities)
        memory = schedule.answer(memory, grade, at)


def test_a_moment_counts_whatever_zone_it_is_told_in():
    schedule = Schedule()
    texas = timezone(-timedelta(hours=6))
    assert schedule.answer(None, Grade.GOOD, NOON.astimezone(texas)) == schedule.answer(
        None, Grade.GOOD, NOON
    )


def test_an_answer_from_before_the_latest_does_not_turn_time_back():
    schedule = Schedule()
    memory = schedule.answer(None, Grade.GOOD, NOON)
    assert schedule.answer(memory, Grade.GOOD, NOON - 3 * DAY) == schedule.answer(memory, Grade.GOOD, NOON)


def test_cards_are_due_up_to_a_moment_the_longest_due_first():
    memories = {
        name: Memory(1.0, 5.0, NOON - 9 * DAY, NOON + hours * timedelta(hours=1))
        for name, hours in {"b": 0, "c": -30, "a": 0, "later": 1}.items()
    }
    assert due(memories, NOON) == ["c", "a", "b"]
    assert due(memories, NOON - 2 * DAY) == []


@pytest.mark.parametrize("retention", [0.3, 1.0])
def test_a_retention_that_no_schedule_can_keep_is_refused(retention):
    with pytest.raises(ValueError, match="retention"):
        Schedule(retention=retention)


def test_parameters_out_of_bounds_are_refused():
    with pytest.raises(ValueError, match="out of bounds"):
        Schedule((-1.0, *PARAMETERS[1:]))
