"""Keeping certificates: what is stored, what proves what, and what goes for good.

A file is written before its record, and both under one lock of the person, so that there is never a record
without its file; a file without a record is what a crash can leave, and `sweep` removes it. What a person
deleted can be brought back for `UNDO_DAYS`; then record (`site/letting_go.py`) and file go.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _

from rxladder.papers.certificates import BadCertificate, Certificate
from rxladder.papers.certificates_apart import examine_apart, look_ahead
from rxladder.web.certifications.badges_models import Badge
from rxladder.web.education import evidence_store
from rxladder.web.education.evidence_models import LONGEST_NAME, Evidence, Proof
from rxladder.web.site.letting_go import UNDO_DAYS, let_go
from rxladder.web.site.records import one_at_a_time

MOST_KEPT = 1_000
MOST_BYTES_KEPT = 500_000_000


def keep(person, files: Sequence[tuple[str, bytes]]) -> list[Evidence]:
    """Keep some files, given as name and content: all of them, or none with BadCertificate.

    A content that is kept already is not stored twice; one that was deleted comes back.
    """
    if len(files) > 1:
        look_ahead(content for _name, content in files)
    found = [(name, content, examined(name, content, len(files) > 1)) for name, content in files]
    with one_at_a_time(person.id):
        check_room(person, _sizes(content for _name, content in files))
        return [keep_examined(person, name, content, what) for name, content, what in found]


def keep_with(row, name: str, content: bytes, column: str = "evidence", **more) -> None:
    """Keep a file that another record names in a column, and what else is then true of that record.

    Both or neither. Raises BadCertificate.
    """
    with one_at_a_time(row.person_id):
        setattr(row, column, keep(row.person, [(name, content)])[0])
        for other, value in more.items():
            setattr(row, other, value)
        row.save()


def set_aside(person, name: str, content: bytes) -> tuple[Evidence, bool]:
    """Keep a file out of sight, as a deleted one is, until it is wanted; and whether its record is new.

    What is kept in sight stays there. Raises BadCertificate. Where nobody wants it, `sweep` lets it go.
    """
    what = examined(name, content, False)
    with one_at_a_time(person.id):
        check_room(person, _sizes([content]))
        new = not Evidence.objects.kept_of(person).filter(sha256=evidence_store.hash_of(content)).exists()
        return keep_examined(person, name, content, what, in_sight=False), new


def examined(name: str, content: bytes, named: bool) -> Certificate:
    """What a file is. BadCertificate where it cannot be kept; with its name, where it is one of several."""
    try:
        return examine_apart(content)
    except BadCertificate as error:
        raise BadCertificate(f"{plain_name(name)}: {error}" if named else str(error)) from None


def _sizes(contents: Iterable[bytes]) -> dict[str, int]:
    return {evidence_store.hash_of(content): len(content) for content in contents}


def check_room(person, more: Mapping[str, int]) -> None:
    """BadCertificate where there is no room for some contents more, told by hash and size."""
    sizes = dict(Evidence.objects.kept_of(person).values_list("sha256", "size")) | dict(more)
    if len(sizes) > MOST_KEPT or sum(sizes.values()) > MOST_BYTES_KEPT:
        raise BadCertificate(
            _("There is no room for more: at most 1,000 files and 500 MB are kept. Nothing was added.")
        )


def keep_examined(person, name: str, content: bytes, what: Certificate, *, in_sight: bool = True) -> Evidence:
    """Keep a file that was found to be something. To be called within `one_at_a_time`, after `check_room`."""
    sha256 = evidence_store.write(person.id, content)
    row = Evidence.objects.kept_of(person).filter(sha256=sha256).first()
    if row is None:
        row = Evidence(person=person, sha256=sha256, name=plain_name(name), size=len(content))
        row.kind, row.pages = what.kind, what.pages
        row.deleted_at = None if in_sight else row.created_at
        row.save()
    elif row.deleted_at and in_sight:
        row.restore()
    elif row.deleted_at == row.created_at:
        # Put aside once more: it still was never in sight.
        row.created_at = row.deleted_at = timezone.now()
        row.save(update_fields=["created_at", "deleted_at", "changed_at"])
    elif row.deleted_at:
        row.delete_softly()
    return row


def plain_name(name: str) -> str:
    """A file's name without folders and without characters that show nothing or turn the writing around."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in last)
    return " ".join(seen.split())[-LONGEST_NAME:] or "certificate"


def content_of(row: Evidence | Badge) -> bytes:
    """The file itself. OSError where it is missing or damaged."""
    return evidence_store.read(row.person_id, row.sha256)


# --- What proves what


def attach(row: Evidence, credits: Iterable) -> list[Proof]:
    """Let a file prove some credits of its person; those that it proves already stay as they are."""
    made = []
    with one_at_a_time(row.person_id):
        for credit in credits:
            if not Proof.objects.visible_to(row.person).filter(evidence=row, credit=credit).exists():
                made.append(Proof(person=row.person, evidence=row, credit=credit))
                made[-1].save()
    return made


