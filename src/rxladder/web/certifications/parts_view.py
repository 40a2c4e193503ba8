"""What is asked, as a page lays it out: each question once, each source where it changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rxladder.rules.cheapest import Way
from rxladder.rules.interview import Part, Progress
from rxladder.rules.result import AskedQuestion, SourceNote, Truth

Mark = Literal["yes", "no", "not-yet", "not-needed", "open"]
# A list longer than this is a wall on a phone.
MOST_OPEN = 4


@dataclass(frozen=True)
class PartView:
    """A part as it is shown.

    `asked_above`: its question stands further up already. `not-needed` marks what is not met where another
    way is.
    """

    part: Part
    mark: Mark
    of: tuple[PartView, ...]
    asked: AskedQuestion | None
    asked_above: bool
    source: SourceNote | None

    @property
    def needed(self) -> bool:
        """Whether something hangs on it."""
        return self.mark in ("not-yet", "open")

    @property
    def progress(self) -> Progress | None:
        """How far it has come, while something is left to do."""
        progress = self.part.progress
        return progress if progress and progress.have < progress.want else None

    @property
    def folded(self) -> tuple[PartView, ...]:
        """Of a long list to choose from, what is neither met nor tells or asks more than its name."""
        if self.part.because.op not in ("any", "at_least"):
            return ()
        plain = tuple(one for one in self.of if one._is_plain)
        return plain if len(plain) > MOST_OPEN else ()

    @property
    def shown(self) -> tuple[PartView, ...]:
        """The rest of it."""
        folded = self.folded
        return tuple(one for one in self.of if one not in folded)

    @property
    def _is_plain(self) -> bool:
        told = self.part.first or self.part.progress or self.asked or self.asked_above or self.source
        return self.part.because.op == "leaf" and self.mark in ("not-yet", "not-needed") and not told

    @property
    def way(self) -> Way | None:
        """The cheapest way to complete a set, where that is still to be done."""
        return self.part.way if self.needed else None


def parts_view(part: Part) -> PartView:
    """A tree for a page."""
    return _view(part, set(), part.because.source, "not-yet")


def _view(part: Part, asked: set[str], around: SourceNote | None, unmet: Mark) -> PartView:
    """A part and what is in it; `unmet` is the mark of what is not met there."""
    mark = _mark(part.because.state, unmet)
    question = part.asked if mark == "open" else None
    above = question is not None and question.asks in asked
    if question is not None:
        asked.add(question.asks)
    source = part.because.source
    inner: Mark = "no" if part.because.op == "not" else "not-needed" if mark == "yes" else unmet
    return PartView(
        part=part,
        mark=mark,
        of=tuple(_view(one, asked, source or around, inner) for one in part.of),
        asked=None if above else question,
        asked_above=above,
        source=source if source and around and source.url != around.url and not part.of else None,
    )


def _mark(state: Truth, unmet: Mark) -> Mark:
    if state is True:
        return "yes"
    return "open" if state is None and unmet != "not-needed" else unmet
