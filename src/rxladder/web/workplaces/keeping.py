"""The one row of a person's wishes and pay: a change puts another in its place, which an undo takes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from rxladder.web.accounts.models import Person
from rxladder.web.site.records import one_at_a_time
from rxladder.web.workplaces.models import WorkWishes

_KEPT = ("shifts", "patients", "sterile", "remote", "least_usd", "weights", "usd_per_hour")


def wishes_row(person: Person) -> WorkWishes | None:
    """What a person keeps; None before they said anything."""
    return WorkWishes.objects.visible_to(person).first()


def change_wishes(person: Person, change: Callable[[WorkWishes], None]) -> datetime:
    """Change what is kept; the moment returned undoes it."""
    at = timezone.now()
    with one_at_a_time(person.id):
        old = wishes_row(person)
        new = WorkWishes(person=person, created_at=at)
        if old is not None:
            for name in _KEPT:
                setattr(new, name, getattr(old, name))
            WorkWishes.objects.visible_to(person).delete_softly(at)
        change(new)
        new.save()
    return at


def undo_change(person: Person, at: datetime) -> bool:
    """Put the row of before back; False where something was changed since."""
    with one_at_a_time(person.id):
        row = wishes_row(person)
        if row is None or row.created_at != at:
            return False
        row.delete_softly()
        WorkWishes.objects.deleted_by(person).filter(deleted_at=at).update(deleted_at=None)
    return True
