"""The path to a goal, and the goals."""

from django.urls import path

from rxladder.web.plan import path_acts, path_pages

app_name = "path"
urlpatterns = [
    path("", path_pages.show, name="show"),
    path("goals/", path_pages.goals, name="goals"),
    path("take/", path_acts.take, name="take"),
    path("<uuid:id>/keep/", path_acts.keep, name="keep"),
    path("<uuid:id>/let-go/", path_acts.let_go, name="let-go"),
    path("<uuid:id>/undo/", path_acts.undo, name="undo"),
    path("<uuid:id>/restore/", path_acts.restore, name="restore"),
]
