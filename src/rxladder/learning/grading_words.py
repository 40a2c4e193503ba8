"""Grading a word or two that were typed."""

from __future__ import annotations

import re
import unicodedata

from rxladder.facts.language import gettext as _
from rxladder.learning.graded import Graded, by_mistake
from rxladder.learning.question import Typed

LONGEST = 200
_SHORT, _LONG = 4, 8
_MARKS = re.compile("[®™℠©]")
_FREE = re.compile(r"[\s\-‐‑–—.,'’]+")


def grade_typed(answer: Typed, text: str) -> Graded:
    """Grade a typed text against all spellings that count."""
    given = plain(text[:LONGEST])
    shown = answer.accepted[0]
    if not given:
        return Graded(False, _("Nothing was typed."), understood=False)
    if any(given == plain(accepted) for accepted in answer.accepted):
        return Graded(True, _("Right: {answer}").format(answer=shown))
    for wrong, mistake in answer.mistakes:
        if given == plain(wrong):
            return by_mistake(mistake, shown)
    for accepted in answer.accepted:
        if _close(given, plain(accepted)):
            said = _("Close: check the spelling. Right is: {answer}").format(answer=accepted)
            return Graded(False, said, _("misspells it"))
    return Graded(False, _("Right is: {answer}").format(answer=shown))


def plain(text: str) -> str:
    """A text without what is free: case, spaces, hyphens, dots, commas, apostrophes, accents, `®`."""
    letters = unicodedata.normalize("NFKD", _MARKS.sub("", text).casefold())
    return _FREE.sub("", "".join(c for c in letters if not unicodedata.combining(c)))


def _close(given: str, wanted: str) -> bool:
    """Whether a word is one slip from another, two where it is long; digits and short words have no slips."""
    if len(wanted) < _SHORT or not wanted.isalpha():
        return False
    return _slips(given, wanted) <= (1 if len(wanted) < _LONG else 2)


def _slips(one: str, other: str) -> int:
    """How many letters must be changed, added, left out, or swapped with the next."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]
