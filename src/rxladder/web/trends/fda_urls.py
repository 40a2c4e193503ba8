"""What the FDA tells, under the news."""

from django.urls import path

from rxladder.web.trends import fda_pages

urlpatterns = [
    path("changes/", fda_pages.changes, name="changes"),
    path("changes/ask/", fda_pages.ask, name="ask-fda"),
]
