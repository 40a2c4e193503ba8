"""Quality projects with their points, changes and PDSA cycles."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rxladder.web.site.fields import LONGEST_TEXT, ExactField
from rxladder.web.site.records import Record

# Room for any amount of a career file, with numerator and denominator.
LONGEST_AMOUNT = 80


class QualityProject(Record):
    """One project with the measure that tells whether it works. What was not told is blank, or None."""

    class Better(models.TextChoices):
        """Which way the measure should go."""

        LOWER = "lower", _("Lower is better")
        HIGHER = "higher", _("Higher is better")

    title = models.CharField(_("What is the project called?"), max_length=LONGEST_TEXT)
    aim = models.TextField(_("What is the aim?"), max_length=LONGEST_TEXT, blank=True)
    started = models.DateField(_("Started"), null=True, blank=True)
    ended = models.DateField(_("Ended"), null=True, blank=True)
    learned = models.TextField(_("What came of it?"), max_length=LONGEST_TEXT, blank=True)
    measure = models.CharField(_("What do you measure?"), max_length=LONGEST_TEXT, blank=True)
    data = models.CharField(_("What kind of number is it?"), max_length=8, blank=True)
    of = models.CharField(_("Out of what?"), max_length=LONGEST_TEXT, blank=True)
    unit = models.CharField(_("In which unit?"), max_length=LONGEST_TEXT, blank=True)
    per = models.PositiveIntegerField(_("Shown per how many?"), default=1)
    better = models.CharField(_("Which way is better?"), max_length=8, choices=Better.choices, blank=True)
    goal = ExactField(_("Goal"), null=True, blank=True, max_length=LONGEST_AMOUNT)
    baseline_until = models.DateField(_("Baseline until"), null=True, blank=True)

    def __str__(self):
        return self.title


class OfProject(Record):
    """Something that hangs on a project."""

    project = models.ForeignKey(QualityProject, on_delete=models.CASCADE, related_name="+", editable=False)

    class Meta(Record.Meta):
        abstract = True


class ProjectPoint(OfProject):
    """What was found on a day."""

    date = models.DateField(_("Date"))
    amount = ExactField(_("How many?"), max_length=LONGEST_AMOUNT)
    of = ExactField(_("Out of how many?"), null=True, blank=True, max_length=LONGEST_AMOUNT)
    note = models.CharField(_("Note"), max_length=LONGEST_TEXT, blank=True)

    class Meta(OfProject.Meta):
        ordering = ["date", "created_at", "place", "id"]

    def __str__(self):
        return f"{self.date}: {self.amount}"


class ProjectChange(OfProject):
    """Something done differently from a day on."""

    date = models.DateField(_("From which day?"))
    what = models.CharField(_("What changed?"), max_length=LONGEST_TEXT)
    new_limits = models.BooleanField(_("Recalculate the chart from that day"), default=False)

    class Meta(OfProject.Meta):
        ordering = ["date", "created_at", "place", "id"]

    def __str__(self):
        return self.what


class ProjectCycle(OfProject):
    """One round of plan, do, study, act."""

    class Decision(models.TextChoices):
        """What follows from it."""

        ADOPT = "adopt", pgettext_lazy("cycle", "Adopt: keep it")
        ADAPT = "adapt", pgettext_lazy("cycle", "Adapt: change it and try again")
        ABANDON = "abandon", pgettext_lazy("cycle", "Abandon: drop it")

    title = models.CharField(_("What are you trying?"), max_length=LONGEST_TEXT)
    plan = models.TextField(_("Plan"), max_length=LONGEST_TEXT, blank=True)
    planned = models.DateField(_("Planned on"), null=True, blank=True)
    do = models.TextField(_("Do"), max_length=LONGEST_TEXT, blank=True)
    done = models.DateField(_("Done on"), null=True, blank=True)
    study = models.TextField(_("Study"), max_length=LONGEST_TEXT, blank=True)
    studied = models.DateField(_("Studied on"), null=True, blank=True)
    act = models.TextField(_("Act"), max_length=LONGEST_TEXT, blank=True)
    acted = models.DateField(_("Acted on"), null=True, blank=True)
    decision = models.CharField(_("What happens next?"), max_length=8, choices=Decision.choices, blank=True)

    def __str__(self):
        return self.title
