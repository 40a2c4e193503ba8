from django.apps import AppConfig


class TrendsConfig(AppConfig):
    name = "rxladder.web.trends"
    label = "trends"
