"""The home page, and the dates of the record as a calendar."""

from django.urls import path

from rxladder.web.plan import calendar, views

app_name = "plan"
urlpatterns = [
    path("", views.home, name="home"),
    path("calendar/", calendar.page, name="calendar"),
    path("calendar/rxladder.ics", calendar.file, name="calendar-file"),
    path("calendar/<uuid:id>/<str:token>.ics", calendar.feed, name="feed"),
    path("calendar/address/new/", calendar.new_address, name="new-address"),
    path("calendar/address/<uuid:id>/revoke/", calendar.revoke, name="revoke-address"),
    path("calendar/address/<uuid:id>/restore/", calendar.restore, name="restore-address"),
]
