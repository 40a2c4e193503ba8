"""Changing several people at once so that it can be taken back: cards brought in, two entries made one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from rxladder.career import relationships as record
from rxladder.web.accounts.models import Person
from rxladder.web.relationships.career_part import row_of_acquaintance, write_columns
from rxladder.web.relationships.models import Acquaintance, Contact, PeopleChange
from rxladder.web.site.records import one_at_a_time

COLUMNS = (
    "name", "uid", "known_from", "employer", "role", "topics", "emails", "phones", "birthday", "rhythm",
    "mentoring", "mentoring_goals", "introduced_by", "added", "note", "card",
)  # fmt: skip


def column_words(field: str) -> str:
    """What a field of a person is called on the page."""
    if field == "contacts":
        return _("Contacts")
    return str(getattr(Acquaintance._meta.get_field(field), "verbose_name", field))


class Change:
    """What is about to change of one person's people; `save` does it all or nothing."""

    def __init__(self, person: Person, at: datetime) -> None:
        self.person, self.at = person, at
        self.before: dict[str, dict[str, object]] = {}
        self.changed: list[Acquaintance] = []
        self.added: list[Acquaintance] = []
        self.contacts: list[Contact] = []
        self.gone: list[Acquaintance] = []
        self.moved: dict[str, str] = {}

    def add(self, one: record.Acquaintance) -> None:
        """Somebody new, with their contacts."""
        row = row_of_acquaintance(one)
        row.person, row.created_at, row.place = self.person, self.at, len(self.added)
        self.added.append(row)
        self._add_contacts(row, one.contacts)

    def become(self, row: Acquaintance, one: record.Acquaintance, new: Iterable[record.Contact] = ()) -> None:
        """Somebody known becomes what `one` says, with these contacts besides those that are there."""
        self.before[str(row.id)] = {name: _plain(getattr(row, name)) for name in COLUMNS}
        write_columns(row, one)
        self.changed.append(row)
        self._add_contacts(row, new)

    def fold_into(self, kept: Acquaintance, other: Acquaintance) -> None:
        """The other's contacts become those of `kept`, and the other goes."""
        rows = Contact.objects.visible_to(self.person).filter(acquaintance=other)
        self.moved |= {str(id_): str(other.id) for id_ in rows.values_list("id", flat=True)}
        self.gone.append(other)
        self._kept = kept

    def _add_contacts(self, row: Acquaintance, contacts: Iterable[record.Contact]) -> None:
        for one in contacts:
            self.contacts.append(
                Contact(
                    person=self.person,
                    acquaintance=row,
                    on=one.on,
                    note=one.note,
                    follow_up=one.follow_up,
                    created_at=self.at,
                )
            )

    def save(self) -> None:
        """Write everything; to be called within `one_at_a_time`."""
        Acquaintance.objects.bulk_create(self.added)
        Acquaintance.objects.bulk_update(self.changed, COLUMNS)
        Contact.objects.bulk_create(self.contacts)
        if self.moved:
            Contact.objects.visible_to(self.person).filter(id__in=self.moved).update(acquaintance=self._kept)
        for row in self.gone:
            Acquaintance.objects.visible_to(self.person).filter(id=row.id).delete_softly(self.at)
        PeopleChange(person=self.person, at=self.at, before=self.before, moved=self.moved).save()


def _plain(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value


def take_back(person: Person, at: datetime) -> bool:
    """Undo what was changed at one moment; False where there is nothing of it any more.

    Whom the person has changed since stays as they changed them.
    """
    with one_at_a_time(person.id):
        change = PeopleChange.objects.visible_to(person).filter(at=at).first()
        if change is None:
            return False
        now = timezone.now()
        Contact.objects.visible_to(person).filter(created_at=at).delete_softly(now)
        Acquaintance.objects.visible_to(person).filter(created_at=at).delete_softly(now)
        Acquaintance.objects.deleted_by(person).filter(deleted_at=at).update(deleted_at=None)
        rows = list(
            Acquaintance.objects.kept_of(person)
            .filter(id__in=[UUID(id_) for id_ in change.before])
            .exclude(changed_at__gt=change.created_at)
        )
        for row in rows:
            for name, value in change.before[str(row.id)].items():
                is_day = name == "added" and isinstance(value, str)
                setattr(row, name, date.fromisoformat(value) if is_day else value)
        Acquaintance.objects.bulk_update(rows, COLUMNS)
        for contact in Contact.objects.kept_of(person).filter(id__in=[UUID(id_) for id_ in change.moved]):
            contact.acquaintance_id = UUID(change.moved[str(contact.id)])
            contact.save(update_fields=["acquaintance", "changed_at"])
        change.delete_softly()
    return True
