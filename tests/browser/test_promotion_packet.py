"""A packet with its proof in a real browser, without JavaScript: the page grows, and ends with the PDF."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

from pypdf import PdfReader

from rxladder.web.accounts.models import Person
from rxladder.web.certifications.models import Holding
from rxladder.web.education.evidence_keeping import attach, keep
from rxladder.web.education.models import Credit
from tests.browser.looking import check
from tests.certificates import certificate_pdf

FILES = 12


def test_a_packet_with_proof_is_made_before_ones_eyes(visit, live_server):
    person = Person.objects.local()
    Holding.objects.create(person=person, credential="ptcb-cpht", expires=date(2027, 5, 31))
    for n in range(FILES):
        credit = Credit.objects.create(
            person=person, date=date(2026, 5, 1 + n), hours=Fraction(1), title=f"Course {n}"
        )
        row = keep(person, [(f"{n}.pdf", certificate_pdf(f"Proof {n}"))])[0]
        attach(row, [credit])
    page = visit("/packet/roles/supervisor/", java_script_enabled=False)
    page.get_by_role("button", name=f"PDF with {FILES} proof files").click()
    page.get_by_role("link", name="Download the PDF").wait_for()
    # Of the lines that came, the last one shows.
    assert page.locator("progress").count() == FILES
    assert page.locator("progress:visible").count() == 0
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the PDF").click()
    pages = PdfReader(Path(download.value.path())).pages
    said = " ".join(one.extract_text() for one in pages)
    assert all(f"Proof {n}" in said for n in range(FILES))


def test_the_page_that_makes_it_is_sound(visit, live_server):
    person = Person.objects.local()
    credit = Credit.objects.create(person=person, date=date(2026, 5, 1), hours=Fraction(1), title="Course")
    attach(keep(person, [("one.pdf", certificate_pdf("One"))])[0], [credit])
    page = visit("/packet/roles/supervisor/")
    page.get_by_role("button", name="PDF with 1 proof file").click()
    page.get_by_role("link", name="Download the PDF").wait_for()
    problems = check(page, "making a packet")
    assert not problems, "\n".join(problems)
