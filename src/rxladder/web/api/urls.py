"""The addresses of the API, as its operations tell them."""

from rxladder.web.api.service import api

app_name = "api"
urlpatterns = api.urls[0]
