from django.apps import AppConfig
from django.urls import register_converter

from rxladder.web.site.moments import MomentConverter


class SiteConfig(AppConfig):
    name = "rxladder.web.site"
    label = "site"

    def ready(self) -> None:
        """Let every chapter's addresses hold a moment, and every job keep the rules that it begins with."""
        from django_q.signals import pre_execute

        from rxladder.web.site.rules import begin_job

        register_converter(MomentConverter, "moment")
        pre_execute.connect(begin_job)
