"""Mails of the site itself that wait to be sent, such as the one that confirms an address."""

from django.db import models
from django.utils import timezone


class WaitingMail(models.Model):
    """A mail to one address. Its text may hold a secret link, so the row goes as soon as it is sent."""

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)
    next_try = models.DateTimeField(default=timezone.now, db_index=True)
    attempts = models.PositiveIntegerField(default=0)

    def __str__(self):
        return self.subject
