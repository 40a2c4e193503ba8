"""A résumé as PDF and text: programs read it from top to bottom, and no word of it is markup."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pdfplumber
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings

from rxladder.career.gatherings import Membership
from rxladder.career.record import Person
from rxladder.career.resume import Resume
from rxladder.facts.load import load_packs
from rxladder.papers.resume import DESIGNS, resume_pdf
from rxladder.papers.resume_parts import lay_out_resume
from rxladder.papers.resume_text import resume_text
from tests.career.full_resume import FULL
from tests.strategies import any_careers

PACKS = load_packs()
ON = date(2026, 11, 22)
WHOLE = replace(FULL, organisations=(Membership("aapt"),))
IN_ORDER = (
    "Sam Example",
    "Certified pharmacy technician",
    "Austin, Texas",
    "sam@example.org",
    "Six years behind the counter",
    "EXPERIENCE",
    "Sterile compounding technician",
    "Example Hospital",
    "Mar 2024 – present",
    "Batch the morning's IVs",
    "Pharmacy technician",
    "Jun 2020 – Feb 2024",
    "Moved the stock (1,200 items): No day was lost.",
    "CERTIFICATIONS",
    "Certified Pharmacy Technician (PTCB)",
    "valid to May 2027",
    "EDUCATION",
    "Associate, Biology",
    "Austin College",
    "2018 – May 2020",
    "SKILLS",
    "Aseptic mixing",
    "PROJECTS",
    "Fewer late doses",
    "MEMBERSHIPS",
    "American Association of Pharmacy Technicians",
    "LANGUAGES",
    "Spanish (fluent)",
)


def by_pdfium(pdf: bytes) -> str:
    """The text as its writer set it."""
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(page.get_textpage().get_text_range() for page in document)


def by_place(pdf: bytes) -> str:
    """The text as a program reads it that goes by lines on the page, whatever was set first."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return " ".join(page.extract_text() for page in document.pages)


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("read", [by_pdfium, by_place])
def test_programs_read_it_in_the_right_order(design, read):
    said = " ".join(read(resume_pdf(lay_out_resume(WHOLE, PACKS, ON), design)).split()).casefold()
    at = 0
    for part in IN_ORDER:
        # By lines on the page, a day at the right comes before the place below the name at the left.
        found = said.find(part.casefold(), 0 if read is by_place and "–" in part else at)
        assert found >= 0, part
        at = max(at, found) if "–" in part else found


def test_the_plain_text_has_the_same_in_the_same_order():
    said = resume_text(lay_out_resume(WHOLE, PACKS, ON))
    places = [said.index(part) for part in IN_ORDER]
    assert places == sorted(places)
    assert all(line == line.strip() for line in said.splitlines())


@pytest.mark.parametrize("design", DESIGNS)
def test_it_is_a_page_with_something_on_it(design):
    with pypdfium2.PdfDocument(resume_pdf(lay_out_resume(WHOLE, PACKS, ON), design)) as document:
        assert len(document) == 1
        assert document[0].get_size() == (612, 792)
        drawn = document[0].render(scale=0.5).to_pil().convert("L")
    dark = sum(count for shade, count in enumerate(drawn.histogram()) if shade < 128)
    assert 0.005 < dark / (drawn.width * drawn.height) < 0.2


@pytest.mark.parametrize("design", DESIGNS)
def test_the_same_record_gives_the_same_bytes(design):
    laid = lay_out_resume(WHOLE, PACKS, ON)
    assert resume_pdf(laid, design) == resume_pdf(laid, design)


@pytest.mark.parametrize("design", DESIGNS)
def test_no_text_is_markup(design):
    odd = '*bold* _it_ #panic("x") $x$ [a] = h \\ <b>'
    career = replace(WHOLE, person=Person(name="#let x = 1"), resume=Resume(summary=odd))
    said = " ".join(by_pdfium(resume_pdf(lay_out_resume(career, PACKS, ON), design)).split())
    assert odd in said
    assert "#let x = 1" in said


@pytest.mark.parametrize("design", DESIGNS)
@given(career=any_careers(PACKS))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_record_has_a_resume(design, career):
    laid = lay_out_resume(career, PACKS, ON)
    assert resume_pdf(laid, design).startswith(b"%PDF")
    assert resume_text(laid)
