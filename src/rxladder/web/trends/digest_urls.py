"""The week, under the news."""

from django.urls import path

from rxladder.web.trends import digest_pages

urlpatterns = [
    path("week/", digest_pages.digest, name="digest"),
    path("week/stop/<str:token>/", digest_pages.stop, name="stop-digest"),
]
