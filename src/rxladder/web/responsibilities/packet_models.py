"""Promotion packets that are shared by a secret link."""

import secrets

from django.conf import settings
from django.db import models

from rxladder.web.site.records import Kept, Record


class PacketShare(Record):
    """A packet behind a secret address: for which role, with which sections, until which day (inclusive).

    Deleting it revokes the address, which is made of `seed` and the installation's key.
    """

    role = models.CharField(max_length=64, editable=False)
    sections = models.JSONField(default=list, editable=False)
    until = models.DateField(editable=False)
    seed = models.CharField(max_length=64, default=secrets.token_urlsafe, editable=False)

    def __str__(self):
        return f"{self.role}, {self.until}"


class ShareDay(models.Model):
    """How often a link was opened on a day. By whom is not looked at."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    share = models.ForeignKey(PacketShare, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    times = models.PositiveIntegerField(default=0)

    objects = Kept.as_manager()

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["share", "day"], name="one_count_a_share_and_day")]

    def __str__(self):
        return f"{self.day}: {self.times}"
