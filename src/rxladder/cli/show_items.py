"""Study items for people, and as a document."""

from __future__ import annotations

from collections.abc import Iterable

from rxladder.cli.paper import paper
from rxladder.cli.study_documents import (
    AnswerDocument,
    CalculationDocument,
    ItemDocument,
    ItemsDocument,
    ItemSource,
    OptionDocument,
)
from rxladder.facts.language import gettext as _
from rxladder.learning.grading import Graded
from rxladder.learning.question import Choice, Matching, Number, Ordering, Question, Typed


def items_document(questions: Iterable[Question]) -> ItemsDocument:
    """Questions with their answers as JSON."""
    return {"items": [_item(question) for question in questions]}


def calculation_document(asked: Question, graded: Graded | None, *, solved: bool) -> CalculationDocument:
    """A calculation as JSON; with `solved`, and what its answer was worth, with its solution."""
    told: CalculationDocument = {"kind": asked.card.fact, "seed": asked.seed, "stem": asked.stem}
    if isinstance(asked.answer, Choice):
        told["options"] = [option.text for option in asked.answer.options]
    if graded:
        told |= {"right": graded.right, "says": graded.says}
    if solved:
        steps, sources = list(asked.steps), _sources(asked)
        told |= {"solution": {"steps": steps, "explanation": asked.explanation, "sources": sources}}
    return told


def _sources(question: Question) -> list[ItemSource]:
    return [{"says": source.says, "basis": source.basis} for source in question.sources]


def _item(question: Question) -> ItemDocument:
    return {
        "card": question.card.id,
        "seed": question.seed,
        "areas": list(question.card.areas),
        "basis": question.card.basis,
        "stem": question.stem,
        "answer": _answer(question.answer),
        "explanation": question.explanation,
        "steps": list(question.steps),
        "sources": _sources(question),
    }


def _answer(answer: Choice | Typed | Number | Ordering | Matching) -> AnswerDocument:
    match answer:
        case Choice():
            options: list[OptionDocument] = [
                {"text": option.text, "why": option.why} for option in answer.options
            ]
            return {"kind": "choice", "options": options, "right": answer.right}
        case Typed():
            return {"kind": "typed", "accepted": list(answer.accepted)}
        case Number():
            return {"kind": "number", "value": str(answer.value), "unit": answer.unit}
        case Ordering():
            return {"kind": "ordering", "shown": list(answer.shown), "order": list(answer.order)}
        case Matching():
            left, right = list(answer.left), list(answer.right)
            return {"kind": "matching", "left": left, "right": right, "pairs": list(answer.pairs)}


def show_items(questions: Iterable[Question]) -> None:
    """Print each question, what can be answered, and below it the right answer with its reason and source."""
    console = paper()
    for number, question in enumerate(questions, 1):
        console.print(f"{number}. {question.stem}", markup=False, highlight=False)
        for line in offered(question):
            console.print(f"   {line}", markup=False, highlight=False)
        told = " ".join((question.explanation, *question.steps))
        console.print(f"   → {_right(question)}. {told}", markup=False, highlight=False)
        general = f" ({_('general knowledge')})" if question.card.basis == "general" else ""
        sources = "; ".join(source.says for source in question.sources)
        console.print(f"   {question.card.id}{general}: {sources}\n", markup=False, highlight=False)


def offered(question: Question) -> list[str]:
    """What a question offers, line by line: options by their letters, things to order or to match."""
    match question.answer:
        case Choice(options=options):
            return [f"{chr(97 + at)}) {option.text}" for at, option in enumerate(options)]
        case Ordering(shown=shown):
            return [f"- {thing}" for thing in shown]
        case Matching(left=left, right=right):
            return [f"- {', '.join(left)}", f"- {', '.join(right)}"]
        case _:
            return []


def _right(question: Question) -> str:
    match question.answer:
        case Choice(options=options, right=right):
            return f"{chr(97 + right)}) {options[right].text}"
        case Typed(accepted=accepted):
            return accepted[0]
        case Number(value=value, unit=unit):
            whole = value.denominator == 1
            return f"{value if whole else float(value)} {unit}"
        case Ordering(shown=shown, order=order):
            return ", ".join(shown[at] for at in order)
        case Matching(left=left, right=right, pairs=pairs):
            return ", ".join(f"{one} = {right[at]}" for one, at in zip(left, pairs, strict=True))
