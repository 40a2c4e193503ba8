"""A person's promotion packet: its words from what is stored, and the files that prove them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

from rxladder.career.record import Career, Credit
from rxladder.papers.certificates import Kind
from rxladder.papers.packet_sheets import CertificateFile
from rxladder.papers.promotion_layout import Laid, lay_out
from rxladder.papers.promotion_packet import wanted_files
from rxladder.papers.promotion_sections import SECTIONS
from rxladder.web.education import evidence_keeping as keeping
from rxladder.web.education.models import Credit as CreditRow
from rxladder.web.education.models import Evidence
from rxladder.web.relationships.gathering_parts import stored_letters
from rxladder.web.responsibilities.duty_rows import (
    stored_achievements,
    stored_responsibilities,
    stored_skills,
)
from rxladder.web.responsibilities.project_rows import stored_projects
from rxladder.web.site.answer import career_of
from rxladder.web.site.career_rows import parts_of
from rxladder.web.site.kept import kept
from rxladder.web.site.request import PersonRequest
from rxladder.web.site.rules import packs

MOST_BYTES = 150_000_000
"""As much as the files of one packet may take together."""


def packet_career(request: PersonRequest) -> Career:
    """The record of the request's person with what a packet tells beyond what the engines look at."""
    person = request.person

    def make() -> Career:
        return replace(
            career_of(request),
            responsibilities=stored_responsibilities(person),
            skills=stored_skills(person),
            projects=stored_projects(person),
            achievements=stored_achievements(person),
            letters=stored_letters(person),
        )

    return kept(request, "packet career", make)


def packet_of(request: PersonRequest, role: str, sections: Sequence[str] = SECTIONS) -> Laid:
    """The packet's words for a role, with these sections."""
    proofs = kept(request, "proofs of credits", lambda: _proofs(request))
    return lay_out(
        packet_career(request),
        packs(),
        role,
        request.on,
        sections,
        proofs=lambda credit: proofs.get(credit, ()),
    )


def _proofs(request: PersonRequest) -> dict[Credit, tuple[str, ...]]:
    files = keeping.files_by_credit(request.person)
    if not files:
        return {}
    rows = CreditRow.objects.visible_to(request.person)
    found: dict[Credit, tuple[str, ...]] = {}
    for row, credit in zip(rows, parts_of(Credit, rows), strict=True):
        own = tuple(one.sha256 for one in files.get(row.id, ()))
        found[credit] = tuple(dict.fromkeys((*found.get(credit, ()), *own)))
    return found


def evidence_rows(request: PersonRequest, laid: Laid) -> list[Evidence]:
    """The files that a packet's lines name and the person keeps, in the order of the lines."""
    wanted = wanted_files(laid)
    rows = Evidence.objects.visible_to(request.person).filter(sha256__in=wanted)
    by_hash = {row.sha256: row for row in rows}
    return [by_hash[sha256] for sha256 in wanted if sha256 in by_hash]


def files_of(rows: Sequence[Evidence]) -> Iterator[CertificateFile]:
    """The files themselves. OSError where one is missing or damaged."""
    for row in rows:
        yield CertificateFile(row.name, cast(Kind, row.kind), row.sha256, keeping.content_of(row))
