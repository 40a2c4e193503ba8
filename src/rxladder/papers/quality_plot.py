"""A project's chart as a plot: points, centre, limits, signals, and the changes on the axis of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from rxladder.career.projects import Change
from rxladder.facts.language import gettext as _
from rxladder.facts.phrases import say_date, say_number
from rxladder.papers.plots import (
    AMBER,
    GREEN,
    HEIGHT,
    INK,
    QUIET,
    RED,
    WIDTH,
    Plot,
    day_axis,
    draw,
    room_for_words,
)
from rxladder.quality.charts import Chart, Phase, Spot
from rxladder.quality.measure import say_rounded
from rxladder.quality.signals import Signal
from rxladder.quality.words import axis_words, chart_name, say_signals

_HEADROOM = 0.08
_MANY = 60
"""Points from which the dots are drawn small."""


def quality_plot(
    chart: Chart,
    changes: Sequence[Change],
    signals: tuple[Signal, ...],
    width: int = WIDTH,
    height: int = HEIGHT,
) -> Plot:
    """The plot of a chart. Changes are numbered from 1 by their day; those within its days are drawn."""
    layers = _Layers(chart, changes, signals)
    return Plot(
        drawing=draw(layers.all(), width, height),
        label=_label(chart, signals),
        key=tuple(_key(chart, changes, signals)),
        head=_head(chart),
        rows=tuple(_rows(chart, signals)),
    )


def _label(chart: Chart, signals: tuple[Signal, ...]) -> str:
    spots = chart.spots
    what = _("{measure}: {kind} of {n} points, {first} to {last}.").format(
        measure=chart.measure.what,
        kind=chart_name(chart.kind),
        n=len(spots),
        first=say_date(spots[0].point.date),
        last=say_date(spots[-1].point.date),
    )
    return f"{what} {say_signals(signals)}"


def _key(chart: Chart, changes: Sequence[Change], signals: tuple[Signal, ...]) -> Iterator[tuple[str, str]]:
    yield "measured", axis_words(chart)
    yield "centre", _("median") if chart.kind == "run" else _("center")
    if any(spot.upper is not None or spot.lower is not None for spot in chart.spots):
        yield "limit", _("limits")
    if signals:
        yield "signal", _("a signal")
    if any(_within(chart, changes)):
        yield "change", _("a change, by its number")
    if chart.measure.goal is not None:
        yield "goal", _("goal")


def _within(chart: Chart, changes: Sequence[Change]) -> Iterator[tuple[int, Change]]:
    first, last = chart.spots[0].point.date, chart.spots[-1].point.date
    for number, change in enumerate(sorted(changes, key=lambda one: one.date), 1):
        if first <= change.date <= last:
            yield number, change


def _head(chart: Chart) -> tuple[str, ...]:
    line = _("Median") if chart.kind == "run" else _("Center")
    limits = () if chart.kind == "run" else (_("Limits"),)
    return _("Day"), axis_words(chart), _("Counted"), line, *limits, _("Signal")


def _rows(chart: Chart, signals: tuple[Signal, ...]) -> Iterator[tuple[str, ...]]:
    marked = {place for signal in signals for place in signal.places}
    for place, spot in enumerate(chart.spots):
        limits = () if chart.kind == "run" else (_limits(spot),)
        yield (
            say_date(spot.point.date),
            say_rounded(spot.value, 2),
            _counted(spot),
            say_rounded(spot.centre, 2),
            *limits,
            _("yes") if place in marked else "",
        )


def _counted(spot: Spot) -> str:
    if spot.point.of is None:
        return ""
    return _("{n} of {all}").format(n=say_number(spot.point.amount), all=say_number(spot.point.of))


def _limits(spot: Spot) -> str:
    ends = ["–" if limit is None else say_rounded(limit, 2) for limit in (spot.lower, spot.upper)]
    return _("{low} to {high}").format(low=ends[0], high=ends[1])


class _Layers:
    """The layers of the drawing, the hindmost first."""

    def __init__(self, chart: Chart, changes: Sequence[Change], signals: tuple[Signal, ...]) -> None:
        self.chart, self.spots = chart, chart.spots
        self.changes = list(_within(chart, changes))
        self.marked = {place for signal in signals for place in signal.places}
        self.starts, last = self.spots[0].point.date, self.spots[-1].point.date
        self.x = {"field": "at", **day_axis(self.starts, last + room_for_words(self.starts, last))}
        low, high = self._reach()
        self.y = {
            "field": "value",
            "type": "quantitative",
            "scale": {"domain": [low, high], "nice": False, "zero": False},
            "axis": {"tickCount": 4},
        }

    def _reach(self) -> tuple[float, float]:
        goal = self.chart.measure.goal
        ends = [float(spot.value) for spot in self.spots] + ([] if goal is None else [float(goal)])
        ends += [limit for spot in self.spots for limit in (spot.lower, spot.upper) if limit is not None]
        low, high = min(ends), max(ends)
        room = (high - low) * _HEADROOM or 1.0
        at_nothing = self.chart.measure.data != "single" and low >= 0
        return (0.0 if at_nothing else low - room), high + room

    def all(self) -> list[dict[str, Any]]:
        """Everything that is drawn."""
        layers = [self._upright(change.date) for _number, change in self.changes]
        if self.chart.measure.goal is not None:
            layers.append(self._goal(float(self.chart.measure.goal)))
        for phase in self.chart.phases:
            layers += self._phase(phase)
        layers += self._points()
        return layers + [self._number(number, change.date) for number, change in self.changes]

    def _phase(self, phase: Phase) -> Iterator[dict[str, Any]]:
        spots = self.chart.phase_spots(phase)
        dashed = {"type": "line", "color": QUIET, "strokeWidth": 1.25, "strokeDash": [5, 4]}
        for limits in ([spot.lower for spot in spots], [spot.upper for spot in spots]):
            told = [(spot, limit) for spot, limit in zip(spots, limits, strict=True) if limit is not None]
            if told:
                yield self._layer(told, {**dashed, "interpolate": "step"})
        centre = [(spot, float(spot.centre)) for spot in spots]
        yield self._layer(centre, {"type": "line", "color": INK, "strokeWidth": 1.25})

    def _points(self) -> Iterator[dict[str, Any]]:
        small = len(self.spots) >= _MANY
        every = [(spot, float(spot.value)) for spot in self.spots]
        marked = [pair for place, pair in enumerate(every) if place in self.marked]
        yield self._layer(every, {"type": "line", "color": GREEN, "strokeWidth": 1 if small else 1.75})
        yield self._layer(
            every, {"type": "circle", "color": GREEN, "size": 12 if small else 32, "opacity": 1}
        )
        if marked:
            look = {"type": "point", "shape": "diamond", "color": RED, "filled": True, "opacity": 1}
            yield self._layer(marked, {**look, "size": 70 if small else 110})

    def _layer(self, told: Iterable[tuple[Spot, float]], mark: dict[str, Any]) -> dict[str, Any]:
        values = [{"at": self._at(spot.point.date), "value": value} for spot, value in told]
        return {"data": {"values": values}, "mark": mark, "encoding": {"x": self.x, "y": self.y}}

    def _at(self, day: date) -> int:
        return (day - self.starts).days

    def _goal(self, goal: float) -> dict[str, Any]:
        return {
            "data": {"values": [{"value": goal}]},
            "mark": {"type": "rule", "color": GREEN, "strokeWidth": 1.5, "strokeDash": [1, 3]},
            "encoding": {"y": self.y},
        }

    def _upright(self, day: date) -> dict[str, Any]:
        return {
            "data": {"values": [{"at": self._at(day)}]},
            "mark": {"type": "rule", "color": AMBER, "strokeWidth": 1.25},
            "encoding": {"x": self.x},
        }

    def _number(self, number: int, day: date) -> dict[str, Any]:
        return {
            "data": {"values": [{"at": self._at(day)}]},
            "mark": {"type": "text", "text": str(number), "color": AMBER, "fontWeight": "bold"},
            "encoding": {"x": self.x, "y": {"value": -8}},
        }
