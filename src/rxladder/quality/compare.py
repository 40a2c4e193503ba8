"""Before and after a change: how much differs, and whether it is more than chance. It never says why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from rxladder.career.projects import Change, Measure, Point
from rxladder.quality.charts import control_chart_of, make_chart
from rxladder.quality.measure import in_order
from rxladder.quality.signals import Signal, signals_of

FEWEST_BEFORE, FEWEST_AFTER = 8, 4
"""Points on each side below which nothing is said about chance."""
Outcome = Literal["better", "worse", "different", "chance", "too-few"]


@dataclass(frozen=True, slots=True)
class Side:
    """The points on one side of a change: how many, their centre as shown, their first and last day."""

    points: int
    centre: Fraction
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Comparison:
    """What lies before and after a change.

    The points after it are set against the limits of those before: `signals` are the rules that they meet
    there.
    """

    change: Change
    before: Side
    after: Side
    outcome: Outcome
    signals: tuple[Signal, ...]

    @property
    def difference(self) -> Fraction:
        """By how much the centre moved, in the shown unit."""
        return self.after.centre - self.before.centre


def compare(
    measure: Measure, points: Sequence[Point], changes: Sequence[Change], change: Change
) -> Comparison | None:
    """Before and after one change, up to the next ones with new limits; None where one side has no points.

    A point on the very day of a change counts as after it.
    """
    points = in_order(points)
    others = [one.date for one in changes if one.new_limits and one.date != change.date]
    since = max((day for day in others if day < change.date), default=date.min)
    until = min((day for day in others if day > change.date), default=date.max)
    before = [point for point in points if since <= point.date < change.date]
    after = [point for point in points if change.date <= point.date < until]
    if not before or not after:
        return None
    signals = _against_before(measure, before, after)
    sides = _side(measure, before), _side(measure, after)
    return Comparison(change, *sides, _outcome(measure, *sides, signals), signals)


def _side(measure: Measure, points: Sequence[Point]) -> Side:
    chart = make_chart(measure, points, kind=control_chart_of(measure.data))
    assert chart is not None
    return Side(len(points), chart.phases[0].centre, points[0].date, points[-1].date)


def _against_before(measure: Measure, before: Sequence[Point], after: Sequence[Point]) -> tuple[Signal, ...]:
    """The signals that reach into the points after, by the limits of the points before."""
    chart = make_chart(measure, [*before, *after], (), before[-1].date, control_chart_of(measure.data))
    assert chart is not None
    return tuple(
        signal
        for signal in signals_of(chart)
        if signal.rule != "hugging"
        and sum(place >= len(before) for place in signal.places) * 2 > len(signal.places)
    )


def _outcome(measure: Measure, before: Side, after: Side, signals: Sequence[Signal]) -> Outcome:
    if before.points < FEWEST_BEFORE or after.points < FEWEST_AFTER:
        return "too-few"
    way = (after.centre > before.centre) - (after.centre < before.centre)
    if not way or not any(signal.side == way for signal in signals):
        return "chance"
    if measure.better is None:
        return "different"
    return "better" if (way > 0) == (measure.better == "higher") else "worse"
