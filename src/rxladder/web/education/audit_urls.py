"""The audit of each holding, and the packet that answers a board's."""

from django.urls import path

from rxladder.web.education import audits, packet

app_name = "audit"
urlpatterns = [
    path("<uuid:id>/", audits.holding, name="holding"),
    path("<uuid:id>/packet/", packet.of_holding, name="packet-download"),
    path("terms/<uuid:id>/packet/", packet.of_earlier_term, name="term-packet-download"),
]
