"""One holding judged: each way that open questions may turn out, and what follows from all of them.

An `Outcome` belongs to one leaf of the demands: `met`, `short`, or in between where credits are silent on
an axis (`unknown`) or where only the authority could tell (`check`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Literal

from rxladder.rules.counting import Amount, Asked, Open, count, least_new
from rxladder.rules.demands import Demand, Want
from rxladder.rules.ledger import Instance, Ledger, Row
from rxladder.rules.rulebook import Rulebook

Outcome = Literal["met", "check", "unknown", "short"]
_ORDER: tuple[Outcome, ...] = ("met", "check", "unknown", "short")


@dataclass(slots=True)
class Reading:
    """What one leaf asks of the ledger: the amount by instance bit, in hours or activities."""

    demand: Demand
    minimums: dict[int, Fraction]
    caps: dict[int, Fraction]
    separate: dict[int, Fraction]
    activities: dict[int, Fraction]
    uncomputed: bool


def reading_of(demand: Demand, ledger: Ledger, ignored: Callable[[Instance], bool]) -> Reading:
    """A leaf's clauses spread over their instances; `ignored` ones (not open yet) are left out."""
    found = Reading(demand, {}, {}, {}, {}, False)
    for instance in ledger.instances:
        want = demand.wants.get(instance.position)
        if want is None or ignored(instance):
            continue
        found.uncomputed = found.uncomputed or want.uncomputed is not None
        if not instance.clause.per_day:
            _kind(found, instance, want)[instance.bit] = want.amount
    return found


def _kind(reading: Reading, instance: Instance, want: Want) -> dict[int, Fraction]:
    clause = instance.clause
    if clause.unit == "activities":
        return reading.activities
    if clause.at_most is not None or clause.at_most_share is not None:
        return reading.caps
    return reading.separate if want.separate else reading.minimums


@dataclass(frozen=True, slots=True)
class View:
    """How generously to read the credits: which of the uncertain places count for minimums."""

    asked: bool
    open: bool

    def mask(self, row: Row, caps: int) -> int:
        """The instances that a row falls under; where unsure, caps bind when minimums do not count."""
        unsure = (row.asked if self.asked else 0) | (row.open if self.open else 0)
        missed = (0 if self.asked else row.asked) | (0 if self.open else row.open)
        return row.sure | (unsure & ~caps) | (missed & caps)


SURE, ALL_GRANTED = View(False, False), View(True, True)
ASKED_GRANTED, OPEN_GRANTED = View(True, False), View(False, True)


