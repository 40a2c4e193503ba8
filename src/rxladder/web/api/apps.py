from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "rxladder.web.api"
    label = "api"
