"""What proves the credits that count: an audit's credits beside the records and certificates kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from rxladder.career.record import Credit as CareerCredit
from rxladder.rules.result import CreditResult
from rxladder.web.education import evidence_keeping as keeping
from rxladder.web.education.models import Credit, Evidence
from rxladder.web.site.career_rows import parts_of
from rxladder.web.site.request import PersonRequest


class Proved(NamedTuple):
    """A credit that counts, the row that keeps it, and its certificates."""

    result: CreditResult
    id: UUID
    files: list[Evidence]


def proved_credits(request: PersonRequest, results: Sequence[CreditResult]) -> list[Proved]:
    """What counts among an audit's credits, in order, each with the certificates that the person keeps."""
    rows = Credit.objects.visible_to(request.person)
    files = keeping.files_by_credit(request.person)
    ids: dict[CareerCredit, list[UUID]] = {}
    for row, credit in zip(rows, parts_of(CareerCredit, rows), strict=True):
        ids.setdefault(credit, []).append(row.id)
    found = []
    for result in results:
        if result.serves and ids.get(result.credit):
            # Credits may be alike in everything, and not all of them count: those with certificates go first.
            id_ = max(ids[result.credit], key=lambda id_: id_ in files)
            ids[result.credit].remove(id_)
            found.append(Proved(result, id_, files.get(id_, [])))
    return found
