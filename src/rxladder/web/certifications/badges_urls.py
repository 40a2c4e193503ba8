"""Digital badges."""

from django.urls import path

from rxladder.web.certifications import badges

app_name = "badges"
urlpatterns = [
    path("", badges.all_badges, name="all"),
    path("<uuid:id>/", badges.show, name="show"),
    path("<uuid:id>/ask/", badges.ask, name="ask"),
    path("<uuid:id>/compare/", badges.compare, name="compare"),
    path("<uuid:id>/back/", badges.take_back, name="take-back"),
    path("<uuid:id>/delete/", badges.delete, name="delete"),
    path("<uuid:id>/restore/", badges.restore, name="restore"),
    path("<uuid:id>/download/", badges.file, name="download"),
    path("<uuid:id>/preview/", badges.preview, name="preview"),
]
