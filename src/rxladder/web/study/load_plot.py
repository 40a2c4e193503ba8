"""What the coming days ask, as a plot and as a table."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rxladder.learning.load import DayLoad
from rxladder.papers.plots import GREEN, LINE, Plot, draw

DAYS = 28
_SOON = 0.5


def load_plot(days: Sequence[DayLoad]) -> Plot:
    """A bar a day: what is done within the limit, and above it what is left for later."""
    values = [
        {"day": at + 0.5, "count": round(count, 2), "what": what}
        for at, day in enumerate(days)
        for what, count in (("done", day.done), ("left", day.left))
    ]
    bars = {
        "data": {"values": values},
        "mark": {"type": "bar", "size": 8},
        "encoding": {
            "x": {"field": "day", **_weeks(days)},
            "y": {"field": "count", "type": "quantitative", "axis": {"tickMinStep": 1, "tickCount": 4}},
            "color": {
                "field": "what",
                "scale": {"domain": ["done", "left"], "range": [GREEN, LINE]},
                "legend": None,
            },
            "order": {"field": "what"},
        },
    }
    key = [("done", _("comes up"))]
    if any(day.left >= _SOON for day in days):
        key.append(("left", _("waits because the day is full")))
    rows = tuple(
        (date_format(day.day, "SHORT_DATE_FORMAT"), str(round(day.done)), str(round(day.left)))
        for day in days
        if round(day.due)
    )
    head = (_("Day"), _("Comes up"), _("Waits"))
    return Plot(draw([bars]), _label(days), tuple(key), head, rows)


def _label(days: Sequence[DayLoad]) -> str:
    total = round(sum(day.done for day in days))
    text = ngettext(
        "About %(n)d question comes up in the next four weeks if you do each day’s questions.",
        "About %(n)d questions come up in the next four weeks if you do each day’s questions.",
        total,
    )
    return text % {"n": total}


def _weeks(days: Sequence[DayLoad]) -> dict[str, Any]:
    """The axis of days, with the first of every week named."""
    weeks = range(0, len(days), 7)
    names = {str(at): date_format(days[0].day + timedelta(days=at), "j M") for at in weeks}
    return {
        "type": "quantitative",
        "scale": {"domain": [0, len(days)], "nice": False},
        "axis": {
            "grid": False,
            "values": list(weeks),
            "labelExpr": f"({json.dumps(names)})[datum.value]",
        },
    }
