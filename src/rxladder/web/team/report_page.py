"""The monthly report as a download: of the month before today, from what is shared today."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from rxladder.facts.days import add_months
from rxladder.facts.skills import skill_name
from rxladder.papers.team_report import ReportLine, TeamReport, team_report
from rxladder.rules.team_skills import team_skills
from rxladder.web.site.downloads import PDF, download
from rxladder.web.site.rules import short_name
from rxladder.web.team import log
from rxladder.web.team.doors import for_team
from rxladder.web.team.matrix import Row, counts_of, matching, row_of
from rxladder.web.team.models import Role, TeamMember
from rxladder.web.team.sharing import members_of, skills_of_team
from rxladder.web.team.standing import stands


@for_team("report")
@require_safe
def report(request, viewer: TeamMember):
    """The report as a PDF."""
    log.note_look(viewer, request.person, "reported")
    found = stands(viewer, seconds=20)
    records = skills_of_team(viewer)
    skills = team_skills(records, viewer.organisation.needs, request.on)
    first = add_months(request.on, -1)
    last_line = log.lines_of(viewer.organisation).last()
    made = TeamReport(
        team=_team_name(viewer),
        first=first,
        last=request.on,
        made=request.on,
        people=len(found),
        silent=members_of(viewer).count() - len(found),
        counts=counts_of(found),
        lines=_lines(matching([row_of(stand) for stand in found], "", "", "")),
        happened=_happened(viewer, first) if viewer.site_id is None or viewer.role == Role.OWNER else (),
        gaps=[skill_name(one.skill) for one in skills if one.gap],
        alone=[
            _("%(skill)s: only %(name)s") % {"skill": skill_name(one.skill), "name": one.signed[0].person}
            for one in skills
            if one.coverage == "one"
        ],
        seal=(last_line.number, last_line.hash) if last_line else None,
    )
    return download(team_report(made), PDF, f"team-report-{request.on}.pdf")


def _team_name(viewer: TeamMember) -> str:
    name = viewer.organisation.name
    return f"{name}, {viewer.site.name}" if viewer.site and viewer.role != Role.OWNER else name


def _lines(rows: list[Row]) -> list[ReportLine]:
    lines = []
    for row in rows:
        person, site = str(row.member.person), row.member.site.name if row.member.site else ""
        if row.lacking and row.cells:
            lines.append(ReportLine(person, site, "", _("may not work yet"), None, row.lacking.what, True))
        for cell in row.cells:
            acts = cell.concern == "act"
            step = cell.step.what if cell.step else ""
            lines.append(
                ReportLine(person, site, short_name(cell.credential), cell.words, cell.due, step, acts)
            )
        if row.known and not row.cells:
            step = row.step.what if row.step else ""
            lines.append(ReportLine(person, site, "", row.without, None, step, row.acts))
    return lines


def _happened(viewer: TeamMember, first: date) -> list[tuple[str, int]]:
    """What the log tells of the month: joined, asked for, signed off, badges."""
    rows = log.lines_of(viewer.organisation).filter(at__date__gte=first)
    counts = Counter(rows.values_list("act", flat=True))
    return [(told, counts[act]) for act, told in _acts(counts).items() if counts[act]]


def _acts(n: Counter[str]) -> dict[str, str]:
    return {
        "joined": ngettext("person joined", "people joined", n["joined"]),
        "left": ngettext("person left", "people left", n["left"]),
        "removed": ngettext("person was removed", "people were removed", n["removed"]),
        "assigned": ngettext("thing was asked for", "things were asked for", n["assigned"]),
        "signed-off": ngettext("skill was signed off", "skills were signed off", n["signed-off"]),
        "badge": ngettext("badge was given", "badges were given", n["badge"]),
        "revoked": ngettext("badge was taken back", "badges were taken back", n["revoked"]),
        "reminded": ngettext("reminder was sent", "reminders were sent", n["reminded"]),
    }
