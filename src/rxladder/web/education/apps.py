from django.apps import AppConfig


class EducationConfig(AppConfig):
    name = "rxladder.web.education"
    label = "education"
