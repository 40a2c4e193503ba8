"""What a form wrote over, for as long as it can be taken back."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from rxladder.web.site.records import Kept


class Former(models.Model):
    """What some columns of a record said before it was changed, and a mark of the record as it was then left.

    `kind` names the record's table, `row` the record. It is no record itself: no career file has it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=100)
    row = models.UUIDField()
    was = models.JSONField()
    left = models.CharField(max_length=64)

    objects = Kept.as_manager()

    class Meta:
        indexes = [models.Index(fields=["at"], name="former_by_age")]

    def __str__(self):
        return f"{self.kind} of {self.at}"
