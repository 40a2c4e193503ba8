"""The people one knows, and each time one was in touch."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rxladder.web.relationships.gathering_models import Gathering, Letter, Membership
from rxladder.web.site.fields import LONGEST_TEXT
from rxladder.web.site.records import Record

# Django finds an app's models here.
__all__ = ["Acquaintance", "Contact", "Gathering", "Letter", "Membership", "PeopleChange"]


class Acquaintance(Record):
    """Somebody one knows.

    Lists are JSON: topics, goals and card lines as texts, e-mail addresses and telephone numbers as pairs of
    address and label. `birthday` is a text, since it may have no year, `rhythm` one like "2 months".
    """

    name = models.CharField(_("Name"), max_length=LONGEST_TEXT)
    uid = models.CharField(max_length=LONGEST_TEXT, blank=True, editable=False)
    known_from = models.CharField(_("How you know each other"), max_length=LONGEST_TEXT, blank=True)
    employer = models.CharField(_("Where they work"), max_length=LONGEST_TEXT, blank=True)
    role = models.CharField(_("What they do"), max_length=LONGEST_TEXT, blank=True)
    topics = models.JSONField(_("What you talk about"), default=list, blank=True)
    emails = models.JSONField(_("Email"), default=list, blank=True)
    phones = models.JSONField(_("Phone"), default=list, blank=True)
    birthday = models.CharField(_("Birthday"), max_length=10, blank=True)
    rhythm = models.CharField(_("How often to be in touch"), max_length=16, blank=True)
    mentoring = models.CharField(_("Mentoring"), max_length=8, blank=True)
    mentoring_goals = models.JSONField(_("What you want from it"), default=list, blank=True)
    introduced_by = models.CharField(_("Who introduced you"), max_length=LONGEST_TEXT, blank=True)
    added = models.DateField(null=True, editable=False)
    note = models.TextField(_("Notes"), max_length=LONGEST_TEXT, blank=True)
    card = models.JSONField(default=list, editable=False)

    class Meta(Record.Meta):
        indexes = [models.Index(fields=["person", "name"], name="acquaintance_by_name")]

    def __str__(self):
        return self.name


class Contact(Record):
    """One time of being in touch with somebody."""

    acquaintance = models.ForeignKey(Acquaintance, on_delete=models.CASCADE, related_name="contacts")
    on = models.DateField(_("When"))
    note = models.TextField(_("What about"), max_length=LONGEST_TEXT, blank=True)
    follow_up = models.DateField(_("Follow up on"), null=True, blank=True)

    class Meta(Record.Meta):
        ordering = ["on", "created_at", "place", "id"]
        indexes = [models.Index(fields=["person", "acquaintance", "on"], name="contact_by_day")]

    def __str__(self):
        return f"{self.on}: {self.note[:40]}"


class PeopleChange(Record):
    """What bringing in cards or merging two people changed, so that it can be taken back.

    `before` holds the columns of each row as they were, by its id; `moved` whose each contact was. What was
    added or taken out bears the same moment as this row.
    """

    at = models.DateTimeField()
    before = models.JSONField(default=dict)
    moved = models.JSONField(default=dict)

    def __str__(self):
        return str(self.at)
