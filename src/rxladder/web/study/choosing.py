"""Which cards come next, as the schedule says: for the exam's day where there is one, else as they fade."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np

from rxladder.learning.exam_date import Deck, plan_day
from rxladder.learning.load import due_mask, queue
from rxladder.learning.schedule import Schedule
from rxladder.web.accounts.models import Person
from rxladder.web.study.bank import outline_for
from rxladder.web.study.decks import deck_of
from rxladder.web.study.keeping import schedule_of
from rxladder.web.study.models import Preparation

SEEDS = 2**31
_CHANCE = secrets.SystemRandom()
# Taken where nobody said how much time there is.
USUAL_HOURS = Fraction(2)


@dataclass(frozen=True)
class Day:
    """What a day asks: `order` are indexes into the deck, what to do first; so many of them are `enough`."""

    order: np.ndarray
    enough: int


def next_cards(person: Person, row: Preparation, on: date, count: int, area: str = "") -> list[str]:
    """Up to `count` cards for what a person prepares for, or for one part of it, mixed."""
    deck = deck_of(person, outline_for(row.exam, on), on, area)
    schedule = schedule_of(person)
    day = of_day(deck, schedule, row, on, count)
    order = [int(index) for index in day.order[: max(count, day.enough)]]
    # All of them are for today, so that it matters little which come first, and much that they are mixed.
    order = _CHANCE.sample(order, min(count, len(order)))
    if len(order) < count:
        order += _soonest(deck, set(order), count - len(order))
    found = [deck.cards[index] for index in order]
    _CHANCE.shuffle(found)
    return found


def of_day(deck: Deck, schedule: Schedule, row: Preparation, on: date, count: int) -> Day:
    """What to do on a day, the best first; without an exam day `count` cards at most."""
    days = (row.day - on).days if row.day else 0
    if days < 1:
        due = int(due_mask(deck, schedule).sum())
        return Day(queue(deck, schedule, count, count), min(due, count))
    plan = plan_day(deck, [seconds_a_day(row)] * days, schedule.parameters)
    return Day(plan.order, plan.fits)


def seconds_a_day(row: Preparation) -> float:
    """The time that there is for it on a day."""
    hours = row.hours_per_week if row.hours_per_week is not None else USUAL_HOURS
    return float(hours) * 3600 / 7


def _soonest(deck: Deck, taken: set[int], count: int) -> list[int]:
    """What is left, the most faded first: for who wants more than the day asks."""
    faded = np.argsort(-(deck.elapsed / deck.stability), kind="stable")
    return [int(index) for index in faded if index not in taken][:count]


def seed() -> int:
    """A seed that nobody knows before."""
    return secrets.randbelow(SEEDS)
