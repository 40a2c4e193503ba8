"""The hours to go over all open terms at once; one hour may serve every authority that accepts it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from math import prod

from rxladder.rules.case import Case
from rxladder.rules.judged import hours_range, share
from rxladder.rules.ledger import Ledger
from rxladder.rules.new_hours import least_hours
from rxladder.rules.problems import ASKED_GRANTED, SURE, View
from rxladder.rules.result import HoursRange, HoursToGo
from rxladder.rules.rulebook import Rulebook
from rxladder.rules.twins import least_cost
from rxladder.rules.wants import Reading


def hours_together(cases: Sequence[Case], book: Rulebook) -> HoursToGo:
    """The least new hours that would do for all of these holdings, in every way to read their rules."""
    if not cases:
        return Fraction(0)
    if len(cases) == 1:
        return hours_range(cases[0].amounts)
    silent = any(ledger.silent for case in cases for ledger in case.ledgers)
    lows, highs = [], []
    for combined in _combined([_groups(case) for case in cases]):
        high = [_joint(readings, cases, book, SURE) for readings in combined]
        low = high
        if silent and any(high):
            low = [_joint(readings, cases, book, ASKED_GRANTED) for readings in combined]
        lows.append(max(low))
        highs.append(max(high))
    least, most = min(lows), max(highs)
    return least if least == most else HoursRange(least, most)


_MOST_COMBINED = 64

_Ranked = tuple[Fraction, Fraction, int, Reading]
"""A reading after its hours to go, least and most, and its place among the leaves."""


def _combined(held: Sequence[Sequence[Sequence[_Ranked]]]) -> Iterator[list[tuple[Reading, ...]]]:
    """Every way to read the holdings' rules side by side: readings alike alone may differ beside others.

    Together come those that only boards tell apart: of these the strictest counts. Where there are too many,
    the hardest alone of these stands for all; if need be, each holding's easiest and hardest readings do.
    """
    if prod(sum(map(len, groups)) for groups in held) <= _MOST_COMBINED:
        for chosen in product(*held):
            yield [tuple(one[-1] for one in each) for each in product(*chosen)]
        return
    hardest = [[max(group, key=lambda one: one[:2]) for group in groups] for groups in held]
    if prod(map(len, hardest)) <= _MOST_COMBINED:
        yield from ([tuple(one[-1] for one in each)] for each in product(*hardest))
        return
    yield [tuple(min(one)[-1] for one in hardest)]
    yield [tuple(max(one, key=lambda each: each[1:])[-1] for one in hardest)]


def _groups(case: Case) -> list[list[_Ranked]]:
    """The readings, by what persons and readings settle; of those in a group that ask the same, one."""
    groups: dict[object, dict[object, _Ranked]] = {}
    for k, (reading, (_, *amounts)) in enumerate(zip(case.open_readings, case.amounts, strict=True)):
        asked = frozenset(
            (at, want.amount, want.more, want.separate) for at, want in reading.demand.wants.items()
        )
        same = groups.setdefault(reading.demand.sure(), {})
        same.setdefault(asked, (amounts[0], amounts[1], k, reading))
    return [list(group.values()) for group in groups.values()]


def _joint(readings: Sequence[Reading], cases: Sequence[Case], book: Rulebook, view: View) -> Fraction:
    """The least new hours in one reading of each holding, whichever twins count at each."""

    def cost(ledgers: Sequence[Ledger]) -> Fraction:
        held = zip(cases, ledgers, readings, strict=True)
        return least_hours([share(case.ref.id, ledger, one, view) for case, ledger, one in held], book)

    return least_cost([case.ledgers for case in cases], cost, lambda hours: not hours)
