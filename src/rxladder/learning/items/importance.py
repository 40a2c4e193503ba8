"""Which drugs come first: those that are dispensed most.

The places are those by prescriptions of 2024 (ClinCalc DrugStats, CC BY-SA 4.0), where there is none those by
purchases (AHRQ MEPS). They decide the order of study only; no question asks for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from rxladder.facts.study import StudyFacts
from rxladder.learning.items import slug
from rxladder.learning.question import Card

LAST = 1_000
"""The place of what is no drug, or one that no list ranks."""


def place_of(facts: StudyFacts, card: Card) -> int:
    """The place of the drug that a card is about, 1 the most dispensed; `LAST` where there is none."""
    places = _places(facts)
    words = card.fact.split("-")
    for count in range(len(words), 0, -1):
        place = places.get("-".join(words[:count]))
        if place is not None:
            return place
    return LAST


@cache
def _places(facts: StudyFacts) -> Mapping[str, int]:
    """The place of each name, generic or brand, as it begins a card's fact."""
    found: dict[str, int] = {}
    for drug in facts.drugs.values():
        place = facts.ranks.get(drug.generic, drug.rank or LAST)
        for name in (drug.generic, *drug.brands):
            found[slug(name)] = min(place, found.get(slug(name), LAST))
    return found
