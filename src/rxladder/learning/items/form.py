"""A form of question, and what it makes of a fact and a seed.

A **form** is a way of asking (`drug-class`); over a set of facts it gives one **asking** for each fact that
it can ask about. An asking holds all that may be drawn, made once; drawing from it with a seed is all that
remains to do when a question comes up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Literal, Protocol

from rxladder.facts.study import StudyFacts
from rxladder.learning.question import Answer, Basis, Source

Style = Literal["choice", "typed", "number", "ordering", "matching"]


@dataclass(frozen=True, slots=True)
class Made:
    """A question without its card: what is asked, how it is answered, why, and where that comes from."""

    stem: str
    answer: Answer
    explanation: str
    sources: tuple[Source, ...]


class Asking(Protocol):
    """One fact asked in one form."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where what is asked comes from."""

    def make(self, rng: Random) -> Made:
        """The question as these random numbers draw it."""


@dataclass(frozen=True, slots=True)
class Form:
    """A way of asking. `name` is for good: cards are stored under it.

    `askings` gives an asking for each fact, by a key that is for good, too; `areas` are those of the outlines
    that it serves, and `also` those that it serves only for some facts.
    """

    name: str
    title: str
    style: Style
    areas: tuple[str, ...]
    askings: Callable[[StudyFacts], Mapping[str, Asking]]
    also: Callable[[StudyFacts, str], tuple[str, ...]] | None = None


def basis_of(sources: tuple[Source, ...]) -> Basis:
    """On what a question stands that rests on all of these."""
    return "general" if any(source.basis == "general" for source in sources) else "source"
