from django.apps import AppConfig


class TrashConfig(AppConfig):
    name = "rxladder.web.trash"
    label = "trash"
