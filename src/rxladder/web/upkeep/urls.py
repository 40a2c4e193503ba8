"""Addresses of what keeps the rules true."""

from django.urls import path

from rxladder.web.upkeep import source_pages

app_name = "upkeep"

urlpatterns = [
    path("sources/", source_pages.sources, name="sources"),
    path("sources/page/", source_pages.page, name="page"),
    path("sources/allow/", source_pages.allow, name="allow"),
    path("sources/looked/", source_pages.looked, name="looked"),
]
