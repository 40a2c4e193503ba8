"""What only a résumé tells: about oneself, and schools."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rxladder.web.site.fields import LONGEST_TEXT
from rxladder.web.site.records import Record


class ResumeAbout(Record):
    """The one row a person has of it. `profiles` are lists of network, user's name and address, `languages`
    pairs of language and fluency, `rest` what a JSON Resume brought that has no place of its own.
    """

    label = models.CharField(_("Who are you, in one line?"), max_length=LONGEST_TEXT, blank=True)
    summary = models.TextField(_("About you, in two or three sentences"), max_length=LONGEST_TEXT, blank=True)
    email = models.CharField(_("Email"), max_length=LONGEST_TEXT, blank=True)
    phone = models.CharField(_("Phone"), max_length=LONGEST_TEXT, blank=True)
    url = models.CharField(_("Your website"), max_length=LONGEST_TEXT, blank=True)
    address = models.CharField(_("Street"), max_length=LONGEST_TEXT, blank=True)
    postal_code = models.CharField(_("ZIP code"), max_length=LONGEST_TEXT, blank=True)
    city = models.CharField(_("City"), max_length=LONGEST_TEXT, blank=True)
    region = models.CharField(_("State"), max_length=LONGEST_TEXT, blank=True)
    country = models.CharField(_("Country (two letters)"), max_length=LONGEST_TEXT, blank=True)
    profiles = models.JSONField(_("Your online profiles"), default=list, blank=True)
    languages = models.JSONField(_("Languages"), default=list, blank=True)
    rest = models.JSONField(default=dict, editable=False)

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(deleted_at=None), name="one_resume_each"
            )
        ]

    def __str__(self):
        return self.label


class School(Record):
    """A school or college; its days may be a year or a month."""

    institution = models.CharField(_("School or college"), max_length=LONGEST_TEXT)
    study_type = models.CharField(_("Degree or diploma"), max_length=LONGEST_TEXT, blank=True)
    area = models.CharField(_("What did you study?"), max_length=LONGEST_TEXT, blank=True)
    starts = models.CharField(_("From"), max_length=10, blank=True)
    ends = models.CharField(_("To"), max_length=10, blank=True)
    score = models.CharField(_("Grade"), max_length=LONGEST_TEXT, blank=True)
    url = models.CharField(_("Its page"), max_length=LONGEST_TEXT, blank=True)
    courses = models.JSONField(_("Courses to list"), default=list, blank=True)

    def __str__(self):
        return self.institution
