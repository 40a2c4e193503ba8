"""Addresses of what keeps the rules true."""

from django.urls import path

from rxladder.web.upkeep import correction_pages, flag_pages, source_pages

app_name = "upkeep"

urlpatterns = [
    path("sources/", source_pages.sources, name="sources"),
    path("sources/page/", source_pages.page, name="page"),
    path("sources/allow/", source_pages.allow, name="allow"),
    path("sources/looked/", source_pages.looked, name="looked"),
    path("flag/", flag_pages.flag, name="flag"),
    path("flags/", flag_pages.flags, name="flags"),
    path("flags/<uuid:id>/answer/", flag_pages.answer, name="answer"),
    path("flags/<uuid:id>/text/", flag_pages.text, name="text"),
    path("flags/<uuid:id>/draft/", flag_pages.draft, name="draft"),
    path("flags/<uuid:id>/delete/", flag_pages.delete, name="delete-flag"),
    path("flags/<uuid:id>/restore/", flag_pages.restore, name="restore-flag"),
    path("corrections/", correction_pages.corrections, name="corrections"),
    path("corrections/try/", correction_pages.try_one, name="try"),
    path("corrections/<uuid:id>/seen/", correction_pages.seen, name="seen"),
]
