"""A question as the templates show it, before and after it was answered."""

from __future__ import annotations

from typing import Any

from rxladder.learning.grading import right_answer
from rxladder.learning.items.askings import tells_more
from rxladder.learning.question import Choice, Matching, Number, Ordering, Question, Typed
from rxladder.web.study.answering import judge

KINDS = {Choice: "choice", Typed: "typed", Number: "number", Ordering: "ordering", Matching: "matching"}


def asked(question: Question, chosen: Any = None) -> dict[str, Any]:
    """What is asked, without a word of the answer; `chosen` is what was answered before, if anything."""
    answer = question.answer
    context: dict[str, Any] = {"stem": question.stem, "kind": KINDS[type(answer)], "chosen": chosen}
    match answer:
        case Choice(options):
            context["options"] = [option.text for option in options]
        case Ordering(shown):
            put = [(chosen or []).index(place) if chosen else None for place in range(len(shown))]
            context |= {"shown_things": list(zip(shown, put, strict=True)), "places": range(len(shown))}
        case Matching(left, right):
            found = list(chosen or [None] * len(left))
            context |= {"left": list(zip(left, found, strict=True)), "partners": right}
    return context


def after(question: Question, given: Any) -> dict[str, Any]:
    """What is said once it was answered."""
    return {
        "card": question.card.id,
        "seed": question.seed,
        "stem": question.stem,
        "verdict": judge(question, given),
        "unknown": given is None,
        "explanation": _explained(question),
        "pairs": _pairs(question, given),
        "steps": question.steps,
        "sources": question.sources,
        "general": any(source.basis == "general" for source in question.sources),
        "others": _others(question, given),
    }


def _pairs(question: Question, given: Any) -> list[tuple[str, str, str]]:
    """Each on the left with its partner, and what was given in its place."""
    answer = question.answer
    if not isinstance(answer, Matching):
        return []
    places = given if given is not None else answer.pairs
    rows = zip(answer.left, answer.pairs, places, strict=True)
    told = [(left, answer.right[right], answer.right[place]) for left, right, place in rows]
    return [(left, right, "" if said == right else said) for left, right, said in told]


def _explained(question: Question) -> str:
    """Why; nothing where that would only say the pairs once more, which stand above it."""
    answer = question.answer
    if isinstance(answer, Matching) and not tells_more(question.explanation, right_answer(answer)):
        return ""
    return question.explanation


def _others(question: Question, given: Any) -> list[tuple[str, str]]:
    """The wrong options that were not chosen, each with the reason."""
    answer = question.answer
    if not isinstance(answer, Choice):
        return []
    left = (option for place, option in enumerate(answer.options) if place not in (answer.right, given))
    return [(option.text, option.why) for option in left if option.why]
