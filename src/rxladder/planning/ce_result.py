"""What a plan of continuing education is: frozen results that carry their reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from rxladder.facts.activities import Activity
from rxladder.planning.to_ask import ToAsk
from rxladder.rules.places import Place

PlanStatus = Literal["optimal", "infeasible"]
LeftOutWhy = Literal["lapsed", "no-date", "not-renewing"]
Unit = Literal["hours", "activities"]


@dataclass(frozen=True, slots=True)
class Serves:
    """What an activity gives to one clause of one holding, in one valid count of all hours.

    `unit` is that of the clause: where it asks for activities, this is one of them, of so many hours.
    """

    credential: str
    clause: str
    says: str
    hours: Fraction
    unit: Unit = "hours"


@dataclass(frozen=True, slots=True)
class PlannedActivity:
    """An activity that the plan chose. `by` is the last sensible day (the only one of a live activity)."""

    activity: Activity
    by: date
    serves: tuple[Serves, ...]
    because: tuple[str, ...]
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the catalogue cannot close: so much of one kind, in words ("2 hours on pharmacy law, live").

    `place` is the kind of hour, None where it is no hours that are missing; `credentials` are those that
    want it.
    """

    says: str
    amount: Fraction
    unit: Unit | Literal["other"]
    credentials: tuple[str, ...]
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class ClauseName:
    """A clause of a holding, in words."""

    credential: str
    clause: str
    says: str


@dataclass(frozen=True, slots=True)
class WhyInfeasible:
    """The smallest set of clauses that cannot be met together in time, and what would help."""

    clauses: tuple[ClauseName, ...]
    says: str
    would_help: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A holding that no plan is made for, and why."""

    credential: str
    why: LeftOutWhy


@dataclass(frozen=True, slots=True)
class NotPlanned:
    """A clause that the plan leaves out as the audit does, and why: its window is over or yet to open."""

    credential: str
    clause: str
    why: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A term that is planned for and its last day; `late`: the day to apply by is over already."""

    credential: str
    by: date
    late: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """The cheapest, then shortest, then smallest set of activities that meets every open term in time.

    With `infeasible` the activities are the best part of a plan: as little as can be stays missing, at the
    least cost. `cost_usd` is None where a chosen activity's price is not known (`unknown_prices` tells of
    how many); `known_cost_usd` is the sum of the prices that are. `to_ask` is what the plan leaves open
    however good it is.
    """

    on: date
    status: PlanStatus
    activities: tuple[PlannedActivity, ...]
    still_missing: tuple[Wanted, ...]
    why_infeasible: WhyInfeasible | None
    deadlines: tuple[Deadline, ...]
    left_out: tuple[LeftOut, ...]
    excluded: tuple[NotPlanned, ...]
    to_ask: tuple[ToAsk, ...]
    notes: tuple[str, ...]
    packs: str

    @property
    def hours(self) -> Fraction:
        """The hours of all activities."""
        return sum((one.activity.hours or Fraction(0) for one in self.activities), Fraction(0))

    @property
    def known_cost_usd(self) -> Decimal:
        """The sum of the prices that are known."""
        return sum((one.activity.cost_usd or Decimal(0) for one in self.activities), Decimal(0))

    @property
    def unknown_prices(self) -> int:
        """How many of the activities have a price that is not known."""
        return sum(one.activity.cost_usd is None for one in self.activities)

    @property
    def cost_usd(self) -> Decimal | None:
        """What the plan costs; None where a price is not known."""
        return None if self.unknown_prices else self.known_cost_usd
