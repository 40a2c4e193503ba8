"""Run charts and control charts of a measure, with exact limits.

Limits are three standard deviations from the centre, as Shewhart drew them: of the binomial distribution for
shares (p chart), of the Poisson distribution for rates (u chart) and counts (c chart), and of the mean moving
range divided by 1.128 for single measurements (XmR chart); formulas as in the NIST/SEMATECH e-Handbook of
Statistical Methods, 6.3.2.2, 6.3.3.1 and 6.3.3.2. A variance is kept as an exact fraction and never as a
root, so that a point is outside or not without rounding; limits are floats and only shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import sqrt
from statistics import median
from typing import Literal

from rxladder.career.projects import Change, DataKind, Measure, Point
from rxladder.quality.measure import in_order, scale, shown

ChartKind = Literal["run", "p", "u", "c", "xmr"]

FEWEST_FOR_LIMITS = 12
"""Points below which limits would only mislead: a run chart serves until then."""
FIRM_FROM = 20
"""Points from which limits are taken as firm; until then they are trial limits."""
SIGMAS = 3
_D2 = Fraction(1128, 1000)
"""What the mean of moving ranges of two is divided by (d2 for n = 2)."""
_D4 = Fraction(3267, 1000)
_OF_DATA: dict[DataKind, ChartKind] = {"share": "p", "rate": "u", "count": "c", "single": "xmr"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A point on a chart: its value as shown, and the centre and variance that it is judged by.

    `variance` is None on a run chart, and where there were too few points to reckon it.
    """

    point: Point
    value: Fraction
    centre: Fraction
    variance: Fraction | None
    floor: Fraction | None
    ceiling: Fraction | None

    def beyond(self, sigmas: int) -> int:
        """1 where it lies more than so many standard deviations above the centre, -1 below, else 0; exact."""
        if self.variance is None:
            return 0
        away = self.value - self.centre
        if away * away <= sigmas * sigmas * self.variance:
            return 0
        return 1 if away > 0 else -1

    @property
    def side(self) -> int:
        """1 above the centre, -1 below, 0 on it."""
        return (self.value > self.centre) - (self.value < self.centre)

    @property
    def lower(self) -> float | None:
        """The lower limit; None where nothing can lie below it."""
        if self.variance is None:
            return None
        limit = float(self.centre) - SIGMAS * sqrt(self.variance)
        return None if self.floor is not None and limit <= self.floor else limit

    @property
    def upper(self) -> float | None:
        """The upper limit; None where nothing can lie above it."""
        if self.variance is None:
            return None
        limit = float(self.centre) + SIGMAS * sqrt(self.variance)
        return None if self.ceiling is not None and limit >= self.ceiling else limit


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch judged by one centre: the spots from `first` up to, not including, `end`.

    `basis` is how many points the centre and limits were reckoned from; `change` began it, where one did.
    """

    first: int
    end: int
    basis: int
    centre: Fraction
    change: Change | None = None

    @property
    def trial(self) -> bool:
        """Whether so few points stand behind its limits that they may still move."""
        return self.basis < FIRM_FROM


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of a project's measure. `moving_ranges` and their limit are those of an XmR chart."""

    kind: ChartKind
    measure: Measure
    spots: tuple[Spot, ...]
    phases: tuple[Phase, ...]
    baseline_until: date | None
    moving_ranges: tuple[Fraction, ...] = ()
    range_limits: tuple[Fraction, ...] = ()

    def phase_spots(self, phase: Phase) -> tuple[Spot, ...]:
        """The spots of a phase."""
        return self.spots[phase.first : phase.end]


def chart_for(data: DataKind, points: int) -> ChartKind:
    """The chart that suits the data: a run chart while limits would rest on too few points."""
    return "run" if points < FEWEST_FOR_LIMITS else _OF_DATA[data]


def control_chart_of(data: DataKind) -> ChartKind:
    """The control chart of a kind of data, however many points there are."""
    return _OF_DATA[data]


