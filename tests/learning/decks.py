"""Decks of made-up cards."""

import numpy as np

from rxladder.learning.exam_date import Deck

NEW = (np.nan, np.nan, np.nan, 0.3)
"""A card never answered."""


def deck(*cards: tuple[float, float, float, float], weights=None, seconds=None) -> Deck:
    """Cards of (stability, difficulty, elapsed, first_right)."""
    stability, difficulty, elapsed, first_right = np.array(cards, dtype=float).reshape(-1, 4).T
    even = np.ones(len(cards))
    return Deck(
        [f"card-{number}" for number in range(len(cards))],
        even / max(len(cards), 1) if weights is None else np.array(weights, dtype=float),
        10 * even if seconds is None else np.array(seconds, dtype=float),
        stability,
        difficulty,
        elapsed,
        first_right,
    )


def after_a_pause(cards: int, days: int, seed: int) -> Deck:
    """A deck kept for a while and then left alone for some days."""
    draw = np.random.default_rng(seed)
    return deck(
        *zip(
            np.exp(draw.normal(2.0, 1.2, cards)),
            draw.uniform(2, 9, cards),
            days + draw.integers(0, 20, cards),
            np.full(cards, 0.3),
            strict=True,
        )
    )
