"""The rows of a question where hours can be in one another's way: they are counted as the audit counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from rxladder.planning.board import Question
from rxladder.planning.ce_rows import Rows

if TYPE_CHECKING:
    # Loaded when a program is made: the pages that show a plan from before need no solver, and start without.
    from ortools.math_opt.python import mathopt


class Count:
    """How many hours of each kind are counted, and for what. `by_day`: caps by the day are heeded."""

    def __init__(self, rows: Rows, question: Question, *, by_day: bool) -> None:
        self.rows, self.question = rows, question
        self.board, self.model = rows.board, rows.model
        self.counted: dict[tuple[int, date | None, int], mathopt.Variable] = {}
        self.daily = question.day_cap if by_day else None

    def ask(self) -> None:
        """Add the rows."""
        asked = self.question.asked
        for (mask, day), (parts, terms) in self._kinds().items():
            self._spread(mask, day, parts, terms)
        for bit, need in (*asked.minimums.items(), *asked.separate.items()):
            if need > 0 and self.rows.asks(self.question, bit):
                use = bit if bit in asked.separate else 0
                terms = [(v, 1.0) for (m, _, u), v in self.counted.items() if m & bit and u == use]
                self.rows.row([*terms, *self.rows.slack(self.question, bit)], low=float(need))
        for bit, cap in asked.caps.items():
            terms = [(v, 1.0) for (m, _, use), v in self.counted.items() if m & bit and use == 0]
            self.rows.row(terms, high=float(cap))
        if self.daily is not None:
            self._cap_days(self.daily, self.board.registered[self.question.term])

    def _kinds(self) -> dict[tuple[int, date | None], tuple[int, list[tuple[mathopt.Variable, float]]]]:
        """The hours by kind (and by day, where that matters): those there are, and the choices."""
        term = self.question.term
        found: dict[tuple[int, date | None], tuple[int, list[tuple[mathopt.Variable, float]]]] = {
            (mask, None): (parts, []) for mask, parts in self.question.asked.hours.items()
        }
        spent = self._spent()
        for choice, variable in self.rows.all():
            own = self.board.own
            mask = self.question.mask(own(choice.option.sure, term), own(choice.option.possible, term))
            if mask:
                day = choice.option.day if self.daily is not None and choice.option.tight else None
                terms = found.setdefault((mask, day), (0, []))[1]
                parts = float(self.question.worth(choice.offer.parts))
                terms.append((variable, parts))
                terms += [(flag, -parts) for flag in spent.get(variable, ())]
        for extra, variable in zip(self.rows.extras, self.rows.more, strict=True):
            mask = self.question.mask(own_ := self.board.own(extra.sure, term), own_)
            if mask:
                found.setdefault((mask, None), (0, []))[1].append((variable, 1.0))
        return found

    def _spent(self) -> dict[mathopt.Variable, list[mathopt.Variable]]:
        """Activities whose hours go to a clause on top that counts activities, and to nothing else."""
        spent: dict[mathopt.Variable, list[mathopt.Variable]] = {}
        for bit, number in self.question.on_top.items():
            flags = []
            for _, variable in self.rows.serving(self.question.term, bit):
                flag = self.model.add_binary_variable()
                self.rows.row(((flag, 1.0), (variable, -1.0)), high=0.0)
                spent.setdefault(variable, []).append(flag)
                flags.append(flag)
            slack = self.rows.slack(self.question, bit)
            self.rows.row([*((flag, 1.0) for flag in flags), *slack], low=number)
        for variable, flags in spent.items():
            if len(flags) > 1:
                self.rows.row([*((flag, 1.0) for flag in flags), (variable, -1.0)], high=0.0)
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
        self.rows.row([*row, *((v, -by) for v, by in terms)], high=float(parts))

    def _cap_days(self, cap: int, taken: Mapping[date, int]) -> None:
        """Two days side by side share a cap by the day."""
        days = sorted({day for _, day, _ in self.counted if day is not None} | set(taken))
        for day in days:
            after = day + timedelta(days=1)
            both = {day, after} if after in days else {day}
            terms = [(v, 1.0) for (_, when, _), v in self.counted.items() if when in both]
            room = cap - sum(taken.get(one, 0) for one in both)
            if terms:
                self.rows.row(terms, high=float(max(0, room)))
