"""What a person aims for, and how they are told of its days: calendar addresses and reminders."""

import secrets

from django.conf import settings
from django.db import models

from rxladder.web.plan.mail_models import OutgoingMail
from rxladder.web.site.records import Kept, Record


class Goal(Record):
    """A role, a credential or a workplace wanted by a day."""

    role = models.CharField(max_length=64, blank=True)
    credential = models.CharField(max_length=64, blank=True)
    workplace = models.CharField(max_length=64, blank=True)
    by = models.DateField(null=True, blank=True)

    def __str__(self):
        return self.role or self.credential or self.workplace


class AcceptedPath(Record):
    """The path to a goal that a person took for theirs; `plan` is as the career file writes it.

    Another one takes its place: the old row is deleted at the moment at which the new one is made.
    """

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="paths", editable=False)
    plan = models.JSONField(editable=False)

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["goal"], condition=models.Q(deleted_at=None), name="one_path_a_goal"
            )
        ]

    def __str__(self):
        return f"{self.goal}: {self.plan.get('name', '')}"


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


# --- Reminders


class ReminderWishes(Record):
    """The mails that a person wants: whether at all, to where, from which hour on, how long before what."""

    wanted = models.BooleanField(default=False)
    address = models.EmailField(blank=True)
    hour = models.PositiveSmallIntegerField(default=8)
    leads = models.JSONField(default=list)
    about = models.JSONField(default=list)
    quiet_until = models.DateField(null=True, default=None, editable=False)

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(deleted_at=None), name="one_set_of_wishes_each"
            )
        ]

    def __str__(self):
        return self.address


class ReminderMail(OutgoingMail):
    """One mail of reminders."""

    class Meta:
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["person", "day"], name="one_mail_a_day")]


class Reminder(models.Model):
    """A claim: this person is reminded of this event's day for this lead, by one mail and no other."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    mail = models.ForeignKey(ReminderMail, on_delete=models.CASCADE, related_name="reminders")
    uid = models.CharField(max_length=LONGEST_UID)
    day = models.DateField()
    lead = models.PositiveSmallIntegerField()

    objects = Kept.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "uid", "day", "lead"], name="one_reminder_each")
        ]

    def __str__(self):
        return f"{self.uid}, {self.lead} days before {self.day}"


class WorkerBeat(models.Model):
    """A worker that runs, and when it last said so."""

    process = models.CharField(max_length=100, primary_key=True)
    at = models.DateTimeField(db_index=True)

    def __str__(self):
        return self.process


class JobRun(models.Model):
    """One look of the job at what is due, with what came of it, over all people."""

    started = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    sent = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-started"]

    def __str__(self):
        return f"{self.started}: {self.sent} sent, {self.failed} failed"
