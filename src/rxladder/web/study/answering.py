"""An answer as a form or a phone sends it, as it is kept, and as it is judged.

What was given is kept as plain JSON: the place of the option that was chosen, the text that was typed, the
places of things in the order in which they were put, or for each thing on the left its partner's place. None
is "I don't know".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from rxladder.facts.language import gettext as engine_words
from rxladder.learning.grading import grade, right_answer
from rxladder.learning.question import Choice, Matching, Number, Ordering, Question, Typed

Given = int | str | list[int] | None
LONGEST_ANSWER = 200


class NotAnswered(ValueError):  # noqa: N818 - what is missing, in words for the person
    """The form was sent before it was filled in."""


@dataclass(frozen=True)
class Verdict:
    """Whether an answer is right, the right one in words, and what the one that was given tells.

    Not `understood` is what is no answer at all, such as letters where a number is asked: it does not count.
    """

    right: bool
    answer: str
    given: str
    because: str
    understood: bool = True


def read_form(question: Question, data: QueryDict) -> Given:
    """What a form was sent. Raises NotAnswered where something is missing."""
    if "unknown" in data:
        return None
    match question.answer:
        case Choice(options):
            return _picked(data.get("answer"), len(options), _("Choose one of the answers."))
        case Typed():
            return _typed(data.get("answer"), _("Write your answer."))
        case Number():
            number = _typed(data.get("answer"), _("Write a number."))
            return f"{number} {data.get('unit', '').strip()[:40]}".strip()
        case Ordering(shown):
            return _in_order(data, len(shown))
        case Matching(left, right):
            wrong = _("Find the match for each one.")
            return [_picked(data.get(f"pair-{i}"), len(right), wrong) for i in range(len(left))]


def _picked(text: str | None, count: int, wrong: str) -> int:
    if text is None or not text.isdecimal() or len(text) > 3 or int(text) >= count:
        raise NotAnswered(wrong)
    return int(text)


def _typed(text: str | None, wrong: str) -> str:
    if text is None or not text.strip():
        raise NotAnswered(wrong)
    return text.strip()[:LONGEST_ANSWER]


def _in_order(data: QueryDict, count: int) -> list[int]:
    """The places of what was shown, first to last, from the place that was given to each."""
    wrong = _("Give each one its own place, starting with 1.")
    places = [_picked(data.get(f"place-{i}"), count, wrong) for i in range(count)]
    if sorted(places) != list(range(count)):
        raise NotAnswered(wrong)
    return sorted(range(count), key=places.__getitem__)


def acceptable(question: Question, given: Any) -> bool:
    """Whether something from outside has the shape of an answer to a question."""
    if given is None:
        return True
    match question.answer:
        case Choice(options):
            return type(given) is int and 0 <= given < len(options)
        case Typed() | Number():
            return isinstance(given, str) and len(given) <= LONGEST_ANSWER + 41
        case Ordering(shown):
            return isinstance(given, list) and _places(given) and sorted(given) == list(range(len(shown)))
        case Matching(left, right):
            return isinstance(given, list) and _places(given, len(right)) and len(given) == len(left)


def judge(question: Question, given: Any) -> Verdict:
    """Whether an answer is right, and why. None is wrong: nobody is held to a guess."""
    right = right_answer(question.answer)
    if given is None:
        return Verdict(False, right, "", "")
    graded = grade(question.answer, given)
    because = graded.says if isinstance(question.answer, Typed | Number) else ""
    # The right answer stands above it already.
    because = because.replace(engine_words("Right answer: {answer}").format(answer=right), "").strip()
    if isinstance(question.answer, Choice) and not graded.right:
        because = question.answer.options[given].why
    return Verdict(graded.right, right, said(question, given), because, graded.understood)


def said(question: Question, given: Any) -> str:
    """What was given, in words."""
    match question.answer:
        case Choice(options):
            return options[given].text
        case Ordering(shown):
            return " → ".join(shown[place] for place in given)
        case Matching(left, right):
            pairs = zip(left, given, strict=True)
            return "; ".join(f"{one} – {right[place]}" for one, place in pairs)
    return str(given)


def _places(given: list[Any], count: int = 1000) -> bool:
    return all(type(place) is int and 0 <= place < count for place in given)
