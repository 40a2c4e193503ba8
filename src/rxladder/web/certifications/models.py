"""Holdings with their earlier terms, badges, what a board told a person, trainings and exams."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rxladder.career.model import overlap
from rxladder.web.certifications.badges_models import Badge as Badge
from rxladder.web.site.fields import LONGEST_TEXT, ExactField
from rxladder.web.site.records import Record


class Holding(Record):
    """A credential that the person has. `expires` is the date printed on it, that day included."""

    credential = models.CharField(_("What you hold"), max_length=64)
    issued = models.DateField(_("First issued"), null=True, blank=True)
    expires = models.DateField(_("Expires"), null=True, blank=True)
    number = models.CharField(_("Number"), max_length=LONGEST_TEXT, blank=True)
    filed = models.DateField(_("Renewal sent in on"), null=True, blank=True)
    held_without_break_since = models.DateField(_("Held with no break since"), null=True, blank=True)
    probation_until = models.DateField(_("On probation until"), null=True, blank=True)
    not_renewing = models.DateField(_("Decided not to renew on"), null=True, blank=True)

    def __str__(self):
        return self.credential

    def is_there_again(self) -> bool:
        """Whether the same credential is held at that time, which no career file may tell."""
        others = Holding.objects.visible_to(self.person).filter(credential=self.credential)
        return any(overlap(self, other) for other in others.exclude(id=self.id))

    def last_term(self) -> "EarlierTerm | None":
        """The newest of the terms that are over."""
        return EarlierTerm.objects.visible_to(self.person).filter(holding=self).order_by("ends").last()


class EarlierTerm(Record):
    """A term that is over, with the receipt of its last audit; `ends` is inclusive."""

    holding = models.ForeignKey(Holding, on_delete=models.CASCADE, related_name="earlier_terms")
    starts = models.DateField(null=True)
    ends = models.DateField()
    # What the holding said before it was renewed, so that a renewal can be taken back.
    printed = models.DateField(null=True)
    filed = models.DateField(null=True)
    not_renewing = models.DateField(null=True)
    receipt = models.JSONField(null=True)

    class Meta(Record.Meta):
        ordering = ["ends", "created_at", "place", "id"]

    def __str__(self):
        return f"{self.holding} to {self.ends}"


class Override(Record):
    """'My board told me otherwise': the person's own correction, dated and with its evidence."""

    credential = models.CharField(max_length=64)
    clause = models.CharField(max_length=64, blank=True)
    told_on = models.DateField(_("When were you told?"))
    evidence = models.TextField(_("Who told you, and how can you show it?"), max_length=LONGEST_TEXT)
    waived = models.BooleanField(default=False)
    needed = ExactField(null=True, blank=True)
    extra_hours = ExactField(null=True, blank=True)
    until = models.DateField(_("Until what date is it valid?"), null=True, blank=True)
    extended_to = models.DateField(_("What day did they give you until?"), null=True, blank=True)
    # The letter itself, if there is one: a file like a certificate, in sight while it is not deleted.
    file = models.ForeignKey(
        "education.Evidence", on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    def __str__(self):
        return f"{self.credential}: {self.evidence[:40]}"


class Training(Record):
    """A programme, running or completed."""

    programme = models.CharField(max_length=96)
    started = models.DateField(null=True, blank=True)
    completed = models.DateField(null=True, blank=True)
    hours = ExactField(null=True, blank=True)

    def __str__(self):
        return self.programme


class ExamTaken(Record):
    """One attempt at an exam."""

    exam = models.CharField(max_length=96)
    date = models.DateField()
    passed = models.BooleanField()
    score = models.IntegerField(null=True, blank=True)

    def __str__(self):
        return self.exam


class Tick(Record):
    """Something of a renewal's checklist that only the person can say is done, for one term."""

    credential = models.CharField(max_length=64)
    term = models.CharField(max_length=16)
    item = models.CharField(max_length=96)

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["person", "credential", "term", "item"],
                condition=models.Q(deleted_at=None),
                name="one_tick_of_an_item",
            )
        ]

    def __str__(self):
        return f"{self.credential}: {self.item}"
