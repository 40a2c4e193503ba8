"""The counting problem that a reading of the rules poses over the credits of a ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from rxladder.facts.days import ONE_DAY
from rxladder.rules.counting import Asked, Open, count
from rxladder.rules.ledger import Ledger, Row, kinds_of
from rxladder.rules.sheets import Instance, Spot
from rxladder.rules.wants import Demand, Reading, Want


def reading_of(demand: Demand, ledger: Ledger, ignored: int) -> Reading:
    """A leaf's clauses spread over their instances; those of the mask `ignored` are left out."""
    key = (ledger.sheet.layout, ignored)
    found = demand.readings.get(key)
    if found is None:
        found = demand.readings[key] = _reading(demand, ledger, ignored)
    return found


def _reading(demand: Demand, ledger: Ledger, ignored: int) -> Reading:
    found = Reading(demand, {}, {}, {}, {}, {}, False)
    for instance in ledger.instances:
        want = demand.wants.get(instance.position)
        if want is None or instance.bit & ignored:
            continue
        found.uncomputed = found.uncomputed or want.uncomputed is not None
        if instance.is_cap and want.waived_by:
            continue  # what was capped counts in full
        if not instance.clause.per_day:
            _kind(found, instance, want)[instance.bit] = want.at(instance.span)
            if want.separate and instance.of_activities:
                found.on_top[instance.bit] = want.at(instance.span)
    return found


def _kind(reading: Reading, instance: Instance, want: Want) -> dict[int, Fraction]:
    if instance.of_activities:
        return reading.activities
    if instance.is_cap:
        return reading.caps
    return reading.separate if want.separate else reading.minimums


def widest(readings: Sequence[Reading]) -> Reading:
    """One reading that asks the most of every clause that any of them asks."""
    if len(readings) == 1:
        return readings[0]
    wants: dict[int, Want] = {}
    found = Reading(replace(readings[0].demand, wants=wants), {}, {}, {}, {}, {}, readings[0].uncomputed)
    for reading in readings:
        for position, want in reading.demand.wants.items():
            known = wants.get(position)
            if known is None or want.most > known.most:
                wants[position] = want
        for name in ("minimums", "caps", "separate", "activities", "on_top"):
            merged: dict[int, Fraction] = getattr(found, name)
            for bit, amount in getattr(reading, name).items():
                merged[bit] = max(amount, merged.get(bit, amount))
    return found


class View(NamedTuple):
    """How generously to read the credits: which of the uncertain places count for minimums."""

    asked: bool
    open: bool

    def mask(self, spot: Spot, caps: int) -> int:
        """The instances that a credit falls under; where unsure, caps bind when minimums do not count."""
        if not (spot.asked or spot.open):
            return spot.sure
        unsure = (spot.asked if self.asked else 0) | (spot.open if self.open else 0)
        missed = (0 if self.asked else spot.asked) | (0 if self.open else spot.open)
        return spot.sure | (unsure & ~caps) | (missed & caps)

    def masks(self, spot: Spot, caps: int, wanted: int) -> tuple[int, ...]:
        """The instances, of those wanted, that a credit falls under; each in turn where it may be either."""
        if not (self.asked and spot.ways):
            return (self.mask(spot, caps) & wanted,)
        every = {(sure | (open_ & (~caps if self.open else caps))) & wanted for sure, open_ in spot.ways}
        return tuple(
            sorted(mask for mask in every if not any(_serves_more(one, mask, caps) for one in every))
        )

    def number(self, rows: Sequence[Row], bit: int, among: Iterable[Spot] | None = None) -> int:
        """How many of the rows fall under an instance; `among` are all their spots, where these are known."""
        spots = {row.spot for row in rows} if among is None else among
        under = [spot for spot in spots if self.mask(spot, 0) & bit]
        return sum(row.spot in under for row in rows) if under else 0


def _serves_more(one: int, other: int, caps: int) -> bool:
    """Whether to fall under one mask is as good as under another, and not the same."""
    return one != other and not (other & ~caps & ~one) and not (one & caps & ~other)


SURE, ALL_GRANTED = View(False, False), View(True, True)
ASKED_GRANTED, OPEN_GRANTED = View(True, False), View(False, True)


def measure(ledger: Ledger, demands: Sequence[Demand]) -> None:
    """Give the ledger a unit in which every amount in it and asked of it is an integer."""
    ledger.measure_in({ledger.carried.denominator}.union(*[demand.denominators for demand in demands]))