def make_chart(
    measure: Measure,
    points: Sequence[Point],
    changes: Sequence[Change] = (),
    baseline_until: date | None = None,
    kind: ChartKind | None = None,
) -> Chart | None:
    """The chart of these points; None where there is none.

    The centre and limits of a phase come from its own points; those of the first from the points up to
    `baseline_until` where that is given and any lie before it. A change with `new_limits` begins a phase with
    the first point on or after its day. `kind` is the chart wanted, else the one that suits; a control chart
    other than that of the measure's data is a ValueError.
    """
    points = in_order(points)
    if not points:
        return None
    kind = kind or chart_for(measure.data, len(points))
    if kind not in ("run", _OF_DATA[measure.data]):
        raise ValueError(f"no {kind} chart of {measure.data} data")
    spots: list[Spot] = []
    phases: list[Phase] = []
    for first, end, change in _stretches(points, changes):
        own = points[first:end]
        basis = _basis(own, baseline_until if first == 0 else None)
        law = _Law(kind, measure, basis)
        spots += [law.spot(point) for point in own]
        phases.append(Phase(first, end, len(basis), law.centre, change))
    chart = Chart(kind, measure, tuple(spots), tuple(phases), baseline_until)
    return _with_ranges(chart) if kind == "xmr" else chart


def _stretches(points: Sequence[Point], changes: Sequence[Change]) -> list[tuple[int, int, Change | None]]:
    """Where each phase begins and ends, and the change that began it; a phase without points is none."""
    starts: dict[int, Change | None] = {0: None}
    for change in sorted((one for one in changes if one.new_limits), key=lambda one: one.date):
        at = sum(point.date < change.date for point in points)
        if at < len(points):
            starts[at] = change
    ends = [*sorted(starts)[1:], len(points)]
    return [(first, end, starts[first]) for first, end in zip(sorted(starts), ends, strict=True)]


def _basis(points: Sequence[Point], until: date | None) -> Sequence[Point]:
    early = [point for point in points if until is None or point.date <= until]
    return early or points


class _Law:
    """What the spots of a phase are judged by."""

    def __init__(self, kind: ChartKind, measure: Measure, basis: Sequence[Point]) -> None:
        self.kind, self.measure, self.scale = kind, measure, scale(measure)
        values = [shown(measure, point) for point in basis]
        self.centre = Fraction(median(values)) if kind == "run" else _mean(measure, basis)
        self.spread: Fraction | None = None
        if kind == "xmr" and len(values) > 1:
            self.spread = (_mean_range(values) / _D2) ** 2
        # Nothing is rarer than never; only a share cannot be more than all.
        self.floor = None if measure.data == "single" else Fraction(0)
        self.ceiling = Fraction(self.scale) if measure.data == "share" else None

    def spot(self, point: Point) -> Spot:
        """A point with its centre and variance."""
        return Spot(
            point, shown(self.measure, point), self.centre, self._variance(point), self.floor, self.ceiling
        )

    def _variance(self, point: Point) -> Fraction | None:
        if self.kind == "p" and point.of:
            return self.centre * (self.scale - self.centre) / point.of
        if self.kind == "u" and point.of:
            return self.centre * self.scale / point.of
        return self.centre if self.kind == "c" else self.spread


def _mean(measure: Measure, points: Sequence[Point]) -> Fraction:
    """The centre line: all that was found out of all that there was, as shown."""
    total = sum((point.amount for point in points), Fraction(0))
    of = sum((point.of for point in points if point.of is not None), Fraction(0))
    return total / (of or len(points)) * scale(measure)


def _mean_range(values: Sequence[Fraction]) -> Fraction:
    ranges = [abs(after - before) for before, after in pairwise(values)]
    return sum(ranges, Fraction(0)) / len(ranges)


def _with_ranges(chart: Chart) -> Chart:
    """An XmR chart with its moving ranges, none across phases, and the limit of each."""
    ranges: list[Fraction] = []
    limits: list[Fraction] = []
    for phase in chart.phases:
        spots = chart.phase_spots(phase)
        own = [abs(after.value - before.value) for before, after in pairwise(spots)]
        basis = [spot.value for spot in spots[: phase.basis]]
        ranges += own
        limits += [_D4 * _mean_range(basis) if len(basis) > 1 else Fraction(0)] * len(own)
    return replace(chart, moving_ranges=tuple(ranges), range_limits=tuple(limits))
