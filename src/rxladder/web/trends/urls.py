"""News of the field."""

from django.urls import include, path

from rxladder.web.trends import adding, feed_pages, item_pages, list_pages, starting, stream_pages

app_name = "trends"
urlpatterns = [
    path("", stream_pages.stream, name="stream"),
    path("", include("rxladder.web.trends.fda_urls")),
    path("", include("rxladder.web.trends.digest_urls")),
    path("", include("rxladder.web.trends.develop_urls")),
    path("start/", starting.start, name="start"),
    path("consent/", starting.consent, name="consent"),
    path("refresh/", starting.refresh, name="refresh"),
    path("all-read/", item_pages.all_read, name="all-read"),
    path("all-read/<moment:at>/undo/", item_pages.not_all_read, name="not-all-read"),
    path("less/", item_pages.less, name="less"),
    path("less/of/", item_pages.less_of, name="less-of"),
    path("less/<uuid:id>/undo/", item_pages.more_of, name="more-of"),
    path("items/<int:id>/", stream_pages.item, name="item"),
    path("items/<int:id>/act/", item_pages.act, name="act-item"),
    path("items/<int:id>/save/", item_pages.save, name="save-item"),
    path("saved/<uuid:id>/", item_pages.note, name="note"),
    path("saved/<uuid:id>/delete/", item_pages.unsave, name="unsave"),
    path("saved/<uuid:id>/restore/", item_pages.save_again, name="save-again"),
    path("feeds/", feed_pages.feeds, name="feeds"),
    path("feeds/health/", feed_pages.health, name="health"),
    path("feeds/add/", adding.add, name="add"),
    path("feeds/choose/", adding.choose, name="choose"),
    path("feeds/bring/", list_pages.bring, name="bring"),
    path("feeds/bring/take-in/", list_pages.take_in, name="take-in"),
    path("feeds/rxladder-feeds.opml", list_pages.take_away, name="take-away"),
    path("feeds/<uuid:id>/", feed_pages.edit, name="edit-feed"),
    path("feeds/<uuid:id>/leave/", feed_pages.leave, name="leave-feed"),
    path("feeds/<uuid:id>/take-up/", feed_pages.take_up, name="take-up"),
]
