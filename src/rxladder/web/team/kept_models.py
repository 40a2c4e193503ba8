"""Each member's standing as it was worked out last, so that a page of five hundred need not do it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from rxladder.web.site.records import Kept


class KeptStanding(models.Model):
    """What `standing.py` worked out of a person's record, by what it rests on. It can be thrown away."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=16)
    revision = models.PositiveBigIntegerField()
    on = models.DateField()
    packs = models.CharField(max_length=64)
    answer = models.TextField()

    objects = Kept.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "language"], name="one_standing_each")]

    def __str__(self):
        return f"{self.person_id} on {self.on}"
