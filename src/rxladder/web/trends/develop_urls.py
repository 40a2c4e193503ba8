"""What comes of reading, under the news."""

from django.urls import path

from rxladder.web.trends import developing, offers

urlpatterns = [
    path("items/<int:id>/to-catalogue/", offers.to_catalogue, name="to-catalogue"),
    path("items/<int:id>/to-calendar/", offers.to_calendar, name="to-calendar"),
    path("starred/<uuid:id>/let-go/", developing.unstar, name="unstar"),
    path("starred/<uuid:id>/restore/", developing.star_again, name="star-again"),
    path("saved/<uuid:id>/develop/", developing.develop, name="develop"),
    path("saved/<uuid:id>/take-back/<str:what>/<uuid:with_id>/", developing.take_back, name="take-back"),
]
