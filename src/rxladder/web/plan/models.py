"""What a person aims for."""

from django.db import models

from rxladder.web.site.records import Record


class Goal(Record):
    """A role, a credential or a workplace wanted by a day."""

    role = models.CharField(max_length=64, blank=True)
    credential = models.CharField(max_length=64, blank=True)
    workplace = models.CharField(max_length=64, blank=True)
    by = models.DateField(null=True, blank=True)

    def __str__(self):
        return self.role or self.credential or self.workplace
