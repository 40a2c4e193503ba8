"""Memberships, events and letters."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rxladder.web.education.models import Evidence, OwnActivity
from rxladder.web.site.fields import LONGEST_TEXT, ExactField
from rxladder.web.site.records import Record


class Membership(Record):
    """Belonging to an organisation, by its id of the facts or by its name."""

    organisation = models.CharField(_("Organization"), max_length=LONGEST_TEXT)
    since = models.DateField(_("Member since"), null=True, blank=True)
    renews = models.DateField(_("Dues are next owed on"), null=True, blank=True)
    dues_usd = models.DecimalField(
        _("Dues, in US dollars"), max_digits=9, decimal_places=2, null=True, blank=True
    )
    number = models.CharField(_("Member number"), max_length=LONGEST_TEXT, blank=True)
    note = models.TextField(_("Notes"), max_length=LONGEST_TEXT, blank=True)

    def __str__(self):
        return self.organisation


class Gathering(Record):
    """An event that one goes to.

    `people` are names, `before` and `after` pairs of what to do and whether it is done.
    """

    class Going(models.TextChoices):
        """Whether the person will be there."""

        MAYBE = "maybe", _("Maybe")
        YES = "yes", _("Yes")
        NO = "no", _("No")

    name = models.CharField(_("What it is"), max_length=LONGEST_TEXT)
    starts = models.DateField(_("First day"))
    ends = models.DateField(_("Last day"), null=True, blank=True)
    uid = models.CharField(max_length=LONGEST_TEXT, blank=True, editable=False)
    organisation = models.CharField(_("Who runs it"), max_length=LONGEST_TEXT, blank=True)
    where = models.CharField(_("Where"), max_length=LONGEST_TEXT, blank=True)
    url = models.CharField(_("Its page"), max_length=LONGEST_TEXT, blank=True)
    going = models.CharField(_("Will you go?"), max_length=8, choices=Going.choices, default=Going.MAYBE)
    cost_usd = models.DecimalField(
        _("What it costs, in US dollars"), max_digits=9, decimal_places=2, null=True, blank=True
    )
    ce_hours = ExactField(_("Hours of CE offered"), null=True, blank=True)
    people = models.JSONField(_("Who will be there"), default=list, blank=True)
    before = models.JSONField(_("Prepare"), default=list, blank=True)
    after = models.JSONField(_("Follow up"), default=list, blank=True)
    note = models.TextField(_("Notes"), max_length=LONGEST_TEXT, blank=True)
    # Its CE as an activity of the person's own catalogue, which the plan may take.
    activity = models.ForeignKey(
        OwnActivity, on_delete=models.SET_NULL, null=True, default=None, editable=False, related_name="+"
    )

    def __str__(self):
        return self.name


class Letter(Record):
    """A recommendation: who writes it, for what, and when it was asked for, reminded of and received."""

    writer = models.CharField(_("Who writes it"), max_length=LONGEST_TEXT)
    about = models.CharField(_("What it is for"), max_length=LONGEST_TEXT, blank=True)
    needed_by = models.DateField(_("Needed by"), null=True, blank=True)
    asked = models.DateField(_("Asked on"), null=True, blank=True)
    reminded = models.JSONField(default=list, editable=False)
    received = models.DateField(_("Received on"), null=True, blank=True)
    declined = models.DateField(_("Declined on"), null=True, blank=True)
    note = models.TextField(_("Notes"), max_length=LONGEST_TEXT, blank=True)
    # Of the letter as a file, where the career file that brought this tells one that is not kept here.
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    evidence = models.ForeignKey(
        Evidence, on_delete=models.SET_NULL, null=True, default=None, editable=False, related_name="+"
    )

    def __str__(self):
        return self.writer
