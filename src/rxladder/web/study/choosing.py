"""Which cards come next: what is due first, then new ones by the exam's weights, then what is due soonest."""

from __future__ import annotations

import random
import secrets
from collections.abc import Collection, Iterator
from datetime import date
from functools import lru_cache

from rxladder.web.accounts.models import Person
from rxladder.web.study.bank import cards_of, domain_of_card, weights_of
from rxladder.web.study.days import end_of
from rxladder.web.study.models import CardMemory

SEEDS = 2**31


def next_cards(person: Person, outline: str, on: date, count: int, area: str = "") -> list[str]:
    """Up to `count` cards of an outline, or of one domain or area of it, in the order to ask them in."""
    wanted = cards_of(outline, area)
    told = CardMemory.objects.visible_to(person).order_by("due").values_list("card", "due")
    known = [(card, due) for card, due in told if card in wanted]
    ends = end_of(person, on)
    ready = [card for card, due in known if due <= ends]
    found = ready[:count]
    if len(found) < count:
        found += new_cards(person, outline, wanted, {card for card, _due in known}, count - len(found))
    if len(found) < count:
        found += [card for card, due in known if due > ends][: count - len(found)]
    secrets.SystemRandom().shuffle(found)
    return found


def new_cards(
    person: Person, outline: str, wanted: Collection[str], known: Collection[str], count: int
) -> list[str]:
    """Cards that the person has not met, the exam's weights kept."""
    found: list[str] = []
    for card in _in_turn(str(person.id), outline):
        if card in wanted and card not in known:
            found.append(card)
            if len(found) == count:
                break
    return found


@lru_cache(maxsize=64)
def _in_turn(mixed_for: str, outline: str) -> tuple[str, ...]:
    """All cards of an outline in a person's own order, whose every beginning keeps the exam's weights."""
    by_domain: dict[str, list[str]] = {}
    for card in cards_of(outline):
        by_domain.setdefault(domain_of_card(card, outline), []).append(card)
    weights = weights_of(outline)
    return tuple(card for _turn, card in sorted(_turns(by_domain, weights, random.Random(mixed_for))))


def _turns(by_domain, weights, mixed: random.Random) -> Iterator[tuple[float, str]]:
    for domain, found in by_domain.items():
        mixed.shuffle(found)
        for place, card in enumerate(found):
            yield (place + 0.5) / float(weights[domain]), card


def seed() -> int:
    """A seed that nobody knows before."""
    return secrets.randbelow(SEEDS)
