"""Certificates: sent, matched with credits, seen by their owner alone, removed and brought back."""

import io
import json
import sys
import zipfile
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from rxladder.career.file import read_career
from rxladder.papers import certificates, certificates_apart
from rxladder.web.education import evidence_keeping as keeping
from rxladder.web.education import evidence_store as store
from rxladder.web.education.models import Credit, Evidence, Proof
from rxladder.web.site import uploads
from rxladder.web.site.career_io import export_career, import_career, undo_import
from rxladder.web.site.letting_go import UNDO_DAYS
from rxladder.web.site.rules import packs
from tests.certificates import BAD, certificate_pdf, locked_pdf, photo
from tests.web.pages import errors_of, page_of, text_of, undo_of

PDF = certificate_pdf("Law")
LAW = {"title": "Law", "date": "2026-03-02", "hours": "1.5", "status": "done"}


def sent(content: bytes = PDF, name: str = "law.pdf") -> SimpleUploadedFile:
    """A file as a browser sends it; what it says of its type is not to be believed."""
    return SimpleUploadedFile(name, content, content_type="text/html")


def add(client, *files: SimpleUploadedFile, to: str = "/ce/certificates/", field: str = "chosen"):
    return client.post(to, {field: list(files)}, follow=True)


def credit(person, title="Law", **more) -> Credit:
    told = {"date": date(2026, 3, 2), "hours": Fraction(3, 2)} | more
    return Credit.objects.create(person=person, title=title, **told)


def files_of(person) -> list[str]:
    folder = store._folder(person.id)
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_an_empty_page_teaches(local):
    assert "Take a photo of a certificate" in text_of(local.client.get("/ce/certificates/"))


# --- Sending


@pytest.mark.parametrize(
    ("content", "name", "kind", "pages"),
    [
        (PDF, "law.pdf", "pdf", 1),
        (certificate_pdf("Long", 3), "long.pdf", "pdf", 3),
        (locked_pdf(""), "only its changes are locked.pdf", "pdf", 1),
        (photo(), "photo.jpg", "jpeg", 1),
        (photo("MPO"), "two pictures.jpg", "jpeg", 1),
        (photo("PNG"), "scan.png", "png", 1),
        (photo("WEBP"), "phone.webp", "webp", 1),
        (PDF, "law.jpg", "pdf", 1),
        (photo(), "certificate.pdf", "jpeg", 1),
    ],
)
def test_a_certificate_is_known_by_its_content(local, content, name, kind, pages):
    add(local.client, sent(content, name))
    row = Evidence.objects.visible_to(local.person).get()
    assert (row.kind, row.pages, row.size, row.name) == (kind, pages, len(content), name)
    assert keeping.content_of(row) == content
    assert files_of(local.person) == [row.sha256]


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_one_clear_message_and_nothing_is_kept(local, name):
    content, said = BAD[name]
    response = add(local.client, sent(content, name))
    assert response.status_code == 422
    assert len(errors_of(response)) == 1
    assert said in errors_of(response)[0]
    assert not Evidence.objects.exists()
    assert not files_of(local.person)


def test_of_good_and_bad_files_none_is_kept_and_the_bad_one_is_named(local):
    response = add(local.client, sent(), sent(BAD["zip.pdf"][0], "zip.pdf"))
    assert errors_of(response) == [
        "Or choose files: zip.pdf: "
        "This is neither a PDF nor a photo (JPEG, PNG or WebP), whatever its name may say."
    ]
    assert not Evidence.objects.exists()
    assert not files_of(local.person)


def test_a_gigabyte_is_heard_out_but_not_kept(local, monkeypatch):
    held = []
    monkeypatch.setattr(uploads, "MOST_BYTES", 300_000)
    complete = uploads.BoundedUpload.file_complete

    def seen(handler, size):
        upload = complete(handler, size)
        held.append((size, len(upload.file.getvalue())))
        return upload

    monkeypatch.setattr(uploads.BoundedUpload, "file_complete", seen)
    response = add(local.client, sent(b"%PDF-1.7" + b"0" * 2_000_000, "huge.pdf"))
    assert errors_of(response) == [
        "Or choose files: huge.pdf is too large. A file is at most 20 MB, all together at most 60 MB."
    ]
    assert held == [(2_000_008, 0)]
    assert not files_of(local.person)


