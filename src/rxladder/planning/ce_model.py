"""The choice of activities as a mixed integer program, solved by HiGHS through OR-Tools' MathOpt.

A variable of 0 or 1 says whether an offer is taken on one of its days. Where a cap or a clause on top of the
total can be in the way, further variables say how many hours of each kind are counted, as the audit counts.
All numbers in the program are whole, so that an answer can be rounded, and is then checked exactly elsewhere.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import gcd
from typing import TYPE_CHECKING, Literal

from rxladder.planning.board import Board, Question
from rxladder.planning.offers import Offer
from rxladder.planning.options import Option

if TYPE_CHECKING:
    # Loaded when a program is made: the pages that show a plan from before need no solver, and start without.
    from ortools.math_opt.python import mathopt

    _Terms = Mapping[mathopt.Variable, float]

_TOLERANCES = {"mip_feasibility_tolerance": 1e-9, "primal_feasibility_tolerance": 1e-9}
_NEARLY = 1e-5
_TRACE = 1e-2
_NO_LIMIT = float("inf")


def _parameters(tighter: bool) -> mathopt.SolveParameters:
    """Down to the very best; `tighter` also holds every row more exactly."""
    from ortools.math_opt.python import mathopt
    from ortools.math_opt.solvers import highs_pb2

    more = {"highs": highs_pb2.HighsOptionsProto(double_options=_TOLERANCES)} if tighter else {}
    return mathopt.SolveParameters(relative_gap_tolerance=0.0, absolute_gap_tolerance=0.0, **more)


class SolverError(RuntimeError):
    """The solver gave no answer that can be relied on."""


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """An offer taken on one of its days."""

    offer: Offer
    option: Option


@dataclass(slots=True)
class Clock:
    """What the solver says of its own work: the seconds that it took, and for how many programs.

    `refused`: how many answers the audit did not accept, which should be none.
    """

    solving: float = 0.0
    programs: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Extra:
    """Hours that no activity of the catalogue gives: a kind of ideal hour, by its packed mask."""

    sure: int


class Program:
    """One program over some offers; `solve` may be asked again with other goals and more rows.

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
        from ortools.math_opt.python import mathopt

        self.clock = clock or Clock()
        self.board, self.soft, self.by_day, self.only = board, soft, by_day, only
        self.model = mathopt.Model()
        self.choices = [Taken(offer, option) for offer in offers for option in offer.options]
        self.taken = [self.model.add_binary_variable() for _ in self.choices]
        self.extras = list(extras)
        self.more = [self.model.add_variable(lb=0.0) for _ in self.extras]
        self.short: dict[tuple[int, int], mathopt.Variable] = {}
        self._once(offers)
        for question in board.questions:
            self._ask(question)

    # --- Rows

    def _row(
        self,
        terms: Iterable[tuple[mathopt.Variable, float]],
        low: float = -_NO_LIMIT,
        high: float = _NO_LIMIT,
    ) -> None:
        row = self.model.add_linear_constraint(lb=low, ub=high)
        for variable, by in terms:
            row.set_coefficient(variable, by)

    def _once(self, offers: Sequence[Offer]) -> None:
        """Every activity is taken at most once, whatever its listings and days; what is pinned is taken."""
        same: dict[Hashable, list[mathopt.Variable]] = {}
        for choice, variable in zip(self.choices, self.taken, strict=True):
            same.setdefault(choice.offer.same, []).append(variable)
        pinned = {offer.same for offer in offers if offer.pinned}
        for key, variables in same.items():
            if key in pinned:
                fixed = [
                    v for c, v in zip(self.choices, self.taken, strict=True)
                    if c.offer.same == key and c.offer.pinned
                ]  # fmt: skip
                self._row(((v, 1.0) for v in fixed), low=1.0)
            if len(variables) > 1:
                self._row(((v, 1.0) for v in variables), high=1.0)

    def _ask(self, question: Question) -> None:
        for bit, number in question.activities.items():
            if number and self._asks(question, bit):
                serving = self._serving(question.term, bit)
                self._row([*((v, 1.0) for _, v in serving), *self._slack(question, bit)], low=number)
        if self._plain(question):
            for bit, amount in question.lacking.items():
                if amount > 0 and self._asks(question, bit):
                    terms = [
                        (v, float(question.worth(c.offer.parts)))
                        for c, v in self._serving(question.term, bit)
                    ]
                    terms += [(w, 1.0) for e, w in self._extra(question.term, bit)]
                    self._row([*terms, *self._slack(question, bit)], low=float(amount))
        else:
            _Count(self, question).ask()

    def _asks(self, question: Question, bit: int) -> bool:
        """Whether a clause is among those that are asked here at all."""
        return self.only is None or bool(self.only.get(question.term, 0) & bit)

    def _plain(self, question: Question) -> bool:
        """Whether new hours cannot be in the way of one another, so that what lacks is what is needed."""
        if not question.independent or (self.by_day and question.day_cap is not None):
            return False
        asked = question.asked
        if question.on_top or any(question.lacking.get(bit, 0) > 0 for bit in asked.separate):
            return False
        caps = question.cap_bits
        return not any(self.board.own(c.option.possible, question.term) & caps for c in self.choices)

    def _serving(self, term: int, bit: int) -> Iterator[tuple[Taken, mathopt.Variable]]:
        packed = bit << self.board.offsets[term]
        for choice, variable in zip(self.choices, self.taken, strict=True):
            if choice.option.sure & packed:
                yield choice, variable

    def _extra(self, term: int, bit: int) -> Iterator[tuple[Extra, mathopt.Variable]]:
        packed = bit << self.board.offsets[term]
        for extra, variable in zip(self.extras, self.more, strict=True):
            if extra.sure & packed:
                yield extra, variable

    def _slack(self, question: Question, bit: int) -> list[tuple[mathopt.Variable, float]]:
        """What may stay missing where no hours of any kind can serve, or activities are asked for."""
        if not self.soft:
            return []
        if bit not in question.activities and any(self._extra(question.term, bit)):
            return []
        key = question.term, bit
        if key not in self.short:
            self.short[key] = self.model.add_variable(lb=0.0)
        return [(self.short[key], 1.0)]

    def limit_study(self, day: date) -> None:
        """No more hours up to a day than there is time for."""
        room = self.board.room(day)
        assert room is not None
        until = [(c, v) for c, v in zip(self.choices, self.taken, strict=True) if c.option.day <= day]
        self._row(((v, float(c.offer.parts)) for c, v in until), high=float(int(room * self.board.unit)))

    def forbid(self, chosen: Sequence[Taken]) -> None:
        """Not exactly this choice again."""
        mine = {(id(one.offer), one.option) for one in chosen}
        terms = [
            (v, 1.0 if (id(c.offer), c.option) in mine else -1.0)
            for c, v in zip(self.choices, self.taken, strict=True)
        ]
        self._row(terms, high=len(mine) - 1.0)

    # --- Goals

    def unknown_prices(self) -> _Terms:
        """How many chosen activities have a price that is not known."""
        return {v: 1.0 for c, v in self._all() if c.offer.cents is None}

    def cents(self) -> _Terms:
        """What the chosen activities cost, of which it is known."""
        priced = {v: c.offer.cents for c, v in self._all() if c.offer.cents}
        common = gcd(*priced.values())
        return {v: float(cents // common) for v, cents in priced.items()}

    def time_then_number(self) -> _Terms:
        """Hours first, then how many activities, as one whole number."""
        many = len(self.choices) + 1
        return {v: float(c.offer.parts * many + 1) for c, v in self._all()}

    def shortfall(self) -> _Terms:
        """Activities and hours that stay missing whatever hours there were."""
        return dict.fromkeys(self.short.values(), 1.0)

    def hours_missing(self) -> _Terms:
        """Ideal hours that are still wanted."""
        return dict.fromkeys(self.more, 1.0)

    def _all(self) -> Iterator[tuple[Taken, mathopt.Variable]]:
        return zip(self.choices, self.taken, strict=True)

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
        answer = self._answer(goal, whole=whole) or self._answer(goal, whole=whole, tighter=True)
        if answer is None:
            raise SolverError("the solver found no answer that can be relied on")
        if answer == "none":
            return None
        self.values = answer
        chosen = [(c, v) for c, v in self._all() if self.values[v] > 0.5]
        if goal and whole:
            self._row(goal.items(), high=sum(goal.get(v, 0.0) for _, v in chosen))
        elif goal:
            self._row(goal.items(), high=sum(by * self.values[v] for v, by in goal.items()) + _NEARLY)
        return [c for c, _ in chosen]

    def _answer(
        self, goal: _Terms, *, whole: bool, tighter: bool = False
    ) -> Mapping[mathopt.Variable, float] | Literal["none"] | None:
        """The values of the best choice, "none" where there is no choice; None where neither is certain."""
        from ortools.math_opt.python import mathopt

        result = mathopt.solve(self.model, mathopt.SolverType.HIGHS, params=_parameters(tighter))
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

    def plainest_kinds(self, open_bits: int) -> None:
        """The same choice with the ideal hours still wanted as plain as can be, then of the fewest kinds.

        An hour is plainer the fewer clauses it has to serve: it is found more easily.
        """
        for variable in self.taken:
            fixed = float(round(self.values[variable]))
            self._row(((variable, 1.0),), low=fixed, high=fixed)
        pairs = list(zip(self.extras, self.more, strict=True))
        self.least({v: float((extra.sure & open_bits).bit_count()) for extra, v in pairs}, whole=False)
        used = [self.model.add_binary_variable() for _ in self.more]
        most = sum(self.values[v] for v in self.more) + 1.0
        for variable, flag in zip(self.more, used, strict=True):
            self._row(((variable, 1.0), (flag, -most)), high=0.0)
        self.least(dict.fromkeys(used, 1.0), whole=False)


class _Count:
    """The rows of a question where hours must be counted: how many of each kind, and for what."""

    def __init__(self, program: Program, question: Question) -> None:
        self.program, self.question = program, question
        self.board, self.model = program.board, program.model
        self.counted: dict[tuple[int, date | None, int], mathopt.Variable] = {}
        self.daily = question.day_cap if program.by_day else None

    def ask(self) -> None:
        """Add the rows."""
        asked = self.question.asked
        for (mask, day), (parts, terms) in self._kinds().items():
            self._spread(mask, day, parts, terms)
        for bit, need in (*asked.minimums.items(), *asked.separate.items()):
            if need > 0 and self.program._asks(self.question, bit):
                use = bit if bit in asked.separate else 0
                terms = [(v, 1.0) for (m, _, u), v in self.counted.items() if m & bit and u == use]
                self.program._row([*terms, *self.program._slack(self.question, bit)], low=float(need))
        for bit, cap in asked.caps.items():
            terms = [(v, 1.0) for (m, _, use), v in self.counted.items() if m & bit and use == 0]
            self.program._row(terms, high=float(cap))
        if self.daily is not None:
            self._cap_days(self.daily, self.board.registered[self.question.term])

    def _kinds(self) -> dict[tuple[int, date | None], tuple[int, list[tuple[mathopt.Variable, float]]]]:
        """The hours by kind (and by day, where that matters): those there are, and the choices."""
        program, term = self.program, self.question.term
        found: dict[tuple[int, date | None], tuple[int, list[tuple[mathopt.Variable, float]]]] = {
            (mask, None): (parts, []) for mask, parts in self.question.asked.hours.items()
        }
        spent = self._spent()
        for choice, variable in zip(program.choices, program.taken, strict=True):
            own = self.board.own
            mask = self.question.mask(own(choice.option.sure, term), own(choice.option.possible, term))
            if mask:
                day = choice.option.day if self.daily is not None and choice.option.tight else None
                terms = found.setdefault((mask, day), (0, []))[1]
                parts = float(self.question.worth(choice.offer.parts))
                terms.append((variable, parts))
                terms += [(flag, -parts) for flag in spent.get(variable, ())]
        for extra, variable in zip(program.extras, program.more, strict=True):
            mask = self.question.mask(own_ := self.board.own(extra.sure, term), own_)
            if mask:
                found.setdefault((mask, None), (0, []))[1].append((variable, 1.0))
        return found

    def _spent(self) -> dict[mathopt.Variable, list[mathopt.Variable]]:
        """Activities whose hours go to a clause on top that counts activities, and to nothing else."""
        spent: dict[mathopt.Variable, list[mathopt.Variable]] = {}
        for bit, number in self.question.on_top.items():
            flags = []
            for _, variable in self.program._serving(self.question.term, bit):
                flag = self.model.add_binary_variable()
                self.program._row(((flag, 1.0), (variable, -1.0)), high=0.0)
                spent.setdefault(variable, []).append(flag)
                flags.append(flag)
            slack = self.program._slack(self.question, bit)
            self.program._row([*((flag, 1.0) for flag in flags), *slack], low=number)
        for variable, flags in spent.items():
            if len(flags) > 1:
                self.program._row([*((flag, 1.0) for flag in flags), (variable, -1.0)], high=0.0)
        return spent

    def _spread(
        self, mask: int, day: date | None, parts: int, terms: Sequence[tuple[mathopt.Variable, float]]
    ) -> None:
        """Hours of a kind are counted for the main clauses, or for one on top, or left out."""
        uses = [0, *(bit for bit in self.question.asked.separate if mask & bit)]
        row = []
        for use in uses:
            variable = self.counted[mask, day, use] = self.model.add_variable(lb=0.0)
            row.append((variable, 1.0))
        self.program._row([*row, *((v, -by) for v, by in terms)], high=float(parts))

    def _cap_days(self, cap: int, taken: Mapping[date, int]) -> None:
        """Two days side by side share a cap by the day."""
        days = sorted({day for _, day, _ in self.counted if day is not None} | set(taken))
        for day in days:
            after = day + timedelta(days=1)
            both = {day, after} if after in days else {day}
            terms = [(v, 1.0) for (_, when, _), v in self.counted.items() if when in both]
            room = cap - sum(taken.get(one, 0) for one in both)
            if terms:
                self.program._row(terms, high=float(max(0, room)))
