from django.apps import AppConfig


class CertificationsConfig(AppConfig):
    name = "rxladder.web.certifications"
    label = "certifications"
