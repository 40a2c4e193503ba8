from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "rxladder.web.accounts"
    label = "accounts"
