"""Mails of the site itself that wait to be sent, such as the one that confirms an address."""

from cryptography.fernet import InvalidToken
from django.db import models
from django.utils import timezone

from rxladder.web.accounts.sealed import sealed, unsealed

_SEALED = "gAAAA"


class SealedText(models.TextField):
    """A text that the database alone does not tell. Empty where it was sealed with a key that is gone."""

    def get_prep_value(self, value):
        """As it stands in the database."""
        return sealed(value)

    def from_db_value(self, value, _expression, _connection):
        """The text again; what was written before texts were sealed is taken as it is."""
        try:
            return unsealed(value) if value.startswith(_SEALED) else value
        except InvalidToken:
            return ""

    def deconstruct(self):
        """To a database it is a text like any other."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


class WaitingMail(models.Model):
    """A mail to one address. Its text may hold a secret link: it is sealed, and the row goes once sent."""

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = SealedText()
    created_at = models.DateTimeField(default=timezone.now)
    next_try = models.DateTimeField(default=timezone.now, db_index=True)
    attempts = models.PositiveIntegerField(default=0)

    def __str__(self):
        return self.subject
