"""What a person prepares for, every answer that they gave, and what is remembered of each card by it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from rxladder.career.studies import USUAL_A_DAY
from rxladder.career.study_entries import LONGEST_CARD
from rxladder.web.site.fields import LONGEST_TEXT, ExactField
from rxladder.web.site.records import Kept, Record
from rxladder.web.study.mock_exams_models import MockExam

__all__ = ["CardMemory", "FormPace", "MockExam", "OwnCard", "Preparation", "Refit", "Review", "Sitting"]


class Preparation(Record):
    """The exam that a person prepares for, by when, and with how much time; one at a time.

    `daily_limit` is the most questions that a day brings by itself; more can always be asked for.
    """

    exam = models.CharField(max_length=32)
    day = models.DateField(null=True, blank=True)
    hours_per_week = ExactField(null=True, blank=True)
    daily_limit = models.PositiveSmallIntegerField(default=USUAL_A_DAY)

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(deleted_at=None), name="one_preparation_each"
            )
        ]

    def __str__(self):
        return self.exam


class Sitting(Record):
    """Some questions in a row: `queue` has each as its card and its seed, `done` says how many are answered.

    One of `minutes` ends when these are over, after the question that is open then.
    """

    queue = models.JSONField(default=list)
    done = models.PositiveSmallIntegerField(default=0)
    minutes = models.PositiveSmallIntegerField(null=True, default=None)
    ended_at = models.DateTimeField(null=True, default=None)

    def __str__(self):
        return f"{self.done} of {len(self.queue)}"


class Review(Record):
    """One answer to one question. It never changes.

    Its id is made from the person's and from the one that the device gave it (`keeping.py`), so that the same
    answer sent twice is the same row, and nobody can take the place of another's.
    """

    card = models.CharField(max_length=LONGEST_CARD)
    seed = models.BigIntegerField(default=0)
    at = models.DateTimeField()
    seconds = models.FloatField(null=True)
    right = models.BooleanField()
    grade = models.PositiveSmallIntegerField()
    given = models.JSONField(null=True)
    sitting = models.ForeignKey(Sitting, null=True, on_delete=models.SET_NULL, related_name="reviews")

    class Meta(Record.Meta):
        indexes = [
            models.Index(fields=["person", "card", "at"], name="reviews_of_a_card"),
            models.Index(fields=["person", "at"], name="reviews_by_time"),
        ]

    def __str__(self):
        return f"{self.card}: {self.grade}"


class CardMemory(models.Model):
    """What is remembered of a card after its latest answer. Worked out from the reviews, and replaceable."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    card = models.CharField(max_length=LONGEST_CARD)
    stability = models.FloatField()
    difficulty = models.FloatField()
    last = models.DateTimeField()
    due = models.DateTimeField()

    objects = Kept.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "card"], name="one_memory_of_a_card")]
        indexes = [models.Index(fields=["person", "due"], name="memories_by_due")]

    def __str__(self):
        return f"{self.card}: due {self.due}"


class OwnCard(Record):
    """A card that the person brought, with its id among all cards, and text on both sides."""

    card = models.CharField(max_length=LONGEST_CARD)
    deck = models.CharField(max_length=LONGEST_TEXT, blank=True)
    front = models.TextField(max_length=LONGEST_TEXT)
    back = models.TextField(max_length=LONGEST_TEXT)
    tags = models.JSONField(default=list)

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["person", "card"], condition=models.Q(deleted_at=None), name="one_own_card_of_an_id"
            )
        ]

    def __str__(self):
        return self.front[:60]


class FormPace(models.Model):
    """A person's usual time for a form of question (`learning.grades.Pace`), worked out from the reviews."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    form = models.CharField(max_length=LONGEST_CARD)
    answers = models.PositiveIntegerField(default=0)
    mean_log = models.FloatField(default=0.0)

    objects = Kept.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "form"], name="one_pace_of_a_form")]

    def __str__(self):
        return f"{self.form}: {self.answers}"


class Refit(Record):
    """A fitting of the schedule to a person's own reviews: how far it is, what it found, if it is used.

    Losses are log losses on answers that the fitting did not see. Of all that are `used` the latest counts.
    """

    class State(models.TextChoices):
        """How far it is. NO_BETTER: the schedule of before foretells the person's answers as well."""

        WAITING = "waiting"
        RUNNING = "running"
        BETTER = "better"
        NO_BETTER = "no-better"
        TOO_FEW = "too-few"
        FAILED = "failed"

    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    reviews = models.PositiveIntegerField(default=0)
    loss_before = models.FloatField(null=True)
    loss_after = models.FloatField(null=True)
    parameters = models.JSONField(default=list)
    used = models.BooleanField(default=False)

    def __str__(self):
        return self.state
