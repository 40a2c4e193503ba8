"""The log of a team: who saw and did what, when. The database itself refuses to change or delete a line."""

from __future__ import annotations

from django.db import models


class LogEntry(models.Model):
    """One line. `actor` and `about` are ids of people and not keys, for a line outlives an account.

    Lines of a made-up team (`example`) go with it. `hash` is made of the line and of the one before it.
    """

    organisation = models.UUIDField()
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor = models.UUIDField()
    act = models.CharField(max_length=24)
    about = models.UUIDField(null=True)
    detail = models.CharField(max_length=300, blank=True)
    example = models.BooleanField(default=False)
    before = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["organisation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="log_lines_are_numbered"),
        ]
        indexes = [models.Index(fields=["about", "at"], name="log_lines_about_someone")]

    def __str__(self):
        return f"{self.number}: {self.act}"
