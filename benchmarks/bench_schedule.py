"""What comes next among 10,000 cards with 200,000 reviews behind them, and own parameters from 50,000.

The baseline is what a program does that stores no states: py-fsrs replays every review, one by one. Stored
states are what makes a page quick: an answer changes one of them, and the day's order is made of columns.
Times are the processor's own.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import process_time

import fsrs

from benchmarks.rounds import medians, table
from rxladder.learning.exam_date import CardRow, Deck, plan_day
from rxladder.learning.load import queue
from rxladder.learning.refit import refit
from rxladder.learning.reviews import Grade, Memory, Review
from rxladder.learning.schedule import Schedule

CARDS, REVIEWS, FITTED = 10_000, 200_000, 50_000
GOAL_NEXT, GOAL_REFIT = 0.020, 10.0
NOW = datetime(2026, 11, 25, 22, tzinfo=UTC)
SCHEDULE = Schedule()


def timed(work: Callable[[], object], repeats: int = 1) -> float:
    """The processor's seconds for one call, as the mean of some in a row."""
    begun = process_time()
    for _ in range(repeats):
        work()
    return (process_time() - begun) / repeats


def log(cards: int, reviews: int) -> list[Review]:
    """Somebody's reviews: each card comes when it is due or a few days later, until there are enough."""
    draw, found = random.Random(1), []
    for card in range(cards):
        memory: Memory | None = None
        at = NOW - timedelta(days=draw.uniform(300, 900))
        for number in range(reviews // cards):
            chance = 0.5 if memory is None else SCHEDULE.recall(memory, at)
            grade = Grade.GOOD if draw.random() < chance else Grade.AGAIN
            found.append(
                Review(f"{card}.{number}", f"form/{card}", at, grade, grade > 1, draw.uniform(3, 12))
            )
            memory = SCHEDULE.answer(memory, grade, at)
            at = min(
                memory.due + timedelta(days=draw.randrange(3)), NOW - timedelta(hours=draw.uniform(0, 99))
            )
            at = max(at, memory.last)
    return found


def by_py_fsrs(reviews: list[Review]) -> dict[str, fsrs.Card]:
    """Every review anew."""
    scheduler = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    cards: dict[str, fsrs.Card] = {}
    for review in sorted(reviews, key=lambda one: one.at):
        card = cards.get(review.card) or fsrs.Card(card_id=1)
        cards[review.card], _ = scheduler.review_card(card, fsrs.Rating(review.grade), review.at)
    return cards


def main() -> None:
    """Print the table."""
    reviews = log(CARDS, REVIEWS)
    memories = SCHEDULE.replay(reviews)
    rows = [CardRow(card, 1 / CARDS, 8.0, memory) for card, memory in memories.items()]
    for number in range(0, CARDS, 3):  # a third of them new
        rows[number] = rows[number]._replace(memory=None)
    days, deck = [1800.0] * 60, Deck.of(rows, NOW)
    price = plan_day(deck, days).price
    some = next(iter(memories.values()))
    found = medians(
        {
            "one answer": lambda: timed(lambda: SCHEDULE.answer(some, Grade.GOOD, NOW), 1000),
            "columns from stored rows": lambda: timed(lambda: Deck.of(rows, NOW), 3),
            "a day's order, by due and limit": lambda: timed(lambda: queue(deck, SCHEDULE, 100, 10), 3),
            "a day's order, exam date mode": lambda: timed(lambda: plan_day(deck, days, price=price), 3),
            "the same, with the price found anew": lambda: timed(lambda: plan_day(deck, days), 3),
            "all states anew (after a refit)": lambda: timed(lambda: SCHEDULE.replay(reviews)),
            "all states anew, py-fsrs": lambda: timed(lambda: by_py_fsrs(reviews)),
        },
        rounds=3,
    )
    base = found["all states anew, py-fsrs"]
    goals = {"a day's order, by due and limit", "a day's order, exam date mode"}
    lines = [
        [
            name,
            f"{1000 * took:.3f} ms",
            f"{took / base:.6f}",
            f"{1000 * GOAL_NEXT:.0f} ms" if name in goals else "",
        ]
        for name, took in found.items()
    ]
    table(f"{CARDS:,} cards, {REVIEWS:,} reviews", ("", "time", "ratio", "goal"), lines)
    fitted = log(FITTED // 20, FITTED)
    took = timed(lambda: refit(fitted))
    table(
        f"own parameters from {FITTED:,} reviews",
        ("", "time", "goal"),
        [["fitted four times and judged", f"{took:.2f} s", f"{GOAL_REFIT:.0f} s"]],
    )


if __name__ == "__main__":
    main()
