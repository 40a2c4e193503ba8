"""The audit packet as a download: the person's own audit with their own certificates."""

from datetime import date
from fractions import Fraction

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rxladder.web.certifications.models import EarlierTerm, Holding, Override
from rxladder.web.education import evidence_keeping as keeping
from rxladder.web.education import evidence_store as store
from rxladder.web.education import packet as packet_page
from rxladder.web.education.models import Credit
from rxladder.web.site.career_io import export_career, import_career
from tests.certificates import certificate_pdf
from tests.web.pages import errors_of, page_of, paper_text_of, text_of
from tests.web.records import SECRET


@pytest.fixture
def counting(owner):
    """A credit that counts, with the owner's certificate, and one without any."""
    keeping.remove_proof(owner.records.proof)
    more = {"uan": "0384-0000-26-012-H07-T", "provider": "Example College"}
    proved = Credit.objects.create(
        person=owner.person, date=date(2026, 3, 5), hours=Fraction(2), title="Sterile compounding", **more
    )
    more["uan"] = "0384-0000-26-013-H05-T"
    bare = Credit.objects.create(
        person=owner.person, date=date(2026, 4, 5), hours=Fraction(1), title="Safety", **more
    )
    row = keeping.keep(owner.person, [("sterile.pdf", certificate_pdf("Sterile compounding", 2))])[0]
    keeping.attach(row, [proved])
    return proved, bare, row


def test_the_packet_is_one_tap_from_the_audit_and_holds_the_certificates(owner, as_owner, counting):
    _proved, bare, row = counting
    page = as_owner.get(f"/holdings/{owner.records.holding.id}/")
    assert "No certificate yet for 1 of the credits that count (2)" in text_of(page)
    missing = page_of(page).find("section", attrs={"aria-labelledby": "packet"}).li.a
    assert (missing.text, missing["href"]) == ("Safety", f"/ce/{bare.id}/certificates/")
    link = page_of(page).find("a", string="Download the audit packet")["href"]
    # The board reads it, whatever the person speaks.
    response = as_owner.get(link, headers={"accept-language": "es"})
    name = "audit-packet-us-tx-technician-2027-06-30.pdf"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "private" in response["Cache-Control"]
    text = paper_text_of(response)
    for said in (SECRET, "Texas State Board of Pharmacy", row.sha256, "Sterile compounding, page 2"):
        assert said in text
    assert "1 file for 1 of 2 credits" in text
    assert "Safety Example College · 0384-0000-26-013-H05-T" in text
    assert "contadas de" in paper_text_of(as_owner.get(f"{link}?language=es"))


def test_the_boards_letter_is_kept_with_what_it_said_and_goes_into_the_packet(owner, as_owner, counting):
    holding, told = owner.records.holding, owner.records.override
    page = as_owner.get(f"/holdings/{holding.id}/")
    address = f"/holdings/told/{told.id}/file/"
    assert "Add the letter" in page_of(page).find("a", href=address).text
    (error,) = errors_of(as_owner.post(address, {"file": SimpleUploadedFile("letter.pdf", b"words")}))
    assert "neither a PDF nor a photo" in error
    letter = SimpleUploadedFile("letter.pdf", certificate_pdf("The board writes"))
    assert "letter.pdf" in text_of(as_owner.post(address, {"file": letter}, follow=True))
    row = Override.objects.visible_to(owner.person).get().file
    assert "Shows what your board said" in text_of(as_owner.get("/ce/certificates/"))
    assert "It shows what your board said about" in text_of(as_owner.get(f"/ce/certificates/{row.id}/"))
    text = paper_text_of(as_owner.get(f"/holdings/{holding.id}/packet/"))
    assert "The board writes, page 1" in text
    assert "1 file for 1 of 2 credits" in text
    # A career file that says the same again leaves it where it is; deleting it shows it nowhere.
    import_career(owner.person, export_career(owner.person))
    assert Override.objects.visible_to(owner.person).get().file == row
    as_owner.post(f"/ce/certificates/{row.id}/delete/")
    held = Holding.objects.visible_to(owner.person).get(credential=told.credential)
    assert not page_of(as_owner.get(f"/holdings/{held.id}/")).find("a", href=f"/ce/certificates/{row.id}/")
    assert "The board writes" not in paper_text_of(as_owner.get(f"/holdings/{held.id}/packet/"))


def test_of_credits_alike_in_everything_the_one_with_a_certificate_speaks(owner, as_owner):
    more = {"date": date(2026, 3, 5), "hours": Fraction(2), "uan": "0384-0000-26-012-H07-T"}
    twins = [Credit.objects.create(person=owner.person, title="Twin", **more) for _ in range(2)]
    row = keeping.keep(owner.person, [("twin.pdf", certificate_pdf("Twin"))])[0]
    keeping.attach(row, twins[1:])
    text = paper_text_of(as_owner.get(f"/holdings/{owner.records.holding.id}/packet/"))
    assert "1 file for 1 of 1 credits" in text


def test_an_earlier_term_has_its_packet(owner, as_owner):
    more = {"date": date(2024, 3, 2), "hours": Fraction(2), "uan": "0384-0000-24-012-H07-T"}
    early = Credit.objects.create(person=owner.person, title="Long ago", **more)
    row = keeping.keep(owner.person, [("old.pdf", certificate_pdf("Old"))])[0]
    keeping.attach(row, [early])
    term = owner.records.term
    page = as_owner.get(f"/holdings/{owner.records.holding.id}/")
    assert page_of(page).find("a", href=f"/holdings/terms/{term.id}/packet/")
    text = paper_text_of(as_owner.get(f"/holdings/terms/{term.id}/packet/"))
    assert "1 July 2023 to 30 June 2025" in text
    assert "As of 30 June 2025" in text
    assert "Made on 22 November 2026" in text
    assert "Long ago" in text
    assert "Old, page 1" in text


@pytest.mark.parametrize("kind", ["holding", "term"])
def test_nobody_else_gets_a_packet(owner, as_another, as_stranger, kind):
    id_ = getattr(owner.records, kind).id
    address = f"/holdings/{id_}/packet/" if kind == "holding" else f"/holdings/terms/{id_}/packet/"
    assert as_another.get(address).status_code == 404
    assert as_stranger.get(address).status_code == 403


def test_without_a_term_there_is_no_packet(owner, as_owner):
    held = owner.records.holding
    held.expires = None
    held.save()
    assert as_owner.get(f"/holdings/{held.id}/packet/").status_code == 404
    assert "audit packet" not in text_of(as_owner.get(f"/holdings/{held.id}/"))


def test_a_term_of_a_deleted_holding_has_none(owner, as_owner):
    owner.records.holding.delete_softly()
    assert EarlierTerm.objects.filter(id=owner.records.term.id).exists()
    assert as_owner.get(f"/holdings/terms/{owner.records.term.id}/packet/").status_code == 404


def test_a_file_that_cannot_be_read_stops_the_packet_with_a_word(owner, as_owner, counting):
    store._path(owner.person.id, counting[2].sha256).unlink()
    response = as_owner.get(f"/holdings/{owner.records.holding.id}/packet/")
    assert response.status_code == 409
    assert "cannot be read" in text_of(response)


def test_what_is_too_much_for_one_packet_is_told(owner, as_owner, counting, monkeypatch):
    monkeypatch.setattr(packet_page, "MOST_BYTES", 100)
    response = as_owner.get(f"/holdings/{owner.records.holding.id}/packet/")
    assert response.status_code == 413
    assert "The packet was not made" in text_of(response)
