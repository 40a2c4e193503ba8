"""A quality project on one page: aim, chart, signals, before and after, changes, cycles, and what came of it.

What does not fit in the usual size is set smaller, and at last cut, so that it stays one page.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rxladder.career.projects import Cycle, Project
from rxladder.facts.language import gettext as _
from rxladder.facts.language import language
from rxladder.facts.phrases import say_date
from rxladder.papers.certificates import page_sizes
from rxladder.papers.plots import on_paper
from rxladder.papers.quality_plot import quality_plot
from rxladder.papers.typesetting import FONT, plain_line, typeset
from rxladder.quality.charts import Chart
from rxladder.quality.compare import compare
from rxladder.quality.measure import say_value
from rxladder.quality.signals import signals_of
from rxladder.quality.words import (
    axis_words,
    say_comparison,
    say_signal,
    say_signals,
    why_this_chart,
)

TEMPLATE = Path(__file__).with_suffix(".typ")
_CHART = (660, 240)
_SIZES = ((10.5, 600), (9.5, 450), (8.5, 300), (7.5, 160), (6.5, 80))
"""Points of the letters, and the longest text of a part, from the best to what surely fits."""
_MOST = 5


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """What goes on the page: the project with its chart, whose it is, and the day it is made."""

    project: Project
    chart: Chart | None
    holder: str
    made: date


def project_page(page: ProjectPage) -> bytes:
    """The page as a PDF on US Letter."""
    with tempfile.TemporaryDirectory(prefix="rxladder-project-") as name:
        folder = Path(name)
        if page.chart is not None:
            plot = quality_plot(page.chart, page.project.changes, signals_of(page.chart), *_CHART)
            (folder / "chart.svg").write_text(on_paper(plot.drawing, FONT), encoding="utf-8")
        pdf = b""
        for size, longest in _SIZES:
            document = _document(page, longest) | {"size": size}
            pdf = typeset(TEMPLATE, document, folder, page.made)
            if len(page_sizes(pdf, "pdf")) == 1:
                break
        return pdf


def _document(page: ProjectPage, longest: int) -> dict[str, Any]:
    project, chart = page.project, page.chart
    signals = signals_of(chart) if chart is not None else ()

    def cut(text: str) -> str:
        return plain_line(text, longest)

    return {
        "language": language(),
        "words": _words(),
        "title": plain_line(project.title, min(longest, 160)),
        "holder": plain_line(page.holder, 80),
        "days": _days(project),
        "date": [page.made.year, page.made.month, page.made.day],
        "made": _("Made on {day} with RxLadder from the holder's own record.").format(
            day=say_date(page.made)
        ),
        "aim": cut(project.aim),
        "measure": cut(_measure(project)),
        "chart": chart is not None,
        "chart_says": cut(why_this_chart(chart)) if chart else "",
        "key": _lines(chart),
        "headline": say_signals(signals) if chart else _("There are no points yet."),
        "signals": [cut(say_signal(chart, one)) for one in signals[:_MOST]] if chart else [],
        "changes": [cut(line) for line in _changes(page)],
        "cycles": [_cycle(one, longest) for one in project.cycles[-3:]],
        "learned": cut(project.learned),
    }


def _words() -> dict[str, str]:
    return {
        "kind": _("Quality project"),
        "aim": _("Aim"),
        "measure": _("Measure"),
        "changes": _("Changes, before and after"),
        "cycles": _("Plan, do, study, act"),
        "learned": _("What came of it"),
        "chart": _("The chart of the measure"),
    }


def _lines(chart: Chart | None) -> str:
    """What the lines of the chart are."""
    if chart is None:
        return ""
    centre = _("line: median") if chart.kind == "run" else _("line: center; dashed: limits")
    goal = _("dotted: goal") if chart.measure.goal is not None else ""
    parts = [axis_words(chart), centre, goal, _("red: a signal; numbers: changes")]
    return "; ".join(filter(None, parts)) + "."


def _days(project: Project) -> str:
    if project.started and project.ended:
        return _("{first} to {last}").format(first=say_date(project.started), last=say_date(project.ended))
    return _("since {day}").format(day=say_date(project.started)) if project.started else ""


def _measure(project: Project) -> str:
    measure = project.measure
    if measure is None:
        return ""
    if measure.goal is None:
        return measure.what
    return _("{what}; goal {goal}").format(what=measure.what, goal=say_value(measure, measure.goal))


def _changes(page: ProjectPage) -> list[str]:
    """The changes by number, each with what lies before and after it where there are points."""
    project, chart = page.project, page.chart
    lines = []
    for number, change in enumerate(sorted(project.changes, key=lambda one: one.date), 1):
        line = _("{n}. {day}: {what}.").format(
            n=number, day=say_date(change.date), what=change.what.rstrip(".")
        )
        found = compare(project.measure, project.points, project.changes, change) if project.measure else None
        if found is not None and chart is not None:
            line = " ".join([line, *say_comparison(found, chart)])
        lines.append(line)
    return lines[-_MOST:]


def _cycle(cycle: Cycle, longest: int) -> dict[str, Any]:
    decided = {
        "adopt": _("adopted"),
        "adapt": _("adapted"),
        "abandon": _("abandoned"),
    }
    steps = (
        (_("Plan"), cycle.plan, cycle.planned),
        (_("Do"), cycle.do, cycle.done),
        (_("Study"), cycle.study, cycle.studied),
        (_("Act"), cycle.act, cycle.acted),
    )
    return {
        "title": plain_line(cycle.title, min(longest, 120)),
        "decision": decided[cycle.decision] if cycle.decision else "",
        "steps": [
            [name, plain_line(text, longest // 2), say_date(day) if day else ""]
            for name, text, day in steps
            if text or day
        ],
    }