@transaction.atomic
def remove_proof(proof: Proof) -> None:
    """Take a file off a credit; a file that then proves nothing is deleted with it, at the same moment."""
    at = timezone.now()
    Proof.objects.visible_to(proof.person).filter(id=proof.id).delete_softly(at)
    if not proofs_of(proof.person).filter(evidence=proof.evidence).exists():
        Evidence.objects.visible_to(proof.person).filter(id=proof.evidence_id).delete_softly(at)


@transaction.atomic
def restore_proof(proof: Proof) -> None:
    """Undo `remove_proof`; where the same was attached anew, only the file comes back."""
    others = Proof.objects.visible_to(proof.person).filter(evidence=proof.evidence, credit=proof.credit)
    if not others.exists():
        proof.restore()
    if proof.evidence.deleted_at:
        proof.evidence.restore()


def proofs_of(person):
    """What proves what in a person's record, in the order in which it was attached."""
    return (
        Proof.objects.visible_to(person)
        .filter(evidence__deleted_at=None, credit__deleted_at=None)
        .select_related("evidence")
    )


def told_of(person) -> dict[UUID, list]:
    """What boards said, by the file that shows it."""
    from rxladder.web.certifications.models import Override

    found: dict[UUID, list] = {}
    for row in Override.objects.visible_to(person).exclude(file=None):
        found.setdefault(row.file_id, []).append(row)
    return found


def files_by_credit(person) -> dict[UUID, list[Evidence]]:
    """The files of each credit that has any."""
    found: dict[UUID, list[Evidence]] = {}
    for proof in proofs_of(person):
        found.setdefault(proof.credit_id, []).append(proof.evidence)
    return found


def carry_proofs(person, at: datetime) -> None:
    """After an import at `at`: let the files prove those of the new credits that are as the old ones were."""
    from rxladder.web.education.models import Credit

    def key(row):
        return row.date, row.hours, row.title.casefold(), row.uan

    old = Proof.objects.visible_to(person).filter(evidence__deleted_at=None, credit__deleted_at=at)
    wanted: dict[tuple, list[Proof]] = {}
    for proof in old.select_related("credit"):
        wanted.setdefault(key(proof.credit), []).append(proof)
    made = [
        Proof(person=person, evidence_id=evidence, credit=row, created_at=at)
        for row in (Credit.objects.visible_to(person).filter(created_at=at) if wanted else ())
        for evidence in dict.fromkeys(proof.evidence_id for proof in wanted.get(key(row), ()))
    ]
    Proof.objects.bulk_create(made)
    _carry_letters(person, at)


def _carry_letters(person, at: datetime) -> None:
    """The same for what a board said, and its letter."""
    from rxladder.web.certifications.models import Override

    def key(row):
        return row.credential, row.clause, row.told_on, row.evidence

    old = Override.objects.kept_of(person).filter(deleted_at=at, file__deleted_at=None)
    letters = {key(row): row.file_id for row in old.exclude(file=None)}
    for row in Override.objects.visible_to(person).filter(created_at=at) if letters else ():
        if key(row) in letters:
            row.file_id = letters[key(row)]
            row.save(update_fields=["file"])


def hide(person, files: Iterable[str], at: datetime) -> None:
    """Take certificates and badges out of sight that a record brought which is taken back at a moment."""
    for model in (Evidence, Badge):
        model.objects.visible_to(person).filter(id__in=list(files)).delete_softly(at)


def bring_back(person, at: datetime) -> list[str]:
    """Bring back what `hide` took out of sight at a moment; what that was."""
    back: list[str] = []
    for model in (Evidence, Badge):
        rows = model.objects.deleted_by(person).filter(deleted_at=at)
        back += map(str, rows.values_list("id", flat=True))
        rows.update(deleted_at=None)
    return back


# --- What goes for good


def sweep(now: datetime | None = None) -> int:
    """Let go of what was deleted long ago and of files that no record names; the number of files removed."""
    let_go((now or timezone.now()) - timedelta(days=UNDO_DAYS))
    return sum(sweep_store(person) for person in evidence_store.people())


def sweep_store(person: UUID) -> int:
    """Remove the files of a person that no record names; the number of files removed."""
    with one_at_a_time(person):
        named = [
            model.objects.kept_of(person).values_list("sha256", flat=True) for model in (Evidence, Badge)
        ]
        return evidence_store.keep_only(person, {sha256 for rows in named for sha256 in rows})


@receiver(post_delete, sender=Evidence)
@receiver(post_delete, sender=Badge)
def _file_goes_with_its_record(sender, instance: Evidence | Badge, **kwargs) -> None:
    transaction.on_commit(lambda: sweep_store(instance.person_id), robust=True)
