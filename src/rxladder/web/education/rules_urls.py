"""The rules of every authority, in words."""

from django.urls import path

from rxladder.web.education import rule_pages

app_name = "rules"
urlpatterns = [
    path("", rule_pages.all_rules, name="all"),
    path("<slug:pack_id>/", rule_pages.authority, name="authority"),
]
