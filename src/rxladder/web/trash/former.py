"""What a record said before a form changed it: kept for a day, and put back where nothing changed since.

A form writes one row. What it said is kept in the transaction that changes it; put back are the columns that
were changed, only while the whole row is still as the form left it, so that no later change is lost and no
two columns come together that no form would have taken.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field
from django.utils.translation import gettext as _

from rxladder.web.accounts.models import PROFILE, Person
from rxladder.web.site import clock
from rxladder.web.site.records import ClashError, Record, one_at_a_time
from rxladder.web.trash.models import Former

KEPT_FOR = timedelta(days=1)
_NOT_TOLD = ("id", "person", "created_at", "changed_at", "deleted_at")


def change(row: Record | Person, save: Callable[[], object], page: str | None) -> UUID | None:
    """Have a row saved, and tell by which id that can be taken back; None where it says what it said.

    `page` is the mark of the page that sent it: a second tap there finds what the first one wrote over.
    """
    person = row.person if isinstance(row, Record) else row
    with one_at_a_time(person.id):
        before = _row(type(row), person, row.id)
        save()
        now = _row(type(row), person, row.id)
        return _keep(person, before, now, page) if before and now else None


def _row(model: Any, person: Person, id: UUID) -> Any:
    """A row in a person's sight as it stands; the person's own, where that is the table."""
    mine = model.objects.visible_to(person) if issubclass(model, Record) else _people(person)
    return mine.filter(id=id).first()


def _people(person: Person) -> Any:
    return Person.objects.filter(id=person.id)


def _keep(person: Person, before: Any, now: Any, page: str | None) -> UUID | None:
    was, left = told_by(before), told_by(now)
    changed = {name: value for name, value in was.items() if value != left[name]}
    made = Former(person=person, kind=now._meta.label_lower, row=now.id, was=changed, left=_mark(left))
    if page:
        made.id = uuid5(person.id, f"{page} {now.id} {made.left}")
    sent_before = Former.objects.visible_to(person).filter(id=made.id)
    if not changed:
        return made.id if sent_before.exists() else None
    sent_before.delete()
    made.save()
    return made.id


def put_back(kept: Former) -> None:
    """Let a record say again what it said; ClashError, and nothing is written, where that cannot be."""
    with one_at_a_time(kept.person_id):
        model = apps.get_model(kept.kind)
        row = _row(model, kept.person, kept.row)
        now = told_by(row) if row else {}
        if row and all(now.get(name) == value for name, value in kept.was.items()):
            return  # by a tap before
        if row is None or _mark(now) != kept.left:
            raise ClashError(_("It was changed or deleted since then, and stays as it is now."))
        for name, value in kept.was.items():
            setattr(row, name, read(model, name, value))
        of_record = isinstance(row, Record)
        if of_record and row.is_there_again():
            raise ClashError(_("What it said before no longer fits the rest of your record."))
        row.save(update_fields=[*kept.was, "changed_at"] if of_record else [*kept.was])


def forget(person) -> None:
    """Forget all that a person's records said before: what they let go of for good is nowhere any more."""
    Former.objects.visible_to(person).delete()


def forget_old(now: datetime) -> None:
    """Forget what anyone can no longer take back."""
    Former.objects.filter(at__lt=now - KEPT_FOR).delete()


def former_of(person, id: UUID) -> Former | None:
    """What a person can take back by this id."""
    return Former.objects.visible_to(person).filter(id=id, at__gte=clock.now() - KEPT_FOR).first()


# --- A row as texts


def _columns(model: Any) -> dict[str, Field]:
    """What a form can change: of a person, whose row has much else, what the profile asks."""
    told = {one.attname: one for one in model._meta.concrete_fields if one.name not in _NOT_TOLD}
    return {name: told[name] for name in PROFILE} if model is Person else told


def told_by(row: Record | Person) -> dict[str, Any]:
    """All that a row says, by column: each value as its field writes it for a file, exactly."""
    columns = _columns(type(row))
    return {
        name: None if getattr(row, name) is None else field.value_to_string(row)
        for name, field in columns.items()
    }


def read(model: Any, column: str, value: Any) -> Any:
    """The value of a column that `told_by` wrote."""
    return None if value is None else _columns(model)[column].to_python(value)


def _mark(told: dict[str, Any]) -> str:
    return sha256(json.dumps(told, sort_keys=True, cls=DjangoJSONEncoder).encode()).hexdigest()
