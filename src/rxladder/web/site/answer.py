"""The engines' answer for the person of a request, worked out once a request."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from django.http import Http404

from rxladder.career.record import Career
from rxladder.rules.audit import audit
from rxladder.rules.result import Audit, HoldingAudit
from rxladder.web.certifications.models import Holding
from rxladder.web.site.career_io import engines_career
from rxladder.web.site.kept import kept
from rxladder.web.site.request import PersonRequest
from rxladder.web.site.rules import packs


class Audited(NamedTuple):
    """A holding as it is stored, with its audit."""

    row: Holding
    found: HoldingAudit


def holdings_of(request: PersonRequest) -> list[Holding]:
    """What the request's person holds and the rules know, in the record's order."""
    return [row for row in _stored(request) if row.credential in packs().credentials]


def unknown_holdings(request: PersonRequest) -> list[Holding]:
    """What was stored under rules that are no longer here, such as an overlay that was taken away."""
    return [row for row in _stored(request) if row.credential not in packs().credentials]


def _stored(request: PersonRequest) -> list[Holding]:
    if not hasattr(request, "kept_holdings"):
        request.kept_holdings = list(Holding.objects.visible_to(request.person))
    return request.kept_holdings


def career_of(request: PersonRequest) -> Career:
    """The record of the request's person."""
    if not hasattr(request, "kept_career"):
        request.kept_career = kept(
            request, "career", lambda: engines_career(request.person, holdings_of(request))
        )
    return request.kept_career


def audit_of(request: PersonRequest) -> Audit:
    """The audit of everything that the person holds, on their own day."""
    if not hasattr(request, "kept_audit"):
        request.kept_audit = kept(request, "audit", lambda: audit(career_of(request), packs(), request.on))
    return request.kept_audit


def all_audited(request: PersonRequest) -> list[Audited]:
    """Every holding with its audit."""
    return [
        Audited(row, found)
        for row, found in zip(holdings_of(request), audit_of(request).holdings, strict=True)
    ]


def audited(request: PersonRequest, id: UUID) -> Audited:
    """One holding of the person with its audit; 404 where there is none."""
    found = next((item for item in all_audited(request) if item.row.id == id), None)
    if found is None:
        raise Http404
    return found
