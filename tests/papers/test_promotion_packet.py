"""The promotion packet read back: what the record shows, the files behind it, and no text run as markup."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from pypdf import PdfReader

from rxladder.career.achievements import Achievement
from rxladder.career.demo import demo_career
from rxladder.facts.load import load_packs
from rxladder.facts.roles import roles
from rxladder.papers.packet_sheets import CertificateFile
from rxladder.papers.promotion_layout import lay_out
from rxladder.papers.promotion_packet import PromotionPacket, promotion_packet, wanted_files
from rxladder.papers.promotion_sections import SECTIONS
from tests.certificates import certificate_pdf, photo
from tests.papers.pdf_words import pages_of
from tests.strategies import any_careers

PACKS = load_packs()
ON = date(2026, 11, 22)
ASKING = [id_ for id_, role in roles().items() if role.asks]


def file(name: str, content: bytes, kind: str = "pdf") -> CertificateFile:
    return CertificateFile(name, kind, hashlib.sha256(content).hexdigest(), content)


AWARD = file("award.pdf", certificate_pdf("Award", 2))
WIDE = file("wide.jpg", photo(size=(1200, 600)), "jpeg")
CAREER = replace(
    demo_career(ON, PACKS),
    achievements=(
        Achievement(date(2026, 6, 1), "Rebuilt the tray check", "120 a day", "Fewer late", AWARD.sha256),
        Achievement(date(2026, 5, 1), '*bold* #panic("x") $x$', evidence=WIDE.sha256),
        Achievement(date(2027, 5, 1), "Not yet"),
    ),
)


def test_it_says_what_the_record_shows_and_brings_the_files():
    told = []
    laid = lay_out(CAREER, PACKS, "hazardous-oncology", ON)
    assert wanted_files(laid) == [AWARD.sha256, WIDE.sha256]
    pdf = promotion_packet(PromotionPacket(laid, (AWARD, WIDE)), lambda done, of: told.append((done, of)))
    pages = pages_of(pdf)
    said = " ".join(pages)
    assert told == [(1, 2), (2, 2)]
    for part in (
        "2 of 3 things",
        "Rebuilt the tray check",
        '*bold* #panic("x") $x$',
        "Award, page 2",
        "File 2",
    ):
        assert part in said
    assert "Not yet" not in said
    sizes = [page.mediabox[2:] for page in PdfReader(io.BytesIO(pdf)).pages]
    assert sizes[-1] == [792, 612]  # a wide photo lies on its side
    assert promotion_packet(PromotionPacket(laid, (AWARD, WIDE))) == pdf


def test_its_own_pages_are_few_and_not_empty():
    with pypdfium2.PdfDocument(
        promotion_packet(PromotionPacket(lay_out(CAREER, PACKS, "supervisor", ON)))
    ) as document:
        assert len(document) <= 3
        for page in document:
            drawn = page.render(scale=0.5).to_pil().convert("L")
            assert sum(drawn.histogram()[:128]) > 0.003 * drawn.width * drawn.height


@pytest.mark.parametrize("role", ASKING)
def test_every_role_has_a_packet(role):
    laid = lay_out(CAREER, PACKS, role, ON)
    assert laid.headline
    assert {"met", "gaps"} & {section.id for section in laid.sections}
    assert promotion_packet(PromotionPacket(laid)).startswith(b"%PDF")


@given(any_careers(PACKS))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_record_has_one_and_what_is_left_out_is_left_out(career):
    laid = lay_out(career, PACKS, "supervisor", ON)
    assert promotion_packet(PromotionPacket(laid)).startswith(b"%PDF")
    for id_ in SECTIONS:
        alone = lay_out(career, PACKS, "supervisor", ON, [id_])
        assert [one.id for one in alone.sections] in ([id_], [])
