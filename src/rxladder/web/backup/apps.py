from django.apps import AppConfig


class BackupConfig(AppConfig):
    name = "rxladder.web.backup"
    label = "backup"
