"""All that lets programs in as a person or tells them of the record, ended in one go."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from rxladder.web.accounts.models import Person
from rxladder.web.api import tokens, webhooks


def gives_to_programs(person: Person) -> bool:
    """Whether any token or address of this person lives; the made-up person's count as theirs."""
    return any(tokens.living(one).exists() or webhooks.living(one).exists() for one in _records(person))


@transaction.atomic
def end_all(person: Person, now: datetime) -> None:
    """End every token, and tell no address anything more."""
    for one in _records(person):
        for token in tokens.living(one):
            tokens.end(token, now)
        for row in webhooks.living(one):
            webhooks.end(row, now)


def _records(person: Person) -> list[Person]:
    return list(Person.objects.filter(Q(id=person.id) | Q(owner=person)))
