"""A study question: what is asked, how it is answered, and what it rests on.

Items made from facts and calculation problems are both questions of this shape. A question is made by a pure
function of facts and a seed, so it is stored as its card and its seed alone. A **card** is what a person
learns and what is scheduled: one form of question over one fact, or one kind of calculation; each time it
comes up it is asked with another seed, so that nobody learns an answer's place by heart.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, NamedTuple

# `source`: a source was read that says it. `general`: stated from general knowledge, and shown as such.
Basis = Literal["source", "general"]


class Source(NamedTuple):
    """Where a fact that a question rests on comes from, in words, and on what it stands."""

    says: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Card:
    """What is learned and scheduled: a form of question over a fact (`drug-class`, `warfarin`).

    `areas` are those of exam outlines, such as `ptce-2026:1.1` or, where an outline is coarse, `excpt:3`.
    `group` parts a form that is many things at once, as calculations are.
    """

    form: str
    fact: str
    areas: tuple[str, ...]
    basis: Basis
    group: str = ""

    @property
    def id(self) -> str:
        """The card's name for good: reviews are stored under it."""
        return f"{self.form}/{self.fact}"

    @property
    def sort(self) -> str:
        """What questions of an exam take turns by: the form, or the group within it."""
        return self.group or self.form


@dataclass(frozen=True, slots=True)
class Option:
    """One of several answers to choose from, and why it is right or wrong."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Exactly one of the options is right."""

    options: tuple[Option, ...]
    right: int


@dataclass(frozen=True, slots=True)
class Typed:
    """A word or two, typed. `accepted` are all spellings that count, the first is the one shown.

    `mistakes` are answers that a named mistake leads to: what would be typed, and the mistake. `endings` are
    words that may stand behind a name and are not asked for, as a salt. Where nobody can list all that is
    right, `others` are names of something else (as grading compares them, `plain`), and what is neither there
    nor accepted is left open. Both only tell what is no answer, so they are no part of the question's look.
    """

    accepted: tuple[str, ...]
    mistakes: tuple[tuple[str, str], ...] = ()
    endings: tuple[str, ...] = field(default=(), repr=False)
    others: frozenset[str] = field(default=frozenset(), repr=False)


@dataclass(frozen=True, slots=True)
class Mistake:
    """A named mistake and the number that it leads to, in the answer's unit."""

    name: str
    value: Fraction


@dataclass(frozen=True, slots=True)
class Number:
    """A number with a unit, typed. Exact; `rounding` is said in the question.

    `decimals` are the places that the answer is rounded to, None where it is exact as it stands. `value` is
    not rounded yet. `unit_asked`: the question is one of units, so that no other unit will do.
    """

    value: Fraction
    unit: str
    decimals: int | None
    mistakes: tuple[Mistake, ...] = ()
    unit_asked: bool = False


@dataclass(frozen=True, slots=True)
class Ordering:
    """Things to put in order: `shown` as they are offered, `order` the indexes into it, first to last."""

    shown: tuple[str, ...]
    order: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Matching:
    """Each of `left` belongs to one of `right`: `pairs[i]` is the index into `right` for `left[i]`."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    pairs: tuple[int, ...]


Answer = Choice | Typed | Number | Ordering | Matching


@dataclass(frozen=True, slots=True)
class Question:
    """One question as it is asked: a card drawn with a seed."""

    card: Card
    seed: int
    stem: str
    answer: Answer
    explanation: str
    sources: tuple[Source, ...]
    steps: tuple[str, ...] = ()  # a calculation's worked solution
