"""A renewal in the record: the term that is over is kept with the receipt of its last audit."""

from __future__ import annotations

from datetime import date

from rxladder.facts.days import ONE_DAY
from rxladder.rules.receipts import make_receipt
from rxladder.rules.result import HoldingAudit
from rxladder.web.certifications.models import EarlierTerm, Holding
from rxladder.web.site.answer import audit_of, career_of
from rxladder.web.site.request import PersonRequest
from rxladder.web.site.rules import packs


def renew(request: PersonRequest, row: Holding, found: HoldingAudit, expires: date) -> None:
    """Keep the term that is over, and start the next one."""
    if found.term:
        before, starts = row.last_term(), found.term.starts
        if before is not None and starts is not None and starts <= before.ends:
            # Days that were corrected since may let them overlap, and no career file takes that.
            starts = before.ends + ONE_DAY
        EarlierTerm(
            person=row.person,
            holding=row,
            starts=starts,
            ends=found.term.ends,
            printed=row.expires,
            filed=row.filed,
            not_renewing=row.not_renewing,
            receipt=make_receipt(career_of(request), audit_of(request), packs()),
        ).save()
    row.expires, row.filed, row.not_renewing = expires, None, None
    row.save()


def take_back(row: Holding, last: EarlierTerm) -> None:
    """Undo `renew`."""
    row.expires, row.filed, row.not_renewing = last.printed, last.filed, last.not_renewing
    row.save()
    last.delete_softly()
