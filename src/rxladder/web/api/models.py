"""Tokens, what was done with them, and answers kept for whoever asks the same again."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rxladder.web.api.webhook_models import Delivery, Webhook
from rxladder.web.site.records import Kept

__all__ = ["Delivery", "StoredAnswer", "Token", "TokenAct", "Webhook"]

LONGEST_TOKEN_NAME = 80
LONGEST_KEY = 255


class Token(models.Model):
    """What lets a program in as a person, for some purposes (`scopes`).

    Only its hash is kept; `hint` are its last letters, by which a person knows it again. `arrival` is the
    moment, in seconds, up to which its calls have used up its share (`allowance.py`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("What is it for?"), max_length=LONGEST_TOKEN_NAME)
    hash = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=8)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True, default=None)
    last_used_at = models.DateTimeField(null=True, default=None)
    arrival = models.FloatField(default=0.0)

    objects = Kept.as_manager()

    class Meta:
        ordering = ["-created_at", "id"]

    def __str__(self):
        return self.name


class TokenAct(models.Model):
    """Something that was done with a token, or to it: who reads this knows what a program changed."""

    class What(models.TextChoices):
        """What was done."""

        MADE = "made", _("Created")
        ENDED = "ended", _("Ended")
        WROTE = "wrote", _("Changed something")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="acts")
    at = models.DateTimeField()
    what = models.CharField(max_length=5, choices=What.choices)
    method = models.CharField(max_length=8, blank=True)
    path = models.CharField(max_length=255, blank=True)

    objects = Kept.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["token", "-at"], name="acts_of_a_token")]

    def __str__(self):
        return f"{self.at}: {self.what}"


class StoredAnswer(models.Model):
    """The answer to a request that brought a key of its own (`Idempotency-Key`): given again, not done again.

    `asked` is a fingerprint of what was asked; `body` is sealed, for secret addresses may stand in it. It is
    written in the same transaction as what was done.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=LONGEST_KEY)
    asked = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField(default=dict)
    body = models.BinaryField()
    created_at = models.DateTimeField(db_index=True)

    objects = Kept.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="one_answer_for_a_key")]

    def __str__(self):
        return f"{self.key}: {self.status}"
