"""An answer as a form or a phone sends it, as it is kept, and as it is judged.

What was given is kept as plain JSON: the place of the option that was chosen, the text that was typed, the
places of things in the order in which they were put, or for each thing on the left its partner's place. None
is "I don't know".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from rxladder.learning.question import Choice, Matching, Number, Ordering, Question, Typed

Given = int | str | list[int] | None
LONGEST_ANSWER = 200


class NotAnswered(ValueError):  # noqa: N818 - what is missing, in words for the person
    """The form was sent before it was filled in."""


@dataclass(frozen=True)
class Verdict:
    """Whether an answer is right, the right one in words, and what the one that was given tells."""

    right: bool
    answer: str
    given: str
    because: str


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
            wrong = _("Find the partner of each.")
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
    wrong = _("Give each its own place, from 1 on.")
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
    """Whether an answer is right, and why."""
    match question.answer:
        case Choice(options, right):
            chosen = None if given is None else options[given]
            said = (chosen.text, chosen.why) if chosen else ("", "")
            return Verdict(given == right, options[right].text, *said)
        case Typed(accepted):
            return Verdict((given or "").casefold() in accepted, accepted[0], given or "", "")
        case Number(value, unit):
            right = (given or "").split(" ")[0] == f"{float(value):g}"
            return Verdict(right, f"{float(value):g} {unit}", given or "", "")
        case Ordering(shown, order):
            right_one, own = (" → ".join(shown[place] for place in places) for places in (order, given or ()))
            return Verdict(given == list(order), right_one, own, "")
        case Matching(left, right, pairs):
            right_one, own = (_paired(left, right, places) for places in (pairs, given or ()))
            return Verdict(given == list(pairs), right_one, own, "")


def _paired(left: Sequence[str], right: Sequence[str], pairs: Sequence[int]) -> str:
    return "; ".join(f"{one}: {right[place]}" for one, place in zip(left, pairs, strict=False))


def _places(given: list[Any], count: int = 1000) -> bool:
    return all(type(place) is int and 0 <= place < count for place in given)
