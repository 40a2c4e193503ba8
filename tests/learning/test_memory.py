"""The formulas over columns are py-fsrs's."""

from datetime import UTC, datetime, timedelta

import fsrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxladder.learning.memory import Model
from rxladder.learning.schedule import PARAMETERS
from tests.learning.learners import forgetful

NOW = datetime(2026, 11, 25, tzinfo=UTC)


@given(
    st.lists(
        st.tuples(st.floats(0.01, 3000), st.floats(1, 10), st.integers(1, 900), st.booleans()),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from([PARAMETERS, forgetful(0.3), forgetful(2.0)]),
)
def test_answers_and_recall_of_many_cards_are_those_of_each(cards, parameters):
    theirs = fsrs.Scheduler(parameters, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    model = Model(parameters)
    stability, difficulty, days = (
        np.array(column, dtype=float) for column in [*zip(*cards, strict=True)][:3]
    )
    recall = model.recall(stability, days)
    for at, (before, hard, gap, right) in enumerate(cards):
        card = fsrs.Card(
            card_id=1,
            state=fsrs.State.Review,
            stability=before,
            difficulty=hard,
            last_review=NOW - timedelta(days=gap),
        )
        assert recall[at] == pytest.approx(theirs.get_card_retrievability(card, NOW), rel=1e-9)
        after, _ = theirs.review_card(card, fsrs.Rating.Good if right else fsrs.Rating.Again, NOW)
        grown = model.stability_after(stability, difficulty, recall, right)
        assert grown[at] == pytest.approx(after.stability, rel=1e-9)
        assert model.difficulty_after(difficulty, right)[at] == pytest.approx(after.difficulty, rel=1e-9)


@pytest.mark.parametrize("right", [True, False])
def test_a_first_answer_is_that_of_py_fsrs(right: bool):
    theirs = fsrs.Scheduler(learning_steps=(), enable_fuzzing=False)
    card, _ = theirs.review_card(fsrs.Card(card_id=1), fsrs.Rating.Good if right else fsrs.Rating.Again, NOW)
    assert Model().first(right) == pytest.approx((card.stability, card.difficulty), rel=1e-12)
