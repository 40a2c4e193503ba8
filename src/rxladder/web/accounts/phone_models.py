"""Phones that were let in at home, and the codes by which they are."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from rxladder.web.site.records import Kept


class PairingCode(models.Model):
    """A code that lets one phone in, once and for a few minutes. Only what is made of it is stored."""

    sealed = models.CharField(max_length=64, primary_key=True)
    until = models.DateTimeField()

    def __str__(self):
        return f"until {self.until}"


class Phone(models.Model):
    """A device of one's own network that was let in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", editable=False
    )
    name = models.CharField(max_length=100)
    address = models.GenericIPAddressField(null=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    seen_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = Kept.as_manager()

    class Meta:
        ordering = ["-seen_at"]

    def __str__(self):
        return self.name
