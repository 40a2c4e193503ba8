"""Stock figures from movements: turnover, days on hand, expired value, par levels and ABC classes, all exact.

Formulas, over the days from the first movement to the last, both included:

* stock: what a count or opening balance says, then plus what came in and minus what went out; where nothing
  was counted first, stock begins at 0 and is taken up by as much as would else be missing, which is said;
* unit cost: the cost of the movement, else the item's last known one, else its first known one; an item
  without any is left out of every value and named;
* turnover: cost of what was used, divided by the mean value on the shelf over all days; a year's is that
  times 365 divided by the days;
* days on hand: what is on the shelf at the end, divided by what is used a day, in units; for all items, in
  cost;
* expired value: units that expired or were wasted, at their cost;
* par: the least is use a day times (days until a delivery plus days kept for safety), rounded up; the most is
  that for the days between orders on top;
* ABC: items by cost of use, the largest first; A while the items before make less than 80 % of all, B less
  than 95 %.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from typing import Literal

Kind = Literal["received", "used", "expired", "returned", "counted", "adjusted"]
Class = Literal["A", "B", "C"]

_SIGN = {"received": 1, "used": -1, "expired": -1, "returned": -1, "adjusted": 1}
_A, _B = Fraction(80, 100), Fraction(95, 100)
YEAR = 365


@dataclass(frozen=True, slots=True)
class Movement:
    """Units of an item that came or went. `counted` says what was there; `adjusted` may be negative."""

    date: date
    item: str
    kind: Kind
    quantity: Fraction
    unit_cost: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Assumptions:
    """Days from order to delivery, between orders, and of use kept for safety."""

    lead_days: int = 1
    review_days: int = 7
    safety_days: int = 2


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """One item's figures over the days. A value is None where no cost is known, a ratio where nothing was
    used or nothing lay there. `raised` is how much the stock at the start was taken up, because more went out
    than was there.
    """

    item: str
    used: Fraction
    expired: Fraction
    on_hand: Fraction
    raised: Fraction
    cost_of_use: Fraction | None
    mean_value: Fraction | None
    end_value: Fraction | None
    expired_value: Fraction | None
    turnover: Fraction | None
    days_on_hand: Fraction | None
    par_least: int
    par_most: int
    abc: Class | None


@dataclass(frozen=True, slots=True)
class Inventory:
    """All figures from `first` to `last`. Sums are over the items with a cost; `unpriced` are the others."""

    first: date
    last: date
    items: tuple[ItemFigures, ...]
    cost_of_use: Fraction
    mean_value: Fraction
    end_value: Fraction
    expired_value: Fraction
    turnover: Fraction | None
    turnover_a_year: Fraction | None
    days_on_hand: Fraction | None
    unpriced: tuple[str, ...]
    value_by_day: tuple[tuple[date, Fraction], ...]

    @property
    def days(self) -> int:
        """How many days the figures cover."""
        return (self.last - self.first).days + 1

    @property
    def raised(self) -> tuple[ItemFigures, ...]:
        """The items of which more went out than was there."""
        return tuple(one for one in self.items if one.raised)


@dataclass(frozen=True, slots=True)
class _Item:
    """What is known of an item before it is set beside the others; stock and value at each day's end."""

    name: str
    used: Fraction
    expired: Fraction
    raised: Fraction
    cost_of_use: Fraction | None
    expired_value: Fraction | None
    stock: tuple[Fraction, ...]
    value: tuple[Fraction, ...] | None


def figures(movements: Sequence[Movement], assumed: Assumptions) -> Inventory | None:
    """The figures of movements in any order; None where there is none. Of one day a count comes first."""
    if not movements:
        return None
    first, last = min(one.date for one in movements), max(one.date for one in movements)
    days = (last - first).days + 1
    by_item: dict[str, list[Movement]] = {}
    for one in movements:
        by_item.setdefault(one.item, []).append(one)
    items = [_item(name, _ordered(own), first, days) for name, own in by_item.items()]
    classes = _classes(items)
    found = tuple(_figures(item, days, assumed, classes) for item in items)
    return _together(first, last, items, tuple(sorted(found, key=_by_use)))


def _ordered(movements: Iterable[Movement]) -> list[Movement]:
    return sorted(movements, key=lambda one: (one.date, one.kind != "counted"))


def _by_use(item: ItemFigures) -> tuple[bool, Fraction, str]:
    return item.cost_of_use is None, -(item.cost_of_use or Fraction(0)), item.item


# --- One item


