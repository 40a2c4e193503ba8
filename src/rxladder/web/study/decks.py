"""A person's cards as the schedule weighs them: what is remembered of each, what it counts and costs."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import cache, lru_cache
from math import exp

from rxladder.learning.calculations.problem import FORM as CALCULATION
from rxladder.learning.exam_date import CardRow, Deck, exam_weights
from rxladder.learning.grades import ENOUGH
from rxladder.learning.reviews import Memory
from rxladder.web.accounts.models import Person
from rxladder.web.study.bank import cards, cards_of, domain_of_card, weights_of
from rxladder.web.study.days import end_of
from rxladder.web.study.keeping import form_of
from rxladder.web.study.models import CardMemory, FormPace

# Taken for a form of which too few answers tell the person's own time.
USUAL_SECONDS, CALCULATION_SECONDS = 20.0, 60.0


def deck_of(person: Person, outline: str, on: date, area: str = "") -> Deck:
    """The cards of an outline, or of one part of it, as they are at the end of a person's day."""
    wanted = cards_of(outline, area)
    memories, seconds, weights = _memories(person), _seconds(person), card_weights(outline)
    rows = (
        CardRow(card, weights[card], seconds(form_of(card)), memories.get(card))
        for card in in_turn(str(person.id), outline)
        if card in wanted
    )
    return Deck.of(rows, end_of(person, on))


def _memories(person: Person) -> dict[str, Memory]:
    names = ("card", "stability", "difficulty", "last", "due")
    told = CardMemory.objects.visible_to(person).values_list(*names)
    return {card: Memory(*rest) for card, *rest in told.iterator(chunk_size=20_000)}


def _seconds(person: Person):
    """The person's usual time for a form."""
    told = FormPace.objects.visible_to(person).filter(answers__gte=ENOUGH).values_list("form", "mean_log")
    own = {form: exp(mean) for form, mean in told}
    return lambda form: own.get(form, CALCULATION_SECONDS if form == CALCULATION else USUAL_SECONDS)


@cache
def card_weights(outline: str) -> Mapping[str, float]:
    """The part of the exam that each card of an outline stands for."""
    ids = sorted(cards_of(outline))
    blueprint = {domain: float(weight) for domain, weight in weights_of(outline).items()}
    weights = exam_weights([cards()[card].areas for card in ids], blueprint)
    return dict(zip(ids, weights.tolist(), strict=True))


# --- New cards in turn


@lru_cache(maxsize=64)
def in_turn(mixed_for: str, outline: str) -> tuple[str, ...]:
    """All cards of an outline in a person's own order, whose every beginning keeps the exam's weights.

    Within a domain the forms take turns, so that what there are many of does not crowd out the rest.
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
        order = _forms_in_turn(list(forms.values()))
        turns += [((place + 0.5) / float(weights[domain]), card) for place, card in enumerate(order)]
    return tuple(card for _turn, card in sorted(turns))


def _forms_in_turn(forms: Collection[list[str]]) -> Iterator[str]:
    """One card of each form, then the next of each, as long as there are any."""
    for turn in range(max(map(len, forms))):
        yield from (found[turn] for found in forms if turn < len(found))
