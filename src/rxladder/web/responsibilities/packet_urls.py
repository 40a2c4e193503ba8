"""Addresses of promotion packets."""

from django.urls import path

from rxladder.web.responsibilities import packet_pages as pages
from rxladder.web.responsibilities import packet_shares as shares

app_name = "packet"

urlpatterns = [
    path("", pages.choose, name="choose"),
    path("roles/<str:role>/", pages.show, name="show"),
    path("roles/<str:role>/paper/", pages.paper, name="paper-download"),
    path("roles/<str:role>/evidence/", pages.with_evidence, name="evidence-download"),
    path("links/<uuid:id>/revoke/", shares.revoke, name="revoke"),
    path("links/<uuid:id>/restore/", shares.restore, name="restore"),
    path("shared/<uuid:id>/<str:token>/", shares.shared, name="shared"),
]
