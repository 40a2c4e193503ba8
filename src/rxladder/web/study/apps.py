from django.apps import AppConfig


class StudyConfig(AppConfig):
    name = "rxladder.web.study"
    label = "study"
