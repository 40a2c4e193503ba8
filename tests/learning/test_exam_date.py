"""Exam date mode chooses what gains most on the day, and comes near the best there is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rxladder.learning.exam_date import FIRST_LOOK, HORIZON, CardRow, Deck, exam_weights, plan_day
from rxladder.learning.load import answered
from rxladder.learning.memory import Model
from rxladder.learning.schedule import Schedule
from tests.learning.decks import NEW, deck

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
MODEL = Model()


def tomorrow(cards: Deck, done: tuple[int, ...], right: tuple[bool, ...]) -> Deck:
    """The deck on the next day, after answers to some cards."""
    after = answered(cards, np.array(done, dtype=int), np.array(right, dtype=bool), MODEL)
    return replace(after, elapsed=after.elapsed + 1)


def expected(cards: Deck, left: int, done: tuple[int, ...], follow) -> float:
    """The expected result of some answers today and of what follows, over all ways they may turn out."""
    chances = cards.recall_after(0, MODEL)
    total = 0.0
    for right in product((True, False), repeat=len(done)):
        chance = np.prod([chances[at] if ok else 1 - chances[at] for at, ok in zip(done, right, strict=True)])
        total += float(chance) * follow(tomorrow(cards, done, right), left - 1)
    return total


def best_of_all(cards: Deck, left: int, seconds: float) -> float:
    """The best there is: every choice on every day, whatever the answers were."""
    if left == 0:
        return float(cards.weight @ cards.recall_after(0, MODEL))
    numbers = range(len(cards.cards))
    choices = [done for size in range(4) for done in combinations(numbers, size)]
    return max(
        expected(cards, left, done, lambda after, days: best_of_all(after, days, seconds))
        for done in choices
        if cards.cost[list(done)].sum() <= seconds
    )


def by_exam_date_mode(cards: Deck, left: int, seconds: float) -> float:
    """What exam date mode reaches, in expectation."""
    if left == 0:
        return float(cards.weight @ cards.recall_after(0, MODEL))
    plan = plan_day(cards, [seconds] * left)
    done = tuple(int(at) for at in plan.order[: plan.fits])
    return expected(cards, left, done, lambda after, days: by_exam_date_mode(after, days, seconds))


def small_case(seed: int) -> tuple[Deck, int, float]:
    """Three cards, new and known, of different weights; one fits a day, or two quick ones."""
    draw = np.random.default_rng(seed)
    cards, seconds = [], []
    for _ in range(3):
        new = draw.random() < 0.4
        state = NEW if new else (np.exp(draw.normal(1, 1.2)), draw.uniform(1, 10), draw.integers(1, 30), 0.3)
        cards.append(state)
        seconds.append(10 / (FIRST_LOOK if new else 1))
    weights = draw.dirichlet([2, 2, 2])
    return deck(*cards, weights=weights, seconds=seconds), int(draw.integers(2, 5)), 10.0


@cache
def outcome(seed: int) -> tuple[float, float, float, float]:
    """Of a small case: untouched, by exam date mode, the best of all choices, and the bound."""
    cards, left, seconds = small_case(seed)
    plan = plan_day(cards, [seconds] * left)
    reached = by_exam_date_mode(cards, left, seconds)
    return plan.untouched, reached, best_of_all(cards, left, seconds), plan.most


CASES = range(16)


@pytest.mark.parametrize("seed", CASES)
def test_small_cases_come_near_the_best_of_all_choices_and_no_choice_beats_the_bound(seed: int):
    untouched, reached, best, bound = outcome(seed)
    assert reached <= best + 1e-9
    assert reached - untouched >= 0.85 * (best - untouched)
    assert best <= bound + 0.002  # what the grid may be off by


def test_over_small_cases_nearly_all_that_can_be_gained_is_gained():
    untouched, reached, best, _ = np.array([outcome(seed) for seed in CASES]).sum(axis=0)
    assert (reached - untouched) / (best - untouched) > 0.95


def test_a_card_known_for_years_waits_and_a_heavy_new_one_comes_first():
    cards = deck((900.0, 4.0, 3.0, 0.3), NEW, NEW, (2.0, 6.0, 9.0, 0.3), weights=[0.25, 0.1, 0.4, 0.25])
    plan = plan_day(cards, [20.0] * 10)
    assert plan.order[0] == 2
    assert plan.fits == 1
    assert 0 not in plan.order[:3]


def test_on_the_last_day_what_is_shaky_is_refreshed():
    cards = deck((40.0, 5.0, 1.0, 0.3), (2.0, 5.0, 20.0, 0.3), (400.0, 5.0, 30.0, 0.3))
    assert plan_day(cards, [10.0]).order[0] == 1


def test_what_is_not_in_the_exam_is_left_alone():
    cards = deck(NEW, (2.0, 5.0, 20.0, 0.3), NEW, weights=[0.0, 0.0, 1.0])
    assert list(plan_day(cards, [1000.0] * 5).order) == [2]
    nothing = plan_day(deck(NEW, NEW, weights=[0.0, 0.0]), [1000.0] * 5)
    assert (list(nothing.order), nothing.fits, nothing.most) == ([], 0, 0.0)


def test_without_time_nothing_is_done_and_nothing_is_expected_of_it():
    plan = plan_day(deck(NEW, NEW), [0.0] * 30)
    assert plan.fits == 0
    assert plan.left_out == 2
    assert plan.most == pytest.approx(plan.untouched, abs=1e-3)


states = st.tuples(st.floats(0.05, 500), st.floats(1, 10), st.integers(0, 200), st.floats(0, 1))
decks = st.lists(
    st.tuples(states | st.just(NEW), st.just(0.0) | st.floats(1e-4, 3), st.floats(2, 90)),
    min_size=1,
    max_size=12,
)


@settings(max_examples=40)
@given(decks, st.integers(1, 30), st.floats(0, 600))
def test_a_day_holds_no_more_than_its_time_and_no_card_twice(rows, left, seconds):
    cards = deck(*(row[0] for row in rows), weights=[r[1] for r in rows], seconds=[r[2] for r in rows])
    plan = plan_day(cards, [seconds] * left)
    assert cards.cost[plan.order[: plan.fits]].sum() <= seconds + 1e-6
    assert len(set(plan.order.tolist())) == len(plan.order)
    assert (plan.gain > 0).all()
    rates = plan.gain / cards.cost[plan.order]
    assert (np.diff(rates) <= 1e-12).all()
    assert 0 <= plan.untouched <= plan.most <= cards.weight.sum() + 1e-6


def test_more_time_never_promises_less():
    draw = np.random.default_rng(3)
    cards = deck(*([NEW] * 60), weights=draw.dirichlet([1] * 60))
    most = [plan_day(cards, [minutes * 60.0] * 20).most for minutes in (0.5, 1, 2, 5, 10, 30)]
    assert most == sorted(most)
    assert most[0] < most[-1] - 0.1


def test_an_exam_far_away_is_prepared_for_as_if_it_were_nearer():
    cards = deck(NEW, (2.0, 6.0, 9.0, 0.3))
    assert plan_day(cards, [60.0] * 900).most == plan_day(cards, [60.0] * HORIZON).most


@pytest.mark.parametrize("seconds", [[], [-1.0], [60.0, -1.0]])
def test_no_days_or_negative_time_is_refused(seconds):
    with pytest.raises(ValueError, match="days left"):
        plan_day(deck(NEW), seconds)


def test_a_large_deck_is_priced_by_a_sample_of_it():
    draw = np.random.default_rng(5)
    rows = [NEW if draw.random() < 0.5 else (draw.uniform(0.5, 90), 5.0, 9.0, 0.3) for _ in range(250)]
    weights = draw.dirichlet([1] * 250)
    small, large = deck(*rows, weights=weights), deck(*rows * 16, weights=list(weights / 16) * 16)
    one, other = plan_day(small, [400.0] * 20), plan_day(large, [6400.0] * 20)
    assert other.most == pytest.approx(one.most, abs=0.003)
    assert other.price * 16 == pytest.approx(one.price, rel=0.25)


def test_a_deck_is_made_of_what_is_stored():
    memory = Schedule().answer(None, 3, NOW - timedelta(days=3, hours=5))
    cards = Deck.of([CardRow("sig/bid", 0.6, 8.0, memory), CardRow("sig/tid", 0.4, 9.0)], NOW)
    assert cards.elapsed[0] == 3
    assert list(cards.new) == [False, True]
    assert list(cards.cost) == [8.0, 9.0 * FIRST_LOOK]
    assert cards.recall_after(2, MODEL)[0] == pytest.approx(
        Schedule().recall(memory, NOW + timedelta(days=2))
    )
    assert len(Deck.of([], NOW).cards) == 0
    assert list(plan_day(Deck.of([], NOW), [60.0]).order) == []


def test_weights_follow_the_blueprint():
    blueprint = {"ptce-2026:1": 35.0, "ptce-2026:2": 65.0}
    areas = [("ptce-2026:1.1",), ("ptce-2026:1.6", "excpt:3"), ("ptce-2026:2",), ("excpt:3",), ()]
    assert exam_weights(areas, blueprint) == pytest.approx([0.175, 0.175, 0.65, 0, 0])
    both = [("ptce-2026:1.1", "ptce-2026:2.4"), ("ptce-2026:1.1", "ptce-2026:1.2")]
    assert exam_weights(both, blueprint) == pytest.approx([0.825, 0.175])
    assert list(exam_weights([("excpt:3",)], blueprint)) == [0]
