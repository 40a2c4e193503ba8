"""Wages side by side as a plot: for each row of BLS's tables the middle half, the middle, and the tenth at
each end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rxladder.facts.language import gettext as _
from rxladder.facts.phrases import say_dollars, say_number
from rxladder.facts.wages import Wages
from rxladder.papers.plots import AMBER, GREEN, INK, QUIET, WIDTH, Plot, draw

_ROW, _ROOM = 30, 40
# The letters of a phone may be wider than those that Vega measures with.
_NAMES = 0.85
_PERCENTILES = ("p10", "p25", "p50", "p75", "p90")


@dataclass(frozen=True, slots=True)
class WageLine:
    """A row of a table and what the plot calls it; `own` is drawn so that one finds it."""

    name: str
    row: Wages
    own: bool = False


def wage_plot(lines: Sequence[WageLine], label: str, mine: object = None) -> Plot | None:
    """Wages an hour, the highest median first; None where no row has one.

    `mine` is what a person earns in dollars an hour, drawn as an upright line, broken at the names.
    """
    known = sorted((one for one in lines if one.row.p50 is not None), key=lambda one: -(one.row.p50 or 0))
    if not known:
        return None
    # The pages tell the month that all are of; a column for it is only worth its room where they differ.
    month = (_("Month"),) if len({one.row.year for one in known}) > 1 else ()
    return Plot(
        drawing=draw(list(_layers(known, mine)), height=_ROW * len(known) + _ROOM),
        label=label,
        key=tuple(_key(known, mine)),
        head=(_("For"), _("Jobs"), *(_percentile(name) for name in _PERCENTILES), *month),
        rows=tuple(_cells(one) + ((one.row.year,) if month else ()) for one in known),
    )


def _key(lines: Iterable[WageLine], mine: object) -> Iterator[tuple[str, str]]:
    yield "done", _("the middle half, with the middle as a line")
    yield "span", _("the middle eighty percent")
    if any(one.own for one in lines):
        yield "own", _("yours")
    if mine is not None:
        yield "pace", _("what you earn")


def _percentile(name: str) -> str:
    if name == "p50":
        return _("Median")
    return _("{n}th percentile").format(n=name.removeprefix("p"))


def _cells(one: WageLine) -> tuple[str, ...]:
    row, unknown = one.row, _("not released")
    jobs = unknown if row.employment is None else say_number(row.employment)
    amounts = (getattr(row, name) for name in _PERCENTILES)
    name = one.name if one.name == _(row.name) else f"{one.name}: {_(row.name)}"
    return (name, jobs, *(unknown if usd is None else say_dollars(usd) for usd in amounts))


def _layers(lines: Sequence[WageLine], mine: object) -> Iterator[dict[str, Any]]:
    values = [_value(place, one) for place, one in enumerate(lines)]
    y = {
        "field": "at",
        "type": "quantitative",
        "scale": {"domain": [-0.6, len(lines) - 0.4], "nice": False, "reverse": True},
        "axis": None,
    }
    amounts = [usd for value in values for name in _PERCENTILES if (usd := value.get(name)) is not None]
    if mine is not None:
        amounts.append(float(str(mine)))
    x = {
        "type": "quantitative",
        "scale": {"domain": [min(amounts) - 1, max(amounts) + 1], "nice": False},
        "axis": {"orient": "top", "tickCount": 5, "format": "$d"},
    }
    data = {"data": {"values": values}}

    def mark(of: dict[str, Any], first: str, last: str = "") -> dict[str, Any]:
        ends = {"x2": {"field": last}} if last else {}
        return {**data, "mark": of, "encoding": {"y": y, "x": {"field": first, **x}, **ends}}

    colour = {"expr": f"datum.own ? '{AMBER}' : '{GREEN}'"}
    yield mark({"type": "rule", "color": QUIET, "strokeWidth": 1.25, "yOffset": 6}, "p10", "p90")
    yield mark({"type": "rule", "color": colour, "strokeWidth": 6, "yOffset": 6}, "p25", "p75")
    if mine is not None:
        line = {"type": "tick", "color": AMBER, "thickness": 2, "size": _ROW - 13, "yOffset": 8}
        yield {
            "data": {"values": [{"at": place, "usd": float(str(mine))} for place in range(len(lines))]},
            "mark": line,
            "encoding": {"y": y, "x": {"field": "usd", **x}},
        }
    yield mark({"type": "tick", "color": INK, "thickness": 2, "size": 17, "yOffset": 6}, "p50")
    words = {"type": "text", "align": "left", "baseline": "bottom", "color": INK, "yOffset": 0}
    yield {
        **data,
        "mark": {**words, "limit": WIDTH * _NAMES, "fontSize": 12},
        "encoding": {"y": y, "x": {"value": 2}, "text": {"field": "name"}},
    }


def _value(place: int, one: WageLine) -> dict[str, Any]:
    row = one.row
    told = {name: getattr(row, name) for name in _PERCENTILES}
    return {"at": place, "name": one.name, "own": one.own} | {
        name: None if usd is None else float(usd) for name, usd in told.items()
    }
