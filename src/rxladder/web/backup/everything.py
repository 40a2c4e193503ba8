"""All of one person in one ZIP: the career file, the certificates with what they prove, and the badges.

It goes into any installation, of whatever database. What comes in is read and judged whole before anything is
kept; a certificate is what its hash says, and goes the same way as one that is sent to the site.
"""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rxladder.career.dump import write_career
from rxladder.career.file import MOST_BYTES, read_career
from rxladder.career.record import Career
from rxladder.facts.language import gettext as _
from rxladder.facts.yaml_text import MAX_BYTES, BadInput
from rxladder.papers.badges.result import BadBadge, Checked
from rxladder.papers.certificates import BadCertificate, Certificate
from rxladder.papers.certificates_apart import look_ahead
from rxladder.web.accounts.models import Person
from rxladder.web.backup.archive import NO_ZIP
from rxladder.web.certifications.models import Badge, Override
from rxladder.web.education import evidence_keeping
from rxladder.web.education.evidence_store import hash_of
from rxladder.web.education.models import Credit, Evidence, Proof
from rxladder.web.site.career_io import check_career, export_career, import_career
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.rules import packs

CAREER, FILES, FOLDER = "career.yaml", "files.json", "files"
_MOST_OF_ONE = 50_000_000
_MOST_OF_ALL = evidence_keeping.MOST_BYTES_KEPT + 100_000_000
_MOST = evidence_keeping.MOST_KEPT + 200


class Kept(BaseModel):
    """A file: its content's hash, its name, and the places (from 0) of the credits that it proves.

    `told` are the places of what boards said (`overrides`), of which it is the letter.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    name: Annotated[str, Field(max_length=500)]
    proves: tuple[Annotated[int, Field(ge=0)], ...] = ()
    told: tuple[Annotated[int, Field(ge=0)], ...] = ()
    badge: bool = False
    email: Annotated[str, Field(max_length=254)] = ""


class Files(BaseModel):
    """Every file of a person."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    files: Annotated[tuple[Kept, ...], Field(max_length=_MOST)]


@dataclass(frozen=True)
class Everything:
    """All of a person as a ZIP tells it: the career, the files, their sizes by hash, and their contents."""

    career: Career
    files: tuple[Kept, ...]
    sizes: dict[str, int]
    archive: zipfile.ZipFile
    where: str

    def content(self, one: Kept) -> bytes:
        """A file's content."""
        return _part(self.archive, f"{FOLDER}/{one.sha256}", self.sizes[one.sha256], self.where)


