from django.apps import AppConfig


class EducationConfig(AppConfig):
    name = "rxladder.web.education"
    label = "education"

    def ready(self) -> None:
        """Let the files of certificates go with their records, whoever deletes them."""
        from rxladder.web.education import evidence_keeping  # noqa: F401
