"""What is kept of a mock exam."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from rxladder.web.site.records import Record


class MockExam(Record):
    """A mock exam at full length, or a short one that chooses as it goes.

    `state` is the whole sitting, stored anew after each answer. `running_since`: from when on the clock runs
    beyond what `state` says; None while it stands. `ended_at`: when it was handed in, or the page was opened
    next after the time was up. `chance_low` and `chance_high`: the range of the chance of passing that was
    told then, from 0 to 1; None where nobody told it.
    """

    class Kind(models.TextChoices):
        """FULL: all its questions are drawn at the start. SHORT: each is chosen by the answers before."""

        FULL = "full"
        SHORT = "short"

    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.FULL)
    outline = models.CharField(max_length=32)
    state = models.JSONField()
    begun_at = models.DateTimeField(default=timezone.now)
    running_since = models.DateTimeField(null=True, default=None)
    chance_low = models.FloatField(null=True, default=None)
    chance_high = models.FloatField(null=True, default=None)
    ended_at = models.DateTimeField(null=True, default=None)

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["person", "outline", "kind"],
                condition=models.Q(deleted_at=None, ended_at=None),
                name="one_mock_exam_at_a_time",
            )
        ]

    def __str__(self):
        return f"{self.outline}, {self.created_at:%Y-%m-%d}"
