"""What grading an answer gives."""

from __future__ import annotations

from dataclasses import dataclass

from rxladder.facts.language import gettext as _


@dataclass(frozen=True, slots=True)
class Graded:
    """Whether it was right, what to say, and the mistake's name where one is known ("forgets the fee").

    `understood` is false for what is no answer at all, such as letters where a number is asked.
    """

    right: bool
    says: str
    mistake: str | None = None
    understood: bool = True


def by_mistake(mistake: str, right: str) -> Graded:
    """Wrong by a named mistake."""
    said = _("That is the answer of someone who {mistake}. Right answer: {answer}")
    return Graded(False, said.format(mistake=mistake, answer=right), mistake)
