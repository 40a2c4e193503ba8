"""Work, trainings, exams and goals."""

from django.urls import path

from rxladder.web.plan.background import SECTIONS, background

app_name = "background"
urlpatterns = [
    path("", background, name="all"),
    *(url for section in SECTIONS for url in section.pages.urls()),
]
