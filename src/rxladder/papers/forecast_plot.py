"""A forecast as a plot: hours that count, what is booked, and the pace that would be on time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from rxladder.facts.language import gettext as _
from rxladder.facts.phrases import say_date, say_hours, say_number
from rxladder.papers.plots import (
    AMBER,
    GREEN,
    GREEN_SOFT,
    INK,
    QUIET,
    RED,
    Plot,
    day_axis,
    draw,
)
from rxladder.rules.forecast import Forecast, Point
from rxladder.rules.forecast_words import say_forecast

_HEADROOM = 1.1
_CLOSE = Fraction(3, 10)
"""Two days nearer than this share of the width have their words on two lines."""
_WORDS = Fraction(2, 5)
"""The share of the width that the words above the line of what is asked take."""


def forecast_plot(found: Forecast) -> Plot | None:
    """The plot of one holding's forecast; None where there is nothing to draw."""
    if not found.counted or found.until is None or found.starts is None:
        return None
    return Plot(
        drawing=draw(_Layers(found, found.starts, found.until).all()),
        label=_label(found),
        key=tuple(_key(found)),
        head=(_("Day"), _("Hours that count"), _("What")),
        rows=tuple(_rows(found)),
    )


def _label(found: Forecast) -> str:
    counted = _("{title}: hours over time. On {day}, {counted} of {needed} count.").format(
        title=found.found.title,
        day=say_date(found.on),
        counted=say_number(found.found.hours_counted),
        needed=say_hours(found.found.hours_needed or 0),
    )
    return " ".join([counted, say_forecast(found)[0]])


def _key(found: Forecast) -> Iterator[tuple[str, str]]:
    yield "counted", _("hours that count")
    if found.booked:
        yield "booked", _("booked or planned")
    if found.pace:
        yield "pace", _("the pace that keeps you on time")


def _rows(found: Forecast) -> Iterator[tuple[str, str, str]]:
    for point in found.counted[:-1]:
        yield _row(point, _("counted"))
    yield _row(found.counted[-1], _("today"))
    for point in found.booked[1:]:
        yield _row(point, _("with what is booked or planned"))
    for point in found.pace[1:]:
        yield _row(point, _("needed by this day"))


def _row(point: Point, what: str) -> tuple[str, str, str]:
    return say_date(point.day), say_number(point.hours), what


class _Layers:
    """The layers of the drawing, the hindmost first."""

    def __init__(self, found: Forecast, starts: date, until: date) -> None:
        self.found, self.on, self.starts, self.until = found, found.on, starts, until
        self.needed = found.found.hours_needed or Fraction(0)
        points = [*found.counted, *found.booked, *found.pace]
        self.ends = max(until, *(point.day for point in points))
        self.x = {"field": "at", **day_axis(self.starts, self.ends)}
        most = max(self.needed, *(point.hours for point in points))
        self.y = {
            "field": "hours",
            "type": "quantitative",
            "scale": {"domain": [0, float(most) * _HEADROOM], "nice": False},
            "axis": {"tickCount": 4},
        }

    def all(self) -> list[dict[str, Any]]:
        """Everything that is drawn."""
        found = self.found
        step, dashed = {"interpolate": "step-after"}, {"strokeDash": [2, 4]}
        return [
            self._layer(found.counted, {"type": "area", "color": GREEN_SOFT, "opacity": 1, **step}),
            self._needed(),
            self._upright(self.on, QUIET, [2, 3]),
            self._upright(self.until, RED, [1, 0]),
            self._layer(found.pace, {"type": "line", "color": AMBER, "strokeWidth": 2, "strokeDash": [7, 4]}),
            self._layer(
                self._booked(), {"type": "line", "color": GREEN, "strokeWidth": 2.5, **step, **dashed}
            ),
            self._layer(found.counted, {"type": "line", "color": GREEN, "strokeWidth": 2.5, **step}),
            self._layer(found.counted[1:-1], {"type": "circle", "color": GREEN, "size": 28, "opacity": 1}),
            *self._words(),
        ]

    def _booked(self) -> tuple[Point, ...]:
        """What is booked, drawn on to the end."""
        booked = self.found.booked
        return (*booked, Point(self.ends, booked[-1].hours)) if booked else ()

    def _layer(self, points: tuple[Point, ...], mark: dict[str, Any]) -> dict[str, Any]:
        values = [{"at": self._at(point.day), "hours": float(point.hours)} for point in points]
        return {"data": {"values": values}, "mark": mark, "encoding": {"x": self.x, "y": self.y}}

    def _at(self, day: date) -> int:
        return (day - self.starts).days

    def _needed(self) -> dict[str, Any]:
        return {
            "data": {"values": [{"hours": float(self.needed)}]},
            "mark": {"type": "rule", "color": INK, "strokeWidth": 1},
            "encoding": {"y": self.y},
        }

    def _upright(self, day: date, colour: str, dash: list[int]) -> dict[str, Any]:
        return {
            "data": {"values": [{"at": self._at(day)}]},
            "mark": {"type": "rule", "color": colour, "strokeWidth": 1.25, "strokeDash": dash},
            "encoding": {"x": self.x},
        }

    def _words(self) -> Iterator[dict[str, Any]]:
        asked = _("{hours} required").format(hours=say_hours(self.needed))
        # Beside the line of today, where that would go through the words.
        left = self.on if self._share(self.on) < _WORDS else self.starts
        y = {"datum": float(self.needed), **{key: self.y[key] for key in ("type", "scale", "axis")}}
        yield self._text(left, asked, {"color": INK, "align": "left", "dx": 4, "dy": -7}, y)
        close = abs(self._share(self.until) - self._share(self.on)) < _CLOSE
        yield self._above(self.until, _("last day"), RED, 1 if close else 0)
        yield self._above(self.on, _("today"), QUIET, 0)

    def _share(self, day: date) -> Fraction:
        return Fraction(self._at(day), max(self._at(self.ends), 1))

    def _above(self, day: date, text: str, colour: str, line: int) -> dict[str, Any]:
        share = self._share(day)
        align = "left" if share < Fraction(1, 8) else "right" if share > Fraction(7, 8) else "center"
        return self._text(day, text, {"color": colour, "align": align}, {"value": -8 - 15 * line})

    def _text(self, day: date, text: str, look: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
        return {
            "data": {"values": [{"at": self._at(day)}]},
            "mark": {"type": "text", "text": text, **look},
            "encoding": {"x": self.x, "y": y},
        }
