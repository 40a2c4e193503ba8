"""The path to a goal."""

from django.urls import path

from rxladder.web.plan import path_pages

app_name = "path"
urlpatterns = [path("", path_pages.show, name="show")]
