"""Duties, skills with their sign-offs, and the training of others with its checklist."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rxladder.web.site.fields import LONGEST_TEXT, ExactField
from rxladder.web.site.records import Record


class Duty(Record):
    """Something that the person is in charge of, or does regularly; without an end it goes on."""

    what = models.CharField(_("What do you do?"), max_length=LONGEST_TEXT)
    since = models.DateField(_("When did you start?"), null=True, blank=True)
    until = models.DateField(_("When did you stop?"), null=True, blank=True)
    hours_per_week = ExactField(_("Hours a week"), null=True, blank=True)
    workplace = models.CharField(_("What kind of place is it?"), max_length=64, blank=True)
    employer = models.CharField(_("Employer"), max_length=LONGEST_TEXT, blank=True)
    note = models.TextField(_("Notes"), max_length=LONGEST_TEXT, blank=True)

    def __str__(self):
        return self.what


class Skill(Record):
    """Something that the person can do or is learning; `name` and `area` are ids of the facts, or words."""

    class Level(models.TextChoices):
        """How well."""

        LEARNING = "learning", pgettext_lazy("skill", "I am being shown how")
        HELPED = "helped", pgettext_lazy("skill", "With someone beside me")
        ALONE = "alone", pgettext_lazy("skill", "On my own")
        TEACHES = "teaches", pgettext_lazy("skill", "I show others")

    name = models.CharField(_("What can you do, or what are you learning?"), max_length=LONGEST_TEXT)
    area = models.CharField(_("In which area?"), max_length=LONGEST_TEXT, blank=True)
    level = models.CharField(_("How well?"), max_length=8, choices=Level.choices, default=Level.LEARNING)
    last_done = models.DateField(_("When did you last do it?"), null=True, blank=True)
    teachers = models.JSONField(_("Who can teach it?"), default=list, blank=True)
    note = models.TextField(_("Notes"), max_length=LONGEST_TEXT, blank=True)

    def __str__(self):
        return self.name


class SkillSignOff(Record):
    """That somebody else saw a skill done well."""

    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="+", editable=False)
    on = models.DateField(_("Date signed"))
    by = models.CharField(_("Who signed?"), max_length=LONGEST_TEXT)
    until = models.DateField(_("Counts until"), null=True, blank=True)
    note = models.CharField(_("Note"), max_length=LONGEST_TEXT, blank=True)

    class Meta(Record.Meta):
        ordering = ["on", "created_at", "place", "id"]
        indexes = [
            models.Index(fields=["person", "on"], name="signoffs_by_day"),
            models.Index(fields=["person", "skill", "on"], name="signoffs_by_skill"),
        ]

    def __str__(self):
        return f"{self.on}: {self.by}"


class TrainingPlan(Record):
    """The training of somebody else."""

    trainee = models.CharField(_("Who do you train?"), max_length=LONGEST_TEXT)
    what = models.CharField(_("For what?"), max_length=LONGEST_TEXT, blank=True)
    starts = models.DateField(_("First day"), null=True, blank=True)
    due = models.DateField(_("When should it be done?"), null=True, blank=True)
    ended = models.DateField(_("Ended on"), null=True, blank=True)
    note = models.TextField(_("Notes"), max_length=LONGEST_TEXT, blank=True)

    def __str__(self):
        return self.trainee


class PlanItem(Record):
    """One thing of a training's checklist."""

    plan = models.ForeignKey(TrainingPlan, on_delete=models.CASCADE, related_name="+", editable=False)
    what = models.CharField(_("What do they need to learn?"), max_length=LONGEST_TEXT)
    done = models.DateField(_("Shown or practiced on"), null=True, blank=True)
    signed = models.DateField(_("Signed off on"), null=True, blank=True)
    by = models.CharField(_("Who signed?"), max_length=LONGEST_TEXT, blank=True)
    note = models.CharField(_("Note"), max_length=LONGEST_TEXT, blank=True)

    class Meta(Record.Meta):
        indexes = [
            models.Index(fields=["person", "signed"], name="items_by_day_signed"),
            models.Index(fields=["person", "plan"], name="items_by_plan"),
        ]

    def __str__(self):
        return self.what
