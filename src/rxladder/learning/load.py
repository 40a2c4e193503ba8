"""How much comes up each day, a limit for it, and a kind way back after a pause.

Without an exam date a card comes when recall has sunk to the retention. After weeks away thousands may be due
at once; nobody has to face that. A day holds its limit, and what is most worth saving comes first: the cards
that gain most for a second spent on them now, as remembered a month on. The rest waits, and `way_back`
says how long it takes to be done with it. In simulation this saves somewhat more than to begin with what has
waited longest, and much more than to begin with what is known best.

Decks are those of `exam_date.py`; make them with the end of the person's day, so that a card that was
answered last evening is due on its whole day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from rxladder.facts.language import gettext, ngettext
from rxladder.facts.phrases import say_date
from rxladder.learning.exam_date import Deck
from rxladder.learning.memory import Column, Model
from rxladder.learning.schedule import LONGEST, Schedule

A_MONTH = 30.0
_DRAWS = 6


@dataclass(frozen=True, slots=True)
class DayLoad:
    """One day ahead: cards due, of these done within the limit and left for later; new ones; its seconds.

    Means over simulated courses, since nobody knows which answers will be right.
    """

    day: date
    due: float
    done: float
    new: float
    left: float
    seconds: float


@dataclass(frozen=True, slots=True)
class WayBack:
    """The way back after a pause: `waiting` cards are due now, and so many days clear them."""

    waiting: int
    limit: int
    days: tuple[DayLoad, ...]
    done_on: date | None

    def says(self) -> str:
        """The way back in words."""
        first = ngettext(
            "{count} card has been waiting for you.", "{count} cards have been waiting for you.", self.waiting
        ).format(count=self.waiting)
        second = gettext("You will see at most {limit} a day, starting with those most worth saving.").format(
            limit=self.limit
        )
        if self.done_on is None:
            third = gettext(
                "At this number, some will keep waiting. That is fine: the ones that wait are those that "
                "lose least by it."
            )
        else:
            third = gettext("All will have had their turn by {day}.").format(day=say_date(self.done_on))
        return f"{first} {second} {third}"


def due_mask(deck: Deck, schedule: Schedule) -> np.ndarray:
    """Which cards are due: recall has sunk to the retention, in whole days."""
    return np.asarray(deck.elapsed >= _intervals(deck.stability, schedule))


def _intervals(stability: Column, schedule: Schedule) -> Column:
    """Days until cards are due, as `Schedule.interval` gives them; NaN for new ones."""
    return np.asarray(np.clip(np.round(stability * schedule.stretch), 1, LONGEST))


def saving(deck: Deck, model: Model) -> Column:
    """What a review of each card now adds to its recall a month on, for a second; 0 for new cards."""
    gain = np.zeros(len(deck.cards))
    old = np.flatnonzero(~deck.new)
    stability, difficulty, elapsed = deck.stability[old], deck.difficulty[old], deck.elapsed[old]
    recall = model.recall(stability, elapsed)
    for right in (True, False):
        after = model.stability_after(stability, difficulty, recall, right)
        gain[old] += (recall if right else 1 - recall) * model.recall(after, A_MONTH)
    gain[old] -= model.recall(stability, elapsed + A_MONTH)
    return gain / deck.seconds


def queue(deck: Deck, schedule: Schedule, limit: int, new_a_day: int = 0) -> np.ndarray:
    """The cards of a day, as indexes: those due, what is most worth saving first, then new ones.

    Never more than `limit` in all and `new_a_day` new ones, which come in the deck's order.
    """
    due = np.flatnonzero(due_mask(deck, schedule))
    order = due[np.argsort(-saving(deck, Model(schedule.parameters))[due], kind="stable")][:limit]
    room = min(new_a_day, limit - len(order))
    return np.concatenate([order, np.flatnonzero(deck.new)[:room]])


def forecast(
    deck: Deck, schedule: Schedule, on: date, days: int, limit: int, new_a_day: int = 0, seed: int = 0
) -> tuple[DayLoad, ...]:
    """The load of each day from `on`, if every day's cards are done up to the limit."""
    courses = [list(_course(deck, schedule, days, limit, new_a_day, seed + draw)) for draw in range(_DRAWS)]
    means = np.array(courses).mean(axis=0) if days else np.empty((0, 5))
    return tuple(DayLoad(on + timedelta(days=day), *row) for day, row in enumerate(means.tolist()))


def _course(
    deck: Deck, schedule: Schedule, days: int, limit: int, new_a_day: int, seed: int
) -> Iterator[tuple[float, ...]]:
    """One course of days: due, done, new, left and seconds of each."""
    draw, model = np.random.default_rng(seed), Model(schedule.parameters)
    for _ in range(days):
        due = int(due_mask(deck, schedule).sum())
        chosen = queue(deck, schedule, limit, new_a_day)
        new = int(deck.new[chosen].sum())
        yield due, len(chosen) - new, new, due - (len(chosen) - new), float(deck.cost[chosen].sum())
        right = draw.random(len(chosen)) < deck.recall_after(0, model)[chosen]
        deck = answered(deck, chosen, right, model)
        deck = replace(deck, elapsed=deck.elapsed + 1)


def answered(deck: Deck, chosen: np.ndarray, right: np.ndarray, model: Model) -> Deck:
    """The deck after answers to some cards, each once."""
    stability, difficulty, elapsed = deck.stability.copy(), deck.difficulty.copy(), deck.elapsed.copy()
    for outcome in (True, False):
        these = chosen[right == outcome]
        first, old = these[np.isnan(stability[these])], these[~np.isnan(stability[these])]
        recall = model.recall(stability[old], elapsed[old])
        stability[old] = model.stability_after(stability[old], difficulty[old], recall, outcome)
        difficulty[old] = model.difficulty_after(difficulty[old], outcome)
        stability[first], difficulty[first] = model.first(outcome)
    elapsed[chosen] = 0
    return replace(deck, stability=stability, difficulty=difficulty, elapsed=elapsed)


def way_back(deck: Deck, schedule: Schedule, on: date, limit: int, at_most: int = 180) -> WayBack | None:
    """The way back where more than two days' limit is due; None where there is no such pile."""
    waiting = int(due_mask(deck, schedule).sum())
    if waiting <= 2 * limit:
        return None
    days = forecast(deck, schedule, on, at_most, limit)
    done_on = next((day.day for day in days if day.left < 0.5), None)
    shown = days if done_on is None else days[: (done_on - on).days + 1]
    return WayBack(waiting, limit, shown, done_on)