class Scale:
    """A common unit in which all amounts are integers: `unit` parts make an hour."""

    def __init__(self, amounts: Iterable[Fraction]) -> None:
        self.unit = lcm(*(amount.denominator for amount in amounts))

    def parts(self, amount: Fraction) -> int:
        """An amount in parts; it must be one that the scale was made for."""
        return amount.numerator * (self.unit // amount.denominator)

    def hours(self, parts: Amount) -> Fraction:
        """Parts as hours."""
        return Fraction(parts) / self.unit


def scale_for(ledger: Ledger, readings: Sequence[Reading]) -> Scale:
    """A scale for everything in a ledger and what is asked of it."""
    amounts = [row.hours for row in ledger.rows]
    amounts.append(ledger.carried)
    for reading in readings:
        for part in (reading.minimums, reading.caps, reading.separate):
            amounts += part.values()
    amounts += [clause.at_most for clause in ledger.requirement.clauses if clause.per_day and clause.at_most]
    return Scale(amounts)


def asked_of(
    reading: Reading, ledger: Ledger, scale: Scale, rows: Sequence[Row], view: View, *, edge: bool = False
) -> Asked:
    """The counting problem of one reading over some rows. `edge`: two days side by side share a daily cap."""
    caps = {bit: scale.parts(amount) for bit, amount in reading.caps.items()}
    cap_bits = 0
    for bit in caps:
        cap_bits |= bit
    minimums = {bit: scale.parts(amount) for bit, amount in reading.minimums.items()}
    separate = {bit: scale.parts(amount) for bit, amount in reading.separate.items() if amount}
    wanted = cap_bits
    for bit in (*minimums, *separate):
        wanted |= bit
    hours: dict[int, int] = {}
    days = _daily_caps(ledger, reading, scale, rows, edge=edge)
    for row in rows:
        mask = (row.sure if not (row.asked or row.open) else view.mask(row, cap_bits)) & wanted
        if mask:
            for bit, _cap, members in days:
                if row.credit.date in members:
                    mask |= bit
            hours[mask] = hours.get(mask, 0) + scale.parts(row.hours)
    if ledger.carried and (view.open or ledger.carried_surely):
        total = sum(i.bit for i in ledger.instances if i.id == "total") & wanted
        hours[total] = hours.get(total, 0) + scale.parts(ledger.carried)
    caps.update((bit, cap) for bit, cap, _members in days)
    return Asked(hours, minimums, caps, separate)


def _daily_caps(  # type: ignore[no-untyped-def]
    ledger: Ledger, reading: Reading, scale: Scale, rows: Sequence[Row], *, edge: bool
):
    """A cap for each day (or pair of days side by side) that has more than a daily cap allows."""
    found = []
    bit = 1 << len(ledger.instances)
    for instance in ledger.instances:
        if not instance.clause.per_day or instance.position not in reading.demand.wants:
            continue
        cap = scale.parts(reading.demand.wants[instance.position].amount)
        sums: dict[object, int] = {}
        for row in rows:
            if row.sure & instance.bit:
                sums[row.credit.date] = sums.get(row.credit.date, 0) + scale.parts(row.hours)
        for members in _day_groups(sums, edge=edge):
            if sum(sums[day] for day in members) > cap:
                found.append((bit, cap, members))
                bit <<= 1
    return found


def _day_groups(sums: Mapping[object, int], *, edge: bool):  # type: ignore[no-untyped-def]
    for day in sums:
        if not edge:
            yield {day}
        elif (after := day.fromordinal(day.toordinal() + 1)) in sums:  # type: ignore[attr-defined]
            yield {day, after}
        else:
            yield {day}


def outcome(reading: Reading, ledger: Ledger, scale: Scale, rows: Sequence[Row]) -> Outcome:
    """Whether the rows satisfy a reading, and if that is unsure, who could tell."""
    if reading.demand.keeps is False or not _satisfied(reading, ledger, scale, rows, ALL_GRANTED):
        return "short"
    if ledger.uncertain:
        if not _satisfied(reading, ledger, scale, rows, OPEN_GRANTED):
            return "unknown"
        if not _satisfied(reading, ledger, scale, rows, SURE):
            return "check"
    if any(clause.per_day for clause in ledger.requirement.clauses):
        if not _satisfied(reading, ledger, scale, rows, SURE, edge=True):
            return "check"
    return "check" if reading.uncomputed else "met"


def _satisfied(
    reading: Reading, ledger: Ledger, scale: Scale, rows: Sequence[Row], view: View, *, edge: bool = False
) -> bool:
    for bit, wanted in reading.activities.items():
        if sum(1 for row in rows if view.mask(row, 0) & bit) < wanted:
            return False
    asked = asked_of(reading, ledger, scale, rows, view, edge=edge)
    counted = count(asked)
    if counted.short_alone:
        return False
    return counted.independent or least_new([Open(asked, counted)], []) == 0


def hours_to_go(
    parts: Sequence[Open], credentials: Sequence[str], book: Rulebook, masks: Sequence[Ledger]
) -> Amount:
    """The least new hours (in parts) that satisfy all parts; what no kind of hour can serve is left out."""
    if not any(part.counted.short_alone or not part.counted.independent for part in parts):
        return 0
    ideals = [
        tuple(_spread(ledger, under) for ledger, under in zip(masks, ideal.under, strict=True))
        for ideal in book.ideals(tuple(credentials))
    ]
    for k, part in enumerate(parts):
        _drop_unserved(part, [ideal[k] for ideal in ideals])
    least = least_new(parts, ideals)
    return 0 if least is None else least


def _spread(ledger: Ledger, mask: int) -> int:
    """A mask over clauses as one over their instances: one new hour lies in one window of each clause."""
    return sum(instance.bit for instance in ledger.instances if mask >> instance.position & 1)


def _drop_unserved(part: Open, masks: Sequence[int]) -> None:
    served = 0
    for mask in masks:
        served |= mask
    for bits in (part.asked.minimums, part.asked.separate):
        for bit in [bit for bit in bits if not bit & served]:
            del bits[bit]  # type: ignore[attr-defined]
            part.counted.lacking.pop(bit, None)


def best(outcomes: Iterable[Outcome]) -> Outcome:
    """The best of some outcomes."""
    return min(outcomes, key=_ORDER.index)


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """The worst of some outcomes."""
    return max(outcomes, key=_ORDER.index)


def joined(leaves: Sequence[tuple[Demand, Outcome]]) -> Outcome:
    """One outcome from all leaves: what persons' answers may change is unknown, what is left is check."""
    found = {outcome for _, outcome in leaves}
    if len(found) == 1:
        return found.pop()
    groups: dict[object, list[Outcome]] = {}
    for demand, result in leaves:
        groups.setdefault(demand.sure(), []).append(result)
    tops = {best(group) for group in groups.values()}
    if tops == {"short"}:
        return "short"
    return "unknown" if tops & {"short", "unknown"} else "check"
