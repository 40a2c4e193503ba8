"""Quality projects as a part of a person's record: an aim, a measure with its points, changes and PDSA
cycles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from rxladder.facts.language import gettext as _

DataKind = Literal["share", "rate", "count", "single"]
"""share: so many of so many; rate: events over an area of opportunity; count: events in equal areas; single:
a measurement."""
Better = Literal["lower", "higher"]
Decision = Literal["adopt", "adapt", "abandon"]

MOST_POINTS = 2_000
MOST_AMOUNT = 1_000_000_000
MOST_PER = 1_000_000
_Day = date  # where a field is called `date`


@dataclass(frozen=True, slots=True)
class Point:
    """What was found on a day, or in the week or month that it begins: `amount`, `of` so many or so much."""

    date: _Day
    amount: Fraction
    of: Fraction | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """Something done differently from a day on; with `new_limits` the chart reckons anew from there."""

    date: _Day
    what: str
    new_limits: bool = False


@dataclass(frozen=True, slots=True)
class Cycle:
    """One round of plan, do, study, act: what was written for each, and the day it was done."""

    title: str
    plan: str = ""
    planned: date | None = None
    do: str = ""
    done: date | None = None
    study: str = ""
    studied: date | None = None
    act: str = ""
    acted: date | None = None
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured. `of` names what `Point.of` counts, `unit` a measurement's unit; a rate is told `per`
    so many of `of`. `goal` is in the unit that the chart shows: percent, per so many, or the measurement's
    own."""

    what: str
    data: DataKind
    of: str = ""
    unit: str = ""
    per: int = 1
    better: Better | None = None
    goal: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """One quality project. Limits come from the points up to `baseline_until`, where that is given."""

    title: str
    aim: str = ""
    started: date | None = None
    ended: date | None = None
    learned: str = ""
    measure: Measure | None = None
    baseline_until: date | None = None
    points: tuple[Point, ...] = ()
    changes: tuple[Change, ...] = ()
    cycles: tuple[Cycle, ...] = ()


def what_is_wrong(data: DataKind, amount: Fraction, of: Fraction | None) -> tuple[str, str] | None:
    """The field (`amount` or `of`) of a point that cannot be, and why; None where the point can be."""
    if data == "single":
        return None if of is None else ("of", _("a measurement takes no total"))
    if amount < 0 or amount.denominator != 1:
        return "amount", _("a count must be a whole number, 0 or more")
    if data == "count":
        return (
            None
            if of is None
            else ("of", _("counts where the amount checked is always the same take no total"))
        )
    if of is None:
        return "of", _("the total it is out of is missing")
    if of <= 0:
        return "of", _("the total it is out of must be more than 0")
    if data == "share" and of.denominator != 1:
        return "of", _("the total must be a whole number")
    if data == "share" and amount > of:
        return "amount", _("the count cannot be more than the total")
    return None
