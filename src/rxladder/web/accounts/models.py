"""A person, what they answered to the rules' questions, and where they have worked."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rxladder.web.site.fields import LONGEST_TEXT, ExactField
from rxladder.web.site.records import Record


class PersonManager(BaseUserManager["Person"]):
    """Finds the person in front of the machine, where there is only one."""

    def local(self) -> Person:
        """The one person of a local installation, made the first time."""
        person, _made = self.get_or_create(kind=Person.Kind.LOCAL)
        return person

    def local_demo(self) -> Person:
        """The made-up person of a local installation, in one query where there is one."""
        found = self.filter(kind=Person.Kind.DEMO, owner__kind=Person.Kind.LOCAL).first()
        return found or self.demo_of(self.local())

    def demo_of(self, owner: Person) -> Person:
        """The made-up person that belongs to `owner`."""
        person, _made = self.get_or_create(kind=Person.Kind.DEMO, owner=owner)
        return person


PROFILE = ("name", "birthday", "state", "time_zone", "study_hours_per_week", "budget_usd_per_month")
"""What a person says of themselves."""


class Person(AbstractBaseUser):
    """Who a record is about, and who signs in to see it."""

    class Kind(models.TextChoices):
        """LOCAL is the one person of a local installation, DEMO a made-up one that belongs to its `owner`."""

        LOCAL = "local"
        MEMBER = "member"
        DEMO = "demo"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.MEMBER, editable=False)
    owner = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="+", editable=False)
    # Null where nobody signs in by it: only a null may stand many times under `unique`.
    email = models.EmailField(unique=True, null=True, editable=False)  # noqa: DJ001
    is_active = models.BooleanField(default=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # Raised by every write to the person's record.
    revision = models.PositiveBigIntegerField(default=0, editable=False)
    name = models.CharField(_("Name"), max_length=LONGEST_TEXT, blank=True)
    birthday = models.DateField(_("Birthday"), null=True, blank=True)
    state = models.CharField(_("State you work in"), max_length=16, blank=True)
    time_zone = models.CharField(_("Time zone"), max_length=64, blank=True)
    # Of mails; pages speak the browser's choice. Empty: never chosen.
    language = models.CharField(max_length=8, blank=True, editable=False)
    study_hours_per_week = ExactField(null=True, blank=True)
    budget_usd_per_month = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    # Whether they ever belonged to a team: who did not costs no page a query for that.
    in_teams = models.BooleanField(default=False, editable=False)
    # Whether a correction of the rules changed an answer that they have not seen: for the same reason.
    corrected = models.BooleanField(default=False, editable=False)
    reserved = models.JSONField(default=dict, blank=True, editable=False)
    # When the account goes, where the person asked for that.
    delete_at = models.DateTimeField(null=True, editable=False)
    # What imports replaced in this row, so that they can be undone: `replaced_records`.
    before_import = models.JSONField(null=True, editable=False)

    USERNAME_FIELD = "email"
    objects = PersonManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=models.Q(kind="local"), name="one_local_person"
            ),
            models.UniqueConstraint(fields=["owner"], condition=models.Q(kind="demo"), name="one_demo_each"),
        ]

    def __str__(self):
        return self.name or str(_("Someone without a name"))

    @property
    def replaced_records(self) -> list[dict[str, Any]]:
        """What is known of the whole records that others took the place of, the oldest first.

        `at` is the moment, at which their rows were deleted; `spells` tells when such rows were made, and the
        rest is the profile of then.
        """
        kept = self.before_import or []
        # One alone is how it was kept before there were several.
        return [kept] if isinstance(kept, dict) else list(kept)

    def save(self, *args, **kwargs):
        """Store it, with a number that tells that something changed and that never goes back."""
        if not self._state.adding and kwargs.get("update_fields") is None:
            columns = {field.name for field in self._meta.concrete_fields if not field.primary_key}
            # What others write meanwhile: a page's copy of it may be old.
            kwargs["update_fields"] = columns - {
                *("revision", "in_teams", "corrected", "delete_at", "before_import")
            }
        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)
            Person.objects.filter(id=self.id).update(revision=models.F("revision") + 1)

    @property
    def is_demo(self) -> bool:
        """Whether this is the made-up person."""
        return self.kind == self.Kind.DEMO


class Answer(Record):
    """An answer to one of the rules' questions; with an authority, good for that one only. Null: not sure."""

    question = models.CharField(max_length=64)
    authority = models.CharField(max_length=32, blank=True)
    value = models.JSONField(null=True)
    # The day on which it was given, where it is known better than by the row's own.
    answered_on = models.DateField(null=True)

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["person", "question", "authority"],
                condition=models.Q(deleted_at=None),
                name="one_answer_each",
            )
        ]

    def __str__(self):
        return f"{self.question}: {self.value}"


class Work(Record):
    """Work in a role at a kind of workplace; without an end it goes on."""

    role = models.CharField(max_length=64)
    workplace = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=16, blank=True)
    employer = models.CharField(max_length=LONGEST_TEXT, blank=True)
    began = models.DateField()
    ended = models.DateField(null=True, blank=True)
    hours_per_week = ExactField(null=True, blank=True)

    def __str__(self):
        return f"{self.role} from {self.began}"


from rxladder.web.accounts.cache_models import Counted  # noqa: E402, F401  (Django looks for them here)
from rxladder.web.accounts.invitation_models import Invitation  # noqa: E402, F401
from rxladder.web.accounts.mail_models import WaitingMail  # noqa: E402, F401
from rxladder.web.accounts.phone_models import PairingCode, Phone  # noqa: E402, F401
