"""The value of a stock against time, as a plot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from rxladder.facts.language import gettext as _
from rxladder.facts.phrases import say_date, say_dollars
from rxladder.papers.plots import GREEN, GREEN_SOFT, QUIET, Plot, day_axis, draw, room_for_words
from rxladder.quality.inventory import Inventory

_HEADROOM = 1.1
_WEEK = 7


def stock_plot(found: Inventory) -> Plot | None:
    """The value on the shelf by day, with its mean; None where no item has a cost."""
    if not any(value for _day, value in found.value_by_day):
        return None
    x = {"field": "at", **day_axis(found.first, found.last + room_for_words(found.first, found.last))}
    most = max(value for _day, value in found.value_by_day)
    y = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [0, float(most) * _HEADROOM], "nice": False},
        "axis": {"tickCount": 4, "format": "$~s"},
    }
    values = [{"at": (day - found.first).days, "value": float(value)} for day, value in found.value_by_day]
    line = {"data": {"values": values}, "encoding": {"x": x, "y": y}}
    mean = {"data": {"values": [{"value": float(found.mean_value)}]}, "encoding": {"y": y}}
    step = {"interpolate": "step-after"}
    drawing = draw(
        [
            {**line, "mark": {"type": "area", "color": GREEN_SOFT, "opacity": 1, **step}},
            {**mean, "mark": {"type": "rule", "color": QUIET, "strokeWidth": 1.25, "strokeDash": [5, 4]}},
            {**line, "mark": {"type": "line", "color": GREEN, "strokeWidth": 2, **step}},
        ]
    )
    return Plot(
        drawing=drawing,
        label=_label(found),
        key=(("counted", _("value on the shelf")), ("limit", _("its average"))),
        head=(_("Day"), _("Value on the shelf")),
        rows=tuple(_rows(found.value_by_day)),
    )


def _label(found: Inventory) -> str:
    return _("Value on the shelf from {first} to {last}: {mean} on average, {end} at the end.").format(
        first=say_date(found.first),
        last=say_date(found.last),
        mean=say_dollars(_cents(found.mean_value)),
        end=say_dollars(_cents(found.end_value)),
    )


def _rows(by_day: tuple[tuple[date, Fraction], ...]) -> Iterator[tuple[str, str]]:
    """The first day, each seventh after it, and the last."""
    for place, (day, value) in enumerate(by_day):
        if place % _WEEK == 0 or place == len(by_day) - 1:
            yield say_date(day), say_dollars(_cents(value))


def _cents(usd: Fraction) -> Fraction:
    return round(usd, 2)
