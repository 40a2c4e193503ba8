"""The addresses of the pages about programs: their tokens, and what they can ask."""

from django.urls import path

from rxladder.web.api import reference, token_pages

app_name = "programs"
urlpatterns = [
    path("", token_pages.page, name="all"),
    path("token/<uuid:id>/", token_pages.one, name="token"),
    path("token/<uuid:id>/end/", token_pages.end, name="end-token"),
    path("reference/", reference.page, name="reference"),
]
