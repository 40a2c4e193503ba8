"""The files of certificates that an import brings: out of sight until it is saved, then with their credits.

What became of a file stands in the import beside what was read of it: `evidence` is the file's record, `made`
whether the import made that record, `proofs` what the file proves since the import, `hidden` whether nobody
saw it before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from rxladder.career import record
from rxladder.career.transcripts.matching import match_all
from rxladder.career.transcripts.result import Reading
from rxladder.papers.certificates import BadCertificate
from rxladder.web.accounts.models import Person
from rxladder.web.education import evidence_keeping as keeping
from rxladder.web.education.import_lines import PreviewLine
from rxladder.web.education.models import Credit, Evidence, Import, Proof
from rxladder.web.site.career_rows import parts_of


def set_aside(person: Person, reading: Reading, content: bytes | None) -> tuple[Reading, dict[str, Any]]:
    """Keep the PDF of a certificate out of sight; the reading, and what the import notes about the file."""
    if content is None or reading.kind != "certificate" or b"%PDF-" not in content[:1024]:
        return reading, {}
    try:
        row, new = keeping.set_aside(person, reading.file, content)
    except BadCertificate as error:
        return reading.with_notes(_("The file is not kept as proof: %(why)s") % {"why": error}), {}
    return reading, {"evidence": str(row.id), "made": new}


def known_proofs(made: Import) -> set[tuple[UUID, UUID]]:
    """What the files of an import prove already, as file and credit."""
    files = [document["evidence"] for document in made.readings if "evidence" in document]
    if not files:
        return set()
    proofs = keeping.proofs_of(made.person).filter(evidence__in=files)
    return set(proofs.values_list("evidence_id", "credit_id"))


def attach(made: Import, lines: Iterable[PreviewLine], taken: Mapping[int, Credit]) -> int:
    """Let each file prove the credits that it tells of and that are in the log by now; how many proofs.

    `taken` has the credits that were made of lines, by the number of the line.
    """
    with_file = [line for line in lines if line.proof]
    wanted: dict[str, list[Credit]] = {}
    for line, credit in zip(with_file, _in_log(made, with_file, taken), strict=True):
        if credit is not None:
            wanted.setdefault(str(line.proof), []).append(credit)
    for document in made.readings:
        row = Evidence.objects.kept_of(made.person).filter(id=document.get("evidence")).first()
        credits = wanted.get(document.get("evidence", ""))
        if row is None or not credits:
            continue
        document["hidden"] = row.deleted_at is not None
        if row.deleted_at:
            row.restore()
        document["proofs"] = [str(proof.id) for proof in keeping.attach(row, credits)]
    return count(made)


def _in_log(made: Import, lines: Sequence[PreviewLine], taken: Mapping[int, Credit]) -> list[Credit | None]:
    """For each line the credit that was made of it, or the one in the log that says the same."""
    others = [line for line in lines if line.number not in taken]
    rows = list(Credit.objects.visible_to(made.person)) if others else []
    found = [line.found for line in others]
    matches = match_all(found, parts_of(record.Credit, rows), [row.came_as for row in rows])
    same = {
        line.number: rows[match.credit]
        for line, match in zip(others, matches, strict=True)
        if match.state == "there" and match.credit is not None
    }
    return [taken.get(line.number) or same.get(line.number) for line in lines]


def count(made: Import) -> int:
    """How many proofs an import made."""
    return sum(len(document.get("proofs", ())) for document in made.readings)


def take_back(made: Import, at: datetime) -> int:
    """Undo `attach`: a file that nobody saw before, and that proves nothing else, goes out of sight again."""
    gone = Proof.objects.visible_to(made.person).filter(id__in=_proofs(made)).delete_softly(at)
    for document in made.readings:
        if document.get("hidden") and not keeping.proofs_of(made.person).filter(
            evidence=document["evidence"]
        ):
            Evidence.objects.visible_to(made.person).filter(id=document["evidence"]).delete_softly(at)
    return gone


def bring_back(made: Import, taken_at: datetime) -> None:
    """Undo `take_back`, of which `taken_at` is the moment."""
    files = [document["evidence"] for document in made.readings if document.get("hidden")]
    for row in Evidence.objects.deleted_by(made.person).filter(id__in=files, deleted_at=taken_at):
        row.restore()
    mine = Proof.objects.deleted_by(made.person).filter(id__in=_proofs(made), deleted_at=taken_at)
    for proof in mine.select_related("evidence", "credit"):
        keeping.restore_proof(proof)


def _proofs(made: Import) -> list[str]:
    return [proof for document in made.readings for proof in document.get("proofs", ())]


@transaction.atomic
def forget(made: Import) -> None:
    """Remove what was set aside for an import that is never saved, and only that."""
    new = [document["evidence"] for document in made.readings if document.get("made")]
    Evidence.objects.deleted_by(made.person).filter(id__in=new).delete()
