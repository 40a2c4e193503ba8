"""The variables of the choice of activities, and how rows are laid over them.

A variable of 0 or 1 says whether an offer is taken on one of its days; others are ideal hours, and what stays
missing. All numbers are whole, so that an answer can be rounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rxladder.planning.board import Board, Question
from rxladder.planning.offers import Offer
from rxladder.planning.options import Option

if TYPE_CHECKING:
    # Loaded when a program is made: the pages that show a plan from before need no solver, and start without.
    from ortools.math_opt.python import mathopt

_NO_LIMIT = float("inf")


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """An offer taken on one of its days."""

    offer: Offer
    option: Option


@dataclass(frozen=True, slots=True)
class Extra:
    """Hours that no activity of the catalogue gives: a kind of ideal hour, by its packed mask."""

    sure: int


class Rows:
    """A model with a variable for each choice and each kind of ideal hour, and the rows laid so far.

    With `soft`, what no hours of any kind can serve may stay missing. `only` names the clauses that are asked
    at all, by term.
    """

    def __init__(
        self,
        board: Board,
        offers: Sequence[Offer],
        *,
        extras: Sequence[Extra] = (),
        soft: bool = False,
        only: Mapping[int, int] | None = None,
    ) -> None:
        from ortools.math_opt.python import mathopt

        self.board, self.soft, self.only = board, soft, only
        self.model = mathopt.Model()
        self.choices = [Taken(offer, option) for offer in offers for option in offer.options]
        self.taken = [self.model.add_binary_variable() for _ in self.choices]
        self.extras = list(extras)
        self.more = [self.model.add_variable(lb=0.0) for _ in self.extras]
        self.short: dict[tuple[int, int], mathopt.Variable] = {}

    def row(
        self,
        terms: Iterable[tuple[mathopt.Variable, float]],
        low: float = -_NO_LIMIT,
        high: float = _NO_LIMIT,
    ) -> None:
        """A sum that lies between two bounds, these included."""
        row = self.model.add_linear_constraint(lb=low, ub=high)
        for variable, by in terms:
            row.set_coefficient(variable, by)

    def asks(self, question: Question, bit: int) -> bool:
        """Whether a clause is among those that are asked here at all."""
        return self.only is None or bool(self.only.get(question.term, 0) & bit)

    def all(self) -> Iterator[tuple[Taken, mathopt.Variable]]:
        """Every choice with its variable."""
        return zip(self.choices, self.taken, strict=True)

    def serving(self, term: int, bit: int) -> Iterator[tuple[Taken, mathopt.Variable]]:
        """The choices that surely serve a clause."""
        packed = bit << self.board.offsets[term]
        for choice, variable in self.all():
            if choice.option.sure & packed:
                yield choice, variable

    def extra(self, term: int, bit: int) -> Iterator[tuple[Extra, mathopt.Variable]]:
        """The kinds of ideal hours that serve it."""
        packed = bit << self.board.offsets[term]
        for extra, variable in zip(self.extras, self.more, strict=True):
            if extra.sure & packed:
                yield extra, variable

    def slack(self, question: Question, bit: int) -> list[tuple[mathopt.Variable, float]]:
        """What may stay missing where no hours of any kind can serve, or activities are asked for."""
        if not self.soft:
            return []
        if bit not in question.activities and any(self.extra(question.term, bit)):
            return []
        key = question.term, bit
        if key not in self.short:
            self.short[key] = self.model.add_variable(lb=0.0)
        return [(self.short[key], 1.0)]
