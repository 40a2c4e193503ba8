"""An import step by step: what was read is kept, compared with the log, saved as a whole, undone, redone.

Each step is one transaction that first locks the import: done twice, or broken off, it has happened once or
not at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from rxladder.career import record
from rxladder.career.transcripts.matching import fingerprint, match_all
from rxladder.career.transcripts.result import Reading, read_document, reading_document
from rxladder.web.accounts.models import Person
from rxladder.web.education import import_proofs
from rxladder.web.education.import_lines import TAKE, Decision, PreviewLine
from rxladder.web.education.models import Credit, Import
from rxladder.web.site.career_rows import parts_of
from rxladder.web.site.clock import today
from rxladder.web.site.fields import amount_text
from rxladder.web.site.records import one_at_a_time

MOST_PREVIEWS = 5


@dataclass(frozen=True)
class Outcome:
    """How many credits a step added or took away, changed, and had to leave as they are.

    `seen` were in the log before, and are now known to be in the transcript. `proofs` are certificates that
    were put with a credit, or taken off it.
    """

    credits: int = 0
    changed: int = 0
    left: int = 0
    seen: int = 0
    proofs: int = 0


def start(
    person: Person,
    readings: Sequence[Reading],
    refused: Sequence[str] = (),
    contents: Sequence[bytes | None] | None = None,
) -> Import:
    """Keep what was read until the person decides; only the newest few are kept.

    `contents` has the file of each reading: that of a certificate is set aside, to be its proof.
    """
    aside = zip(readings, contents or [None] * len(readings), strict=True)
    read = [import_proofs.set_aside(person, reading, content) for reading, content in aside]
    documents = [reading_document(reading) | noted for reading, noted in read]
    made = Import(person=person, readings=documents, refused=list(refused))
    with transaction.atomic():
        made.save()
        waiting = Import.objects.visible_to(person).filter(state=Import.State.PREVIEW).order_by("-created_at")
        old = [row.id for row in waiting.only("id")[MOST_PREVIEWS:]]
        Import.objects.visible_to(person).filter(id__in=old).delete()
    return made


def readings_of(made: Import) -> list[Reading]:
    """What was read, document by document."""
    return [read_document(document) for document in made.readings]


def preview(made: Import) -> list[PreviewLine]:
    """Every credit that was read, compared with the log as it is now."""
    rows = list(Credit.objects.visible_to(made.person))
    files = [document.get("evidence") for document in made.readings]
    read = zip(readings_of(made), files, strict=True)
    found = [(reading, file, credit) for reading, file in read for credit in reading.credits]
    credits, known = [credit for _reading, _file, credit in found], import_proofs.known_proofs(made)
    matches = match_all(credits, parts_of(record.Credit, rows), [row.came_as for row in rows])
    lines = []
    for number, ((reading, file, credit), match) in enumerate(zip(found, matches, strict=True)):
        shown = reading.kind == "cpe-monitor" and not credit.caution
        row = None if match.credit is None else rows[match.credit]
        proof = UUID(file) if file else None
        proved = row is not None and (proof, row.id) in known
        lines.append(PreviewLine(number, reading.file, shown, credit, match, row, proof, proved))
    return lines


@transaction.atomic
def save(made: Import, decisions: Mapping[int, Decision]) -> Outcome | None:
    """Do what was decided, all of it or nothing; None where it was done before.

    The log may have changed since the person looked: a line that is there by now is left out.
    """
    made = _locked(made)
    if made.state != Import.State.PREVIEW:
        return None
    taken: dict[int, Credit] = {}
    changes: list[dict[str, Any]] = []
    changed, on, lines = 0, today(made.person), preview(made)
    for line in lines:
        decision = None if line.match.state == "there" else decisions.get(line.number)
        if decision and decision.what == TAKE:
            taken[line.number] = _credit(made, line, decision, len(taken), on)
        elif line.row is not None and (decision or line.first_seen):
            changes.append(_change(line.row, line, on, values=decision is not None))
            changed += decision is not None
    if taken:
        Credit.objects.bulk_create(taken.values())
    proofs = import_proofs.attach(made, lines, taken)
    made.state, made.saved_at, made.changes = Import.State.SAVED, timezone.now(), changes
    # What says nothing of a credit may tell other things about the person: it is not kept.
    made.readings = [document | {"credits": [], "passed_over": []} for document in made.readings]
    made.save()
    return Outcome(len(taken), changed, seen=len(changes) - changed, proofs=proofs)


@transaction.atomic
def undo(made: Import) -> Outcome | None:
    """Take an import back whole, with what was changed in its credits since; None where that is done.

    A credit that was there before gets its old values back, unless the person has changed them since.
    """
    made = _locked(made)
    if made.state != Import.State.SAVED:
        return None
    at = timezone.now()
    gone = Credit.objects.visible_to(made.person).filter(brought_by=made).delete_softly(at)
    changed = sum(_put(made.person, change, "after", "before") for change in made.changes)
    proofs = import_proofs.take_back(made, at)
    made.state, made.undone_at = Import.State.UNDONE, at
    made.save()
    return Outcome(gone, changed, len(made.changes) - changed, proofs=proofs)


@transaction.atomic
def redo(made: Import) -> Outcome | None:
    """Bring back what `undo` took away, as it was then; None where nothing was taken away."""
    made = _locked(made)
    if made.state != Import.State.UNDONE:
        return None
    mine = Credit.objects.deleted_by(made.person).filter(brought_by=made, deleted_at=made.undone_at)
    back = mine.update(deleted_at=None, changed_at=timezone.now())
    changed = sum(_put(made.person, change, "before", "after") for change in made.changes)
    if made.undone_at:
        import_proofs.bring_back(made, made.undone_at)
    made.state, made.undone_at = Import.State.SAVED, None
    made.save()
    return Outcome(back, changed, len(made.changes) - changed)


def _locked(made: Import) -> Import:
    # Held until the transaction around it ends: two imports of one person never look at the log at once.
    with one_at_a_time(made.person_id):
        return Import.objects.visible_to(made.person).get(id=made.id)


def _credit(made: Import, line: PreviewLine, decision: Decision, place: int, on: date) -> Credit:
    found = line.found
    day, hours = decision.date or found.date, decision.hours or found.hours
    assert day is not None
    return Credit(
        person=made.person,
        brought_by=made,
        came_as=fingerprint(found),
        place=place,
        date=day,
        hours=hours,
        title=decision.title or found.title,
        uan=found.uan,
        provider=found.provider,
        format="" if found.uan else found.format,
        topic=found.topic,
        seen_in_transcript=on if line.shown else None,
    )


def _change(row: Credit, line: PreviewLine, on: date, *, values: bool) -> dict[str, Any]:
    """Put what a file tells differently into a credit, or that it is shown; what it was and what it is."""
    before, found = _values(row), line.found
    if values:
        row.date, row.hours, row.uan = found.date or row.date, found.hours or row.hours, found.uan or row.uan
    if line.first_seen:
        row.seen_in_transcript = on
    row.save()
    return {"credit": str(row.id), "before": before, "after": _values(row)}


def _values(row: Credit) -> dict[str, str]:
    seen = row.seen_in_transcript.isoformat() if row.seen_in_transcript else ""
    return {"date": row.date.isoformat(), "hours": amount_text(row.hours), "uan": row.uan, "seen": seen}


def _put(person: Person, change: Mapping[str, Any], old: str, new: str) -> bool:
    """Change a credit back, or again; False where it is gone or is no longer as it was left."""
    row = Credit.objects.visible_to(person).filter(id=change["credit"]).first()
    if row is None or _values(row) != change[old]:
        return False
    values = change[new]
    row.date, row.hours, row.uan = (
        date.fromisoformat(values["date"]),
        Fraction(values["hours"]),
        values["uan"],
    )
    row.seen_in_transcript = date.fromisoformat(values["seen"]) if values["seen"] else None
    row.save()
    return True


def moment(made: Import) -> datetime:
    """When an import was saved, else when it was begun."""
    return made.saved_at or made.created_at
