"""One holding judged: each way that open questions may turn out, and what follows from all of them.

An `Outcome` belongs to one leaf of the demands: `met`, `short`, or in between where credits are silent on
an axis (`unknown`) or where only the authority could tell (`check`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from rxladder.rules.counting import least_new
from rxladder.rules.ledger import Ledger, Row
from rxladder.rules.problems import ALL_GRANTED, OPEN_GRANTED, SURE, View, posed
from rxladder.rules.wants import Demand, Reading

Outcome = Literal["met", "check", "unknown", "short"]
_ORDER: tuple[Outcome, ...] = ("met", "check", "unknown", "short")


def outcome(reading: Reading, ledger: Ledger, rows: Sequence[Row]) -> Outcome:
    """Whether the rows satisfy a reading, and if that is unsure, who could tell."""
    if reading.demand.keeps is False or not satisfied(reading, ledger, rows, ALL_GRANTED):
        return "short"
    if ledger.uncertain:
        if not satisfied(reading, ledger, rows, OPEN_GRANTED):
            return "unknown"
        if not satisfied(reading, ledger, rows, SURE):
            return "check"
    if ledger.sheet.daily and not satisfied(reading, ledger, rows, SURE, edge=True):
        return "check"
    return "check" if reading.uncomputed else "met"


def satisfied(
    reading: Reading, ledger: Ledger, rows: Sequence[Row], view: View, *, edge: bool = False
) -> bool:
    """Whether the rows, seen in a view, meet all that a reading asks; `edge`: two days share a daily cap."""
    spots = ledger.kinds if rows is ledger.done else None
    for bit, wanted in reading.activities.items():
        if view.number(rows, bit, spots) < wanted:
            return False
    problem = posed(reading, ledger, rows, view, edge=edge)
    if problem.counted.short_alone:
        return False
    return problem.counted.independent or least_new([problem], []) == 0


def hangs_on_days(reading: Reading, ledger: Ledger, rows: Sequence[Row]) -> bool:
    """Whether the rows do by calendar days, but not where a day's hours and the next one's share a cap."""
    if not ledger.sheet.daily or not satisfied(reading, ledger, rows, SURE):
        return False
    return not satisfied(reading, ledger, rows, SURE, edge=True)


def best(outcomes: Iterable[Outcome]) -> Outcome:
    """The best of some outcomes."""
    return min(outcomes, key=_ORDER.index)


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """The worst of some outcomes."""
    return max(outcomes, key=_ORDER.index)


def joined(leaves: Sequence[tuple[Demand, Outcome]]) -> Outcome:
    """One outcome from all leaves: what persons' answers may change is unknown, what is left is check."""
    if len(leaves) == 1:
        return leaves[0][1]
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
