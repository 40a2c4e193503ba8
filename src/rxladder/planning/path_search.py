"""The solver on a program: one thing after another is made as small as can be, within a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rxladder.planning.path_model import Expression, Program, Solution

_PARAMETERS: Mapping[str, int] = {"cp_model_probing_level": 0, "symmetry_level": 0}
"""Programs are small and solved in some ten milliseconds, which these two would double."""


@dataclass(slots=True)
class Clock:
    """How long the solver may take in all, and has taken, in its own seconds.

    They come near those of a processor; no busy machine makes them longer, so the same question always gives
    the same answer.
    """

    seconds: float
    solver: float = 0.0

    @property
    def left(self) -> float:
        """The seconds that are left."""
        return max(0.05, self.seconds - self.solver)


class Search:
    """One program, made small in one thing after another."""

    def __init__(self, program: Program, clock: Clock) -> None:
        self.program, self.clock = program, clock
        self.gap = 0.0
        self.found: Any = None

    def least(self, goal: Expression, *, seconds: float | None = None, told: bool = True) -> int | None:
        """Make something as small as can be and keep it so; None where there is no path at all.

        What was not proven in time goes on as it was found, and `gap` says how far off it may be, if that is
        `told`. The first path of all is looked for until there is one.
        """
        from ortools.sat.python import cp_model

        model = self.program.model
        model.minimize(goal)
        solver = self._solver(min(self.clock.left, seconds or self.clock.left))
        status = solver.solve(model)
        self.clock.solver += solver.response_proto.deterministic_time
        if status == cp_model.UNKNOWN and self.found is None:
            solver = self._solver(None)
            status = solver.solve(model)
        if status == cp_model.INFEASIBLE:
            return None
        if status == cp_model.UNKNOWN:
            self.gap = 1.0 if told else self.gap
            return int(self.found.value(goal))
        return self._keep(goal, solver, told and status != cp_model.OPTIMAL)

    def _solver(self, seconds: float | None) -> Any:
        """A solver that answers alike when asked alike; without a limit it stops at the first path."""
        from ortools.sat.python import cp_model

        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 7
        for name, value in _PARAMETERS.items():
            setattr(solver.parameters, name, value)
        if seconds is None:
            solver.parameters.stop_after_first_solution = True
        else:
            solver.parameters.max_deterministic_time = seconds
        return solver

    def _keep(self, goal: Expression, solver: Any, off: bool) -> int:
        self.found = solver
        value = int(solver.value(goal))
        if off:
            self.gap = max(self.gap, (value - solver.best_objective_bound) / max(1, abs(value)))
        self.program.model.add(goal <= value)
        self._hint()
        return value

    def keep_choice(self) -> None:
        """Keep which steps are taken as it was found; their days stay open."""
        for step in self.program.steps.values():
            self.program.model.add(step.taken == self.found.value(step.taken))

    def _hint(self) -> None:
        model, solver = self.program.model, self.found
        assert solver is not None
        model.clear_hints()
        for index in range(len(model.proto.variables)):
            variable = model.get_int_var_from_proto_index(index)
            model.add_hint(variable, solver.value(variable))

    def bound(self, expression: Expression, most: int) -> None:
        """Keep something no greater than that."""
        self.program.model.add(expression <= most)

    def solution(self) -> Solution:
        """What was found last."""
        program, solver = self.program, self.found
        assert solver is not None
        steps = {
            id_: (solver.value(step.start), solver.value(step.end))
            for id_, step in program.steps.items()
            if solver.value(step.taken)
        }
        return Solution(
            steps=steps,
            study_from={id_: solver.value(start) for id_, start in program.block_starts.items()},
            finish=solver.value(program.finish),
            doubts=solver.value(program.doubts()),
            unknown_prices=solver.value(program.unknown_prices()),
            cents=solver.value(program.cents()),
            minutes=solver.value(program.minutes()),
            gained_due=self._gained_due(),
            gap=self.gap,
        )

    def _gained_due(self) -> dict[str, int]:
        assert self.found is not None
        found: dict[str, int] = {}
        for one, due, _ in self.program._due[len(self.program.renewals) :]:
            id_ = f"holding:{one.credential}"
            found[id_] = found.get(id_, 0) + self.found.value(due)
        return found
