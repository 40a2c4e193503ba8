"""The base of everything that is stored about a person.

A record belongs to one person, is read only through `visible_to(person)`, and is deleted softly, so that
every deletion can be undone. `one_at_a_time` keeps two requests of one person out of each other's way.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _


class ClashError(Exception):
    """Something stands where a deleted record would be again. Its words are for the person."""


@contextmanager
def one_at_a_time(*people: uuid.UUID) -> Iterator[None]:
    """A transaction that waits while another of these people's, asked for in the same way, has not ended.

    For what is looked up first and written after: in between nobody else writes it. SQLite has one writer at
    a time as it is, since transactions begin as IMMEDIATE.
    """
    with transaction.atomic():
        # All in one order, so that of two requests neither holds what the other waits for.
        list(get_user_model().objects.select_for_update().filter(id__in=people).order_by("id").values("id"))
        yield


class RecordQuerySet(models.QuerySet["Record"]):
    """The only ways in: what a person may see, what they have deleted, and where it matters both."""

    def visible_to(self, person):
        """The records that `person` may see."""
        return self.filter(person=person, deleted_at=None)

    def deleted_by(self, person):
        """The records that `person` deleted and may bring back."""
        return self.filter(person=person).exclude(deleted_at=None)

    def kept_of(self, person):
        """All that is kept of `person`, deleted or not: for what may be there once only."""
        return self.filter(person=person)

    def deleted_before(self, moment: datetime):
        """What anyone deleted before a moment: for what is let go of for good."""
        return self.filter(deleted_at__lt=moment)

    def once_in_sight(self):
        """Without what was put aside at once and never seen, such as the file of an import not saved yet."""
        return self.exclude(deleted_at=models.F("created_at"))

    def update(self, **values) -> int:
        """Change all of these at once."""
        with transaction.atomic(savepoint=False):
            touched = set(self.order_by().values_list("person_id", flat=True).distinct())
            changed = super().update(**values) if touched else 0
            _revised(touched)
        return changed

    def bulk_create(self, objs, *args, **kwargs):
        """Store many at once."""
        with transaction.atomic(savepoint=False):
            made = super().bulk_create(objs, *args, **kwargs)
            _revised({row.person_id for row in made})
        return made

    def delete_softly(self, at: datetime) -> int:
        """Mark all of these as deleted at one moment, which is what an undo asks for."""
        return self.update(deleted_at=at, changed_at=at)


def _revised(people: set[uuid.UUID]) -> None:
    """The records of these people have changed. Told after the write: a new number means new data."""
    get_user_model().objects.filter(id__in=people).update(revision=models.F("revision") + 1)


class Record(models.Model):
    """Something stored about a person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", editable=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(auto_now=True, editable=False)
    deleted_at = models.DateTimeField(null=True, default=None, editable=False)
    # Where it stood in the career file that brought it: ties are decided by that order.
    place = models.PositiveIntegerField(default=0, editable=False)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        # As in the career file, then as it was added.
        ordering = ["created_at", "place", "id"]

    def save(self, *args, **kwargs) -> None:
        """Store it. Whether it is deleted is written by `delete_softly` and `restore` alone.

        Who changes something of a row that was deleted since they read it must not bring it back by that.
        """
        if not (self._state.adding or kwargs.get("force_insert")) and kwargs.get("update_fields") is None:
            columns = {field.attname for field in self._meta.concrete_fields if not field.primary_key}
            kwargs["update_fields"] = columns - self.get_deferred_fields() - {"deleted_at"}
        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)
            _revised({self.person_id})

    def delete_softly(self) -> None:
        """Take it out of sight; `restore` brings it back."""
        self.deleted_at = timezone.now()
        self.save(update_fields=["deleted_at", "changed_at"])

    def restore(self) -> None:
        """Undo `delete_softly`. Raises ClashError where the same is there again."""
        deleted_at, self.deleted_at = self.deleted_at, None
        if self.is_there_again():
            self.deleted_at = deleted_at
            raise ClashError(
                _("The same thing is in your record again. Delete that one first, then bring this one back.")
            )
        self.save(update_fields=["deleted_at", "changed_at"])

    def is_there_again(self) -> bool:
        """Whether another record, in sight, is what this one would be and there can be only one of."""
        try:
            self.validate_constraints()
        except ValidationError:
            return True
        return False


class Kept(models.QuerySet):
    """Rows that the program writes about a person, read like records."""

    def visible_to(self, person):
        """The rows about `person`."""
        return self.filter(person=person)
