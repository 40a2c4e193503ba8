"""What one wishes for at work, what one earns, and the places that one went to see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Wish = Literal["yes", "no"]
VisitKind = Literal["rotation", "shadowing"]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part of a fit counts: 0 not at all, 1 as usual, up to 3."""

    skills: int = 1
    credentials: int = 1
    experience: int = 1
    shifts: int = 1
    patients: int = 1
    sterile: int = 1
    remote: int = 1
    pay: int = 1


@dataclass(frozen=True, slots=True)
class Wishes:
    """What one wants of a place of work; None where it is all the same.

    `shifts`, `patients`, `sterile` and `remote` say whether one wants that; `least_usd` is an hour's pay.
    """

    shifts: Wish | None = None
    patients: Wish | None = None
    sterile: Wish | None = None
    remote: Wish | None = None
    least_usd: Decimal | None = None
    weights: Weights = Weights()


@dataclass(frozen=True, slots=True)
class Visit:
    """A rotation, or a day beside somebody: at a kind of workplace, with whom, and what came of it.

    It is planned until it is `done`. Its hours are no work: no rule counts them.
    """

    kind: VisitKind
    workplace: str
    starts: date
    ends: date | None = None
    hours: Fraction | None = None
    where: str = ""
    people: str = ""
    done: bool = False
    learned: str = ""

    @property
    def last_day(self) -> date:
        """The day on which it ends."""
        return self.ends or self.starts


@dataclass(frozen=True, slots=True)
class Exploring:
    """All of it; `usd_per_hour` is what one earns."""

    wishes: Wishes = Wishes()
    usd_per_hour: Decimal | None = None
    visits: tuple[Visit, ...] = ()
