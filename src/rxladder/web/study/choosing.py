"""Which cards come next, as the schedule says: for the exam's day where there is one, else as they fade."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from time import monotonic

import numpy as np

from rxladder.learning.exam_date import Deck, mixed, plan_day
from rxladder.learning.load import due_mask, queue
from rxladder.learning.schedule import Schedule
from rxladder.web.accounts.models import Person
from rxladder.web.study.days import cards_answered_on
from rxladder.web.study.decks import deck_of, hours_a_week
from rxladder.web.study.keeping import schedule_of
from rxladder.web.study.models import Preparation

SEEDS = 2**31
_CHANCE = secrets.SystemRandom()


@dataclass(frozen=True)
class Day:
    """What a day asks: `order` are indexes into the deck, what to do first; so many of them are `enough`."""

    order: np.ndarray
    enough: int


@dataclass(frozen=True)
class Line:
    """A day's cards in the order to ask them, then the rest, the most faded first.

    The first `enough` are all that the day asks; of these some are `due`.
    """

    cards: tuple[str, ...]
    enough: int
    due: frozenset[str]


def next_cards(person: Person, row: Preparation, on: date, count: int, area: str = "") -> list[str]:
    """Up to `count` cards for what a person prepares for, or for one part of it, mixed.

    What was answered today has left the line, and comes only where nothing else is left.
    """
    line = _line(person, row, on, area)
    done = cards_answered_on(person, on)
    enough = [card for card in line.cards[: line.enough] if card not in done]
    # All of them are for today, so that it matters much that they are mixed. What is due comes first: who
    # stops after ten would else meet few of those again that were wrong the day before.
    due = [card for card in enough if card in line.due]
    others = [card for card in enough if card not in line.due]
    found = _CHANCE.sample(due, min(count, len(due)))
    found += _CHANCE.sample(others, min(count - len(found), len(others)))
    if len(found) < count:
        rest = (card for card in line.cards[line.enough :] if card not in done)
        again = (card for card in line.cards if card in done)
        found += islice(chain(rest, again), count - len(found))
    _CHANCE.shuffle(found)
    return found


# --- The line of a day is kept for some minutes: answers take cards out of it and leave the others' order, so
# that with ten thousand cards the next one is there at once.

KEPT_SECONDS, KEPT_LINES = 300.0, 64
_lines: OrderedDict[tuple[object, ...], tuple[float, Line]] = OrderedDict()


def _line(person: Person, row: Preparation, on: date, area: str) -> Line:
    schedule = schedule_of(person)
    key = (person.id, row.exam, row.day, row.hours_per_week, on, area, schedule)
    until, line = _lines.get(key, (0.0, None))
    if line is None or until < monotonic():
        line = _made(person, row, on, area, schedule)
        _lines[key] = monotonic() + KEPT_SECONDS, line
        while len(_lines) > KEPT_LINES:
            _lines.popitem(last=False)
    return line


def _made(person: Person, row: Preparation, on: date, area: str, schedule: Schedule) -> Line:
    deck = deck_of(person, row, on, area)
    day = of_day(deck, schedule, row, on, len(deck.cards))
    order = mixed(deck, day.order).tolist()
    order += _soonest(deck, set(order))
    due = due_mask(deck, schedule)
    asked = (index for index in order[: day.enough] if due[index])
    return Line(
        tuple(deck.cards[index] for index in order), day.enough, frozenset(deck.cards[at] for at in asked)
    )


def of_day(deck: Deck, schedule: Schedule, row: Preparation, on: date, count: int) -> Day:
    """What to do on a day, the best first; without an exam day `count` cards at most."""
    days = (row.day - on).days if row.day else 0
    if days < 1:
        due = int(due_mask(deck, schedule).sum())
        return Day(queue(deck, schedule, count, count), min(due, count))
    plan = plan_day(deck, [float(hours_a_week(row)) * 3600 / 7] * days, schedule.parameters)
    return Day(plan.order, plan.fits)


def _soonest(deck: Deck, taken: set[int]) -> list[int]:
    """What is left, the most faded first: for who wants more than the day asks."""
    faded = np.argsort(-(deck.elapsed / deck.stability), kind="stable")
    return [index for index in faded.tolist() if index not in taken]


def seed() -> int:
    """A seed that nobody knows before."""
    return secrets.randbelow(SEEDS)
