"""Kinds of workplaces."""

from django.urls import path

from rxladder.web.workplaces import browsing

app_name = "workplaces"
urlpatterns = [
    path("", browsing.all_workplaces, name="all"),
    path("compare/", browsing.compare, name="compare"),
    path("kinds/<str:setting>/", browsing.show, name="show"),
]
