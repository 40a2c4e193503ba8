"""Whether an answer is right, and what to say about it.

What was decided here:

* **A number** is right where it is the exact one or the one rounded as the question says, in any unit of the
  same dimension (unless the question asks for the unit itself). Rounded elsewhere, cut off or rounded too
  early is wrong, and said. A missing unit is reminded of and not held against anyone; a wrong unit is wrong.
* **A word** is right whatever its case, spaces, hyphens and dots. A small misspelling is not right, since a
  drug one letter off may be another drug; it is said that it was close.
* **A salt** behind a name is neither right nor wrong where the name alone is asked for, and a name without
  its salt where the salt is a part of it: both are asked for once more. So is a brand name that no table here
  has, since none has all; another drug's name is wrong.
* What could not be read at all is no answer: `understood` is false; nothing counts.
"""

from __future__ import annotations

from collections.abc import Sequence

from rxladder.facts.language import gettext as _
from rxladder.facts.language import ngettext
from rxladder.learning.graded import Graded
from rxladder.learning.grading_numbers import grade_number, shown
from rxladder.learning.grading_words import grade_typed
from rxladder.learning.question import Answer, Choice, Matching, Number, Ordering, Typed

Given = int | str | Sequence[int | None]


def grade(answer: Answer, given: Given) -> Graded:
    """Grade what was given: an index (Choice), a text (Typed, Number), or indexes (Ordering, Matching).

    Raises ValueError for what cannot have been given: an index that is not there, an order that is none.
    """
    if isinstance(answer, Number | Typed):
        text = given if isinstance(given, str) else ""
        return grade_number(answer, text) if isinstance(answer, Number) else grade_typed(answer, text)
    if isinstance(answer, Choice):
        return _choice(answer, given)
    if isinstance(given, int | str):
        raise ValueError("an order or pairs are given as a list of indexes")
    return _ordering(answer, given) if isinstance(answer, Ordering) else _matching(answer, given)


def right_answer(answer: Answer) -> str:
    """The right answer in words, whatever its kind."""
    if isinstance(answer, Number):
        return shown(answer)
    if isinstance(answer, Typed):
        return answer.accepted[0]
    if isinstance(answer, Choice):
        return answer.options[answer.right].text
    if isinstance(answer, Ordering):
        return " → ".join(answer.shown[index] for index in answer.order)
    pairs = zip(answer.left, answer.pairs, strict=True)
    return "; ".join(f"{left} – {answer.right[right]}" for left, right in pairs)


def _choice(answer: Choice, given: Given) -> Graded:
    if not isinstance(given, int) or not 0 <= given < len(answer.options):
        raise ValueError(f"{given!r} is not one of the {len(answer.options)} options")
    option = answer.options[given]
    if given == answer.right:
        return Graded(True, option.why)
    right = _("Right answer: {answer}").format(answer=right_answer(answer))
    return Graded(False, f"{option.why} {right}".strip())


def _ordering(answer: Ordering, given: Sequence[int | None]) -> Graded:
    if sorted(index for index in given if index is not None) != list(range(len(answer.shown))):
        raise ValueError("an order names each of the things once")
    order = list(answer.order)
    if list(given) == order:
        return Graded(True, _("Right."))
    place = next(i for i, (got, want) in enumerate(zip(given, order, strict=True)) if got != want)
    first = _("The first {n} are right.").format(n=place) if place > 1 else ""
    return Graded(False, f"{first} {_('The order is: {order}').format(order=right_answer(answer))}".strip())


def _matching(answer: Matching, given: Sequence[int | None]) -> Graded:
    if len(given) != len(answer.left) or any(
        index is not None and not 0 <= index < len(answer.right) for index in given
    ):
        raise ValueError("each on the left is given one of those on the right, or nothing")
    wrong = [i for i, index in enumerate(given) if index is None or not _same(answer, i, index)]
    if not wrong:
        return Graded(True, _("Right."))
    right = len(answer.left) - len(wrong)
    count = ngettext("{n} of {all} is right.", "{n} of {all} are right.", right)
    pairs = "; ".join(f"{answer.left[i]} – {answer.right[answer.pairs[i]]}" for i in wrong)
    return Graded(False, f"{count.format(n=right, all=len(answer.left))} {pairs}")


def _same(answer: Matching, left: int, right: int) -> bool:
    """Whether a pair is right; two on the right that read the same are the same."""
    return answer.right[right] == answer.right[answer.pairs[left]]


__all__ = ["Given", "Graded", "grade", "right_answer"]
