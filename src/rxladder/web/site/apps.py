from django.apps import AppConfig
from django.urls import register_converter

from rxladder.web.site.moments import MomentConverter


class SiteConfig(AppConfig):
    name = "rxladder.web.site"
    label = "site"

    def ready(self) -> None:
        """Let every chapter's addresses hold a moment."""
        register_converter(MomentConverter, "moment")
