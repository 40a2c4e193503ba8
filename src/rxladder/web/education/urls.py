"""The log of continuing education."""

from django.urls import path

from rxladder.web.education import credits, imports

app_name = "education"
urlpatterns = [
    path("", credits.log, name="credits"),
    path("read/", credits.read, name="read"),
    path("new/", credits.add, name="add"),
    path("import/", imports.bring, name="bring"),
    path("import/<uuid:id>/", imports.look, name="import"),
    path("import/<uuid:id>/undo/", imports.undo, name="undo-import"),
    path("import/<uuid:id>/restore/", imports.restore, name="restore-import"),
    path("import/<uuid:id>/discard/", imports.discard, name="discard-import"),
    path("<uuid:id>/", credits.edit, name="edit"),
    path("<uuid:id>/delete/", credits.delete, name="delete"),
    path("<uuid:id>/restore/", credits.restore, name="restore"),
]