def write_everything(person: Person, out: IO[bytes]) -> int:
    """Write all of a person; the number of files. OSError where a file of theirs is lost."""
    places = {
        id_: at for at, id_ in enumerate(Credit.objects.visible_to(person).values_list("id", flat=True))
    }
    proves: dict[object, list[int]] = {}
    for proof in evidence_keeping.proofs_of(person):
        proves.setdefault(proof.evidence_id, []).append(places[proof.credit_id])
    letters: dict[object, list[int]] = {}
    for at, file in enumerate(Override.objects.visible_to(person).values_list("file", flat=True)):
        letters.setdefault(file, []).append(at)
    papers = list(Evidence.objects.visible_to(person))
    badges = list(Badge.objects.visible_to(person))
    told = [
        Kept(
            sha256=row.sha256,
            name=row.name,
            proves=tuple(sorted(proves.get(row.id, ()))),
            told=tuple(letters.get(row.id, ())),
        )
        for row in papers
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
    with opened(path, path.name, on) as found:
        take(person, found, judged(person, found, on))
        return found.career, len(found.files)


@contextmanager
def opened(source: Path | IO[bytes], where: str, on: date, most: int = _MOST_OF_ALL) -> Iterator[Everything]:
    """All of a person as a ZIP tells it, whole and undamaged, with no more than `most` bytes of files.

    Raises BadInput. Files are read anew each time they are asked for: all at once they would fill the memory.
    """
    with _opened(source, where) as archive:
        text = _part(archive, CAREER, MOST_BYTES, where)
        career = read_career(text, packs(), f"{where}, {CAREER}", on)
        try:
            told = Files.model_validate_json(_part(archive, FILES, MAX_BYTES, where)).files
        except ValidationError:
            raise BadInput(
                _("does not say in {file} which files there are").format(file=FILES), where
            ) from None
        if any(place >= len(career.credits) for one in told for place in one.proves):
            raise BadInput(_("has a file that proves a credit that is not there"), where)
        if any(place >= len(career.overrides) for one in told for place in one.told):
            raise BadInput(_("has a board letter about something that is not there"), where)
        yield Everything(career, told, _sizes(archive, told, where, most), archive, where)


def judged(person: Person, found: Everything, on: date) -> tuple[Certificate | Checked, ...]:
    """What each file is found to be. Raises BadInput where a file, or the record, cannot be kept.

    It takes long, since PDFs are looked into apart: nothing is to be locked meanwhile.
    """
    # What judges badges is slow to load: pages that only link to the export start without.
    from rxladder.web.certifications import badges_keeping

    try:
        check_career(found.career, on)
    except BadInput as error:
        raise BadInput(error.message, f"{found.where}, {CAREER}", error.line) from None
    papers = [one for one in found.files if not one.badge]
    with _refused(found.where):
        evidence_keeping.check_room(person, {one.sha256: found.sizes[one.sha256] for one in papers})
        look_ahead(found.content(one) for one in papers)
        return tuple(
            badges_keeping.judged(found.content(one), one.email, on)
            if one.badge
            else evidence_keeping.examined(one.name, found.content(one), named=True)
            for one in found.files
        )


def take(person: Person, found: Everything, are: tuple[Certificate | Checked, ...]) -> datetime:
    """Put all of a person, judged as `are`, in the place of the record; the moment returned undoes it.

    Files first, since letters and achievements name them; then the record, then what proves what.
    """
    with one_at_a_time(person.id), _refused(found.where):
        before = _in_sight(person)
        papers = [one for one in found.files if not one.badge]
        evidence_keeping.check_room(person, {one.sha256: found.sizes[one.sha256] for one in papers})
        rows = [
            _keep(person, one, found.content(one), is_) for one, is_ in zip(found.files, are, strict=True)
        ]
        at = import_career(person, found.career, sorted(_in_sight(person) - before))
        Proof.objects.visible_to(person).filter(created_at=at).delete_softly(at)
        Override.objects.visible_to(person).update(file=None)
        for row, one in zip(rows, found.files, strict=True):
            if isinstance(row, Evidence):
                _attach(person, row, one)
    return at


def _attach(person: Person, row: Evidence, one: Kept) -> None:
    """Let a file prove what is told of it."""
    credits = list(Credit.objects.visible_to(person)) if one.proves else []
    evidence_keeping.attach(row, [credits[place] for place in one.proves])
    told = list(Override.objects.visible_to(person)) if one.told else []
    Override.objects.visible_to(person).filter(id__in=[told[place].id for place in one.told]).update(file=row)


def _keep(person: Person, one: Kept, content: bytes, is_: Certificate | Checked) -> Evidence | Badge:
    from rxladder.web.certifications import badges_keeping

    if isinstance(is_, Certificate):
        return evidence_keeping.keep_examined(person, one.name, content, is_)
    return badges_keeping.keep_judged(person, one.name, content, one.email, is_)


def _in_sight(person: Person) -> set[str]:
    """The ids of all certificates and badges that a person sees."""
    return {
        str(id_)
        for model in (Evidence, Badge)
        for id_ in model.objects.visible_to(person).values_list("id", flat=True)
    }


@contextmanager
def _refused(where: str) -> Iterator[None]:
    try:
        yield
    except (BadCertificate, BadBadge) as error:
        raise BadInput(str(error).rstrip("."), where) from None


@contextmanager
def _opened(source: Path | IO[bytes], where: str) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(source)
    except OSError as error:
        raise BadInput(_("cannot be read ({why})").format(why=error.strerror or error), where) from None
    except NO_ZIP:
        raise BadInput(_("is not a ZIP, or was cut off or damaged"), where) from None
    with archive:
        yield archive


def _sizes(archive: zipfile.ZipFile, told: tuple[Kept, ...], where: str, most: int) -> dict[str, int]:
    """The size of each content by its hash, read to the end: what an archive declares is not believed."""
    sizes: dict[str, int] = {}
    left = most
    for one in told:
        if one.sha256 not in sizes:
            content = _part(archive, f"{FOLDER}/{one.sha256}", min(_MOST_OF_ONE, left), where)
            if hash_of(content) != one.sha256:
                raise BadInput(_("is damaged: {name} is not what it was").format(name=one.name), where)
            left -= len(content)
            sizes[one.sha256] = len(content)
    return sizes


def _part(archive: zipfile.ZipFile, name: str, most: int, where: str) -> bytes:
    try:
        with archive.open(name) as file:
            content = file.read(most + 1)
    except KeyError:
        raise BadInput(
            _("does not hold everything about a person: it has no {name}").format(name=name), where
        ) from None
    except (*NO_ZIP, OSError, RuntimeError, zlib.error, lzma.LZMAError):
        raise BadInput(_("is damaged: {name} cannot be unpacked").format(name=name), where) from None
    if len(content) > most:
        raise BadInput(_("holds too much: {name}").format(name=name), where)
    return content
