"""Certificates in a real browser: a photo at a phone's width, without JavaScript, and what is handed out."""

import pytest

from rxladder.web.accounts.models import Person
from rxladder.web.education import evidence_keeping as keeping
from tests.certificates import certificate_pdf, photo


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "IMG_0001.jpg"
    path.write_bytes(photo(size=(3000, 4000)))
    return path


def test_a_photo_becomes_the_proof_of_a_credit_without_javascript(visit, picture):
    page = visit("/ce/certificates/", java_script_enabled=False)
    camera = page.get_by_label("Take a photo")
    assert (camera.get_attribute("accept"), camera.get_attribute("capture")) == ("image/*", "environment")
    camera.set_input_files(picture)
    with page.expect_response(lambda response: response.url.endswith("/preview/")) as shown:
        page.get_by_role("button", name="Add", exact=True).click()
    assert page.get_by_text("The certificate IMG_0001.jpg is kept.").is_visible()
    assert shown.value.headers["content-type"] == "image/jpeg"
    page.get_by_label("Title").fill("Sterile compounding update")
    page.get_by_label("Date").fill("2026-03-02")
    page.get_by_label("Hours").fill("1.5")
    page.get_by_role("button", name="Save").click()
    assert page.get_by_text("certificate kept").is_visible()
    assert len(keeping.files_by_credit(Person.objects.local())) == 1


def test_what_cannot_be_kept_is_told_at_the_field(visit, tmp_path):
    path = tmp_path / "certificate.pdf"
    path.write_bytes(b"PK\3\4 no PDF at all")
    page = visit("/ce/certificates/", java_script_enabled=False)
    page.get_by_label("Or choose files").set_input_files(path)
    page.get_by_role("button", name="Add", exact=True).click()
    assert page.locator("#problems").is_visible()
    assert page.get_by_text("neither a PDF nor a photo").first.is_visible()


def test_a_picture_opens_in_a_sandbox_and_a_pdf_is_saved(visit, live_server, tmp_path):
    person = Person.objects.local()
    shown, saved = keeping.keep(person, [("photo.jpg", photo()), ("law.pdf", certificate_pdf("Law"))])
    page = visit(f"/ce/certificates/{shown.id}/file/")
    assert page.evaluate("document.images[0].naturalWidth") == 1200
    assert page.evaluate("window.origin") == "null"
    page.goto(f"/ce/certificates/{saved.id}/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the PDF").click()
    assert download.value.suggested_filename == "law.pdf"
    download.value.save_as(tmp_path / "law.pdf")
    assert (tmp_path / "law.pdf").read_bytes() == certificate_pdf("Law")
