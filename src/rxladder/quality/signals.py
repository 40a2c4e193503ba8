"""Signals of change that chance alone seldom brings about, on run charts and control charts.

Run chart: a shift of 6 or more points on one side of the median, a trend of 5 or more (Perla, Provost and
Murray, BMJ Quality & Safety 2011), and too few or too many runs by the exact distribution of Wald and
Wolfowitz, 2.5 % at each end, as tabulated by Swed and Eisenhart (Annals of Mathematical Statistics 1943).
Whether a point is astronomical is left to the eye.

Control chart: the five rules of Provost and Murray (The Health Care Data Guide, 2011) for health care, which
are those of Western Electric (1956) and Nelson (1984) but for their counts: a point outside the limits, 8 on
one side of the centre, 6 in a row up or down, 2 of 3 in the outer third of one side or beyond, 15 in a row in
the inner third.

A point on the line neither counts for a shift nor ends it; of equal points in a row one counts for a trend.
Each phase is looked at by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import groupby
from math import comb
from typing import Literal

from rxladder.quality.charts import SIGMAS, Chart, Phase, Spot

Rule = Literal["beyond", "shift", "trend", "two-of-three", "hugging", "too-few-runs", "too-many-runs"]

SHIFT_OF_RUN, TREND_OF_RUN = 6, 5
SHIFT, TREND, HUGGING = 8, 6, 15
FEWEST_FOR_RUNS = 10
"""Points off the median below which the number of runs is not judged."""
_TAIL = Fraction(25, 1000)


@dataclass(frozen=True, slots=True)
class Signal:
    """A rule that the spots at some places of a chart meet. `side`: 1 above or up, -1 below or down."""

    rule: Rule
    places: tuple[int, ...]
    side: int = 0


@dataclass(frozen=True, slots=True)
class Runs:
    """How often a run chart changes sides: the runs found, and the fewest and most that chance would have."""

    found: int
    fewest: int
    most: int
    above: int
    below: int


def signals_of(chart: Chart) -> tuple[Signal, ...]:
    """Every signal of a chart, phase by phase, in the order of the rules."""
    return tuple(signal for phase in chart.phases for signal in _of_phase(chart, phase))


def _of_phase(chart: Chart, phase: Phase) -> Iterator[Signal]:
    spots = chart.phase_spots(phase)
    run = chart.kind == "run"
    found: list[Signal] = [] if run else _beyond(spots)
    found += _shifts(spots, SHIFT_OF_RUN if run else SHIFT)
    found += _trends(spots, TREND_OF_RUN if run else TREND)
    found += _runs(spots) if run else [*_two_of_three(spots), *_hugging(spots)]
    for signal in found:
        yield Signal(signal.rule, tuple(place + phase.first for place in signal.places), signal.side)


def _beyond(spots: Sequence[Spot]) -> list[Signal]:
    return [Signal("beyond", (at,), side) for at, spot in enumerate(spots) if (side := spot.beyond(SIGMAS))]


def _shifts(spots: Sequence[Spot], least: int) -> list[Signal]:
    off = [(at, spot.side) for at, spot in enumerate(spots) if spot.side]
    return [
        Signal("shift", tuple(at for at, _side in run), side)
        for side, run in _stretches(off, lambda one: one[1])
        if len(run) >= least
    ]


def _stretches(
    items: Sequence[tuple[int, int]], key: Callable[[tuple[int, int]], int]
) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    return ((value, list(group)) for value, group in groupby(items, key))


def _trends(spots: Sequence[Spot], least: int) -> list[Signal]:
    """Points each above, or each below, the one before; the first of each level stands for it."""
    levels = [at for at, spot in enumerate(spots) if not at or spot.value != spots[at - 1].value]
    steps = [
        (at, 1 if spots[levels[at]].value > spots[levels[at - 1]].value else -1)
        for at in range(1, len(levels))
    ]
    found = []
    for side, run in _stretches(steps, lambda one: one[1]):
        if len(run) + 1 >= least:
            found.append(
                Signal("trend", tuple(levels[at] for at in range(run[0][0] - 1, run[-1][0] + 1)), side)
            )
    return found


def _two_of_three(spots: Sequence[Spot]) -> list[Signal]:
    """Where of three points in a row two lie more than two thirds of the way to one limit."""
    found = []
    for side in (1, -1):
        far = [spot.beyond(2) == side for spot in spots]
        hits = [at for at in range(len(spots)) if sum(far[at : at + 3]) >= 2]
        for group in _joined(hits):
            places = tuple(at for at in range(group[0], min(group[-1] + 3, len(spots))) if far[at])
            found.append(Signal("two-of-three", places, side))
    return sorted(found, key=lambda one: one.places)


def _joined(hits: Sequence[int]) -> list[list[int]]:
    """Beginnings of threes that overlap, together."""
    groups: list[list[int]] = []
    for at in hits:
        if groups and at - groups[-1][-1] <= 2:
            groups[-1].append(at)
        else:
            groups.append([at])
    return groups


def _hugging(spots: Sequence[Spot]) -> list[Signal]:
    near = [(at, int(bool(spot.variance) and not spot.beyond(1))) for at, spot in enumerate(spots)]
    return [
        Signal("hugging", tuple(at for at, _near in run))
        for value, run in _stretches(near, lambda one: one[1])
        if value and len(run) >= HUGGING
    ]


# --- Runs


def _runs(spots: Sequence[Spot]) -> list[Signal]:
    runs = runs_of(spots)
    if runs is None or runs.fewest <= runs.found <= runs.most:
        return []
    places = tuple(at for at, spot in enumerate(spots) if spot.side)
    return [Signal("too-few-runs" if runs.found < runs.fewest else "too-many-runs", places)]


def runs_of(spots: Sequence[Spot]) -> Runs | None:
    """The runs of some spots about their median; None where too few lie off it to tell."""
    sides = [spot.side for spot in spots if spot.side]
    above, below = sides.count(1), sides.count(-1)
    if len(sides) < FEWEST_FOR_RUNS or not above or not below:
        return None
    fewest, most = runs_expected(above, below)
    return Runs(sum(1 for _run in groupby(sides)), fewest, most, above, below)


@cache
def runs_expected(above: int, below: int) -> tuple[int, int]:
    """The fewest and the most runs that chance would have, with 2.5 % or less left beyond each."""
    counts = _run_counts(above, below)
    ways = comb(above + below, above)
    return _edge(sorted(counts), counts, ways), _edge(sorted(counts, reverse=True), counts, ways)


def _edge(order: Sequence[int], counts: dict[int, int], ways: int) -> int:
    """The first number of runs, from one end, up to which more than the tail lies."""
    so_far = 0
    for runs in order:
        so_far += counts[runs]
        if Fraction(so_far, ways) > _TAIL:
            return runs
    return order[-1]


def _run_counts(above: int, below: int) -> dict[int, int]:
    """In how many orders of so many points above and below there are so many runs."""
    counts: dict[int, int] = {}
    for runs in range(2, above + below + 1):
        half, odd = divmod(runs, 2)
        if odd:
            ways = comb(above - 1, half) * comb(below - 1, half - 1)
            ways += comb(above - 1, half - 1) * comb(below - 1, half)
        else:
            ways = 2 * comb(above - 1, half - 1) * comb(below - 1, half - 1)
        if ways:
            counts[runs] = ways
    return counts
