"""What the FDA told of drugs, as each look found it. It is nobody's own: all people of a site share it."""

from django.db import models


class FdaRecord(models.Model):
    """One record of the FDA, as it read from one look to another.

    `content` is the record of `news.openfda`, `key` what it is known by again. `until` is None while the last
    look still found it so; `gone`: it was found no longer. `begun`: it was there at the first look of all.
    `day` is the day by which it counts as news, `words` what it can be found by.
    """

    class Kind(models.TextChoices):
        """What it is about."""

        RECALL = "recall"
        SHORTAGE = "shortage"
        APPROVAL = "approval"

    kind = models.CharField(max_length=8, choices=Kind.choices)
    key = models.CharField(max_length=400)
    content = models.JSONField()
    day = models.DateField(null=True)
    words = models.TextField(blank=True)
    first = models.DateField()
    until = models.DateField(null=True, default=None)
    gone = models.BooleanField(default=False)
    begun = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"], condition=models.Q(until=None), name="one_fda_record_at_a_time"
            )
        ]
        indexes = [
            models.Index(fields=["kind", "day"], name="fda_by_day"),
            models.Index(fields=["kind", "until"], name="fda_by_end"),
            models.Index(fields=["kind", "first"], name="fda_by_first"),
        ]

    def __str__(self):
        return f"{self.kind} {self.key}"


class FdaLook(models.Model):
    """How far the looks at one interface have come; there is one row for each kind of record.

    `asked` is the last try, `good` the last one that brought an answer, `problem` why the last one did not.
    `said` is when the interface says it was brought up to date; `since` and `upto` the days that are covered.
    A look holds its row until `held_until`, so that no two ask at once.
    """

    kind = models.CharField(max_length=8, choices=FdaRecord.Kind.choices, unique=True)
    asked = models.DateTimeField(null=True, default=None)
    good = models.DateTimeField(null=True, default=None)
    due = models.DateTimeField(null=True, default=None)
    problem = models.TextField(blank=True)
    fails = models.PositiveIntegerField(default=0)
    said = models.CharField(max_length=40, blank=True)
    since = models.DateField(null=True, default=None)
    upto = models.DateField(null=True, default=None)
    held_until = models.DateTimeField(null=True, default=None)

    def __str__(self):
        return f"{self.kind}: {self.good}"
