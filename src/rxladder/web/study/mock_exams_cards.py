"""The cards that mock exams draw from, and how abilities are measured with them; laid out once a process."""

from __future__ import annotations

from functools import cache

from rxladder.facts.exam_assumptions import AnswerKind
from rxladder.facts.exam_outlines import outlines
from rxladder.learning.item_parameters import Bank, bank, kind_of
from rxladder.learning.question import Card
from rxladder.web.study.bank import cards, cards_of, question


@cache
def pool(outline: str) -> tuple[Card, ...]:
    """The cards that an exam of an outline can draw from."""
    known = cards()
    return tuple(known[id_] for id_ in sorted(cards_of(outline)))


@cache
def item_bank(outline: str) -> Bank:
    """The cards of an outline as abilities are measured with them."""
    kinds: dict[str, AnswerKind] = {}

    def kind(card: Card) -> AnswerKind:
        if card.form not in kinds:
            kinds[card.form] = kind_of(question(card.id, 0).answer)
        return kinds[card.form]

    return bank(outlines()[outline], pool(outline), kind)


def forget() -> None:
    """Lay it all out anew."""
    pool.cache_clear()
    item_bank.cache_clear()
