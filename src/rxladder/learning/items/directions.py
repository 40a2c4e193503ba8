"""Whole lines of directions, and how often in a day: what stands on the label."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from random import Random

from rxladder.facts.study import StudyFacts
from rxladder.learning.items.askings import Counting, Ranked, Sorting
from rxladder.learning.items.codes import ENTRY, says, source_of
from rxladder.learning.items.form import Asking, Form, Made
from rxladder.learning.question import Choice, Option, Source

_EVERY = {"qh": 24, "q2h": 12, "q4h": 6, "q6h": 4, "q8h": 3, "q12h": 2, "bid": 2, "tid": 3, "qid": 4}


def _doses_a_day(facts: StudyFacts) -> dict[str, Counting]:
    return {
        key: Counting(
            (f"How many doses a day is “{key}”?", f"“{key}”: how many doses is that in 24 hours?"),
            Fraction(count),
            "doses",
            f"{says(facts.codes[f'frequency:{key}'])} That makes {count} doses in 24 hours.",
            (source_of(facts.codes[f"frequency:{key}"]),),
        )
        for key, count in _EVERY.items()
    }


def _often_order(facts: StudyFacts) -> dict[str, Sorting]:
    stem = "Put these in order, from the fewest doses a day to the most."
    things = {
        key: Ranked(key, Fraction(count), f"{says(facts.codes[f'frequency:{key}'])}")
        for key, count in _EVERY.items()
    }
    return {
        key: Sorting(stem, (thing, *(one for other, one in things.items() if other != key)),
                     (source_of(facts.codes[f"frequency:{key}"]),))
        for key, thing in things.items()
    }  # fmt: skip


_TAKE = (
    ("1 tab PO", "Take 1 tablet by mouth"),
    ("2 tab PO", "Take 2 tablets by mouth"),
    ("1 cap PO", "Take 1 capsule by mouth"),
    ("5 mL PO", "Take 5 mL by mouth"),
    ("1 tab SL", "Place 1 tablet under the tongue"),
    ("1 supp PR", "Insert 1 suppository rectally"),
)
_OFTEN = {
    "bid": "twice a day", "tid": "three times a day", "qid": "four times a day", "q4h": "every 4 hours",
    "q6h": "every 6 hours", "qam": "every morning", "qpm": "every evening", "qwk": "once a week",
}  # fmt: skip
_WHEN = (("", ""), (" prn pain", " as needed for pain"), (" ac", " before meals"), (" pc", " after meals"))
# What a prescriber writes: meals belong to two or three doses a day, pain to no dose each morning or week.
_WITH_MEALS = frozenset({"bid", "tid"})
_FOR_PAIN = frozenset({"bid", "tid", "qid", "q4h", "q6h"})
_TAKEN_SAME = ({"bid"}, {"tid"}, {"qid", "q6h"}, {"q4h"}, {"qam"}, {"qpm"}, {"qwk"})


def _goes(often: str, when: str) -> bool:
    """Whether a prescriber would write both: `tid pc`, not `q4h ac` or `qwk prn pain`."""
    return not when or often in (_WITH_MEALS if when in (" ac", " pc") else _FOR_PAIN)


class _Line:
    """A whole line of directions and its plain words; the wrong ones miss one part each."""

    def __init__(self, often: str, source: Source, to_words: bool) -> None:
        self.often, self.to_words, self.sources = often, to_words, (source,)

    def make(self, rng: Random) -> Made:
        """The question: one line, another each time."""
        take, when = rng.choice(_TAKE), rng.choice([one for one in _WHEN if _goes(self.often, one[0])])
        same = next(group for group in _TAKEN_SAME if self.often in group)
        others = rng.sample([key for key in _OFTEN if key not in same], 2)
        other_take = rng.choice([one for one in _TAKE if one is not take])
        other_when = rng.choice([one for one in _WHEN if one is not when])
        right = (take, self.often, when)
        wrong = [
            ((take, others[0], when), "how often"),
            ((other_take, self.often, when), "what and how it is taken"),
            ((take, self.often, other_when), "when it is taken"),
            ((other_take, others[1], when), "how often, and what is taken"),
        ]
        picked = [wrong[0], *rng.sample(wrong[1:], 2)]
        options = [Option(self._shown(right), self._both(right))]
        options += [
            Option(self._shown(one), f"It differs in {what}: {self._both(one)}") for one, what in picked
        ]
        first = options[0]
        rng.shuffle(options)
        stem = (
            f"What goes on the label for “{self._sig(right)}”?"
            if self.to_words
            else f"Which directions say: {self._words(right)}?"
        )
        return Made(stem, Choice(tuple(options), options.index(first)), first.why, self.sources)

    def _shown(self, line: _Parts) -> str:
        return self._words(line) if self.to_words else self._sig(line)

    def _both(self, line: _Parts) -> str:
        return f"{self._sig(line)}: {self._words(line)}."

    @staticmethod
    def _sig(line: _Parts) -> str:
        return f"{line[0][0]} {line[1]}{line[2][0]}"

    @staticmethod
    def _words(line: _Parts) -> str:
        return f"{line[0][1]} {_OFTEN[line[1]]}{line[2][1]}"


_Parts = tuple[tuple[str, str], str, tuple[str, str]]


def _lines(to_words: bool) -> Callable[[StudyFacts], Mapping[str, Asking]]:
    return lambda facts: {
        often: _Line(often, source_of(facts.codes[f"frequency:{often}"]), to_words) for often in _OFTEN
    }


FORMS = (
    Form("label-words", "A line of directions in words", "choice", ENTRY, _lines(True)),
    Form("label-line", "Words as a line of directions", "choice", ENTRY, _lines(False)),
    Form("doses-a-day", "Doses a day", "number", ENTRY, _doses_a_day),
    Form("often-order", "From few doses to many", "ordering", ENTRY, _often_order),
)
