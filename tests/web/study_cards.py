"""A few cards of every kind of answer, whose questions are told at a glance: for tests of the pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction

from rxladder.learning.question import (
    Card,
    Choice,
    Matching,
    Mistake,
    Number,
    Option,
    Ordering,
    Question,
    Source,
    Typed,
)
from rxladder.web.study import bank, choosing, decks, mock_exams_cards

KINDS = ("choice", "typed", "number", "ordering", "matching")


def _cards(kinds: tuple[str, ...], each: int) -> dict[str, Card]:
    made = [
        Card(
            f"test-{kind}",
            f"thing-{n}",
            (f"ptce-2026:{n % 4 + 1}", f"excpt:{n % 5 + 1}"),
            "general" if n % 2 else "source",
        )
        for kind in kinds
        for n in range(each)
    ]
    return {card.id: card for card in made}


def _answer(kind: str, seed: int):
    match kind:
        case "choice":
            options = tuple(Option(f"Answer {n}", f"because of {n}") for n in range(4))
            return Choice(options, seed % 4)
        case "typed":
            return Typed(("warfarin", "Coumadin"))
        case "number":
            return Number(Fraction(5, 2), "mL", 1, (Mistake("turned over", Fraction(2, 5)),))
        case "ordering":
            return Ordering(("Dry the hands", "Wash the hands", "Put on gloves"), (1, 0, 2))
    return Matching(("bid", "tid", "qid"), ("three times", "four times", "twice"), (2, 0, 1))


def _ask(card: Card, seed: int) -> Question:
    kind = card.form.removeprefix("test-")
    steps = ("10 mg ÷ 4 mg/mL = 2.5 mL",) if kind == "number" else ()
    stem = f"A question of {kind} about {card.fact}, drawn with {seed}"
    sources = (Source("21 CFR 1306.04", card.basis),)
    return Question(card, seed, stem, _answer(kind, seed), "That is how it is.", sources, steps)


@contextmanager
def few_cards(monkeypatch, kinds: tuple[str, ...] = KINDS, each: int = 12) -> Iterator[None]:
    """Let the site know so many cards of these kinds only, until this is over."""
    family = bank.Family(_cards(kinds, each), _ask)
    try:
        with monkeypatch.context() as patch:
            patch.setattr(bank, "families", lambda: (family,))
            _forget()
            yield
    finally:
        _forget()


def _forget() -> None:
    """Let the bank look again at what it has, and mock exams be laid out anew."""
    bank.cards.cache_clear()
    bank.cards_of.cache_clear()
    decks.in_turn.cache_clear()
    choosing._lines.clear()
    mock_exams_cards.forget()


def right_form(question: Question) -> dict[str, str]:
    """What a form sends for the right answer."""
    match question.answer:
        case Choice(right=right):
            return {"answer": str(right)}
        case Typed(accepted):
            return {"answer": accepted[0]}
        case Number(value, unit):
            return {"answer": f"{float(value):g}", "unit": unit}
        case Ordering(order=order):
            return {f"place-{thing}": str(place) for place, thing in enumerate(order)}
        case Matching(pairs=pairs):
            return {f"pair-{left}": str(right) for left, right in enumerate(pairs)}
