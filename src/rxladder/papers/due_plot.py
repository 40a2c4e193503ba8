"""What is due in a team over the next 90 days, as bars: how many credentials, and who must act."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rxladder.facts.language import gettext as _
from rxladder.papers.plots import AMBER, GREEN, INK, QUIET, RED, WIDTH, Plot, draw
from rxladder.rules.team_compliance import Concern, Span

_SHOWN: tuple[Span, ...] = ("over", "30", "60", "90")
_TONES: dict[Concern, str] = {"act": RED, "ask": AMBER, "fine": GREEN}
_HEIGHT = 200


def due_plot(counts: Mapping[Span, Mapping[Concern, int]], width: int = WIDTH, height: int = _HEIGHT) -> Plot:
    """The plot with its words and its table. `counts` are those of `team_compliance.counted`."""
    names, concerns = _span_names(), _concern_names()
    bars: list[dict[str, Any]] = []
    for span in _SHOWN:
        base = 0
        for concern, tone in _TONES.items():
            count = counts[span][concern]
            if count:
                bars.append({"span": names[span], "low": base, "high": base + count, "tone": tone})
                base += count
    sums = [{"span": names[span], "n": sum(counts[span].values())} for span in _SHOWN]
    shown = list(names.values())[: len(_SHOWN)]
    drawing = draw(_layers(bars, sums, shown), width, height)
    head = (_("Due"), *(concerns[one] for one in _TONES), _("Total"))
    rows = tuple(_row(name, counts[span]) for span, name in names.items())
    told = "; ".join(f"{one['span']}: {one['n']}" for one in sums)
    label = _("Credentials due, and by when. {told}.").format(told=told)
    key = (("acts", concerns["act"]), ("asks", concerns["ask"]), ("done", concerns["fine"]))
    return Plot(drawing, label, key, head, rows)


def _row(name: str, found: Mapping[Concern, int]) -> tuple[str, ...]:
    return (name, *(str(found[one]) for one in _TONES), str(sum(found.values())))


def _span_names() -> dict[Span, str]:
    return {
        "over": _("past due"),
        "30": _("0–30 days"),
        "60": _("31–60 days"),
        "90": _("61–90 days"),
        "later": _("later"),
        "no-date": _("date not known"),
        "done": _("nothing due"),
    }


def _concern_names() -> dict[Concern, str]:
    return {
        "act": _("someone has to act"),
        "ask": _("ask the board"),
        "fine": _("nothing missing"),
    }


def _layers(bars: list[dict[str, Any]], sums: list[dict[str, Any]], names: list[str]) -> list[dict[str, Any]]:
    most = max((one["n"] for one in sums), default=0)
    across = {"field": "span", "type": "nominal", "sort": names, "scale": {"domain": names, "padding": 0.35}}
    axis = {"grid": False, "labelAngle": 0, "labelLimit": 200}
    up = {"type": "quantitative", "scale": {"domain": [0, max(most * 1.2, 1)]}, "axis": None}
    return [
        {
            "data": {"values": bars},
            "mark": {"type": "bar"},
            "encoding": {
                "x": across | {"axis": axis},
                "y": up | {"field": "low"},
                "y2": {"field": "high"},
                "color": {"field": "tone", "type": "nominal", "scale": None},
            },
        },
        {
            "data": {"values": sums},
            "mark": {"type": "text", "dy": -8, "color": INK, "fontWeight": 600},
            "encoding": {"x": across | {"axis": axis}, "y": up | {"field": "n"}, "text": {"field": "n"}},
        },
        {
            "data": {"values": [{}]},
            "mark": {"type": "rule", "color": QUIET},
            "encoding": {"y": up | {"datum": 0}},
        },
    ]
