from django.apps import AppConfig
from django.urls import register_converter

from rxladder.web.site.moments import MomentConverter


class SiteConfig(AppConfig):
    name = "rxladder.web.site"
    label = "site"

    def ready(self) -> None:
        """Let addresses hold a moment, jobs keep the rules that they begin with, and texts be looked for."""
        from django.db.backends.signals import connection_created
        from django_q.signals import pre_execute

        from rxladder.web.site import plain_text
        from rxladder.web.site.rules import begin_job

        register_converter(MomentConverter, "moment")
        pre_execute.connect(begin_job)
        plain_text.register()
        connection_created.connect(plain_text.lend)
