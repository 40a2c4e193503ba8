"""The quality projects of a career file, and the tables that keep them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from rxladder.career import projects as record
from rxladder.web.accounts.models import Person
from rxladder.web.responsibilities.guarded import refuse_in
from rxladder.web.responsibilities.models import ProjectChange, ProjectCycle, ProjectPoint, QualityProject
from rxladder.web.site.career_parts import CareerPart
from rxladder.web.site.career_rows import part_of, row_of
from rxladder.web.site.records import Record

_PLAIN = ("title", "aim", "started", "ended", "learned", "baseline_until")
_PARTS: tuple[tuple[str, type, type[Record]], ...] = (
    ("points", record.Point, ProjectPoint),
    ("changes", record.Change, ProjectChange),
    ("cycles", record.Cycle, ProjectCycle),
)


def measure_of(row: QualityProject) -> record.Measure | None:
    """What a project measures; None where nobody said."""
    if not row.measure or not row.data:
        return None
    return record.Measure(
        what=row.measure,
        data=cast("record.DataKind", row.data),
        of=row.of,
        unit=row.unit,
        per=row.per,
        better=cast("record.Better | None", row.better or None),
        goal=row.goal,
    )


def project_of(row: QualityProject, **parts: tuple[object, ...]) -> record.Project:
    """The record that a row keeps, with the parts that hang on it."""
    plain = {name: getattr(row, name) for name in _PLAIN}
    return record.Project(**plain, measure=measure_of(row), **parts)  # type: ignore[arg-type]


def one_project(person: Person, row: QualityProject) -> record.Project:
    """A project with all that hangs on it; three queries."""
    parts: dict[str, tuple[object, ...]] = {
        name: tuple(part_of(part, one) for one in model.objects.visible_to(person).filter(project=row))
        for name, part, model in _PARTS
    }
    return project_of(row, **parts)


def stored_projects(person: Person) -> tuple[record.Project, ...]:
    """All projects of a person with all that hangs on them; four queries."""
    parts: dict[object, dict[str, list[object]]] = {}
    for name, part, model in _PARTS:
        for one in model.objects.visible_to(person):
            parts.setdefault(one.project_id, {}).setdefault(name, []).append(part_of(part, one))
    return tuple(
        project_of(row, **{name: tuple(found) for name, found in parts.get(row.id, {}).items()})
        for row in QualityProject.objects.visible_to(person)
    )


def row_of_project(project: record.Project) -> QualityProject:
    """The row that keeps a project, not saved yet, without what hangs on it."""
    row = QualityProject(**{name: getattr(project, name) for name in _PLAIN})
    measure = project.measure
    if measure is not None:
        row.measure, row.data, row.of, row.unit = measure.what, measure.data, measure.of, measure.unit
        row.per, row.better, row.goal = measure.per, measure.better or "", measure.goal
    return row


def _rows(projects: Iterable[record.Project]) -> list[list[Record]]:
    projects = list(projects)
    rows = [row_of_project(project) for project in projects]
    hanging = [
        [
            row_of(model, one, project=row)
            for row, project in zip(rows, projects, strict=True)
            for one in getattr(project, name)
        ]
        for name, _part, model in _PARTS
    ]
    return [list(rows), *hanging]


PROJECTS = CareerPart(
    "projects",
    (QualityProject, ProjectPoint, ProjectChange, ProjectCycle),
    stored_projects,
    _rows,
    refuse_in("projects"),
)
