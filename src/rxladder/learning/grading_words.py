"""Grading a word or two that were typed."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from rxladder.facts.language import gettext as _
from rxladder.learning.graded import Graded, by_mistake
from rxladder.learning.question import Typed

LONGEST = 200
_SHORT, _LONG = 4, 8
_MARKS = re.compile("[®™℠©]")
_BETWEEN = re.compile(r"[\s\-,()]+")
_FREE = re.compile(r"[\s\-‐‑–—.,'’]+")


def grade_typed(answer: Typed, text: str) -> Graded:
    """Grade a typed text against all spellings that count."""
    text = text[:LONGEST]
    given = plain(text)
    shown = answer.accepted[0]
    if not given:
        return Graded(False, _("Nothing was typed."), understood=False)
    if any(given == plain(accepted) for accepted in answer.accepted):
        return Graded(True, _("Right: {answer}").format(answer=shown))
    for wrong, mistake in answer.mistakes:
        if given == plain(wrong):
            return by_mistake(mistake, shown)
    return _no_answer(answer, text) or _wrong(answer, text)


def _no_answer(answer: Typed, text: str) -> Graded | None:
    """What to say of a text that is neither right nor wrong, and is asked for once more."""
    name, ending = without_ending(text, answer.endings)
    accepted = [plain(one) for one in answer.accepted]
    if ending and plain(name) in accepted:
        said = _("Leave out “{word}”: write only the name. Nothing was counted.").format(word=ending)
        return Graded(False, said, understood=False)
    if plain(name) in short_names(answer):
        said = _("Write the whole name, with the word that comes after it. Nothing was counted.")
        return Graded(False, said, understood=False)
    if not answer.others or plain(text) in answer.others or any(_close(plain(text), one) for one in accepted):
        return None
    said = _(
        "“{given}” is not one of the names known here, and these are not all there are. Try another. "
        "Nothing was counted."
    )
    return Graded(False, said.format(given=text.strip()), understood=False)


def _wrong(answer: Typed, text: str) -> Graded:
    given = {plain(text), plain(without_ending(text, answer.endings)[0])} - answer.others
    for accepted in answer.accepted:
        if any(_close(one, plain(accepted)) for one in given):
            said = _("Close: check the spelling. Right answer: {answer}").format(answer=accepted)
            return Graded(False, said, _("misspells it"))
    return Graded(False, _("Right answer: {answer}").format(answer=answer.accepted[0]))


def without_ending(text: str, endings: tuple[str, ...]) -> tuple[str, str]:
    """A name without the words behind it that are no part of it, and these words; the first word stays."""
    known = _compared(endings)
    words = [word for word in _BETWEEN.split(text) if word]
    kept = len(words)
    while kept > 1 and plain(words[kept - 1]) in known:
        kept -= 1
    return " ".join(words[:kept]), " ".join(words[kept:])


@cache
def _compared(endings: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(plain, endings))


def short_names(answer: Typed) -> frozenset[str]:
    """The accepted names that have such a word in them, without it."""
    cut = (without_ending(accepted, answer.endings) for accepted in answer.accepted)
    return frozenset(plain(name) for name, ending in cut if ending)


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
