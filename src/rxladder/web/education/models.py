"""The log of continuing education."""

from pathlib import PurePath

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rxladder.web.education.evidence_models import Evidence, Proof
from rxladder.web.site.fields import LONGEST_TEXT, ExactField, WordsField
from rxladder.web.site.records import Record

# Django finds an app's models here.
__all__ = ["Credit", "Evidence", "Import", "Proof"]


class Import(Record):
    """What a person brought from elsewhere: looked at first, then saved as a whole, then perhaps undone.

    `readings` keeps what was read, so that the page can show it until the person decides. `changes` tells
    what saving changed in credits that were there before, so that it can be taken back.
    """

    class State(models.TextChoices):
        """How far it has come."""

        PREVIEW = "preview", _("Not saved yet")
        SAVED = "saved", _("Saved")
        UNDONE = "undone", _("Undone")

    state = models.CharField(max_length=8, choices=State.choices, default=State.PREVIEW, editable=False)
    readings = models.JSONField(default=list, editable=False)
    refused = models.JSONField(default=list, editable=False)
    changes = models.JSONField(default=list, editable=False)
    saved_at = models.DateTimeField(null=True, editable=False)
    undone_at = models.DateTimeField(null=True, editable=False)

    def __str__(self):
        return ", ".join(reading["file"] for reading in self.readings)

    @property
    def title(self) -> str:
        """The same at the head of a page: a file keeps its name as it is, "what you pasted" begins one."""
        return str(self) if PurePath(str(self)).suffix else capfirst(str(self))


class Credit(Record):
    """One completion, booking or plan of a CE activity. An axis left blank was not told."""

    class Status(models.TextChoices):
        """How real it is."""

        DONE = "done", pgettext_lazy("credit", "Done")
        BOOKED = "booked", pgettext_lazy("credit", "Booked")
        PLANNED = "planned", pgettext_lazy("credit", "Planned")

    date = models.DateField(_("Date"))
    hours = ExactField(_("Hours"))
    title = models.CharField(_("Title"), max_length=LONGEST_TEXT, blank=True)
    uan = models.CharField(_("Activity number (UAN)"), max_length=40, blank=True)
    topic = models.CharField(_("Topic"), max_length=40, blank=True)
    format = models.CharField(_("How you took it"), max_length=20, blank=True)
    audience = models.CharField(_("Made for"), max_length=20, blank=True)
    accreditation = models.CharField(_("Accepted by"), max_length=20, blank=True)
    jurisdiction = models.CharField(_("Which state's law"), max_length=16, blank=True)
    course = models.CharField(_("Named course"), max_length=64, blank=True)
    activity = models.CharField(max_length=64, blank=True)
    provider = models.CharField(_("Provider"), max_length=LONGEST_TEXT, blank=True)
    status = models.CharField(_("Status"), max_length=8, choices=Status.choices, default=Status.DONE)
    cost_usd = models.DecimalField(_("What it cost"), max_digits=9, decimal_places=2, null=True, blank=True)
    paid_by = models.CharField(_("Who paid"), max_length=LONGEST_TEXT, blank=True)
    # Set by a transcript that shows it, or by the person who has seen it there.
    seen_in_transcript = models.DateField(null=True, blank=True)
    asked_provider = models.DateField(null=True, blank=True)
    causes_ruled_out = WordsField()
    causes_found = WordsField()
    brought_by = models.ForeignKey(
        Import, null=True, on_delete=models.SET_NULL, related_name="credits", editable=False
    )
    # What it looked like when it was brought: changed since, it is still known again.
    came_as = models.CharField(max_length=32, blank=True, editable=False)

    def __str__(self):
        return self.title or self.uan or str(self.date)


class OwnActivity(Record):
    """An activity that the person brought into the catalogue. What was not told is blank, or None."""

    title = models.CharField(_("Title"), max_length=LONGEST_TEXT)
    provider = models.CharField(_("Provider"), max_length=LONGEST_TEXT, blank=True)
    hours = ExactField(_("Hours"), null=True, blank=True)
    cost_usd = models.DecimalField(_("What it costs"), max_digits=9, decimal_places=2, null=True, blank=True)
    uan = models.CharField(_("Activity number (UAN)"), max_length=40, blank=True)
    topic = models.CharField(_("Topic"), max_length=40, blank=True)
    format = models.CharField(_("How it is taken"), max_length=20, blank=True)
    audience = models.CharField(_("Made for"), max_length=20, blank=True)
    accreditation = models.CharField(_("Accepted by"), max_length=20, blank=True)
    jurisdiction = models.CharField(_("Which state's law"), max_length=16, blank=True)
    course = models.CharField(_("Named course"), max_length=64, blank=True)
    available_from = models.DateField(_("Available from"), null=True, blank=True)
    available_until = models.DateField(_("Available until"), null=True, blank=True)
    live_on = models.DateField(_("Only on this day"), null=True, blank=True)
    url = models.URLField(_("Address"), max_length=2_000, blank=True)
    note = models.CharField(_("Note"), max_length=LONGEST_TEXT, blank=True)

    def __str__(self):
        return self.title


class ActivityChoice(Record):
    """What the person decided about an activity of the catalogue: surely to be in the plan, or never."""

    class Choice(models.TextChoices):
        """In, or out."""

        PINNED = "pinned", pgettext_lazy("activity", "Kept in the plan")
        REFUSED = "refused", pgettext_lazy("activity", "Not for me")

    activity = models.CharField(max_length=LONGEST_TEXT)
    choice = models.CharField(max_length=8, choices=Choice.choices)

    def __str__(self):
        return f"{self.activity}: {self.choice}"
