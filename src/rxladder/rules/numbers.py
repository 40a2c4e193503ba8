"""Hours to go as one figure, and small numbers in words."""

from __future__ import annotations

from fractions import Fraction

from rxladder.facts.language import gettext as _
from rxladder.facts.language import noop
from rxladder.facts.phrases import say_number
from rxladder.rules.result import HoldingAudit, HoursRange, HoursToGo

_WORDS = (
    noop("no"), noop("one"), noop("two"), noop("three"), noop("four"), noop("five"), noop("six"),
    noop("seven"), noop("eight"), noop("nine"), noop("ten"), noop("eleven"), noop("twelve"),
)  # fmt: skip


def at_most(hours: HoursToGo) -> Fraction:
    """The hours to go, the upper end where an answer is still open."""
    return hours.max if isinstance(hours, HoursRange) else hours


def none_in_general(found: HoldingAudit) -> bool:
    """Whether a term asks hours of a kind alone, and none in general: "0 of 0" would contradict them."""
    return found.hours_needed == 0 and at_most(found.hours_to_go) > 0


def in_words(amount: Fraction | int) -> str:
    """A whole number up to twelve in words, all others in digits."""
    amount = Fraction(amount)
    if amount.denominator == 1 and 0 <= amount < len(_WORDS):
        return _(_WORDS[int(amount)])
    return say_number(amount)
