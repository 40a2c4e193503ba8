"""Kinds of workplaces."""

from django.urls import path

from rxladder.web.workplaces import browsing, fitting, pay_pages, visits

app_name = "workplaces"
urlpatterns = [
    path("", browsing.all_workplaces, name="all"),
    path("compare/", browsing.compare, name="compare"),
    path("fit/", fitting.fit, name="fit"),
    path("fit/keep/", fitting.keep, name="keep"),
    path("fit/<moment:at>/undo/", fitting.undo_wishes, name="undo-wishes"),
    path("pay/", pay_pages.pay, name="pay"),
    path("experience/", visits.experience, name="experience"),
    *visits.VISITS.urls(),
    path("visit/<uuid:id>/took-place/", visits.took_place, name="took-place"),
    path("kinds/<str:setting>/", browsing.show, name="show"),
]
