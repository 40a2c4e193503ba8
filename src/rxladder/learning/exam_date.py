"""Exam date mode: what to review and to learn today, so that most is remembered on the day of the exam.

A schedule that keeps every card at 90% asks for the same wherever the exam lies; here only the day counts.
Each card weighs what its domain weighs in the exam, and each review costs the seconds that it takes
(`worth.py`). Today's cards are those that gain most on the exam day for a second spent today, beside the best
that could be done with them later.

Columns, not histories: a `Deck` holds what is stored of each card, so ordering 10,000 of them takes some ten
milliseconds, however long the log is. Within a day the order stays; only an answered card leaves it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import numpy as np

from rxladder.learning.memory import Column, Model
from rxladder.learning.reviews import DAY, Memory
from rxladder.learning.schedule import PARAMETERS
from rxladder.learning.worth import HORIZON, PRICES, Worth, cheaper, worth

FIRST_LOOK = 2.0
"""How many times as long a card takes when it is new: its explanation is read."""
FIRST_RIGHT = 0.3
"""The share of new cards that are answered right, where a person's own is not known yet."""
_SAMPLE, _STEPS = 300, 11


class CardRow(NamedTuple):
    """What is stored of a card: `memory` is None as long as it is new.

    `weight`: its part of the exam; `seconds`: the person's usual time for it; `first_right`: the chance that
    it is answered right when it is new.
    """

    card: str
    weight: float
    seconds: float
    memory: Memory | None = None
    first_right: float = FIRST_RIGHT


