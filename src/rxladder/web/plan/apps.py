from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "rxladder.web.plan"
    label = "plan"
