"""Addresses of quality projects."""

from django.urls import path

from rxladder.web.responsibilities import hanging_pages as hanging
from rxladder.web.responsibilities import points_bring
from rxladder.web.responsibilities import project_pages as pages

app_name = "projects"

urlpatterns = [
    path("", pages.projects, name="all"),
    path("new/", pages.add, name="add"),
    path("<uuid:id>/", pages.show, name="show"),
    path("<uuid:id>/edit/", pages.edit, name="edit"),
    path("<uuid:id>/delete/", pages.delete, name="delete"),
    path("<uuid:id>/restore/", pages.restore, name="restore"),
    path("<uuid:id>/paper/", pages.paper, name="paper-download"),
    path("<uuid:id>/table/", pages.table, name="table-download"),
    path("<uuid:id>/bring/", points_bring.bring, name="bring"),
    path("<uuid:id>/bring/save/", points_bring.save, name="save-brought"),
    path("<uuid:id>/bring/<moment:at>/undo/", points_bring.undo, name="undo-brought"),
    *hanging.POINTS.urls(),
    *hanging.CHANGES.urls(),
    *hanging.CYCLES.urls(),
]
