"""One's own phone at home. On a site for many users there is none of it."""

from django.urls import path

from rxladder.web.accounts import phone_pages

app_name = "phones"
urlpatterns = [
    path("", phone_pages.all_phones, name="all"),
    path("new/", phone_pages.new_phone, name="new"),
    path("pair/", phone_pages.pair, name="pair"),
    path("pair/<str:code>/", phone_pages.pair, name="pair-by-code"),
    path("<uuid:id>/end/", phone_pages.end_phone, name="end"),
]