def posed(reading: Reading, ledger: Ledger, rows: Sequence[Row], view: View, *, edge: bool = False) -> Open:
    """What a reading asks of some rows, and what they count; kept for as long as the ledger."""
    if not ledger.uncertain:
        view = SURE
    key = (id(reading), rows is ledger.done, view, edge)
    found = ledger.problems.get(key)
    if found is None:
        asked = asked_of(reading, ledger, rows, view, edge=edge)
        # The reading is kept with its problem, so that no other can take over its id.
        found = ledger.problems[key] = reading, Open(asked, count(asked))
    return found[1]


def asked_of(
    reading: Reading, ledger: Ledger, rows: Sequence[Row], view: View, *, edge: bool = False
) -> Asked:
    """What a reading asks of some rows. With `edge`, two days side by side share a daily cap."""
    minimums, caps, separate, cap_bits, wanted = reading.in_unit(ledger.unit)
    if reading.on_top:
        spent = spent_on_top(reading, rows, view, wanted)
        rows = [row for k, row in enumerate(rows) if k not in spent]
    days = _daily_caps(reading, ledger, rows, view, edge=edge) if ledger.sheet.daily else []
    hours: dict[int, int] = {}
    either: dict[tuple[int, ...], int] = {}
    if days:
        _take_rows(hours, either, rows, [view.masks(row.spot, cap_bits, wanted) for row in rows], days)
    else:
        kinds = ledger.kinds if rows is ledger.done else kinds_of(rows)
        for spot, amount in kinds.items():
            if spot.ways:
                _take(hours, either, view.masks(spot, cap_bits, wanted), amount)
            elif mask := view.mask(spot, cap_bits) & wanted:
                hours[mask] = hours.get(mask, 0) + amount
    if ledger.carried and (view.open or ledger.carried_surely):
        total = ledger.sheet.total_bits & wanted
        hours[total] = hours.get(total, 0) + ledger.parts(ledger.carried)
    if days:
        caps = {**caps, **{bit: cap for bit, cap, _members in days}}
    return Asked(hours, minimums, caps, separate, either)


def _take(
    hours: dict[int, int], either: dict[tuple[int, ...], int], masks: tuple[int, ...], amount: int
) -> None:
    """Add hours by the instances that they fall under, or by those of which they fall under one."""
    if len(masks) > 1:
        either[masks] = either.get(masks, 0) + amount
    elif masks[0]:
        hours[masks[0]] = hours.get(masks[0], 0) + amount


def _take_rows(
    hours: dict[int, int],
    either: dict[tuple[int, ...], int],
    rows: Sequence[Row],
    masks: Sequence[tuple[int, ...]],
    days: Sequence[_DailyCap],
) -> None:
    """Add the hours of rows where days matter, by the instances and the daily caps that they fall under."""
    for row, each in zip(rows, masks, strict=True):
        capped = sum(bit for bit, _cap, members in days if row.credit.date in members)
        _take(hours, either, tuple(mask | capped if mask else 0 for mask in each), row.parts)


def spent_on_top(reading: Reading, rows: Sequence[Row], view: View, wanted: int) -> set[int]:
    """The rows (by number) spent on activities on top: those that give the least to anything else.

    That is first what serves nothing else, then the shortest. Where a clause on top and others overlap in
    more than the total, another choice could give more; no pack has such a clause.
    """
    spent: set[int] = set()
    for bit, amount in reading.on_top.items():
        serving = sorted(
            (row.parts if view.mask(row.spot, 0) & wanted else 0, k)
            for k, row in enumerate(rows)
            if row.spot.sure & bit and k not in spent
        )
        spent.update(k for _, k in serving[: ceil(amount)])
    return spent


_DailyCap = tuple[int, int, frozenset[date]]


def _daily_caps(
    reading: Reading, ledger: Ledger, rows: Sequence[Row], view: View, *, edge: bool
) -> list[_DailyCap]:
    """A cap for each day (or two days side by side) that has more hours than a daily cap allows."""
    found: list[_DailyCap] = []
    bit = 1 << len(ledger.instances)
    for instance in ledger.instances:
        want = reading.demand.wants.get(instance.position)
        if not instance.clause.per_day or want is None or want.waived_by:
            continue
        cap = ledger.parts(want.amount)
        sums: dict[date, int] = {}
        for row in rows:
            if view.mask(row.spot, 0) & instance.bit:
                sums[row.credit.date] = sums.get(row.credit.date, 0) + row.parts
        for members in _day_groups(sums, edge=edge):
            if sum(sums[day] for day in members) > cap:
                found.append((bit, cap, members))
                bit <<= 1
    return found


def _day_groups(sums: Mapping[date, int], *, edge: bool) -> Iterator[frozenset[date]]:
    for day in sums:
        after = day + ONE_DAY
        yield frozenset({day, after}) if edge and after in sums else frozenset({day})
