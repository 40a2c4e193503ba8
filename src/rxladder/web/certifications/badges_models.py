"""Digital badges that a person keeps. The file lies with the certificates, under its content's hash."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from rxladder.web.site.records import Record

LONGEST_NAME = 120


class Badge(Record):
    """A badge file with what was found out about it.

    There is one row for a content and person, deleted or not: who adds a deleted badge again gets it back.
    `found` is the answer as `rxladder badge --json` gives it. `credential` is what the person says that it
    shows, `made` the holding that was made of it.
    """

    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=LONGEST_NAME)
    size = models.PositiveIntegerField()
    email = models.EmailField(_("Your email address on the badge"), blank=True)
    found = models.JSONField()
    asked_at = models.DateTimeField(null=True)
    credential = models.CharField(max_length=64, blank=True)
    made = models.ForeignKey("certifications.Holding", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(fields=["person", "sha256"], name="one_badge_of_a_content"),
        ]

    def __str__(self):
        return self.found["said"]["name"] or self.name

    @property
    def verdict(self) -> str:
        """genuine, open or refused."""
        return self.found["verdict"]

    @property
    def carrier(self) -> str:
        """What it came in: png, svg, json, signed-text or address."""
        return self.found["carrier"]
