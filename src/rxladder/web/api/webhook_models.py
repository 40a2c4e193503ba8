"""Addresses that are told of events, and what was sent to them."""

from __future__ import annotations

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rxladder.web.site.records import Kept

LONGEST_URL = 2_000


class Webhook(models.Model):
    """An address that is told of some kinds of events of a person's record.

    Its secret is made of `seed` and the installation's key, so that who reads the database alone has none;
    after a change the one before (`old_seed`) signs, too, until `old_until`. `seen` is how the record stood
    when it was looked at last. `ended_at`: nothing is sent any more; `gone`: the address itself said so.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    url = models.CharField(_("Address"), max_length=LONGEST_URL)
    events = models.JSONField(default=list)
    seed = models.CharField(max_length=64, default=secrets.token_urlsafe)
    old_seed = models.CharField(max_length=64, blank=True)
    old_until = models.DateTimeField(null=True, default=None)
    seen = models.JSONField(default=dict)
    gone = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    place = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, default=None)

    objects = Kept.as_manager()

    class Meta:
        ordering = ["created_at", "id"]

    def __str__(self):
        return self.url


class Delivery(models.Model):
    """One event for one address: written down before it is sent, and sent with an id that never changes.

    `key` says what it tells; it can be there once for an address, so nothing is told twice. `held_until`
    keeps others from sending it too. `status` is the last answer's, `error` why there was none.
    """

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Gave up")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    event = models.CharField(max_length=40)
    key = models.CharField(max_length=400)
    body = models.TextField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    place = models.PositiveIntegerField(default=0)
    next_try = models.DateTimeField()
    held_until = models.DateTimeField(null=True, default=None)
    sent_at = models.DateTimeField(null=True, default=None)
    status = models.PositiveSmallIntegerField(null=True, default=None)
    error = models.TextField(blank=True)

    objects = Kept.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["webhook", "key"], name="one_delivery_of_an_event")]
        indexes = [models.Index(fields=["state", "next_try"], name="deliveries_waiting")]

    def __str__(self):
        return f"{self.event}: {self.state}"
