"""The pages of what hangs on a project: points, changes and cycles are added, changed, deleted, restored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rxladder.career.projects import MOST_POINTS
from rxladder.web.responsibilities.guarded import GuardedModelForm
from rxladder.web.responsibilities.models import ProjectChange, ProjectCycle, ProjectPoint, QualityProject
from rxladder.web.responsibilities.project_forms import ChangeForm, CycleForm, PointForm
from rxladder.web.responsibilities.project_models import OfProject
from rxladder.web.responsibilities.project_pages import has_measure, row_of
from rxladder.web.site.deleting import delete_row, restore_row
from rxladder.web.site.views import of_person, posted, say, status_of


@dataclass(frozen=True)
class HangingPages:
    """The pages of one kind; after each act the person is back on the project's page."""

    kind: str
    model: type[OfProject]
    form: type[GuardedModelForm]
    title: Any
    named: Callable[[Any], str]

    def urls(self) -> list[URLPattern]:
        """The addresses, named add-KIND (of a project), edit-KIND, delete-KIND and restore-KIND."""
        return [
            path(f"<uuid:id>/{self.kind}/new/", of_person(self.add), name=f"add-{self.kind}"),
            path(f"{self.kind}/<uuid:id>/", of_person(self.edit), name=f"edit-{self.kind}"),
            path(f"{self.kind}/<uuid:id>/delete/", self._taking(self.delete), name=f"delete-{self.kind}"),
            path(f"{self.kind}/<uuid:id>/restore/", self._taking(self.restore), name=f"restore-{self.kind}"),
        ]

    @staticmethod
    def _taking(view):
        return of_person(require_POST(view))

    def add(self, request, id):
        """Add one to a project."""
        project = row_of(request, id)
        self._allowed(request, project)
        form = self.form(posted(request), person=request.person, today=request.on, project=project)
        if form.is_valid():
            row = form.save()
            undo = reverse(f"projects:delete-{self.kind}", args=[row.id])
            say(request, _("%(name)s is added.") % {"name": self.named(row)}, undo=undo)
            return redirect("projects:show", id)
        return self._page(request, form, project, None)

    def _allowed(self, request, project: QualityProject) -> None:
        if self.model is not ProjectPoint:
            return
        count = ProjectPoint.objects.visible_to(request.person).filter(project=project).count()
        if not has_measure(project) or count >= MOST_POINTS:
            raise Http404

    def _rows(self, request) -> Any:
        """What hangs on the person's projects, deleted or not."""
        rows = self.model.objects.kept_of(request.person).filter(project__deleted_at=None)
        return rows.select_related("project")

    def edit(self, request, id):
        """Change one."""
        row = get_object_or_404(self._rows(request), id=id, deleted_at=None)
        form = self.form(
            posted(request), instance=row, person=request.person, today=request.on, project=row.project
        )
        if form.is_valid():
            form.save()
            say(request, _("Your changes are saved."))
            return redirect("projects:show", row.project_id)
        # A form that does not hold leaves its values in the row; the page around it must not show them.
        row.refresh_from_db()
        return self._page(request, form, row.project, row)

    def _page(self, request, form, project: QualityProject, row: OfProject | None):
        context = {
            "form": form,
            "project": project,
            "row": row,
            "title": self.named(row) if row else self.title,
            "delete": reverse(f"projects:delete-{self.kind}", args=[row.id]) if row else "",
        }
        return render(request, "responsibilities/hanging_form.html", context, status=status_of(form))

    def delete(self, request, id):
        """Take one out."""
        row = delete_row(self._rows(request), id)
        undo = reverse(f"projects:restore-{self.kind}", args=[id])
        say(request, _("%(name)s is deleted.") % {"name": self.named(row)}, undo=undo)
        return redirect("projects:show", row.project_id)

    def restore(self, request, id):
        """Undo a deletion."""
        row = restore_row(self._rows(request), id)
        say(request, _("%(name)s is back.") % {"name": self.named(row)})
        return redirect("projects:show", row.project_id)


def _point_name(row: ProjectPoint) -> str:
    return _("The point of %(day)s") % {"day": date_format(row.date, "SHORT_DATE_FORMAT")}


POINTS = HangingPages("point", ProjectPoint, PointForm, gettext_lazy("Enter a point"), _point_name)
CHANGES = HangingPages("change", ProjectChange, ChangeForm, gettext_lazy("What was done differently?"), str)
CYCLES = HangingPages("cycle", ProjectCycle, CycleForm, gettext_lazy("Plan, do, study, act"), str)
