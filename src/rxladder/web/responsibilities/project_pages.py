"""The pages of quality projects: the list, one project with its chart, its one-page PDF."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Count, Max, OuterRef, Subquery
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rxladder.career.projects import Change, Project
from rxladder.papers.project_page import ProjectPage, project_page
from rxladder.papers.quality_plot import quality_plot
from rxladder.papers.table import csv_table
from rxladder.quality.charts import Chart, ChartKind, chart_for, control_chart_of, make_chart
from rxladder.quality.compare import compare
from rxladder.quality.measure import say_value, shown
from rxladder.quality.signals import signals_of
from rxladder.quality.words import (
    cautions,
    chart_name,
    rules_of,
    say_comparison,
    say_phase,
    say_signal,
    say_signals,
    sources_of,
    why_this_chart,
)
from rxladder.web.responsibilities.models import ProjectChange, ProjectCycle, ProjectPoint, QualityProject
from rxladder.web.responsibilities.project_forms import PointForm, ProjectForm
from rxladder.web.responsibilities.project_rows import measure_of, one_project
from rxladder.web.site.deleting import deleting
from rxladder.web.site.downloads import CSV, PDF, download
from rxladder.web.site.views import of_person, posted, say, say_saved, status_of


@of_person
@require_safe
def projects(request):
    """Every project, the newest first."""
    points = ProjectPoint.objects.visible_to(request.person).filter(project=OuterRef("pk")).order_by()
    counted = points.values("project").annotate(n=Count("pk"), last=Max("date"))
    rows = (
        QualityProject.objects.visible_to(request.person)
        .annotate(points=Subquery(counted.values("n")), last_point=Subquery(counted.values("last")))
        .order_by("-created_at", "place")
    )
    return render(request, "responsibilities/projects.html", {"rows": rows})


def row_of(request, id) -> QualityProject:
    """The person's project of this id, or 404."""
    return get_object_or_404(QualityProject.objects.visible_to(request.person), id=id)


# --- One project


class ChangeView(NamedTuple):
    """A change with its number on the chart and what lies before and after it."""

    row: ProjectChange
    number: int
    says: tuple[str, ...]


@of_person
@require_safe
def show(request, id):
    """One project: its chart and what it says, changes, cycles, and a form for the next point."""
    row = row_of(request, id)
    project = one_project(request.person, row)
    chart = _chart(project, request.GET.get("chart", ""))
    cycles = ProjectCycle.objects.visible_to(request.person).filter(project=row)
    context = {
        "row": row,
        "project": project,
        "chart": chart,
        "changes": _changes(request, row, project, chart),
        "cycles": cycles,
        "points": _points(request, row, project),
        "form": PointForm(person=request.person, today=request.on, project=row, initial={"date": request.on})
        if project.measure
        else None,
    }
    return render(request, "responsibilities/project.html", context | (_chart_words(project, chart)))


def _chart(project: Project, wanted: str) -> Chart | None:
    """The chart that suits, or the other of the two where it was asked for."""
    if project.measure is None:
        return None
    kinds: dict[str, ChartKind] = {"run": "run", "limits": control_chart_of(project.measure.data)}
    kind = kinds.get(wanted)
    return make_chart(project.measure, project.points, project.changes, project.baseline_until, kind)


def _chart_words(project: Project, chart: Chart | None) -> dict[str, Any]:
    if chart is None:
        return {}
    signals = signals_of(chart)
    suits = chart_for(chart.measure.data, len(project.points))
    return {
        "plot": quality_plot(chart, project.changes, signals),
        "headline": say_signals(signals),
        "signals": [say_signal(chart, one) for one in signals],
        "chart_name": chart_name(chart.kind),
        "why": why_this_chart(chart),
        "suits": chart.kind == suits,
        "other": "limits" if chart.kind == "run" else "run",
        "other_name": chart_name(control_chart_of(chart.measure.data) if chart.kind == "run" else "run"),
        "phases": [say_phase(chart, phase) for phase in chart.phases],
        "cautions": list(cautions(chart)),
        "rules": rules_of(chart),
        "sources": sources_of(chart),
    }


def _changes(request, row: QualityProject, project: Project, chart: Chart | None) -> list[ChangeView]:
    rows = ProjectChange.objects.visible_to(request.person).filter(project=row)
    views = []
    for number, (one, change) in enumerate(zip(rows, project.changes, strict=True), 1):
        views.append(ChangeView(one, number, _before_and_after(project, change, chart)))
    return views


def _before_and_after(project: Project, change: Change, chart: Chart | None) -> tuple[str, ...]:
    if project.measure is None or chart is None:
        return ()
    found = compare(project.measure, project.points, project.changes, change)
    return say_comparison(found, chart) if found else ()


def _points(request, row: QualityProject, project: Project) -> list[dict[str, Any]]:
    """The points with their addresses, the latest first."""
    measure = project.measure
    if measure is None:
        return []
    rows = ProjectPoint.objects.visible_to(request.person).filter(project=row)
    pairs = list(zip(rows, project.points, strict=True))
    return [{"row": one, "says": say_value(measure, shown(measure, point), 2)} for one, point in pairs[::-1]]


# --- Adding, changing, deleting


@of_person
def add(request):
    """Begin a project."""
    form = ProjectForm(posted(request), person=request.person, today=request.on)
    if form.is_valid():
        row = form.save()
        say(request, _("Your project is set up. Enter its first point."))
        return redirect("projects:show", row.id)
    return render(request, "responsibilities/project_form.html", {"form": form}, status=status_of(form))


@of_person
def edit(request, id):
    """Change a project's aim or measure."""
    row = row_of(request, id)
    form = ProjectForm(posted(request), instance=row, person=request.person, today=request.on)
    if form.is_valid():
        form.save()
        say_saved(request, _("Your changes are saved."), form.former)
        return redirect("projects:show", id)
    # A form that does not hold leaves its values in the row; the page around it must not show them.
    row.refresh_from_db()
    context = {"form": form, "row": row}
    return render(request, "responsibilities/project_form.html", context, status=status_of(form))


# A project's points go and come back with it.
delete, restore = deleting(QualityProject, "projects:restore", "projects:all", "projects:show")


# --- What can be taken away


@of_person
@require_safe
def paper(request, id):
    """The project on one page."""
    row = row_of(request, id)
    project = one_project(request.person, row)
    made = ProjectPage(project, _chart(project, ""), request.person.name, request.on)
    name = slugify(row.title)[:60] or "project"
    return download(project_page(made), PDF, f"{name}.pdf")


@of_person
@require_safe
def table(request, id):
    """The points as a table that can be brought in again."""
    row = row_of(request, id)
    project = one_project(request.person, row)
    lines = [
        (
            point.date.isoformat(),
            _plain(point.amount),
            None if point.of is None else _plain(point.of),
            point.note,
        )
        for point in project.points
    ]
    name = slugify(row.title)[:60] or "project"
    text = csv_table(("date", "amount", "of", "note"), lines)
    return download(text, CSV, f"{name}.csv")


def _plain(amount) -> int | float:
    return int(amount) if amount.denominator == 1 else float(amount)


def has_measure(row: QualityProject) -> bool:
    """Whether points can be entered."""
    return measure_of(row) is not None
