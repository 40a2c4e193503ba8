"""Addresses of the page about backups."""

from django.urls import path

from rxladder.web.backup import pages

app_name = "backups"

urlpatterns = [
    path("", pages.backups, name="page"),
    path("now/", pages.make, name="make"),
]
