"""The pages of what hangs on a project: points, changes and cycles are added, changed, deleted, restored."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rxladder.career.projects import MOST_POINTS
from rxladder.web.responsibilities.models import ProjectChange, ProjectCycle, ProjectPoint, QualityProject
from rxladder.web.responsibilities.project_forms import ChangeForm, CycleForm, PointForm
from rxladder.web.responsibilities.project_models import OfProject
from rxladder.web.responsibilities.project_pages import has_measure, row_of
from rxladder.web.site.record_pages import RecordPages


@dataclass(frozen=True)
class HangingPages(RecordPages):
    """The pages of one kind; one is added at the address of its project, to which each act leads back."""

    template = "responsibilities/hanging_form.html"
    belongs_to = "<uuid:id>/"

    def _rows(self, request):
        return super()._rows(request).filter(project__deleted_at=None).select_related("project")

    def _form(self, request, row=None, **belongs_to):
        project = row.project if row else row_of(request, **belongs_to)
        if not row:
            self._allowed(request, project)
        return super()._form(request, row, project=project)

    def _allowed(self, request, project: QualityProject) -> None:
        if self.model is not ProjectPoint:
            return
        count = ProjectPoint.objects.visible_to(request.person).filter(project=project).count()
        if not has_measure(project) or count >= MOST_POINTS:
            raise Http404

    def _around(self, form):
        return {"project": form.instance.project}


def _home(row: OfProject) -> str:
    return reverse("projects:show", args=[row.project_id])


def _point_name(row: ProjectPoint) -> str:
    return _("The point for %(day)s") % {"day": date_format(row.date, "SHORT_DATE_FORMAT")}


POINTS = HangingPages(
    kind="point",
    listed="projects:all",
    model=ProjectPoint,
    form=PointForm,
    title=gettext_lazy("Enter a point"),
    named=_point_name,
    home=_home,
)
CHANGES = HangingPages(
    kind="change",
    listed="projects:all",
    model=ProjectChange,
    form=ChangeForm,
    title=gettext_lazy("What was done differently?"),
    named=str,
    home=_home,
)
CYCLES = HangingPages(
    kind="cycle",
    listed="projects:all",
    model=ProjectCycle,
    form=CycleForm,
    title=gettext_lazy("Plan, do, study, act"),
    named=str,
    home=_home,
)
