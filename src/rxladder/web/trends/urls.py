"""News of the field."""

from django.urls import include, path

from rxladder.web.trends import stream_pages

app_name = "trends"
urlpatterns = [
    path("", stream_pages.stream, name="stream"),
    path("", include("rxladder.web.trends.fda_urls")),
]
