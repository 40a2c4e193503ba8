"""The home page, the dates of the record as a calendar, and reminders."""

from django.urls import path

from rxladder.web.plan import calendar, views
from rxladder.web.plan.reminders import pages

app_name = "plan"
urlpatterns = [
    path("", views.home, name="home"),
    path("calendar/", calendar.page, name="calendar"),
    path("calendar/rxladder.ics", calendar.file, name="calendar-file"),
    path("calendar/<uuid:id>/<str:token>.ics", calendar.feed, name="feed"),
    path("calendar/address/new/", calendar.new_address, name="new-address"),
    path("calendar/address/<uuid:id>/revoke/", calendar.revoke, name="revoke-address"),
    path("calendar/address/<uuid:id>/restore/", calendar.restore, name="restore-address"),
    path("reminders/", pages.reminders, name="reminders"),
    path("reminders/server/", pages.server, name="mail-server"),
    path("reminders/server/forget/", pages.forget_server, name="forget-server"),
    path("reminders/test/", pages.test, name="test-mail"),
    path("reminders/stop/<str:token>/", pages.stop, name="stop-reminders"),
]