def test_files_that_are_too_much_together_are_refused(local, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_BYTES_TOGETHER", len(photo()) + 100)
    response = add(local.client, sent(photo(), "a.jpg"), sent(photo("PNG"), "b.png"))
    assert "b.png is too large" in errors_of(response)[0]
    assert not Evidence.objects.exists()


def test_a_career_file_that_is_too_large_is_still_told_so(local):
    response = local.client.post("/me/career-file/", {"file": sent(b"x" * 12_000_001, "career.yaml")})
    assert "up to 12 MB" in errors_of(response)[0]


def test_nothing_chosen_is_told(local):
    response = add(local.client)
    assert errors_of(response) == ["Or choose files: Choose a file, or take a photo."]


def test_more_than_ten_at_once_are_refused(local):
    response = add(local.client, *(sent(certificate_pdf(str(n)), f"{n}.pdf") for n in range(11)))
    assert errors_of(response) == ["Or choose files: Choose at most 10 files at a time."]


def test_there_is_room_for_so_much(local, monkeypatch):
    monkeypatch.setattr(keeping, "MOST_BYTES_KEPT", len(PDF) + 10)
    add(local.client, sent())
    response = add(local.client, sent(photo(), "more.jpg"))
    assert "no room for more" in errors_of(response)[0]
    assert len(files_of(local.person)) == Evidence.objects.count() == 1


def test_the_same_file_twice_is_kept_once(local):
    add(local.client, sent())
    add(local.client, sent(name="again.pdf"), sent(name="and again.pdf"))
    row = Evidence.objects.get()
    assert row.name == "law.pdf"
    assert files_of(local.person) == [row.sha256]


def test_two_people_with_the_same_file_have_one_each(owner, another):
    for person in (owner.person, another.person):
        keeping.keep(person, [("law.pdf", PDF)])
    assert store.hash_of(PDF) in files_of(owner.person)
    assert files_of(another.person) == [store.hash_of(PDF)]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\me\\law.pdf", "law.pdf"),
        ("fdp.exe\u202egnp.pdf", "fdp.exe gnp.pdf"),
        ("a\nb\x00.pdf", "a b .pdf"),
        ("\u200b", "certificate"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("Señora Muñoz #1 $2 [3].pdf", "Señora Muñoz #1 $2 [3].pdf"),
    ],
)
def test_names_are_made_harmless(name, kept):
    assert keeping.plain_name(name) == kept


# --- With a credit


def test_a_photo_without_a_credit_leads_to_the_credits_fields_and_becomes_its_proof(local):
    response = add(local.client, sent(photo(), "IMG_1.jpg"), field="photo")
    row = Evidence.objects.get()
    assert response.redirect_chain == [(f"/ce/new/?certificate={row.id}", 302)]
    assert "The certificate IMG_1.jpg is kept." in text_of(response)
    hidden = page_of(response).find("input", attrs={"name": "certificate"})
    wrong = local.client.post("/ce/new/", LAW | {"hours": "", "certificate": hidden["value"]})
    assert page_of(wrong).find("input", attrs={"name": "certificate"})["value"] == str(row.id)
    local.client.post("/ce/new/", LAW | {"certificate": hidden["value"]})
    proof = keeping.proofs_of(local.person).get()
    assert (proof.evidence, proof.credit.title) == (row, "Law")


def test_where_credits_lack_one_a_new_certificate_is_matched_with_one_of_them(local):
    law = credit(local.person)
    response = add(local.client, sent())
    row = Evidence.objects.get()
    assert response.redirect_chain == [(f"/ce/certificates/{row.id}/", 302)]
    response = local.client.post(f"/ce/certificates/{row.id}/", {"row_id": law.id}, follow=True)
    assert "The certificate is with Law." in text_of(response)
    assert keeping.files_by_credit(local.person) == {law.id: [row]}


