"""A person's cards as the schedule weighs them: what is remembered of each, what it counts and costs."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from math import exp

from rxladder.learning.calculations.problem import FORM as CALCULATION
from rxladder.learning.exam_date import CardRow, Deck, exam_weights
from rxladder.learning.grades import ENOUGH
from rxladder.learning.reviews import Memory
from rxladder.web.accounts.models import Person
from rxladder.web.study.bank import (
    cards,
    cards_of,
    domain_of_card,
    outline_for,
    place_of_card,
    weights_of,
)
from rxladder.web.study.days import end_of
from rxladder.web.study.keeping import form_of
from rxladder.web.study.models import CardMemory, FormPace, Preparation

# Taken for a form of which too few answers tell the person's own time.
USUAL_SECONDS, CALCULATION_SECONDS = 20.0, 60.0
# Taken where nobody said how much time there is.
USUAL_HOURS = Fraction(2)
# What it takes to learn a card and keep it until an exam: about seven answers of 20 seconds.
CARD_SECONDS, FEWEST, HALF_A_YEAR = 140.0, 300, 182
SAME_PLACE = 25


def deck_of(person: Person, row: Preparation, on: date, area: str = "") -> Deck:
    """An exam's cards as they are at the end of a person's day: those met, and new ones for the time left.

    Of one part of it, where that is named, all cards.
    """
    outline = outline_for(row.exam, on)
    memories, seconds = _memories(person), _seconds(person)
    every = in_turn(str(person.id), outline)
    if area:
        wanted = [card for card in every if card in cards_of(outline, area)]
    else:
        new = set(islice((card for card in every if card not in memories), scope_of(row, on)))
        wanted = [card for card in every if card in memories or card in new]
    weights = card_weights(outline, wanted)
    rows = (
        CardRow(card, weight, seconds(form_of(card)), memories.get(card))
        for card, weight in zip(wanted, weights, strict=True)
    )
    return Deck.of(rows, end_of(person, on))


def scope_of(row: Preparation, on: date) -> int:
    """How many new cards there is time to learn until the exam; without a day, in half a year.

    The banks hold more than anybody learns. A plan over all of them would leave out the parts of the exam
    that have the most cards; one over the first of them, each part in its share, leaves out none.
    """
    days = (row.day - on).days if row.day and row.day > on else HALF_A_YEAR
    return max(FEWEST, int(days * float(hours_a_week(row)) * 3600 / 7 / CARD_SECONDS))


def hours_a_week(row: Preparation) -> Fraction:
    """The time that there is for it."""
    return row.hours_per_week if row.hours_per_week is not None else USUAL_HOURS


def _memories(person: Person) -> dict[str, Memory]:
    names = ("card", "stability", "difficulty", "last", "due")
    told = CardMemory.objects.visible_to(person).values_list(*names)
    return {card: Memory(*rest) for card, *rest in told.iterator(chunk_size=20_000)}


def _seconds(person: Person):
    """The person's usual time for a form."""
    told = FormPace.objects.visible_to(person).filter(answers__gte=ENOUGH).values_list("form", "mean_log")
    own = {form: exp(mean) for form, mean in told}
    return lambda form: own.get(form, CALCULATION_SECONDS if form == CALCULATION else USUAL_SECONDS)


def card_weights(outline: str, of: Sequence[str]) -> list[float]:
    """The part of the exam that each of these cards stands for, when they are all that is learned."""
    blueprint = {domain: float(weight) for domain, weight in weights_of(outline).items()}
    known = cards()
    return [float(weight) for weight in exam_weights([known[card].areas for card in of], blueprint)]


# --- New cards in turn


@lru_cache(maxsize=64)
def in_turn(mixed_for: str, outline: str) -> tuple[str, ...]:
    """All cards of an outline in a person's own order, whose every beginning keeps the exam's weights.

    Within a domain the forms take turns, so that what there are many of does not crowd out the rest; within a
    form the drugs that are dispensed most come first.
    """
    mixed, weights = random.Random(mixed_for), weights_of(outline)
    by_domain: dict[str, dict[str, list[str]]] = {}
    for card in sorted(cards_of(outline)):
        forms = by_domain.setdefault(domain_of_card(card, outline), {})
        forms.setdefault(form_of(card), []).append(card)
    turns: list[tuple[float, str]] = []
    for domain, forms in by_domain.items():
        for found in forms.values():
            mixed.shuffle(found)
            found.sort(key=lambda card: place_of_card(card) // SAME_PLACE)
        order = _forms_in_turn(list(forms.values()))
        turns += [((place + 0.5) / float(weights[domain]), card) for place, card in enumerate(order)]
    return tuple(card for _turn, card in sorted(turns))


def _forms_in_turn(forms: Collection[list[str]]) -> Iterator[str]:
    """One card of each form, then the next of each, as long as there are any."""
    for turn in range(max(map(len, forms))):
        yield from (found[turn] for found in forms if turn < len(found))
