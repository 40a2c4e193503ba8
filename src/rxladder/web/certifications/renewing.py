"""A renewal in the record: the term that is over is kept with the receipt of its last audit."""

from __future__ import annotations

import json
from datetime import date

from rxladder.career.dump import write_career
from rxladder.rules.output import audit_document
from rxladder.rules.result import HoldingAudit
from rxladder.web.certifications.models import EarlierTerm, Holding
from rxladder.web.site.answer import audit_of, career_of
from rxladder.web.site.request import PersonRequest


def renew(request: PersonRequest, row: Holding, found: HoldingAudit, expires: date) -> None:
    """Keep the term that is over, and start the next one."""
    if found.term:
        EarlierTerm(
            person=row.person,
            holding=row,
            starts=found.term.starts,
            ends=found.term.ends,
            printed=row.expires,
            filed=row.filed,
            receipt=_receipt(request),
        ).save()
    row.expires, row.filed = expires, None
    row.save()


def take_back(row: Holding, last: EarlierTerm) -> None:
    """Undo `renew`."""
    row.expires, row.filed = last.printed, last.filed
    row.save()
    last.delete_softly()


def _receipt(request: PersonRequest) -> dict:
    """What the audit rested on and what it answered, so that it can be run again."""
    return {
        "career": json.loads(write_career(career_of(request), "json")),
        "answer": audit_document(audit_of(request)),
    }
