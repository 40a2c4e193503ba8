"""What people flag in the rules, what changed in these, and whose answers that changed."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from rxladder.web.accounts.models import Person
from rxladder.web.site.records import Record

LONGEST_PLACE, LONGEST_WORDS, LONGEST_LINK = 300, 2_000, 500


class Flag(Record):
    """A line of the rules that somebody thinks is wrong; `rule` leads to it in its pack, `says` how it read.

    The one who flagged it, and the keepers, read it; nobody else does.
    """

    class Outcome(models.TextChoices):
        """What came of it; empty while nobody has answered."""

        CORRECTED = "corrected"
        AS_IT_IS = "as-it-is"
        SENT_ON = "sent-on"
        NOT_CLEAR = "not-clear"

    pack = models.CharField(max_length=32)
    rule = models.CharField(max_length=LONGEST_PLACE, blank=True)
    says = models.CharField(max_length=LONGEST_WORDS, blank=True)
    wrong = models.CharField(max_length=LONGEST_WORDS)
    link = models.CharField(max_length=LONGEST_LINK, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True, editable=False)
    answer = models.CharField(max_length=LONGEST_WORDS, blank=True, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)

    def __str__(self):
        return f"{self.pack}: {self.rule}"


class RuleChange(models.Model):
    """One set of rules after another, by their hashes; the first row has no `before`.

    `packs` tells what changed in words: pack, lines that went, lines that came. `reached` is the last person
    who was looked at; `people` of all, and those whose answers changed, are counts and no names.
    """

    before = models.CharField(max_length=64, blank=True)
    after = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)
    packs = models.JSONField(default=list)
    problem = models.CharField(max_length=20, blank=True)
    reached = models.UUIDField(null=True)
    people = models.PositiveIntegerField(default=0)
    affected = models.PositiveIntegerField(default=0)
    ended = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self):
        return f"{self.before[:8]} to {self.after[:8]}"


class ChangedAnswer(Record):
    """How a person's holding stood by the rules of before, and stands by those of now.

    `was` and `now` have the status, the least and most hours to go, and the day on which the term ends.
    `clauses` tells, by language, each clause that differs with its source.
    """

    credential = models.CharField(max_length=64)
    # Which of the holdings of that credential, in the record's order.
    nth = models.PositiveSmallIntegerField(default=0)
    was = models.JSONField()
    now = models.JSONField()
    clauses = models.JSONField(default=dict)
    seen_at = models.DateTimeField(null=True, editable=False)

    def __str__(self):
        return f"{self.credential}: {self.was['status']}, {self.now['status']}"


def note_corrected(person: Person) -> None:
    """Note with a person whether anything that changed for them is still to be seen."""
    waits = ChangedAnswer.objects.visible_to(person).filter(seen_at=None).exists()
    Person.objects.filter(id=person.id).update(corrected=waits)
