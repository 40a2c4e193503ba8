"""A day holds its limit; after a pause what is most worth saving comes first."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rxladder.facts.phrases import say_date
from rxladder.learning.exam_date import CardRow, Deck
from rxladder.learning.load import answered, due_mask, forecast, queue, way_back
from rxladder.learning.memory import Model
from rxladder.learning.reviews import DAY
from rxladder.learning.schedule import Schedule, due
from tests.learning.decks import NEW, after_a_pause, deck

ON = date(2026, 11, 25)
USUAL = Schedule()
states = st.tuples(st.floats(0.05, 500), st.floats(1, 10), st.integers(0, 400), st.just(0.3)) | st.just(NEW)


@given(st.lists(states, max_size=30), st.integers(0, 12), st.integers(0, 5))
def test_a_day_never_holds_more_than_its_limit_nor_what_is_not_due(cards, limit, new_a_day):
    cards = deck(*cards)
    chosen = queue(cards, USUAL, limit, new_a_day)
    new = cards.new[chosen]
    assert len(chosen) <= limit
    assert new.sum() <= new_a_day
    assert due_mask(cards, USUAL)[chosen[~new]].all()
    assert len(set(chosen.tolist())) == len(chosen)
    assert len(chosen) == limit or (~new).sum() == due_mask(cards, USUAL).sum()


@given(st.lists(st.tuples(st.integers(1, 4), st.floats(0, 60)), min_size=1, max_size=6), st.floats(-2, 2))
def test_columns_are_due_just_when_the_stored_moment_says(history, later):
    at = datetime(2026, 1, 5, 9, tzinfo=UTC)
    memory = None
    for grade, days in history:
        at += timedelta(days=days)
        memory = USUAL.answer(memory, grade, at)
    now = max(memory.due + timedelta(days=later), at)
    cards = Deck.of([CardRow("one", 1.0, 8.0, memory)], now)
    assert list(due_mask(cards, USUAL)) == [bool(due({"one": memory}, now))]
    assert due({"one": memory}, memory.due) == ["one"]
    assert due({"one": memory}, memory.due - DAY / 100) == []


@settings(max_examples=15)
@given(st.lists(states, max_size=20), st.integers(0, 6), st.integers(0, 3), st.integers(0, 20))
def test_a_forecast_keeps_the_limit_on_every_day_and_loses_no_card(cards, limit, new_a_day, days):
    load = forecast(deck(*cards), USUAL, ON, days, limit, new_a_day)
    assert [one.day for one in load] == [ON + timedelta(days=number) for number in range(days)]
    for one in load:
        assert one.done + one.new <= limit + 1e-9
        assert one.left == pytest.approx(one.due - one.done)
        assert one.left >= 0
        assert (one.seconds > 0) == (one.done + one.new > 0)
    assert sum(one.new for one in load) <= sum(card is NEW for card in cards) + 1e-9


def test_a_forecast_foresees_what_simulated_days_bring():
    cards = after_a_pause(400, 3, seed=8)
    load = forecast(cards, USUAL, ON, 30, limit=1000)
    assert load[0].due == due_mask(cards, USUAL).sum()
    draw, model, done = np.random.default_rng(99), Model(), []
    for _ in range(30):
        chosen = queue(cards, USUAL, 1000)
        done.append(len(chosen))
        right = draw.random(len(chosen)) < cards.recall_after(0, model)[chosen]
        cards = answered(cards, chosen, right, model)
        cards = replace(cards, elapsed=cards.elapsed + 1)
    assert sum(one.done for one in load) == pytest.approx(sum(done), rel=0.1)


def remembered_after(order, days: int, seed: int) -> float:
    """Mean recall a month after `days` days of 100 cards in some order, after a pause of two months."""
    cards, model, draw = after_a_pause(2000, 60, seed), Model(), np.random.default_rng(seed)
    for _ in range(days):
        waiting = np.flatnonzero(due_mask(cards, USUAL))
        chosen = order(cards, waiting)[:100]
        right = draw.random(len(chosen)) < cards.recall_after(0, model)[chosen]
        cards = answered(cards, chosen, right, model)
        cards = replace(cards, elapsed=cards.elapsed + 1)
    return float(cards.recall_after(30, model).mean())


def longest_waiting(cards, waiting):
    return waiting[np.argsort(-(cards.elapsed - cards.stability)[waiting], kind="stable")]


def least_known(cards, waiting):
    return waiting[np.argsort(cards.recall_after(0, Model())[waiting], kind="stable")]


def best_known(cards, waiting):
    return least_known(cards, waiting)[::-1]


@pytest.mark.parametrize(("days", "more"), [(5, 0.001), (15, 0.0)])
def test_what_is_most_worth_saving_first_saves_more_than_other_orders(days, more):
    def saved(order):
        return np.mean([remembered_after(order, days, seed) for seed in range(4)])

    kind = saved(lambda cards, _waiting: queue(cards, USUAL, 100))
    assert kind > saved(longest_waiting) + more
    assert kind > saved(least_known) + more
    assert kind > saved(best_known) + 0.02


def test_two_thousand_cards_are_no_wall():
    cards = after_a_pause(2300, 120, seed=1)
    back = way_back(cards, USUAL, ON, limit=150)
    assert back.waiting >= 2000
    assert all(day.done <= 150 for day in back.days)
    assert back.days[0].done == 150
    assert ON + timedelta(days=14) < back.done_on <= ON + timedelta(days=90)
    assert back.days[-1].day == back.done_on
    assert "at most 150 a day" in back.says()
    assert say_date(back.done_on) in back.says()


def test_where_the_limit_is_too_small_for_the_deck_that_is_said():
    back = way_back(after_a_pause(2300, 120, seed=1), USUAL, ON, limit=5, at_most=20)
    assert back.done_on is None
    assert "keep waiting" in back.says()


def test_a_usual_day_needs_no_way_back():
    cards = after_a_pause(100, 3, seed=1)
    assert way_back(cards, USUAL, ON, limit=60) is None
    assert way_back(deck(), USUAL, ON, limit=60) is None
