"""Addresses of what a person deleted; each act has its moment in the address."""

from django.urls import path

from rxladder.web.trash import pages

app_name = "trash"

urlpatterns = [
    path("", pages.all_deleted, name="all"),
    path("empty/", pages.empty, name="empty"),
    path("changed/<uuid:id>/back/", pages.take_back, name="take-back"),
    path("<moment:at>/back/", pages.back, name="back"),
    path("<moment:at>/for-good/", pages.for_good, name="for-good"),
]