def _item(name: str, movements: Sequence[Movement], first: date, days: int) -> _Item:
    costs = _costs(movements)
    raised = _missing(movements)
    stock, steps = raised, {}
    for one in movements:
        stock = one.quantity if one.kind == "counted" else stock + _SIGN[one.kind] * one.quantity
        steps[(one.date - first).days] = stock
    # Before a first count nothing is known better than what was counted.
    opening = next((one.quantity for one in movements[:1] if one.kind == "counted"), raised)
    levels = _levels(steps, opening, days)
    values = None
    if costs is not None:
        by_day = {(one.date - first).days: cost for one, cost in zip(movements, costs, strict=True)}
        prices = _levels(by_day, costs[0], days)
        values = tuple(level * price for level, price in zip(levels, prices, strict=True))
    return _Item(
        name,
        _sum(movements, "used"),
        _sum(movements, "expired"),
        raised,
        _cost(movements, costs, "used"),
        _cost(movements, costs, "expired"),
        levels,
        values,
    )


def _levels(steps: Mapping[int, Fraction], opening: Fraction, days: int) -> tuple[Fraction, ...]:
    level, found = opening, []
    for day in range(days):
        level = steps.get(day, level)
        found.append(level)
    return tuple(found)


def _missing(movements: Sequence[Movement]) -> Fraction:
    """How much had to be there at the start, before anything was counted, for nothing to go below 0."""
    stock = lowest = Fraction(0)
    for one in movements:
        if one.kind == "counted":
            break
        stock += _SIGN[one.kind] * one.quantity
        lowest = min(lowest, stock)
    return -lowest


def _costs(movements: Sequence[Movement]) -> list[Fraction] | None:
    """The unit cost at each movement; None where none is known at all."""
    known = next((one.unit_cost for one in movements if one.unit_cost is not None), None)
    if known is None:
        return None
    found: list[Fraction] = []
    for one in movements:
        known = known if one.unit_cost is None else one.unit_cost
        found.append(known)
    return found


def _sum(movements: Sequence[Movement], kind: Kind) -> Fraction:
    return sum((one.quantity for one in movements if one.kind == kind), Fraction(0))


def _cost(movements: Sequence[Movement], costs: list[Fraction] | None, kind: Kind) -> Fraction | None:
    if costs is None:
        return None
    pairs = zip(movements, costs, strict=True)
    return sum((one.quantity * cost for one, cost in pairs if one.kind == kind), Fraction(0))


# --- Beside the others


def _classes(items: Sequence[_Item]) -> dict[str, Class]:
    priced = [item for item in items if item.cost_of_use]
    total = sum((item.cost_of_use or Fraction(0) for item in priced), Fraction(0))
    before = Fraction(0)
    found: dict[str, Class] = {item.name: "C" for item in items if item.cost_of_use == 0}
    for item in sorted(priced, key=lambda one: (-(one.cost_of_use or Fraction(0)), one.name)):
        found[item.name] = "A" if before < _A * total else "B" if before < _B * total else "C"
        before += item.cost_of_use or Fraction(0)
    return found


def _figures(item: _Item, days: int, assumed: Assumptions, classes: Mapping[str, Class]) -> ItemFigures:
    a_day = item.used / days
    mean_value = None if item.value is None else sum(item.value, Fraction(0)) / days
    return ItemFigures(
        item=item.name,
        used=item.used,
        expired=item.expired,
        on_hand=item.stock[-1],
        raised=item.raised,
        cost_of_use=item.cost_of_use,
        mean_value=mean_value,
        end_value=None if item.value is None else item.value[-1],
        expired_value=item.expired_value,
        turnover=item.cost_of_use / mean_value if mean_value and item.cost_of_use is not None else None,
        days_on_hand=item.stock[-1] / a_day if a_day else None,
        par_least=ceil(a_day * (assumed.lead_days + assumed.safety_days)),
        par_most=ceil(a_day * (assumed.lead_days + assumed.safety_days + assumed.review_days)),
        abc=classes.get(item.name),
    )


def _together(first: date, last: date, items: Sequence[_Item], found: tuple[ItemFigures, ...]) -> Inventory:
    days = (last - first).days + 1
    values = [item.value for item in items if item.value is not None]
    by_day = [sum((value[day] for value in values), Fraction(0)) for day in range(days)]
    cost = sum((one.cost_of_use or Fraction(0) for one in found), Fraction(0))
    mean = sum(by_day, Fraction(0)) / days
    turnover = cost / mean if mean else None
    return Inventory(
        first=first,
        last=last,
        items=found,
        cost_of_use=cost,
        mean_value=mean,
        end_value=by_day[-1],
        expired_value=sum((one.expired_value or Fraction(0) for one in found), Fraction(0)),
        turnover=turnover,
        turnover_a_year=turnover * YEAR / days if turnover is not None else None,
        days_on_hand=by_day[-1] / (cost / days) if cost else None,
        unpriced=tuple(one.item for one in found if one.mean_value is None),
        value_by_day=tuple((first + timedelta(day), value) for day, value in enumerate(by_day)),
    )
