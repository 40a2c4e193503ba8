"""Cards for exams in tests: some forms of question over many facts, in every domain of an outline."""

from __future__ import annotations

from rxladder.facts.exam_outlines import Outline
from rxladder.learning.question import Card


def exam_cards(outline: Outline, in_each: int = 200, forms: int = 12) -> list[Card]:
    """So many cards in each domain, of so many forms; each form asks about every fact of its domain."""
    return [
        Card(f"form-{number % forms}", f"{domain}-{number // forms}", (domain,), "source")
        for domain in outline.weights
        for number in range(in_each)
    ]
