"""The people one knows."""

from django.urls import path

from rxladder.web.relationships import cards, duplicates, gatherings, letters, log
from rxladder.web.relationships.gatherings import GATHERINGS, MEMBERSHIPS
from rxladder.web.relationships.letters import LETTERS
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
    path("groups/", gatherings.groups, name="groups"),
    path("groups/calendar/", gatherings.bring_events, name="bring-events"),
    path("groups/calendar/<moment:at>/undo/", gatherings.undo_events, name="undo-events"),
    path("events/<uuid:id>/", gatherings.show, name="event"),
    path("events/<uuid:id>/tick/", gatherings.tick, name="tick-event"),
    path("events/<uuid:id>/offer/", gatherings.offer, name="offer-event"),
    path("letters/", letters.letters, name="letters"),
    path("letters/<uuid:id>/", letters.letter, name="letter"),
    path("letters/<uuid:id>/step/", letters.step, name="step-letter"),
    path("letters/<uuid:id>/brief/", letters.brief, name="brief-letter"),
    *(url for pages in (MEMBERSHIPS, GATHERINGS, LETTERS) for url in pages.urls()),
    path("<uuid:id>/", show, name="show"),
    path("<uuid:id>/contact/", log.log_with, name="log-with"),
]
