"""All cards that there are, and the questions that they are asked as; made once a process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from functools import cache, partial
from threading import Lock
from typing import NamedTuple

from rxladder.facts.calculations import calculation_kinds
from rxladder.facts.exam_outlines import domain_of, outline_in_force, outlines
from rxladder.facts.study import study_facts
from rxladder.learning import items
from rxladder.learning.calculations import problem
from rxladder.learning.items import importance
from rxladder.learning.question import Card, Question
from rxladder.web.site.rules import exam_name


class Family(NamedTuple):
    """Cards of one kind by their ids, and what draws one of them with a seed."""

    cards: Mapping[str, Card]
    ask: Callable[[Card, int], Question]


_MAKING = Lock()


def families() -> tuple[Family, ...]:
    """Everything that can be asked: what is made of facts, and calculations.

    It takes two seconds, in which other visitors wait for it: each making it anew, all would wait for long.
    """
    with _MAKING:
        return _families()


@cache
def _families() -> tuple[Family, ...]:
    facts, kinds = study_facts(), calculation_kinds()
    return (
        Family({card.id: card for card in items.all_cards(facts)}, partial(items.question, facts)),
        Family({card.id: card for card in problem.cards(kinds)}, partial(problem.question, kinds)),
    )


@cache
def cards() -> Mapping[str, Card]:
    """Every card by its id."""
    return {id_: card for family in families() for id_, card in family.cards.items()}


def question(card_id: str, seed: int) -> Question:
    """The question of a card, drawn with a seed. KeyError where there is no such card."""
    family = next((family for family in families() if card_id in family.cards), None)
    if family is None:
        raise KeyError(card_id)
    return family.ask(family.cards[card_id], seed)


def place_of_card(card_id: str) -> int:
    """The place of the drug that a card is about, 1 the most dispensed; a large one for all else."""
    return importance.place_of(study_facts(), cards()[card_id])


# --- What an exam asks


def exam_choices() -> list[tuple[str, str]]:
    """The exams whose outlines were read, as a form offers them."""
    exams = dict.fromkeys(outline.exam for outline in outlines().values())
    return [(exam, exam_name(exam)) for exam in exams]


def outline_for(exam: str, on: date) -> str:
    """The id of the outline that an exam follows on a day; without one in force, of its latest."""
    found = outline_in_force(exam, on)
    if found is not None:
        return found.id
    return [outline.id for outline in outlines().values() if outline.exam == exam][-1]


def weights_of(outline: str) -> Mapping[str, Fraction]:
    """The share of each domain of an outline."""
    return outlines()[outline].weights


@cache
def cards_of(outline: str, area: str = "") -> frozenset[str]:
    """The cards of an outline; of one of its domains or areas alone where that is named."""
    return frozenset(
        id_ for id_, card in cards().items() if any(_within(one, outline, area) for one in card.areas)
    )


def _within(own: str, outline: str, area: str) -> bool:
    if area:
        return area in (own, domain_of(own))
    return own.partition(":")[0] == outline


def domain_of_card(card: str, outline: str) -> str:
    """The domain of an outline that a card belongs to: the first that it names."""
    return next(domain_of(area) for area in cards()[card].areas if area.partition(":")[0] == outline)
