"""What a person wishes for at work and earns, and the workplaces that they went to see."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rxladder.web.site.fields import LONGEST_TEXT, ExactField
from rxladder.web.site.records import Record


class WorkWishes(Record):
    """What is wanted of a place of work, and what one earns; there is one at most.

    `weights` are those that differ from 1, by the name of their term.
    """

    shifts = models.CharField(max_length=3, blank=True)
    patients = models.CharField(max_length=3, blank=True)
    sterile = models.CharField(max_length=3, blank=True)
    remote = models.CharField(max_length=3, blank=True)
    least_usd = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    weights = models.JSONField(default=dict, blank=True)
    usd_per_hour = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(deleted_at=None), name="one_set_of_work_wishes_each"
            )
        ]

    def __str__(self):
        return str(self.id)


class Visit(Record):
    """A rotation, or a day beside somebody: planned until it is done."""

    class Kind(models.TextChoices):
        """How long, and how closely, one looked."""

        SHADOWING = "shadowing", _("Shadowing, a day or so")
        ROTATION = "rotation", _("Rotation, a few weeks")

    kind = models.CharField(_("What is it?"), max_length=9, choices=Kind.choices, default=Kind.SHADOWING)
    workplace = models.CharField(_("What kind of place?"), max_length=64)
    starts = models.DateField(_("First day"))
    ends = models.DateField(_("Last day"), null=True, blank=True)
    hours = ExactField(_("Total hours"), null=True, blank=True)
    where = models.CharField(_("Where"), max_length=LONGEST_TEXT, blank=True)
    people = models.CharField(_("With whom"), max_length=LONGEST_TEXT, blank=True)
    done = models.BooleanField(_("It happened"), default=False)
    learned = models.TextField(_("What you saw and learned"), max_length=LONGEST_TEXT, blank=True)

    def __str__(self):
        return f"{self.workplace} from {self.starts}"
