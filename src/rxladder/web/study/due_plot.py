"""What falls due on the coming days, as a plot and as a table."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rxladder.papers.plots import GREEN, Plot, day_axis, draw

DAYS = 28


def due_plot(days: Sequence[int], on: date) -> Plot:
    """A bar a day; the table has the days on which anything is due."""
    values = [{"day": day + 0.5, "due": count} for day, count in enumerate(days)]
    bars = {
        "data": {"values": values},
        "mark": {"type": "bar", "size": 8, "color": GREEN, "cornerRadiusEnd": 2},
        "encoding": {
            "x": {"field": "day", **_axis(on)},
            "y": {"field": "due", "type": "quantitative", "axis": {"tickMinStep": 1, "tickCount": 4}},
        },
    }
    total = sum(days)
    label = ngettext(
        "%(total)d question falls due in the next four weeks, %(today)d of it today.",
        "%(total)d questions fall due in the next four weeks, %(today)d of them today.",
        total,
    ) % {"total": total, "today": days[0]}
    rows = tuple(
        (date_format(on + timedelta(days=day), "SHORT_DATE_FORMAT"), str(count))
        for day, count in enumerate(days)
        if count
    )
    return Plot(draw([bars]), label, (), (_("Day"), _("Questions due")), rows)


def _axis(on: date) -> dict:
    weeks = [0, 7, 14, 21]
    axis = day_axis(on, on + timedelta(days=DAYS))
    names = {str(day): date_format(on + timedelta(days=day), "j M") for day in weeks}
    axis["axis"] |= {"values": weeks, "labelExpr": f"({json.dumps(names)})[datum.value]"}
    return axis
