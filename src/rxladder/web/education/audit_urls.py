"""The audit of each holding."""

from django.urls import path

from rxladder.web.education import audits

app_name = "audit"
urlpatterns = [path("<uuid:id>/", audits.holding, name="holding")]
