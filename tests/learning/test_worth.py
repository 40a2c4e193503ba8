"""What a card is worth is the best of all courses of its reviews, reckoned a second time without a grid."""

from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rxladder.learning.memory import Model
from rxladder.learning.worth import PRICES, cheaper, waits, worth
from tests.learning.learners import forgetful

MODEL = Model()
DAYS = 6
NEAR = 0.006  # what lies between the points of the grid


class Card(NamedTuple):
    """A card with so many days left before the exam, where a review costs a price."""

    stability: float
    difficulty: float
    elapsed: float
    left: int
    price: float
    model: Model = MODEL


def best(card: Card) -> float:
    """The best that can still come of a card: reviewed on any of the days left, or never again."""
    choices = [float(card.model.recall(np.array([card.stability]), card.elapsed + card.left)[0])]
    for gap in range(1, card.left):
        later = card._replace(elapsed=card.elapsed + gap, left=card.left - gap)
        choices.append(reviewed(later) - card.price * float(cheaper(later.left)))
    return max(choices)


def reviewed(card: Card) -> float:
    """What comes of a review now, before its price."""
    states = np.array([card.stability]), np.array([card.difficulty])
    recall, total = card.model.recall(states[0], card.elapsed), 0.0
    for right in (True, False):
        after = float(card.model.stability_after(*states, recall, right)[0])
        harder = float(card.model.difficulty_after(states[1], right)[0])
        chance = float(recall[0] if right else 1 - recall[0])
        total += chance * best(card._replace(stability=after, difficulty=harder, elapsed=0.0))
    return total


cards = st.builds(
    Card,
    st.floats(0.1, 60),
    st.floats(1, 10),
    st.integers(1, 40),
    st.integers(1, DAYS - 1),
    st.sampled_from(PRICES),
    st.just(MODEL),
)


@settings(max_examples=40, deadline=None)
@given(cards)
def test_reviewing_and_waiting_are_worth_what_a_second_reckoning_says(card):
    tables = worth(MODEL.w, DAYS)
    one = [np.array([float(value)]) for value in card[:3]]
    state = (*one, card.left, np.array([card.price]))
    assert tables.reviewed(*state)[0] == pytest.approx(reviewed(card), abs=NEAR)
    assert tables.waiting(*state)[0] == pytest.approx(best(card), abs=NEAR)


@pytest.mark.parametrize("price", [0.0, 0.02, 0.36])
@pytest.mark.parametrize("first_right", [0.0, 0.4, 1.0])
def test_new_cards_are_worth_what_a_second_reckoning_says(first_right, price):
    model = Model(forgetful(0.5))
    tables, left = worth(model.w, DAYS), 5

    def met(days: int) -> float:
        states = [model.first(right) for right in (True, False)]
        right, wrong = (best(Card(*state, 0.0, days, price, model)) for state in states)
        return first_right * right + (1 - first_right) * wrong

    chances, prices = np.array([first_right]), np.array([price])
    assert tables.learned(chances, left, prices)[0] == pytest.approx(met(left), abs=NEAR)
    later = [met(left - gap) - 2 * price * float(cheaper(left - gap)) for gap in range(1, left)]
    found = tables.unlearned(chances, left, prices, 2 * prices)[0]
    assert found == pytest.approx(max([first_right, *later]), abs=NEAR)


def test_a_dearer_review_never_makes_a_card_worth_more():
    table = worth(MODEL.w, 30).table[1:31]
    assert (np.diff(table, axis=2) <= 1e-12).all()
    assert table.min() > 0
    assert table.max() <= 1


def test_more_is_remembered_of_a_more_stable_card():
    tables = worth(MODEL.w, 30)
    stability = np.array([1.0, 3.0, 10.0, 40.0])
    same = np.full(4, 5.0)
    values = tables.waiting(stability, same, same, 20, np.full(4, 0.03))
    assert (np.diff(values) > 0).all()


def test_reviews_may_come_on_any_day_but_the_exams():
    for left in range(1, 60):
        assert all(1 <= gap < left for gap in waits(left))
    assert waits(1) == []
    assert waits(4) == [1, 2, 3]
