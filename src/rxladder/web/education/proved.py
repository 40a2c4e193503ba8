"""An audit's credits beside the rows of the log: where each counts, its proof, and which tell too little."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from uuid import UUID

from rxladder.career.record import Credit as CareerCredit
from rxladder.rules.result import CreditResult, HoldingAudit
from rxladder.rules.untold import courses_asked, untold
from rxladder.web.certifications.models import Holding
from rxladder.web.education import evidence_keeping as keeping
from rxladder.web.education.models import Credit, Evidence
from rxladder.web.site.answer import all_audited
from rxladder.web.site.career_rows import parts_of
from rxladder.web.site.request import PersonRequest
from rxladder.web.site.rules import packs


class Proved(NamedTuple):
    """A credit that counts, the row that keeps it, and its certificates."""

    result: CreditResult
    id: UUID
    files: list[Evidence]


def _logged(request: PersonRequest) -> Iterator[tuple[Credit, CareerCredit]]:
    """Every row of the log beside the credit that the engines see in it."""
    rows = Credit.objects.visible_to(request.person)
    return zip(rows, parts_of(CareerCredit, rows), strict=True)


def untold_rows(request: PersonRequest, found: HoldingAudit) -> list[tuple[Credit, CareerCredit]]:
    """The rows of the log that could count for more at a holding if they told more."""
    silent = set(untold(found, packs())) if found.status in ("short", "unknown", "check") else set()
    return [(row, credit) for row, credit in _logged(request) if credit in silent] if silent else []


class NoCourse(NamedTuple):
    """The courses that open rules ask for by name, and the credits that may be one of them."""

    courses: list[str]
    rows: list[Credit]


def without_course(found: HoldingAudit, untold: Sequence[tuple[Credit, CareerCredit]]) -> NoCourse | None:
    """What a no to every course that is asked for would settle at once; None where nothing is."""
    known, asked = packs().vocabulary.courses, courses_asked(found, packs())
    rows = [row for row, credit in untold if credit.course is None]
    return NoCourse([known[id_].name for id_ in asked], rows) if asked and rows else None


def proved_credits(request: PersonRequest, results: Sequence[CreditResult]) -> list[Proved]:
    """What counts among an audit's credits, in order, each with the certificates that the person keeps."""
    files = keeping.files_by_credit(request.person)
    ids: dict[CareerCredit, list[UUID]] = {}
    for row, credit in _logged(request):
        ids.setdefault(credit, []).append(row.id)
    found = []
    for result in results:
        if result.serves and ids.get(result.credit):
            # Credits may be alike in everything, and not all of them count: those with certificates go first.
            id_ = max(ids[result.credit], key=lambda id_: id_ in files)
            ids[result.credit].remove(id_)
            found.append(Proved(result, id_, files.get(id_, [])))
    return found


class Counted(NamedTuple):
    """What a credit counts at a holding, and why not more."""

    holding: Holding
    result: CreditResult


def counted_where(request: PersonRequest, row: Credit) -> list[Counted]:
    """What one row of the log counts at each thing that the person holds."""
    files, logged = keeping.files_by_credit(request.person), list(_logged(request))
    mine = next(credit for other, credit in logged if other.id == row.id)
    # Of credits that are alike in everything, those with certificates count first, as above.
    alike = sorted((other.id for other, credit in logged if credit == mine), key=lambda id_: id_ not in files)
    place, found = alike.index(row.id), []
    for holding, audit in all_audited(request):
        results = sorted((one for one in audit.credits if one.credit == mine), key=lambda one: not one.serves)
        found += [Counted(holding, one) for one in results[place : place + 1]]
    return found
