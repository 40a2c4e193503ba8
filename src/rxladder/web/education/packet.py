"""The audit packet of a holding's term, present or earlier, as a download."""

from __future__ import annotations

from datetime import date
from typing import cast

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rxladder.career.record import Override
from rxladder.papers.audit_packet import Packet, audit_packet
from rxladder.papers.certificates import Kind
from rxladder.papers.packet_sheets import CertificateFile
from rxladder.rules.earlier_terms import audit_of_term
from rxladder.rules.result import HoldingAudit
from rxladder.web.certifications.models import EarlierTerm
from rxladder.web.certifications.models import Override as OverrideRow
from rxladder.web.education import evidence_keeping as keeping
from rxladder.web.education.models import Evidence
from rxladder.web.education.proved import proved_credits
from rxladder.web.site.answer import audited, career_of, holdings_of
from rxladder.web.site.career_rows import part_of
from rxladder.web.site.downloads import PDF, download
from rxladder.web.site.errors import page
from rxladder.web.site.languages import for_who_reads_it
from rxladder.web.site.request import PersonRequest
from rxladder.web.site.rules import packs
from rxladder.web.site.views import of_person

MOST_BYTES = 150_000_000
"""As much as the certificates of one packet may take together."""


@of_person
@require_safe
def of_holding(request, id):
    """The packet of the present term."""
    with for_who_reads_it(request):
        _row, found = audited(request, id)
    return _packet(request, found, request.on)


@of_person
@require_safe
def of_earlier_term(request, id):
    """The packet of a term that is over."""
    term = get_object_or_404(EarlierTerm.objects.visible_to(request.person).defer("receipt"), id=id)
    with for_who_reads_it(request):
        found = _audit_of(request, term)
    return _packet(request, found, term.ends)


def _audit_of(request: PersonRequest, term: EarlierTerm) -> HoldingAudit:
    ids = [row.id for row in holdings_of(request)]
    if term.holding_id not in ids:
        raise Http404
    return audit_of_term(career_of(request), ids.index(term.holding_id), term.ends, packs())


def _packet(request: PersonRequest, found: HoldingAudit, on: date) -> HttpResponse:
    if found.term is None:
        raise Http404
    proved = proved_credits(request, found.credits)
    letters = _letters(request, found)
    rows = {
        row.id: row for row in (*(row for one in proved for row in one.files), *(row for _, row in letters))
    }
    if sum(row.size for row in rows.values()) > MOST_BYTES:
        return _too_large(request)
    try:
        files = {id_: _file(row) for id_, row in rows.items()}
    except OSError:
        return _unreadable(request)
    with for_who_reads_it(request):
        pdf = audit_packet(
            Packet(
                found=found,
                proved=[(one.result, tuple(files[row.id] for row in one.files)) for one in proved],
                holder=request.person.name,
                authority=packs().packs[found.authority].name,
                on=on,
                made=request.on,
                packs=packs().hash,
                told=[(one, files[row.id]) for one, row in letters],
            )
        )
    name = f"audit-packet-{found.holding.credential}-{found.term.ends}.pdf"
    return download(pdf, PDF, name)


def _letters(request: PersonRequest, found: HoldingAudit) -> list[tuple[Override, Evidence]]:
    """The letters behind what the authority said otherwise and counts in this audit, each with that."""
    counts = {clause.override for clause in found.clauses} - {None}
    rows = OverrideRow.objects.visible_to(request.person).filter(file__deleted_at=None).exclude(file=None)
    told = [(part_of(Override, row), row.file) for row in rows.select_related("file")] if counts else []
    return [(one, file) for one, file in told if one in counts]


def _file(row: Evidence) -> CertificateFile:
    return CertificateFile(row.name, cast(Kind, row.kind), row.sha256, keeping.content_of(row))


def _unreadable(request):
    return page(
        request,
        409,
        _("The packet was not made: the file of a certificate cannot be read."),
        _(
            "It is missing from the data folder, or it is not what it was. The rest of your record is "
            "safe. Open your certificates, delete the one that shows no picture, and add it again."
        ),
    )


def _too_large(request):
    return page(
        request,
        413,
        _("The packet was not made: its certificates take more than 150 MB."),
        _(
            "Nothing was changed. Replace the largest files with smaller ones, or download the ZIP of all of "
            "them."
        ),
    )
