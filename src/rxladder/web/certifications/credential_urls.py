"""What can be earned: the catalogue of credentials."""

from django.urls import path

from rxladder.web.certifications import credential_pages

app_name = "credentials"
urlpatterns = [
    path("", credential_pages.find, name="find"),
    path("compare/", credential_pages.compare, name="compare"),
    path("<str:credential_id>/", credential_pages.show, name="show"),
]
