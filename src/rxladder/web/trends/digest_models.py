"""The week by mail: what a person wishes, and the mails that were written down for them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rxladder.web.plan.mail_models import OutgoingMail
from rxladder.web.site.records import Record


class DigestWishes(Record):
    """Whether a person wants the week by mail, to where, on which day, from which hour on their own clock.

    `quiet_weeks`: a week without anything that matters is told, too. Nothing is sent for days before `since`.
    """

    class Weekday(models.TextChoices):
        """The days, in the order of the week."""

        MONDAY = "monday", _("Monday")
        TUESDAY = "tuesday", _("Tuesday")
        WEDNESDAY = "wednesday", _("Wednesday")
        THURSDAY = "thursday", _("Thursday")
        FRIDAY = "friday", _("Friday")
        SATURDAY = "saturday", _("Saturday")
        SUNDAY = "sunday", _("Sunday")

    wanted = models.BooleanField(default=False)
    address = models.EmailField(blank=True)
    weekday = models.CharField(max_length=9, choices=Weekday.choices, default=Weekday.MONDAY)
    hour = models.PositiveSmallIntegerField(default=8)
    quiet_weeks = models.BooleanField(default=False)
    since = models.DateTimeField(null=True, default=None, editable=False)

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(deleted_at=None), name="one_set_of_digest_wishes_each"
            )
        ]

    def __str__(self):
        return self.weekday


class DigestMail(OutgoingMail):
    """One week's mail for a day. `said` is what it says, so that a second copy says the same."""

    since = models.DateTimeField()
    until = models.DateTimeField()
    said = models.JSONField(default=dict)

    class Meta:
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["person", "day"], name="one_digest_a_day")]
