"""What was deleted goes for good: rows of every kind, once they were out of sight for `UNDO_DAYS`, or sooner.

What hangs on a row in the database goes with it. The files of certificates follow their rows: see
`education/evidence_keeping.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache

from django.apps import apps
from django.db import transaction

from rxladder.web.site.records import Record, one_at_a_time

UNDO_DAYS = 30


@cache
def kinds_of_records() -> tuple[type[Record], ...]:
    """Every table of records, of every chapter."""
    return tuple(model for model in apps.get_models() if issubclass(model, Record))


def let_go(before: datetime) -> int:
    """Let go of all that anyone deleted before a moment; how many rows went."""
    gone = 0
    for model in kinds_of_records():
        old = model.objects.deleted_before(before)
        for person in set(old.order_by().values_list("person_id", flat=True)):
            # What comes back at this moment is back before this, or gone.
            with one_at_a_time(person):
                gone += old.kept_of(person).delete()[0]
    return gone


@transaction.atomic
def let_go_now(person, moments: Iterable[datetime], models: Iterable[type[Record]]) -> int:
    """Let go of what a person deleted at some moments, of some kinds; how many rows went."""
    deleted = (model.objects.deleted_by(person).filter(deleted_at__in=list(moments)) for model in models)
    return sum(rows.delete()[0] for rows in deleted)
