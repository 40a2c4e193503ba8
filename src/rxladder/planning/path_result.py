"""What a path is: frozen results that carry their reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from rxladder.career.record import Credit, PathName, PlannedStep, StepKind
from rxladder.planning.to_ask import ToAsk

Constraint = Literal["budget_usd_per_month", "study_hours_per_week", "horizon_months"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: from the day it starts to the day it is done (of work: the day it is left).

    `cost_usd` is None where no price was read; it is paid on the day of the start. `study_from` and
    `study_until` are the days that its hours of study take, the last one exclusive. `needs` are the ids of
    the steps that must come before. `doubt`: only an authority, or an answer out of reach, would settle it.
    """

    id: str
    kind: StepKind
    what: str
    says: str
    starts: date
    ends: date
    cost_usd: Decimal | None
    study_hours: Fraction
    needs: tuple[str, ...]
    study_from: date | None = None
    study_until: date | None = None
    authority: str = ""
    workplace: str | None = None
    hours_per_week: Fraction | None = None
    doubt: bool = False
    next_ends: date | None = None
    credit: Credit | None = None
    assumes: tuple[str, ...] = ()


def takes_effect(step: Step | PlannedStep) -> date:
    """The day on which a step takes effect: work and a renewal as they start, all else as it ends."""
    return step.starts if step.kind in ("work", "renewal") else step.ends


@dataclass(frozen=True, slots=True)
class Path:
    """One way to the goal. `gap`: how far it may be from the best, as a share; 0 where proven the best."""

    name: PathName
    finish: date
    gap: float
    steps: tuple[Step, ...]

    @property
    def known_cost_usd(self) -> Decimal:
        """The prices that are known, together."""
        return sum((step.cost_usd or Decimal(0) for step in self.steps), Decimal(0))

    @property
    def unknown_prices(self) -> int:
        """How many steps have no known price."""
        return sum(step.cost_usd is None for step in self.steps)

    @property
    def cost_usd(self) -> Decimal | None:
        """What it costs; None where a price is not known."""
        return None if self.unknown_prices else self.known_cost_usd

    @property
    def study_hours(self) -> Fraction:
        """All hours of study."""
        return sum((step.study_hours for step in self.steps), Fraction(0))

    @property
    def doubts(self) -> tuple[Step, ...]:
        """The steps that must turn out well for the path to hold, and that no one here can tell."""
        return tuple(step for step in self.steps if step.doubt)


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something taken to be so for want of a source, and why."""

    id: str
    says: str
    why: str


@dataclass(frozen=True, slots=True)
class Relax:
    """A limit that is too tight: what it is, and what it would have to be."""

    constraint: Constraint
    have: Fraction
    needed: Fraction
    says: str


@dataclass(frozen=True, slots=True)
class NoPath:
    """Why there is no path: tests that nothing here can meet, or limits that are too tight.

    `relax` are limits of which any one would do, or with `together` all of them.
    """

    says: str
    blockers: tuple[str, ...] = ()
    relax: tuple[Relax, ...] = ()
    together: bool = False


@dataclass(frozen=True, slots=True)
class Paths:
    """The whole answer: three paths, or why there is none.

    `ask_first`: those of the notes that may make a path needless. `to_ask` is what only authorities can tell,
    whatever way is taken.
    """

    on: date
    goal: str
    goal_says: str
    paths: tuple[Path, ...]
    why_not: NoPath | None
    assumptions: tuple[Assumption, ...]
    notes: tuple[str, ...]
    packs: str
    ask_first: tuple[str, ...] = ()
    to_ask: tuple[ToAsk, ...] = ()