def test_one_file_proves_several_credits_and_a_credit_has_several_files(local):
    law, safety = credit(local.person), credit(local.person, "Safety")
    add(local.client, sent(), sent(photo(), "photo.jpg"), to=f"/ce/{law.id}/certificates/")
    first, second = Evidence.objects.visible_to(local.person).order_by("place", "kind")
    add_again = {"row_id": first.id}
    local.client.post(f"/ce/{safety.id}/certificates/", add_again)
    assert {key: set(found) for key, found in keeping.files_by_credit(local.person).items()} == {
        law.id: {first, second},
        safety.id: {first},
    }
    local.client.post(f"/ce/{safety.id}/certificates/", add_again)
    assert Proof.objects.count() == 3


def test_the_log_tells_what_has_proof_and_what_has_none(local):
    proved = credit(local.person)
    credit(local.person, "Safety")
    credit(local.person, "Booked", status="booked")
    add(local.client, sent(), to=f"/ce/{proved.id}/certificates/")
    page = page_of(local.client.get("/ce/"))
    told = {
        entry.find(class_="name").text: entry.find(class_="about").text for entry in page.select(".entry")
    }
    assert "certificate kept" in told["Law"]
    assert "certificate kept" not in told["Safety"]
    assert "certificate" not in told["Booked"]
    assert "1 credit has none yet" in text_of(local.client.get("/ce/"))


def test_the_log_leads_to_a_photo_that_waits_for_its_credit_even_where_no_credit_is_there(local):
    add(local.client, sent(photo(), "IMG_1.jpg"), field="photo")
    entry = page_of(local.client.get("/ce/")).find("a", href="/ce/certificates/#loose")
    assert entry.find(class_="about").get_text() == "1 is not matched to a credit yet"
    credit(local.person)
    (entry,) = page_of(local.client.get("/ce/")).select('a[href^="/ce/certificates/"]')
    assert entry.find(class_="about").get_text() == "1 is not matched to a credit yet · 1 credit has none yet"
    keeping.attach(Evidence.objects.get(), [Credit.objects.get()])
    (entry,) = page_of(local.client.get("/ce/")).select('a[href^="/ce/certificates/"]')
    assert entry.find(class_="about").get_text() == "Every credit has one"


# --- Handing out


def test_a_pdf_is_handed_out_as_it_came_and_harmless(owner, as_owner):
    row = owner.records.evidence
    response = as_owner.get(f"/ce/certificates/{row.id}/file/")
    assert response.content == keeping.content_of(row)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="xylophone.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "private" in response["Cache-Control"]
    assert "public" not in response["Cache-Control"]


def test_a_picture_is_shown_under_its_own_type_whatever_its_name(owner, as_owner):
    row = keeping.keep(owner.person, [('a "page".html', photo("PNG"))])[0]
    response = as_owner.get(f"/ce/certificates/{row.id}/file/")
    assert response["Content-Type"] == "image/png"
    assert response["Content-Disposition"] == 'inline; filename="a \\"page\\".png"'


