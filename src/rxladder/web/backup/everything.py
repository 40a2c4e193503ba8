"""All of one person in one ZIP: the career file, the certificates with what they prove, and the badges.

It goes into any installation, of whatever database. What comes in is read and judged whole before anything is
kept; a certificate is what its hash says, and goes the same way as one that is sent to the site.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import IO, Annotated

from django.db import transaction
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rxladder.career.dump import write_career
from rxladder.career.file import MOST_BYTES, read_career
from rxladder.career.record import Career
from rxladder.facts.language import gettext as _
from rxladder.facts.yaml_text import MAX_BYTES, BadInput
from rxladder.papers.badges.result import BadBadge
from rxladder.papers.certificates import BadCertificate
from rxladder.web.accounts.models import Person
from rxladder.web.backup.archive import NO_ZIP
from rxladder.web.certifications.models import Badge
from rxladder.web.education import evidence_keeping
from rxladder.web.education.evidence_store import hash_of
from rxladder.web.education.models import Credit, Evidence, Proof
from rxladder.web.site.career_io import export_career, import_career
from rxladder.web.site.rules import packs

CAREER, FILES, FOLDER = "career.yaml", "files.json", "files"
_MOST_OF_ONE = 50_000_000
_MOST_OF_ALL = evidence_keeping.MOST_BYTES_KEPT + 100_000_000
_MOST = evidence_keeping.MOST_KEPT + 200


class Kept(BaseModel):
    """A file: its content's hash, its name, and the places (from 0) of the credits that it proves."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    name: Annotated[str, Field(max_length=500)]
    proves: tuple[Annotated[int, Field(ge=0)], ...] = ()
    badge: bool = False
    email: Annotated[str, Field(max_length=254)] = ""


class Files(BaseModel):
    """Every file of a person."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    files: Annotated[tuple[Kept, ...], Field(max_length=_MOST)]


def write_everything(person: Person, out: IO[bytes]) -> int:
    """Write all of a person; the number of files. OSError where a file of theirs is lost."""
    places = {
        id_: at for at, id_ in enumerate(Credit.objects.visible_to(person).values_list("id", flat=True))
    }
    proves: dict[object, list[int]] = {}
    for proof in evidence_keeping.proofs_of(person):
        proves.setdefault(proof.evidence_id, []).append(places[proof.credit_id])
    papers = list(Evidence.objects.visible_to(person))
    badges = list(Badge.objects.visible_to(person))
    told = [
        Kept(sha256=row.sha256, name=row.name, proves=tuple(sorted(proves.get(row.id, ())))) for row in papers
    ]
    told += [Kept(sha256=row.sha256, name=row.name, badge=True, email=row.email) for row in badges]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(CAREER, write_career(export_career(person), "yaml"))
        archive.writestr(FILES, Files(files=tuple(told)).model_dump_json(indent=1))
        for row in {row.sha256: row for row in (*papers, *badges)}.values():
            archive.writestr(f"{FOLDER}/{row.sha256}", evidence_keeping.content_of(row), zipfile.ZIP_STORED)
    return len(told)


def read_everything(path: Path, person: Person, on: date) -> tuple[Career, int]:
    """Put all of a person in the place of the record: the career and the number of files, or BadInput."""
    with _opened(path) as archive:
        career = read_career(_part(archive, CAREER, MOST_BYTES, path.name), packs(), f"{path.name}, {CAREER}")
        try:
            told = Files.model_validate_json(_part(archive, FILES, MAX_BYTES, path.name)).files
        except ValidationError:
            raise BadInput(
                _("does not say in {file} which files there are").format(file=FILES), path.name
            ) from None
        contents = _contents(archive, told, path.name)
    if any(place >= len(career.credits) for one in told for place in one.proves):
        raise BadInput(_("has a file that proves a credit that is not there"), path.name)
    _keep(person, career, told, contents, path.name, on)
    return career, len(told)


@transaction.atomic
def _keep(
    person: Person, career: Career, told: tuple[Kept, ...], contents: dict[str, bytes], where: str, on: date
) -> datetime:
    """Files first, since letters and achievements name them; then the record, then what proves what."""
    # What judges badges is slow to load: pages that only link to the export start without.
    from rxladder.web.certifications import badges_keeping

    papers = [one for one in told if not one.badge]
    try:
        rows = evidence_keeping.keep(person, [(one.name, contents[one.sha256]) for one in papers])
        for one in told:
            if one.badge:
                badges_keeping.keep(person, one.name, contents[one.sha256], one.email, on)
    except (BadCertificate, BadBadge) as error:
        raise BadInput(str(error).rstrip("."), where) from None
    at = import_career(person, career)
    Proof.objects.visible_to(person).filter(created_at=at).delete_softly(at)
    credits = list(Credit.objects.visible_to(person))
    for row, one in zip(rows, papers, strict=True):
        evidence_keeping.attach(row, [credits[place] for place in one.proves])
    return at


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except OSError as error:
        raise BadInput(_("cannot be read ({why})").format(why=error.strerror or error), str(path)) from None
    except NO_ZIP:
        raise BadInput(_("is no ZIP, or was cut off or damaged"), path.name) from None


def _contents(archive: zipfile.ZipFile, told: tuple[Kept, ...], where: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    left = _MOST_OF_ALL
    for one in told:
        if one.sha256 not in found:
            content = _part(archive, f"{FOLDER}/{one.sha256}", min(_MOST_OF_ONE, left), where)
            if hash_of(content) != one.sha256:
                raise BadInput(_("is damaged: {name} is not what it was").format(name=one.name), where)
            left -= len(content)
            found[one.sha256] = content
    return found


def _part(archive: zipfile.ZipFile, name: str, most: int, where: str) -> bytes:
    try:
        with archive.open(name) as file:
            content = file.read(most + 1)
    except KeyError:
        raise BadInput(_("is not all of a person: it has no {name}").format(name=name), where) from None
    except (zipfile.BadZipFile, RuntimeError, EOFError, zlib.error):
        raise BadInput(_("is damaged: {name} cannot be unpacked").format(name=name), where) from None
    if len(content) > most:
        raise BadInput(_("holds too much: {name}").format(name=name), where)
    return content
