"""How many drugs were short, month by month, as a plot."""

from __future__ import annotations

from collections.abc import Sequence

from rxladder.facts.language import gettext as _
from rxladder.facts.language import ngettext
from rxladder.facts.phrases import say_date
from rxladder.news.shortage_course import ShortageCourse, ShortagePoint
from rxladder.papers.plots import GREEN, GREEN_SOFT, QUIET, Plot, day_axis, draw, room_for_words

_HEADROOM = 1.1
# Below it the axis would have marks between two whole drugs.
_FEWEST = 4


def shortages_plot(course: ShortageCourse) -> Plot | None:
    """The course of shortages, with those of injections; None where nothing was short at any time."""
    points = course.points
    most = max((point.drugs for point in points), default=0)
    if not most:
        return None
    first, last = points[0].day, points[-1].day
    x = {"field": "at", **day_axis(first, last + room_for_words(first, last))}
    y = {
        "field": "drugs",
        "type": "quantitative",
        "scale": {"domain": [0, max(most, _FEWEST) * _HEADROOM], "nice": False},
        "axis": {"tickCount": 4, "format": "d"},
    }
    whole = [{"at": (point.day - first).days, "drugs": point.drugs} for point in points]
    part = [{"at": (point.day - first).days, "drugs": point.injected} for point in points]
    line = {"data": {"values": whole}, "encoding": {"x": x, "y": y}}
    injected = {"data": {"values": part}, "encoding": {"x": x, "y": y}}
    drawing = draw(
        [
            {**line, "mark": {"type": "area", "color": GREEN_SOFT, "opacity": 1}},
            {**line, "mark": {"type": "line", "color": GREEN, "strokeWidth": 2}},
            {**injected, "mark": {"type": "line", "color": QUIET, "strokeWidth": 1.25, "strokeDash": [5, 4]}},
        ]
    )
    return Plot(
        drawing=drawing,
        label=_label(points, course.undated),
        key=(("counted", _("drugs on the FDA's list of shortages")), ("limit", _("injections among them"))),
        head=(_("Day"), _("Drugs, at least"), _("injections among them")),
        rows=tuple((say_date(one.day), str(one.drugs), str(one.injected)) for one in points),
    )


def _label(points: Sequence[ShortagePoint], undated: int) -> str:
    said = _("Drugs on the FDA's list of shortages: at least {before} on {first}, {now} on {last}.").format(
        before=points[0].drugs,
        first=say_date(points[0].day),
        now=points[-1].drugs,
        last=say_date(points[-1].day),
    )
    if not undated:
        return said
    left = ngettext(
        "{n} package without a day is left out.", "{n} packages without a day are left out.", undated
    )
    return f"{said} {left.format(n=undated)}"
