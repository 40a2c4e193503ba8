"""Mock exams over time: the share that was right, and the chance of passing told then as a range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rxladder.learning.chance import range_says
from rxladder.learning.mock_result import MockResult
from rxladder.papers.plots import AMBER, GREEN, GREEN_SOFT, Plot, draw
from rxladder.web.study.models import MockExam


@dataclass(frozen=True)
class Taken:
    """A mock exam that is over: when, how it went, and the chance told then."""

    row: MockExam
    day: date
    result: MockResult

    @property
    def percent(self) -> int:
        """The share that was right."""
        return round(100 * self.result.share)

    @property
    def says(self) -> str:
        """The chance of passing that was told then, in words; nothing where nobody told it."""
        if self.row.chance_low is None or self.row.chance_high is None:
            return ""
        return range_says(self.row.chance_low, self.row.chance_high)


def history_plot(taken: Sequence[Taken], mark: tuple[float, float]) -> Plot:
    """Each exam in its order; behind it the marks that may be needed to pass."""
    key = (
        ("counted", _("right answers, out of 100")),
        ("pace", _("chance of passing shown at the time, out of 100")),
    )
    head = (_("Day"), _("Right"), _("Chance of passing"))
    rows = tuple(
        (
            date_format(one.day, "SHORT_DATE_FORMAT"),
            f"{one.result.right} / {one.result.questions}",
            one.says,
        )
        for one in taken
    )
    return Plot(draw(_layers(taken, mark)), _label(taken), key, head, rows)


def _layers(taken: Sequence[Taken], mark: tuple[float, float]) -> list[dict[str, Any]]:
    """The band of the marks, the ranges of the chances, and the points of the exams upon them."""
    x = {
        "field": "at",
        "type": "quantitative",
        "scale": {"domain": [0.5, len(taken) + 0.5], "nice": False},
        "axis": {"values": _ticks(len(taken)), "grid": False, "format": "d"},
    }
    y = {"type": "quantitative", "scale": {"domain": [0, 100]}, "axis": {"values": [0, 25, 50, 75, 100]}}
    between = {"y": {**y, "field": "low"}, "y2": {"field": "high"}}
    low, high = mark
    values = _values(taken)
    band = {
        "data": {"values": [{"from": 0.5, "to": len(taken) + 0.5, "low": 100 * low, "high": 100 * high}]},
        "mark": {"type": "rect", "color": GREEN_SOFT},
        "encoding": {"x": {**x, "field": "from"}, "x2": {"field": "to"}, **between},
    }
    ranges = {
        "data": {"values": [one for one in values if one["low"] is not None]},
        "mark": {"type": "rule", "color": AMBER, "strokeWidth": 2, "strokeDash": [7, 4]},
        "encoding": {"x": x, **between},
    }
    points = {
        "data": {"values": values},
        "mark": {"type": "line", "color": GREEN, "point": {"color": GREEN, "size": 60}},
        "encoding": {"x": x, "y": {**y, "field": "right"}},
    }
    return [band, ranges, points]


def _values(taken: Sequence[Taken]) -> list[dict[str, int | None]]:
    return [
        {
            "at": number,
            "right": one.percent,
            "low": _percent(one.row.chance_low),
            "high": _percent(one.row.chance_high),
        }
        for number, one in enumerate(taken, 1)
    ]


def _percent(share: float | None) -> int | None:
    return None if share is None else round(100 * share)


def _ticks(count: int) -> list[int]:
    step = max(1, count // 8)
    return list(range(1, count + 1, step))


def _label(taken: Sequence[Taken]) -> str:
    text = ngettext(
        "%(count)d mock exam: %(last)d of 100 right.",
        "%(count)d mock exams: from %(first)d of 100 right in the first to %(last)d in the latest.",
        len(taken),
    )
    return text % {"count": len(taken), "first": taken[0].percent, "last": taken[-1].percent}
