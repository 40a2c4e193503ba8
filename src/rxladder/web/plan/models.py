"""What a person aims for, and how they are told of its days: calendar addresses and reminders."""

import secrets

from django.conf import settings
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


# --- The calendar

# Of credentials', clauses' and kinds' ids, which are short.
LONGEST_UID = 255


class FeedAddress(Record):
    """The secret address at which a person's calendar can be fetched; deleting it revokes it.

    The address is made of `seed` and the installation's key, so that who reads the database alone has none.
    """

    seed = models.CharField(max_length=64, default=secrets.token_urlsafe, editable=False)

    def __str__(self):
        return str(self.id)


class Kept(models.QuerySet):
    """Rows that the program writes about a person, read like records."""

    def visible_to(self, person):
        """The rows about `person`."""
        return self.filter(person=person)


class CalendarEntry(models.Model):
    """Which version of an event a person's calendars were given last."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    uid = models.CharField(max_length=LONGEST_UID)
    digest = models.CharField(max_length=64)
    sequence = models.PositiveIntegerField(default=0)
    changed = models.DateTimeField()

    objects = Kept.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "uid"], name="one_entry_each")]

    def __str__(self):
        return f"{self.uid}: {self.sequence}"
