"""Addresses of the résumé."""

from django.urls import path

from rxladder.web.responsibilities import resume_bring, resume_pages

app_name = "resume"

urlpatterns = [
    path("", resume_pages.show, name="show"),
    path("paper/<str:design>/", resume_pages.paper, name="paper-download"),
    path("resume.txt", resume_pages.text, name="text-download"),
    path("resume.json", resume_pages.as_json, name="json-download"),
    path("bring/", resume_bring.bring, name="bring"),
    path("bring/save/", resume_bring.save, name="save-brought"),
    path("bring/<moment:at>/undo/", resume_bring.undo, name="undo-brought"),
    *resume_pages.SCHOOLS.urls(),
]
