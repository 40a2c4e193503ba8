"""Items made from facts: `cards` of an exam's outline, and the `question` that a card is with a seed.

Both are pure functions of the facts and their arguments: the same facts, card and seed give the same
question. What can be asked is worked out once for a set of facts and kept, which takes a second; a question
then takes some hundredths of a millisecond.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from random import Random

from rxladder.facts.exam_outlines import outlines
from rxladder.facts.study import StudyFacts
from rxladder.learning.items import (
    boxed,
    codes,
    directions,
    error_prone,
    high_alert,
    kinds,
    law,
    lookalikes,
    names,
    routes,
    schedules,
    storage,
    units,
    uses,
)
from rxladder.learning.items.form import Asking, Form, basis_of
from rxladder.learning.question import Card, Question

_MODULES = (
    names, kinds, uses, boxed, storage, routes, schedules, high_alert, lookalikes, codes, directions,
    error_prone, units, law,
)  # fmt: skip
FORMS: Mapping[str, Form] = {form.name: form for module in _MODULES for form in module.FORMS}

_SIGNS = re.compile(r"[^\w.%+#&@<>]+")


def slug(fact: str) -> str:
    """A fact's key as it stands in a card's id: words with hyphens, case kept (`hs` is not `HS`)."""
    return _SIGNS.sub("-", fact).strip("-")


class UnknownCard(LookupError):  # noqa: N818 - it says what it is
    """No such card can be asked from these facts: the form is gone, or the fact is, or it is in doubt now."""


@dataclass(frozen=True, slots=True, eq=False)
class _Bank:
    """All askings of a set of facts, and their cards, by card id."""

    askings: Mapping[str, Asking]
    cards: Mapping[str, Card]


@cache
def _bank(facts: StudyFacts) -> _Bank:
    askings: dict[str, Asking] = {}
    found: dict[str, Card] = {}
    for form in FORMS.values():
        for fact, asking in form.askings(facts).items():
            areas = form.areas + (form.also(facts, fact) if form.also else ())
            card = Card(form.name, slug(fact), areas, basis_of(asking.sources))
            if card.id in found:
                raise ValueError(f"two facts would have the card {card.id}")
            askings[card.id] = asking
            found[card.id] = card
    return _Bank(askings, found)


@cache
def cards(facts: StudyFacts, exam: str) -> tuple[Card, ...]:
    """Every card that an outline (`ptce-2026`) asks for, by form; a KeyError where there is no such one."""
    outline = outlines()[exam]
    return tuple(card for card in _bank(facts).cards.values() if outline.domain(card.areas))


def all_cards(facts: StudyFacts) -> Iterable[Card]:
    """Every card of any exam."""
    return _bank(facts).cards.values()


def question(facts: StudyFacts, card: Card, seed: int) -> Question:
    """The question that a card is with a seed; UnknownCard where these facts have no such card."""
    try:
        asking = _bank(facts).askings[card.id]
    except KeyError:
        raise UnknownCard(card.id) from None
    made = asking.make(Random(f"{card.id}:{seed}"))
    return Question(card, seed, made.stem, made.answer, made.explanation, made.sources)
