"""The people one knows."""

from django.urls import path

from rxladder.web.relationships import cards, duplicates, log
from rxladder.web.relationships.people import CONTACTS, PEOPLE, everyone, show

app_name = "people"
urlpatterns = [
    path("", everyone, name="all"),
    path("log/", log.log_line, name="log"),
    path("log/who/", log.log_who, name="log-who"),
    path("log/<moment:at>/undo/", log.undo_log, name="undo-log"),
    path("cards/", cards.bring, name="cards"),
    path("cards/<str:version>.vcf", cards.take_away, name="take-away"),
    path("changes/<moment:at>/undo/", duplicates.undo_change, name="undo-change"),
    path("duplicates/", duplicates.all_pairs, name="duplicates"),
    path("duplicates/<uuid:id>/<uuid:with_id>/", duplicates.look, name="look"),
    path("duplicates/<uuid:id>/<uuid:with_id>/merge/", duplicates.merge, name="merge"),
    *(url for pages in (PEOPLE, CONTACTS) for url in pages.urls() if url.name != "add-contact"),
    path("<uuid:id>/", show, name="show"),
    path("<uuid:id>/contact/", log.log_with, name="log-with"),
]
