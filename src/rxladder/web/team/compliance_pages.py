"""How the team stands: the matrix with what is due, as a page and as a table to take away."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.cache import cache
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_q.tasks import async_task

from rxladder.facts.plain_text import plain
from rxladder.papers.due_plot import due_plot
from rxladder.papers.table import csv_table
from rxladder.papers.workbook import workbook
from rxladder.web.site.downloads import CSV, download
from rxladder.web.site.rules import credential_name
from rxladder.web.team import log
from rxladder.web.team.doors import for_team, rooms
from rxladder.web.team.matrix import SPAN_WORDS, WANTED, Row, columns_of, counts_of, matching, row_of
from rxladder.web.team.models import Site, TeamMember
from rxladder.web.team.roles import MAY
from rxladder.web.team.sharing import members_of
from rxladder.web.team.standing import stands

A_PAGE = 50
MOST_TICKED = 100
SECONDS_BETWEEN_JOBS = 30
REFRESH = "rxladder.web.team.standing.refresh"


@for_team("see-people")
@require_safe
def show(request, viewer: TeamMember):
    """Everyone by what they hold, who has to act first on top."""
    if "report" not in MAY[viewer.role]:
        return redirect("team:skills", viewer.organisation_id)
    log.note_look(viewer, request.person, "saw-team")
    found = stands(viewer)
    if any(not stand.current for stand in found):
        _work_out_soon()
    rows = [row_of(stand) for stand in found]
    asked = _asked(request)
    matched = _narrowed(rows, asked)
    columns = columns_of(rows)
    page = Paginator(matched, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "viewer": viewer,
        "rooms": rooms(viewer),
        "asked": asked,
        "narrowed": any(asked.values()),
        "wanted": WANTED,
        "sites": Site.objects.filter(organisation=viewer.organisation_id),
        "page": page,
        "columns": columns,
        "lines": [
            {"row": row, "groups": list(zip([*columns, ""], row.by_column(columns), strict=True))}
            for row in page
        ],
        "others": any(cell.credential not in columns for row in rows for cell in row.cells),
        "whom": urlencode([("of", row.member.id) for row in matched[:MOST_TICKED]]),
        "silent": members_of(viewer).count() - len(rows),
        "plot": due_plot(counts_of(found)),
        "span_words": SPAN_WORDS,
    }
    return render(request, "team/show.html", context | _how_many(rows))


def _how_many(rows: list[Row]) -> dict[str, int | bool]:
    """What the page says of all of them above their names."""
    return {
        "acting": sum(row.acts for row in rows),
        "told": any(row.known and not row.empty for row in rows),
        "soon": len(matching(rows, "30", "", "")),
        "ending": sum(row.ends_soon for row in rows),
        "waiting": sum(not row.known for row in rows),
        "stale": sum(row.as_of is not None for row in rows),
        "known": len(rows),
        "holding": any(row.cells for row in rows),
    }


def _asked(request) -> dict[str, str]:
    """Whom somebody looks for."""
    return {key: request.GET.get(key, "").strip()[:100] for key in ("wanted", "q", "site")}


def _narrowed(rows: list[Row], asked: dict[str, str]) -> list[Row]:
    return matching(rows, asked["wanted"], asked["q"], asked["site"])


def _work_out_soon() -> None:
    """Have the job look, unless it was asked to a moment ago."""
    if cache.add(REFRESH, True, SECONDS_BETWEEN_JOBS):
        async_task(REFRESH)


@for_team("export")
@require_safe
def table(request, viewer: TeamMember, format: str):
    """The matrix as a file, of everyone or of whom the page shows: a line for each person and credential."""
    log.note_look(viewer, request.person, "exported")
    rows = [row_of(stand) for stand in stands(viewer, seconds=20)]
    head, lines = _table(_narrowed(rows, _asked(request)))
    name = f"team-{request.on}.{format}"
    if format == "xlsx":
        content: bytes | str = workbook(_("Where the team stands"), head, lines)
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    else:
        content, kind = csv_table(head, lines), CSV
    return download(content, kind, name)


def _table(rows: list[Row]) -> tuple[list[str], list[list[object]]]:
    head = [
        *(_("Name"), _("Site"), _("Credential"), _("Where it stands"), _("Last day of the term")),
        *(_("Due"), _("When due"), _("Renewal handed in"), _("Next step"), _("As of")),
    ]
    lines: list[list[object]] = []
    for row in sorted(rows, key=lambda one: plain(one.member.person.name)):
        step = row.step.what if row.step else ""
        who = [str(row.member.person), row.member.site.name if row.member.site else ""]
        if not row.cells:
            stands_so = row.without if row.known else _("not worked out yet")
            lines.append([*who, "", stands_so, None, None, "", "", step, None])
        if row.lacking and row.cells:
            lines.append([*who, "", _("may not work yet"), None, None, "", "", row.lacking.what, None])
        for cell in row.cells:
            step = cell.step.what if cell.step else ""
            filed = _("yes") if cell.filed else _("no")
            told = [
                credential_name(cell.credential),
                cell.words,
                cell.ends,
                cell.due,
                str(SPAN_WORDS[cell.span]),
            ]
            lines.append([*who, *told, filed, step, row.as_of])
    return head, lines
