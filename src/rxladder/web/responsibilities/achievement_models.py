"""Achievements, and what the person does not want to note."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rxladder.web.education.models import Evidence
from rxladder.web.site.fields import LONGEST_TEXT
from rxladder.web.site.records import Record


class Achievement(Record):
    """What the person did, how much of it, what came of it, and a file that proves it."""

    on = models.DateField(_("When was it?"))
    what = models.CharField(_("What did you do?"), max_length=LONGEST_TEXT)
    figure = models.CharField(_("How much, how many, how often?"), max_length=LONGEST_TEXT, blank=True)
    result = models.CharField(_("What came of it?"), max_length=LONGEST_TEXT, blank=True)
    topics = models.JSONField(_("Topics"), default=list, blank=True)
    of = models.CharField(max_length=LONGEST_TEXT, blank=True, editable=False)
    note = models.TextField(_("Notes"), max_length=LONGEST_TEXT, blank=True)
    # Of its proof, where the career file that brought this tells one that is not kept here.
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    evidence = models.ForeignKey(
        Evidence, on_delete=models.SET_NULL, null=True, default=None, editable=False, related_name="+"
    )

    class Meta(Record.Meta):
        ordering = ["on", "created_at", "place", "id"]

    def __str__(self):
        return self.what


class LeftOut(Record):
    """Something of the record that the person does not want to note as an achievement (`of` as there)."""

    of = models.CharField(max_length=LONGEST_TEXT, editable=False)
