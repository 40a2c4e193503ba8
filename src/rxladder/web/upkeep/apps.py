from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "rxladder.web.upkeep"
    label = "upkeep"
