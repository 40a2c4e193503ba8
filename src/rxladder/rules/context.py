"""What a condition is evaluated against, and the causes of what is unknown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

from rxladder.career.record import Career, Credit, Holding
from rxladder.facts.load import Packs
from rxladder.rules.result import TermDates, Truth

AtomKind = Literal["person", "authority", "reading"]


class Atom(NamedTuple):
    """One cause of an unknown: a question of the vocabulary, or what the authority must tell.

    `key` tells two tests on the same question apart.
    """

    kind: AtomKind
    question: str
    key: str = ""


@dataclass(slots=True)
class Context:
    """What a condition is evaluated against. `assumed` settles atoms for a "what if".

    `settled` are the states of conditions, by the id of the node, that were found without assuming anything:
    they hold under every assumption, for the day and the term of this context. `looking_back`: the day is
    gone by, and what came after it does not count, though the record has it.
    """

    career: Career
    packs: Packs
    on: date
    authority: str
    credential: str
    holding: Holding | None = None
    term: TermDates | None = None
    rules_day: date | None = None
    counted_hours: Callable[[], Fraction] | None = None
    assumed: Mapping[Atom, bool] = field(default_factory=dict)
    atoms: dict[Atom, None] = field(default_factory=dict)
    looking_back: bool = False
    settled: dict[int, bool] = field(default_factory=dict, init=False)
    _of_course: dict[str, list[Credit]] | None = field(default=None, init=False)

    def of_course(self, course: str) -> Sequence[Credit]:
        """The credits that are this course, whatever their day; looked through once for all courses."""
        if self._of_course is None:
            self._of_course = {}
            for credit in self.career.credits:
                if credit.course is not None:
                    self._of_course.setdefault(credit.course, []).append(credit)
        return self._of_course.get(course, ())

    def on_day(self, day: date) -> Context:
        """The same context on another day, with causes of its own."""
        return replace(self, on=day, atoms={})

    def as_of(self, day: date) -> Context:
        """The same context on a day gone by, with causes of its own."""
        return replace(self, on=day, atoms={}, looking_back=True)

    def what_if(self, assumed: Mapping[Atom, bool]) -> Context:
        """The same context with some atoms settled, with causes of its own."""
        found = Context(
            self.career, self.packs, self.on, self.authority, self.credential, self.holding, self.term,
            self.rules_day, self.counted_hours, assumed, looking_back=self.looking_back,
        )  # fmt: skip
        found.settled = self.settled
        return found

    def unknown(self, atom: Atom) -> Truth:
        """Unknown because of `atom`, unless it is assumed."""
        assumed = self.assumed.get(atom)
        if assumed is None:
            self.atoms[atom] = None
        return assumed
