"""Working in another state: all of them by ease, and one side by side with one's own."""

from django.urls import path

from rxladder.web.certifications import moving

app_name = "moving"
urlpatterns = [
    path("", moving.all_states, name="all"),
    path("<slug:pack_id>/", moving.one_state, name="state"),
]
