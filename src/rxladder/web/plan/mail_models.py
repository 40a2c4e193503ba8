"""A mail to a person that is written down before it is sent."""

import uuid

from django.conf import settings
from django.db import models

from rxladder.web.site.records import Kept


class OutgoingMail(models.Model):
    """One mail: written down before it is sent, sent with an id that never changes.

    `held_until` keeps others from sending it too; `unsure` tells that the mail server may have taken it
    though its yes was not heard or not written down. `error` is the last failure in words.
    """

    class State(models.TextChoices):
        """What became of it. DROPPED: there was nothing left to say before it could be sent."""

        WAITING = "waiting"
        SENT = "sent"
        DROPPED = "dropped"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    message_id = models.CharField(max_length=255)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    subject = models.CharField(max_length=255, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    next_try = models.DateTimeField()
    held_until = models.DateTimeField(null=True, default=None)
    unsure = models.BooleanField(default=False)
    sent_at = models.DateTimeField(null=True, default=None)
    sent_on = models.DateField(null=True, default=None)
    error = models.TextField(blank=True)

    objects = Kept.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.day}: {self.state}"
