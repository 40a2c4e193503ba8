from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "rxladder.web.site"
    label = "site"