def test_a_preview_is_a_small_upright_picture_that_tells_no_place(owner, as_owner):
    row = keeping.keep(owner.person, [("photo.jpg", photo(turned=6))])[0]
    response = as_owner.get(f"/ce/certificates/{row.id}/preview/")
    image = Image.open(io.BytesIO(response.content))
    assert image.size == (360, 480)
    assert not image.getexif()
    red, green, _blue = image.getpixel((350, 10))
    assert red > 200 > 90 > green, "the mark is at the upper right once it is upright"
    again = as_owner.get(f"/ce/certificates/{row.id}/preview/", headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304


def test_a_preview_that_kills_its_drawer_leaves_the_page(owner, as_owner, monkeypatch):
    address = f"/ce/certificates/{owner.records.evidence.id}/preview/"
    assert as_owner.get(address).content.startswith(b"\xff\xd8")
    monkeypatch.setattr(certificates_apart, "_COMMAND", [sys.executable, "-c", "import os; os.abort()"])
    response = as_owner.get(address)
    assert (response.status_code, "This file cannot be read." in text_of(response)) == (404, True)


@pytest.mark.parametrize("where", ["file", "preview"])
def test_nobody_else_gets_a_file(owner, as_another, as_stranger, where):
    address = f"/ce/certificates/{owner.records.evidence.id}/{where}/"
    assert as_another.get(address).status_code == 404
    assert as_stranger.get(address).status_code == 403
    mark = {"if-none-match": f'"{owner.records.evidence.sha256}-480"'}
    assert as_another.get(address, headers=mark).status_code == 404


def test_when_a_file_was_added_is_told_by_the_persons_own_clock(owner, as_owner):
    owner.person.time_zone = "America/Chicago"
    owner.person.save()
    # Nine in the evening of the third in Chicago.
    Evidence.objects.filter(id=owner.records.evidence.id).update(
        created_at=datetime(2026, 3, 4, 3, tzinfo=UTC)
    )
    assert "added 3 Mar 2026" in text_of(as_owner.get("/ce/certificates/"))
    choices = page_of(as_owner.get(f"/ce/{credit(owner.person).id}/certificates/")).find(id="id_row_id")
    assert "xylophone.pdf, 3 Mar 2026" in choices.get_text()
    with zipfile.ZipFile(io.BytesIO(as_owner.get("/ce/certificates/zip/").getvalue())) as archive:
        assert json.loads(archive.read("manifest.json"))[0]["added"] == "2026-03-03"
        assert archive.infolist()[0].date_time == (2026, 3, 3, 21, 0, 0)


def test_nobody_attaches_anothers_file(owner, another, as_another):
    mine = credit(another.person)
    theirs = str(owner.records.evidence.id)
    assert as_another.post(f"/ce/{mine.id}/certificates/", {"row_id": theirs}).status_code == 422
    assert as_another.post("/ce/new/", LAW | {"certificate": theirs}).status_code == 404
    own = keeping.keep(another.person, [("own.pdf", PDF)])[0]
    response = as_another.post(f"/ce/certificates/{own.id}/", {"row_id": owner.records.credit.id})
    assert response.status_code == 422
    assert Proof.objects.count() == 1


def test_a_file_that_is_missing_or_changed_is_told_so(owner, as_owner):
    row = owner.records.evidence
    path = store._path(owner.person.id, row.sha256)
    for spoil in (lambda: path.write_bytes(b"%PDF-other"), path.unlink):
        spoil()
        response = as_owner.get(f"/ce/certificates/{row.id}/file/")
        assert response.status_code == 404
        assert "This file cannot be read." in text_of(response)
    assert as_owner.get("/ce/certificates/").status_code == 200
    assert as_owner.get("/ce/certificates/zip/").status_code == 200


# --- Away, and back


def test_removing_a_certificate_from_its_only_credit_can_be_undone(local):
    law = credit(local.person)
    add(local.client, sent(), to=f"/ce/{law.id}/certificates/")
    proof = Proof.objects.get()
    response = local.client.post(f"/ce/proofs/{proof.id}/delete/", follow=True)
    assert not Evidence.objects.visible_to(local.person).exists()
    assert len(files_of(local.person)) == 1, "while it can be undone, the file stays"
    local.client.post(undo_of(response))
    assert keeping.files_by_credit(local.person) == {law.id: [proof.evidence]}
    assert keeping.content_of(proof.evidence) == PDF


def test_removing_it_from_one_of_two_credits_keeps_it_with_the_other(local):
    law, safety = credit(local.person), credit(local.person, "Safety")
    row = keeping.keep(local.person, [("both.pdf", PDF)])[0]
    proof, _other = keeping.attach(row, [law, safety])
    local.client.post(f"/ce/proofs/{proof.id}/delete/")
    assert keeping.files_by_credit(local.person) == {safety.id: [row]}


def test_a_deleted_certificate_comes_back_with_what_it_proved(local):
    law = credit(local.person)
    row = keeping.keep(local.person, [("law.pdf", PDF)])[0]
    keeping.attach(row, [law])
    response = local.client.post(f"/ce/certificates/{row.id}/delete/", follow=True)
    assert not keeping.files_by_credit(local.person)
    assert local.client.get(f"/ce/certificates/{row.id}/file/").status_code == 404
    local.client.post(undo_of(response))
    assert keeping.files_by_credit(local.person) == {law.id: [row]}


def test_a_deleted_certificate_that_is_sent_again_is_back(local):
    row = keeping.keep(local.person, [("law.pdf", PDF)])[0]
    row.delete_softly()
    add(local.client, sent())
    assert Evidence.objects.visible_to(local.person).get() == row


def test_a_deleted_credit_leaves_its_certificate_and_takes_it_back(local):
    law = credit(local.person)
    row = keeping.keep(local.person, [("law.pdf", PDF)])[0]
    keeping.attach(row, [law])
    response = local.client.post(f"/ce/{law.id}/delete/", follow=True)
    assert "Not matched to a credit yet" in text_of(local.client.get("/ce/certificates/"))
    local.client.post(undo_of(response))
    assert keeping.files_by_credit(local.person) == {law.id: [row]}


def test_what_was_deleted_long_ago_goes_for_good(owner, django_capture_on_commit_callbacks):
    now = timezone.now()
    recent = keeping.keep(owner.person, [("recent.pdf", PDF)])[0]
    recent.delete_softly()
    old = keeping.keep(owner.person, [("old.pdf", photo())])[0]
    Evidence.objects.filter(id=old.id).update(deleted_at=now - timedelta(days=UNDO_DAYS, minutes=1))
    with django_capture_on_commit_callbacks(execute=True):
        keeping.sweep(now)
    assert not Evidence.objects.filter(id=old.id).exists()
    assert files_of(owner.person) == sorted(
        [owner.records.evidence.sha256, recent.sha256, owner.records.badge.sha256]
    )
    recent.restore()
    assert keeping.content_of(recent) == PDF


def test_a_persons_files_go_with_the_person(owner, another, django_capture_on_commit_callbacks):
    keeping.keep(another.person, [("law.pdf", PDF)])
    with django_capture_on_commit_callbacks(execute=True):
        owner.person.delete()
    assert not store._folder(owner.person.id).exists()
    assert len(files_of(another.person)) == 1


# --- Beside the career file


def test_certificates_stay_with_their_credits_when_the_career_file_comes_back(owner):
    before = keeping.files_by_credit(owner.person)
    at = import_career(owner.person, export_career(owner.person))
    after = keeping.files_by_credit(owner.person)
    assert list(after.values()) == list(before.values())
    assert set(after).isdisjoint(before)
    undo_import(owner.person, at)
    assert keeping.files_by_credit(owner.person) == before


def test_a_career_file_without_the_credit_leaves_the_certificate_alone(owner):
    at = import_career(owner.person, read_career("rxladder: 1", packs()))
    assert not keeping.files_by_credit(owner.person)
    assert Evidence.objects.visible_to(owner.person).exists()
    undo_import(owner.person, at)
    assert keeping.files_by_credit(owner.person)


def test_the_zip_has_every_file_with_its_name_checksum_and_credit(owner, as_owner):
    keeping.keep(owner.person, [("xylophone.pdf", photo())])
    response = as_owner.get("/ce/certificates/zip/")
    assert response["Content-Disposition"] == 'attachment; filename="certificates-2026-11-22.zip"'
    with zipfile.ZipFile(io.BytesIO(response.getvalue())) as archive:
        assert archive.testzip() is None
        manifest = json.loads(archive.read("manifest.json"))
        contents = {item["sha256"]: archive.read(item["file"]) for item in manifest}
        sums = dict(line.split("  ") for line in archive.read("SHA256SUMS").decode().splitlines())
    assert [store.hash_of(content) for content in contents.values()] == list(contents)
    assert list(sums) == list(contents)
    assert [item["file"] for item in manifest] == [
        "certificates/001 xylophone.pdf",
        "certificates/002 xylophone.jpg",
        "badges/001 badge.png",
    ]
    assert [len(item["proves"]) for item in manifest[:2]] == [1, 0]
    assert manifest[2]["found"]["said"]["issuer"] == "Pharmacy Technician Certification Board"
    assert manifest[0]["proves"][0]["title"] == owner.records.credit.title


def test_the_career_file_page_tells_how_to_take_the_files_along(local):
    said = text_of(local.client.get("/me/career-file/"))
    assert "as one text file" in said
    assert "With your certificates and badges it is a ZIP" in said


def test_limits_agree():
    assert uploads.MOST_BYTES == certificates.MOST_BYTES
