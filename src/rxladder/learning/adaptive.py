"""Adaptive practice: the card that tells the most about this person next, and when to stop.

Three rules, in this order. **Balance**: the next card is of the domain furthest behind its weight in
the exam; at every moment each domain is within one card of it. **Exposure**: a card that was in its share of
all sessions sits out, so that nobody learns the test instead of the subject. **Information**: of the
few cards that would tell the most at what is known of the ability, one by lot.

It needs fewer questions than a fixed exam only where it is known which questions tell the most. While nobody
has calibrated them, all of a kind look alike, and the standard error says so.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Literal

import numpy as np

from rxladder.learning.irt import Ability
from rxladder.learning.item_parameters import Bank, Floats, Ints

AT_MOST = 35
AT_LEAST = 15
SURE_ENOUGH = 0.28
"""The standard error of the whole ability, in logits, at which more questions would tell little more."""
SHARE_OF_SESSIONS = 0.2
"""A card comes again only while it was in fewer of all sessions than this."""
BEST_FEW = 6

Stop = Literal["sure-enough", "long-enough", "no-cards"]


@dataclass(frozen=True, slots=True)
class Exposure:
    """In how many sessions there were so far each card was shown."""

    sessions: int = 0
    shown: Mapping[str, int] = field(default_factory=dict)

    def eligible(self, card: str) -> bool:
        """Whether a card may be shown again: never before, or in less than its share of all sessions."""
        times = self.shown.get(card, 0)
        return times == 0 or times + 1 <= SHARE_OF_SESSIONS * (self.sessions + 1)


def stop(ability: Ability, asked: int, at_most: int = AT_MOST, sure: float = SURE_ENOUGH) -> Stop | None:
    """Why to stop now, or None. `asked` are the questions of this session."""
    if asked >= at_most:
        return "long-enough"
    return "sure-enough" if asked >= AT_LEAST and ability.overall[1] <= sure else None


def next_card(
    bank: Bank, ability: Ability, asked: Collection[str], seed: int, exposure: Exposure | None = None
) -> str | None:
    """The card to ask next; None where every card was asked.

    `asked` are this session's cards so far, `seed` is the session's. The same arguments give the same card.
    """
    places = [bank.place[card] for card in set(asked) if card in bank.place]
    free = np.ones(len(bank.cards), dtype=bool)
    free[places] = False
    random = Random(f"adaptive {seed} {len(places)}")
    for domain in _furthest_behind(bank, places, random):
        left = bank.by_domain[domain][free[bank.by_domain[domain]]]
        if len(left):
            return bank.cards[_choose(bank, ability, domain, left, random, exposure or Exposure())]
    return None


def _furthest_behind(bank: Bank, asked: list[int], random: Random) -> list[int]:
    """The domains, the one furthest behind its weight first; ties by lot. Those of no weight are left out."""
    counts = np.bincount(bank.domains[asked], minlength=len(bank.names))
    behind: Floats = bank.weights * (len(asked) + 1) - counts
    order = sorted(
        range(len(bank.names)), key=lambda domain: (-round(float(behind[domain]), 9), random.random())
    )
    return [domain for domain in order if bank.weights[domain] > 0]


def _choose(bank: Bank, ability: Ability, domain: int, free: Ints, random: Random, exposure: Exposure) -> int:
    """One of the most informative free cards that may be shown; where none may, the one shown least."""
    tells = bank.information[free] @ ability.marginals[domain]
    # A breath of chance, so that cards that nothing tells apart take turns.
    breath = np.random.default_rng(random.getrandbits(63)).random(len(free))
    best: list[int] = []
    for number in np.argsort(1e-9 * breath - tells):
        if exposure.eligible(bank.cards[free[number]]):
            best.append(int(free[number]))
        if len(best) == BEST_FEW:
            break
    if best:
        return random.choice(best)
    return int(min(free, key=lambda place: exposure.shown.get(bank.cards[place], 0)))