@dataclass(frozen=True)
class Deck:
    """Cards as columns. `stability` is NaN for new ones, `elapsed` the whole days since the latest answer."""

    cards: Sequence[str]
    weight: Column
    seconds: Column
    stability: Column
    difficulty: Column
    elapsed: Column
    first_right: Column

    @classmethod
    def of(cls, rows: Iterable[CardRow], at: datetime) -> Deck:
        """The deck of stored rows as it is at a moment."""
        rows = list(rows)
        nan = float("nan")
        states = [
            (m.stability, m.difficulty, max(0, (at - m.last) // DAY)) if m else (nan, nan, nan)
            for m in (row.memory for row in rows)
        ]
        stability, difficulty, elapsed = np.array(states, dtype=float).reshape(-1, 3).T
        return cls(
            [row.card for row in rows],
            np.array([row.weight for row in rows], dtype=float),
            np.array([row.seconds for row in rows], dtype=float),
            stability,
            difficulty,
            elapsed,
            np.array([row.first_right for row in rows], dtype=float),
        )

    @property
    def new(self) -> np.ndarray:
        """Which cards were never answered."""
        return np.isnan(self.stability)

    @property
    def cost(self) -> Column:
        """Seconds that each card would take now."""
        return np.where(self.new, FIRST_LOOK, 1.0) * self.seconds

    def some(self, which: np.ndarray) -> Deck:
        """The deck of some of its cards."""
        columns = (self.weight, self.seconds, self.stability, self.difficulty, self.elapsed, self.first_right)
        return Deck([self.cards[at] for at in which], *(column[which] for column in columns))

    def recall_after(self, days: float, model: Model) -> Column:
        """The chance that each card is answered right some days from now if nothing is done."""
        old = ~self.new
        recall = self.first_right.copy()
        recall[old] = model.recall(self.stability[old], self.elapsed[old] + days)
        return recall


@dataclass(frozen=True)
class DayPlan:
    """What to do today.

    `order`: indexes into the deck, what gains most for a second first, of all that gain anything; the first
    `fits` of them fill today's time, and `left_out` is their number beyond. `gain` is in shares of the exam
    for each card of `order`. `price`: the share of the exam that a second on the last day is worth. `most`:
    the share that would be known on the day if all goes well, which no plan in the time exceeds; `untouched`:
    without any more work. Both are what the model says of a person with its parameters, no promise.
    """

    order: np.ndarray
    fits: int
    gain: Column
    price: float
    most: float
    untouched: float

    @property
    def left_out(self) -> int:
        """How many cards would still gain something if there were more time today."""
        return len(self.order) - self.fits


def exam_weights(areas: Iterable[Sequence[str]], blueprint: Mapping[str, float]) -> Column:
    """The part of the exam that each card stands for; all parts together are 1.

    `blueprint` gives weights of domains or areas (`ptce-2026:1`). A domain's weight is shared evenly by its
    cards; a card of several domains has a part in each, and one of none weighs nothing.
    """
    domains = [{_domain(area, blueprint) for area in card} - {None} for card in areas]
    sizes: dict[str | None, int] = {}
    for card in domains:
        for domain in card:
            sizes[domain] = sizes.get(domain, 0) + 1
    parts = np.array(
        [sum(blueprint[domain] / sizes[domain] for domain in card if domain) for card in domains], dtype=float
    )
    total = parts.sum()
    return parts / total if total else parts


def _domain(area: str, blueprint: Mapping[str, float]) -> str | None:
    while area not in blueprint and "." in area:
        area = area.rpartition(".")[0]
    return area if area in blueprint else None


def plan_day(
    deck: Deck,
    seconds: Sequence[float],
    parameters: tuple[float, ...] = PARAMETERS,
    price: float | None = None,
) -> DayPlan:
    """What to do today. `seconds`: the time of each day from today to the last one before the exam.

    `price`: that of a few days before, if it is at hand: it changes little from day to day, and finding it
    takes half of the time.
    An exam beyond `HORIZON` days is prepared for as if it came then. Raises ValueError where no day is left
    or a time is negative.
    """
    if not len(seconds) or min(seconds) < 0:
        raise ValueError(f"{len(seconds)} days left, the least with {min(seconds, default=0)} seconds")
    seconds = seconds[:HORIZON]
    left = len(seconds)
    tables = worth(parameters, _round_up(left))
    untouched = float(deck.weight @ deck.recall_after(left, tables.model))
    if not deck.weight.any():
        return DayPlan(np.arange(0), 0, np.zeros(0), 0.0, untouched, untouched)
    time = float(np.asarray(seconds) @ cheaper(np.arange(left, 0.0, -1.0)))
    if price is None:
        price = _price(deck, left, time, tables)
    now, later, cost = _values(deck, left, np.full(len(deck.cards), price), tables)
    most = min(float(_bound(now, later, cost, deck.weight).sum()) + price * time, float(deck.weight.sum()))
    gain = (now - later) * deck.weight
    rate = np.where(gain > 1e-12, gain / deck.cost, -1.0)
    order = np.argsort(-rate, kind="stable")[: int((rate > 0).sum())]
    fits = int(np.searchsorted(np.cumsum(deck.cost[order]), seconds[0], side="right"))
    return DayPlan(order, fits, gain[order], price, max(most, untouched), untouched)


def mixed(deck: Deck, order: np.ndarray) -> np.ndarray:
    """The same places for new cards in an order, but these in the deck's own order.

    What a new card gains differs little from part to part of an exam, so that by gain alone weeks would go to
    one part; a deck whose order keeps the exam's weights makes every day a mix.
    """
    fresh = deck.new[order]
    found = order.copy()
    found[fresh] = np.flatnonzero(deck.new)[: int(fresh.sum())]
    return found


def _round_up(days: int) -> int:
    """A few table sizes only, so that they are found ready on most days."""
    return next(size for size in (15, 30, 60, 90, 120, HORIZON) if days <= size)


def _values(deck: Deck, left: int, price: Column, tables: Worth) -> tuple[Column, Column, Column]:
    """Each card's value if it is taken now (before the price of that) and if it waits; and that price.

    Values are chances of recall on the exam day; the price of a second becomes each card's own by its seconds
    and its weight.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        own = np.where(deck.weight > 0, price * deck.seconds / deck.weight, PRICES[-1])
    own = np.minimum(own, PRICES[-1])
    new, old = np.flatnonzero(deck.new), np.flatnonzero(~deck.new)
    now, later = np.zeros(len(own)), np.zeros(len(own))
    state = (deck.stability[old], deck.difficulty[old], deck.elapsed[old], left, own[old])
    now[old], later[old] = tables.reviewed(*state), tables.waiting(*state)
    # New cards are alike but for what they cost: each kind is weighed once.
    kinds, which = np.unique(np.stack([deck.first_right[new], own[new]]), axis=1, return_inverse=True)
    now[new] = tables.learned(kinds[0], left, kinds[1])[which]
    later[new] = tables.unlearned(kinds[0], left, kinds[1], FIRST_LOOK * kinds[1])[which]
    return now, later, np.where(deck.new, FIRST_LOOK, 1.0) * own * cheaper(left)


def _bound(now: Column, later: Column, cost: Column, weight: Column) -> Column:
    """What each card brings at best, less what it costs, in shares of the exam."""
    return weight * np.maximum(now - cost, later)


def _price(deck: Deck, days_left: int, time: float, tables: Worth) -> float:
    """The price of a second at which the best courses of all cards take just the time there is.

    It makes the bound the least: what cards bring at a price, plus the time at it. Of large decks a sample,
    even over stabilities, tells it well enough.
    """
    chosen = np.arange(len(deck.cards))
    if len(chosen) > _SAMPLE:
        by_state = np.lexsort((deck.stability, deck.weight))
        chosen = by_state[np.linspace(0, len(chosen) - 1, _SAMPLE).astype(int)]
    sample, each = deck.some(chosen), len(deck.cards) / len(chosen)
    prices = np.geomspace(1e-5, 1.0, _STEPS) * float(np.max(deck.weight / deck.seconds))
    for _ in range(2):
        bounds = _bounds(sample, days_left, prices, tables) * each + prices * time
        best = int(np.argmin(bounds))
        prices = np.geomspace(prices[max(best - 1, 0)], prices[min(best + 1, _STEPS - 1)], _STEPS)
    return float(prices[_STEPS // 2])


def _bounds(deck: Deck, days_left: int, prices: Column, tables: Worth) -> Column:
    """What all cards bring together at each of some prices of a second."""
    count, size = len(prices), len(deck.cards)
    every = deck.some(np.tile(np.arange(size), count))
    values = _values(every, days_left, np.repeat(prices, size), tables)
    return np.asarray(_bound(*values, every.weight).reshape(count, size).sum(axis=1))
