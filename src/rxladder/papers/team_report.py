"""The monthly report of a team as a PDF: what is due, who has to act, what was done, the seal of the log."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rxladder.facts.language import gettext as _
from rxladder.facts.language import language, ngettext
from rxladder.facts.phrases import say_date
from rxladder.papers.due_plot import due_plot
from rxladder.papers.plots import Plot, on_paper
from rxladder.papers.typesetting import FONT, plain_line, typeset
from rxladder.rules.team_compliance import Concern, Span

TEMPLATE = Path(__file__).with_suffix(".typ")
_PLOT = (560, 190)
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One credential of one person: how it stands, when it is due, and the step to take first."""

    person: str
    site: str
    credential: str
    stands: str
    due: date | None
    step: str
    acts: bool


@dataclass(frozen=True, slots=True)
class TeamReport:
    """What goes into a report. `first` to `last` are the days it looks back on, `made` the day it is made.

    `silent` is how many share nothing of this; `happened` are counts in words; `seal` is the last line of the
    log with its number, None where there is none.
    """

    team: str
    first: date
    last: date
    made: date
    people: int
    silent: int
    counts: Mapping[Span, Mapping[Concern, int]]
    lines: Sequence[ReportLine]
    happened: Sequence[tuple[str, int]]
    gaps: Sequence[str]
    alone: Sequence[str]
    seal: tuple[int, str] | None


def team_report(report: TeamReport) -> bytes:
    """The report as a PDF on US Letter."""
    with tempfile.TemporaryDirectory(prefix="rxladder-report-") as name:
        folder = Path(name)
        plot = due_plot(report.counts, *_PLOT)
        (folder / "plot.svg").write_text(on_paper(plot.drawing, FONT), encoding="utf-8")
        return typeset(TEMPLATE, _document(report, plot), folder, report.made)


def _document(report: TeamReport, plot: Plot) -> dict[str, Any]:
    return {
        "language": language(),
        "words": _words(),
        "team": plain_line(report.team, 120),
        "date": [report.made.year, report.made.month, report.made.day],
        "days": _("{first} to {last}").format(first=say_date(report.first), last=say_date(report.last)),
        "made": _("Made on {day} with RxLadder, from what each person shares.").format(
            day=say_date(report.made)
        ),
        "summary": _summary(report),
        "label": plot.label,
        "head": list(plot.head),
        "rows": [list(row) for row in plot.rows],
        "act": [_line(line) for line in report.lines if line.acts],
        "rest": [_line(line) for line in report.lines if not line.acts],
        "happened": [[plain_line(what, _LONGEST), str(n)] for what, n in report.happened],
        "gaps": [plain_line(one, _LONGEST) for one in report.gaps],
        "alone": [plain_line(one, _LONGEST) for one in report.alone],
        "seal": _seal(report.seal),
    }


def _words() -> dict[str, Any]:
    return {
        "kind": _("Monthly report"),
        "due": _("Credentials due"),
        "act": _("Someone has to act"),
        "nobody": _("Nothing is missing anywhere."),
        "rest": _("Everyone else"),
        "happened": _("What was done"),
        "gaps": _("Skills that are needed and that nobody is signed off for"),
        "alone": _("Skills that depend on one person"),
        "table": [_("Person"), _("Credential"), _("Where it stands"), _("Due"), _("Next step")],
    }


def _summary(report: TeamReport) -> str:
    acting = len({line.person for line in report.lines if line.acts})
    told = ngettext(
        "{people} person shares where they stand; {acting} with something to do.",
        "{people} people share where they stand; {acting} with something to do.",
        report.people,
    )
    said = told.format(people=report.people, acting=acting)
    if report.silent:
        said += " " + ngettext(
            "{silent} shares none of it.", "{silent} share none of it.", report.silent
        ).format(silent=report.silent)
    return said


def _line(line: ReportLine) -> list[str]:
    who = f"{line.person} ({line.site})" if line.site else line.person
    due = say_date(line.due) if line.due else ""
    cells = (who, line.credential, line.stands, due, line.step)
    return [plain_line(cell, _LONGEST) for cell in cells]


def _seal(seal: tuple[int, str] | None) -> str:
    if seal is None:
        return ""
    told = _(
        "The team’s log has {number} lines. The seal of the last line is {seal}. Compare it with a later "
        "log: line {number} must still have this seal."
    )
    return told.format(number=seal[0], seal=seal[1])
