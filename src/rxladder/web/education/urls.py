"""The log of continuing education."""

from django.urls import path

from rxladder.web.education import credits

app_name = "education"
urlpatterns = [
    path("", credits.log, name="credits"),
    path("read/", credits.read, name="read"),
    path("new/", credits.add, name="add"),
    path("<uuid:id>/", credits.edit, name="edit"),
    path("<uuid:id>/delete/", credits.delete, name="delete"),
    path("<uuid:id>/restore/", credits.restore, name="restore"),
]
