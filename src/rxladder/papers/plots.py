"""Plots: a drawing made by Vega-Lite without a browser, its words for who cannot see it, and its table.

A drawing names the page's own colours (`var(--green)`), so that one drawing serves light, dark and print, and
holds no style of its own, which the site's policy would refuse.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from rxladder.facts.days import add_months
from rxladder.facts.phrases import say_month

INK, QUIET, LINE = "var(--ink)", "var(--quiet)", "var(--line)"
GREEN, GREEN_SOFT, AMBER, RED = "var(--green)", "var(--green-soft)", "var(--amber)", "var(--red)"

WIDTH, HEIGHT = 340, 230
"""As wide as a phone shows it, so that the letters keep their size there."""

_LETTERS = 12.5
_KEPT = 1_000
_STEPS = (1, 2, 3, 6, 12, 24, 60)
_NEAR_END = 0.9
_SVG = re.compile(r'<svg [^>]*viewBox="0 0 ([\d.]+) ([\d.]+)"[^>]*>(.*)</svg>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
# A drawing is one picture with one label; Vega would have each of its parts read out, in a face of its own.
_OWN = re.compile(r' (?:role|aria-[a-z]+|class|font-family|pointer-events)="[^"]*"')
_CONFIG: Mapping[str, Any] = {
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": _LETTERS,
        "labelColor": QUIET,
        "gridColor": LINE,
        "domain": False,
        "ticks": False,
        "labelPadding": 6,
        "labelFlush": False,
        "title": None,
    },
    "text": {"fontSize": _LETTERS},
}


@dataclass(frozen=True, slots=True)
class Drawing:
    """What stands inside of an `svg` element, and how large that is."""

    width: float
    height: float
    marks: str


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawing with its words.

    `label` tells what it shows in a sentence or two; `key` names its lines, each with the look of its swatch;
    `head` and `rows` are the same as a table.
    """

    drawing: Drawing
    label: str
    key: tuple[tuple[str, str], ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def draw(layers: Sequence[Mapping[str, Any]], width: int = WIDTH, height: int = HEIGHT) -> Drawing:
    """Draw the layers of a Vega-Lite chart in the house's look; what was drawn before is not drawn again."""
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": width,
        "height": height,
        "autosize": {"type": "fit", "contains": "padding"},
        "padding": 1,
        "background": "transparent",
        "config": _CONFIG,
        "layer": layers,
    }
    return _drawn(json.dumps(spec, sort_keys=True))


@lru_cache(maxsize=_KEPT)
def _drawn(spec: str) -> Drawing:
    # It brings a whole JavaScript engine: loaded only where something is drawn.
    import vl_convert

    found = _SVG.search(vl_convert.vegalite_to_svg(spec))
    if found is None:
        raise ValueError("Vega drew no SVG")
    return Drawing(float(found[1]), float(found[2]), _TAG.sub(lambda tag: _OWN.sub("", tag[0]), found[3]))


_ON_PAPER = {
    INK: "#1b2622",
    QUIET: "#56635d",
    LINE: "#ddd8ca",
    GREEN: "#1c5a48",
    GREEN_SOFT: "#e2efe9",
    AMBER: "#8a4f00",
    RED: "#a12d20",
}


def on_paper(drawing: Drawing, font: str) -> str:
    """A drawing as a file of its own, in the colours of the light page: for what is printed."""
    marks = drawing.marks
    for named, colour in _ON_PAPER.items():
        marks = marks.replace(named, colour)
    size = f'viewBox="0 0 {drawing.width} {drawing.height}" width="{drawing.width}" height="{drawing.height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{font}">{marks}</svg>'


def day_axis(starts: date, ends: date, most: int = 4) -> dict[str, Any]:
    """An axis of days, counted from the first, with the names of some months in the reader's language."""
    ticks = {(day - starts).days: say_month(day) for day in _months(starts, ends, most)}
    days = max((ends - starts).days, 1)
    # A name at the right end would be cut in half there: it ends at its tick.
    at_end = {"test": f"datum.value > {_NEAR_END * days}", "value": "right"}
    return {
        "type": "quantitative",
        "scale": {"domain": [0, days], "nice": False},
        "axis": {
            "grid": False,
            "values": list(ticks),
            "labelAlign": {"condition": at_end, "value": "center"},
            "labelExpr": f"({json.dumps({str(at): name for at, name in ticks.items()})})[datum.value]",
        },
    }


def room_for_words(starts: date, ends: date) -> timedelta:
    """The days to leave free behind the last one, so that a month's name has room under it."""
    return (ends - starts) // 7


def _months(starts: date, ends: date, most: int) -> list[date]:
    """First days of months between two days, evenly apart, and no more than there is room for."""
    for step in _STEPS:
        found = list(_first_days(starts, ends, step))
        if len(found) <= most:
            return found
    return []


def _first_days(starts: date, ends: date, step: int) -> Iterator[date]:
    day = starts if starts.day == 1 else add_months(starts.replace(day=1), 1)
    while day <= ends:
        yield day
        day = add_months(day, step)
