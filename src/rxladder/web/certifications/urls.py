"""What a person holds."""

from django.urls import path

from rxladder.web.certifications import checklist, overrides, views

app_name = "certifications"
urlpatterns = [
    path("", views.holdings, name="holdings"),
    path("new/", views.add, name="add"),
    path("<uuid:id>/edit/", views.edit, name="edit"),
    path("<uuid:id>/delete/", views.delete, name="delete"),
    path("<uuid:id>/restore/", views.restore, name="restore"),
    path("<uuid:id>/renewed/", views.renewed, name="renewed"),
    path("<uuid:id>/renewed/undo/", views.undo_renewed, name="undo-renewed"),
    path("<uuid:id>/<str:what>/day/", views.say_date, name="say-date"),
    path("<uuid:id>/checklist/", checklist.page, name="checklist"),
    path("<uuid:id>/checklist/<str:item>/", checklist.tick, name="tick"),
    path("<uuid:id>/told/", overrides.told, name="told"),
    path("told/<uuid:id>/file/", overrides.told_file, name="told-file"),
    path("told/<uuid:id>/delete/", overrides.delete, name="forget-told"),
    path("told/<uuid:id>/restore/", overrides.restore, name="restore-told"),
]
