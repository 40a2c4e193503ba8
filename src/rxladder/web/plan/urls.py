"""The home page."""

from django.urls import path

from rxladder.web.plan import views

app_name = "plan"
urlpatterns = [path("", views.home, name="home")]
