"""The choice of activities as a mixed integer program, solved by HiGHS or SCIP through OR-Tools' MathOpt.

What is asked becomes rows over the choices (`ce_rows.py`); where a cap or a clause on top of the total can be
in the way, hours are counted as the audit does (`ce_count.py`). An answer is then checked exactly elsewhere.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial
from math import gcd
from typing import TYPE_CHECKING, Literal

from rxladder.planning.board import Board, Question
from rxladder.planning.ce_count import Count
from rxladder.planning.ce_rows import Extra, Rows, Taken
from rxladder.planning.offers import Offer

if TYPE_CHECKING:
    # Loaded when a program is made: the pages that show a plan from before need no solver, and start without.
    from ortools.math_opt.python import mathopt

    _Terms = Mapping[mathopt.Variable, float]

_TOLERANCES = {"mip_feasibility_tolerance": 1e-9, "primal_feasibility_tolerance": 1e-9}
_NEARLY = 1e-5
_TRACE = 1e-2
_Way = Literal["usual", "tighter", "other"]
_WAYS: tuple[_Way, ...] = ("usual", "tighter", "other")
"""How a program is solved, until one finds an answer: HiGHS, HiGHS with every row held more exactly, SCIP."""


def _solver(way: _Way) -> tuple[mathopt.SolverType, mathopt.SolveParameters]:
    """Who solves a program, and how: always down to the very best."""
    from ortools.math_opt.python import mathopt
    from ortools.math_opt.solvers import highs_pb2
    from ortools.math_opt.solvers.gscip import gscip_pb2

    exact = partial(mathopt.SolveParameters, relative_gap_tolerance=0.0, absolute_gap_tolerance=0.0)
    if way == "other":
        finer = gscip_pb2.GScipParameters(real_params={"numerics/feastol": 1e-9})
        return mathopt.SolverType.GSCIP, exact(gscip=finer)
    more = {"highs": highs_pb2.HighsOptionsProto(double_options=_TOLERANCES)} if way == "tighter" else {}
    return mathopt.SolverType.HIGHS, exact(**more)


class SolverError(RuntimeError):
    """The solver gave no answer that can be relied on."""


@dataclass(slots=True)
class Clock:
    """What the solver says of its own work: the seconds that it took, and for how many programs.

    `refused`: how many answers the audit did not accept, which should be none.
    """

    solving: float = 0.0
    programs: int = 0
    refused: int = 0


class Program(Rows):
    """One program over some offers; `least` may be asked again with other goals and more rows.

    With `extras` everything can be met: by ideal hours of these kinds, and by slack where no hours serve.
    `by_day` splits hours by the day for terms that have a cap by the day.
    """

    def __init__(
        self,
        board: Board,
        offers: Sequence[Offer],
        *,
        extras: Sequence[Extra] = (),
        soft: bool = False,
        by_day: bool = False,
        only: Mapping[int, int] | None = None,
        clock: Clock | None = None,
    ) -> None:
        super().__init__(board, offers, extras=extras, soft=soft, only=only)
        self.by_day, self.clock = by_day, clock or Clock()
        self._once(offers)
        for question in board.questions:
            self._ask(question)

    # --- What is asked

    def _once(self, offers: Sequence[Offer]) -> None:
        """Every activity is taken at most once, whatever its listings and days; what is pinned is taken."""
        same: dict[Hashable, list[mathopt.Variable]] = {}
        for choice, variable in self.all():
            same.setdefault(choice.offer.same, []).append(variable)
        pinned = {offer.same for offer in offers if offer.pinned}
        for key, variables in same.items():
            if key in pinned:
                fixed = [
                    v for c, v in self.all()
                    if c.offer.same == key and c.offer.pinned
                ]  # fmt: skip
                self.row(((v, 1.0) for v in fixed), low=1.0)
            if len(variables) > 1:
                self.row(((v, 1.0) for v in variables), high=1.0)

    def _ask(self, question: Question) -> None:
        for bit, number in question.activities.items():
            if number and self.asks(question, bit):
                serving = self.serving(question.term, bit)
                self.row([*((v, 1.0) for _, v in serving), *self.slack(question, bit)], low=number)
        if self._plain(question):
            for bit, amount in question.lacking.items():
                if amount > 0 and self.asks(question, bit):
                    terms = [
                        (v, float(question.worth(c.offer.parts))) for c, v in self.serving(question.term, bit)
                    ]
                    terms += [(w, 1.0) for e, w in self.extra(question.term, bit)]
                    self.row([*terms, *self.slack(question, bit)], low=float(amount))
        else:
            Count(self, question, by_day=self.by_day).ask()

    def _plain(self, question: Question) -> bool:
        """Whether new hours cannot be in the way of one another, so that what lacks is what is needed."""
        if not question.independent or (self.by_day and question.day_cap is not None):
            return False
        asked = question.asked
        if question.on_top or any(question.lacking.get(bit, 0) > 0 for bit in asked.separate):
            return False
        caps = question.cap_bits
        return not any(self.board.own(c.option.possible, question.term) & caps for c in self.choices)

    def limit_study(self, day: date) -> None:
        """No more hours up to a day than there is time for."""
        room = self.board.room(day)
        assert room is not None
        until = [(c, v) for c, v in self.all() if c.option.day <= day]
        self.row(((v, float(c.offer.parts)) for c, v in until), high=float(int(room * self.board.unit)))

    def forbid(self, chosen: Sequence[Taken]) -> None:
        """Not exactly this choice again."""
        mine = {(id(one.offer), one.option) for one in chosen}
        terms = [(v, 1.0 if (id(c.offer), c.option) in mine else -1.0) for c, v in self.all()]
        self.row(terms, high=len(mine) - 1.0)

    # --- Goals

    def unknown_prices(self) -> _Terms:
        """How many chosen activities have a price that is not known."""
        return {v: 1.0 for c, v in self.all() if c.offer.cents is None}

    def cents(self) -> _Terms:
        """What the chosen activities cost, of which it is known."""
        priced = {v: c.offer.cents for c, v in self.all() if c.offer.cents}
        common = gcd(*priced.values())
        return {v: float(cents // common) for v, cents in priced.items()}

    def time_then_number(self) -> _Terms:
        """Hours first, then how many activities, as one whole number."""
        many = len(self.choices) + 1
        return {v: float(c.offer.parts * many + 1) for c, v in self.all()}

    def shortfall(self) -> _Terms:
        """Activities and hours that stay missing whatever hours there were."""
        return dict.fromkeys(self.short.values(), 1.0)

    def hours_missing(self) -> _Terms:
        """Ideal hours that are still wanted."""
        return dict.fromkeys(self.more, 1.0)

    # --- Solving

    def least(self, goal: _Terms, *, whole: bool = True) -> list[Taken] | None:
        """A choice with the least of a goal, which is then kept; None where there is no choice at all.

        A `whole` goal has whole numbers alone, so that what is proven less than one below is the least.
        """
        if not self.model.get_num_variables():
            return [] if all(row.lower_bound <= 0 for row in self.model.linear_constraints()) else None
        self.model.objective.clear()
        for variable, by in goal.items():
            self.model.objective.set_linear_coefficient(variable, by)
        answer: Mapping[mathopt.Variable, float] | Literal["none"] | None = None
        for way in _WAYS:
            # A program with a choice was told to have none where hours were a millionth of one apart, and
            # once on a busy machine for no reason that could be found.
            answer = self._answer(goal, whole=whole, way=way)
            if answer not in (None, "none"):
                break
        if answer is None:
            raise SolverError("the solver found no answer that can be relied on")
        if answer == "none":
            return None
        self.values = answer
        chosen = [(c, v) for c, v in self.all() if self.values[v] > 0.5]
        if goal and whole:
            self.row(goal.items(), high=sum(goal.get(v, 0.0) for _, v in chosen))
        elif goal:
            self.row(goal.items(), high=sum(by * self.values[v] for v, by in goal.items()) + _NEARLY)
        return [c for c, _ in chosen]

    def _answer(
        self, goal: _Terms, *, whole: bool, way: _Way
    ) -> Mapping[mathopt.Variable, float] | Literal["none"] | None:
        """The values of the best choice, "none" where there is no choice; None where neither is certain."""
        from ortools.math_opt.python import mathopt

        try:
            solver, parameters = _solver(way)
            result = mathopt.solve(self.model, solver, params=parameters)
        except (RuntimeError, AttributeError) as error:
            # What a solver refuses MathOpt fails to put into an error of its own.
            raise SolverError("the solver does not take this program") from error
        self.clock.solving += result.solve_time().total_seconds()
        self.clock.programs += 1
        reason = result.termination.reason
        if reason in (
            mathopt.TerminationReason.INFEASIBLE,
            mathopt.TerminationReason.INFEASIBLE_OR_UNBOUNDED,
        ):
            return "none"
        if reason != mathopt.TerminationReason.OPTIMAL:
            return None
        values: Mapping[mathopt.Variable, float] = result.variable_values()
        if any(abs(values[v] - round(values[v])) > _NEARLY for v in self.taken):
            return None
        if whole and goal:
            amount = sum(goal.get(v, 0.0) for v in self.taken if values[v] > 0.5)
            if amount - result.dual_bound() > 0.5:
                return None
        return values

    def shortfalls(self) -> list[tuple[int, int, Fraction]]:
        """What stays missing in the last answer whatever hours there were: the term, the bit, the amount."""
        found = ((term, bit, self.values[v]) for (term, bit), v in self.short.items())
        return [(t, bit, Fraction(x).limit_denominator(1_000)) for t, bit, x in found if x > _TRACE]

    def extra_hours(self) -> list[tuple[Extra, Fraction]]:
        """The ideal hours of the last answer, in the board's unit."""
        found = ((extra, self.values[v]) for extra, v in zip(self.extras, self.more, strict=True))
        return [
            (extra, Fraction(value).limit_denominator(1_000)) for extra, value in found if value > _NEARLY
        ]

    def plainest_kinds(self, open_bits: int, ranks: Sequence[int]) -> None:
        """The same choice with the ideal hours still wanted as plain as can be, then of the fewest kinds.

        An hour is plainer the fewer clauses it has to serve: it is found more easily. `ranks` tells each
        ideal hour's kind; of as many kinds the first are taken, and of these the most hours of the first.
        """
        for variable in self.taken:
            fixed = float(round(self.values[variable]))
            self.row(((variable, 1.0),), low=fixed, high=fixed)
        pairs = list(zip(self.extras, self.more, strict=True))
        self.least({v: float((extra.sure & open_bits).bit_count()) for extra, v in pairs}, whole=False)
        used = {rank: self.model.add_binary_variable() for rank in sorted(set(ranks))}
        most = sum(self.values[v] for v in self.more) + 1.0
        for variable, rank in zip(self.more, ranks, strict=True):
            self.row(((variable, 1.0), (used[rank], -most)), high=0.0)
        # Below one in all, so that never more kinds are taken for the sake of earlier ones.
        later = {rank: (1.0 - 1.0 / (rank + 2)) / (len(used) + 1) for rank in used}
        self.least({flag: 1.0 + later[rank] for rank, flag in used.items()}, whole=False)
        self.least({v: later[rank] for v, rank in zip(self.more, ranks, strict=True)}, whole=False)
