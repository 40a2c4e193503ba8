"""The addresses of the pages about programs: their tokens, and what they can ask."""

from django.urls import path

from rxladder.web.api import reference, token_pages, webhook_pages

app_name = "programs"
urlpatterns = [
    path("", token_pages.page, name="all"),
    path("token/<uuid:id>/", token_pages.one, name="token"),
    path("token/<uuid:id>/end/", token_pages.end, name="end-token"),
    path("webhooks/", webhook_pages.page, name="webhooks"),
    path("webhooks/<uuid:id>/", webhook_pages.one, name="webhook"),
    path("webhooks/<uuid:id>/end/", webhook_pages.end, name="end-webhook"),
    path("webhooks/<uuid:id>/restore/", webhook_pages.restore, name="restore-webhook"),
    path("webhooks/<uuid:id>/secret/", webhook_pages.new_secret, name="new-secret"),
    path("webhooks/<uuid:id>/test/", webhook_pages.test, name="test-webhook"),
    path("webhooks/<uuid:id>/again/<uuid:delivery_id>/", webhook_pages.again, name="again"),
    path("reference/", reference.page, name="reference"),
]
