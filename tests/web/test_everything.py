"""All of a person in one ZIP: in an empty installation it is the same record; or nothing of it is kept."""

from __future__ import annotations

import io
import json
import os
import re
import time
import zipfile
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, Phase, given, settings

from rxladder.facts.yaml_text import BadInput
from rxladder.web.accounts.deletion import delete_now
from rxladder.web.accounts.models import Person
from rxladder.web.backup import waiting
from rxladder.web.backup.everything import CAREER, FILES, read_everything, write_everything
from rxladder.web.certifications.models import Badge, Override
from rxladder.web.education.evidence_keeping import attach, content_of, keep, proofs_of
from rxladder.web.education.models import Credit, Evidence
from rxladder.web.site.career_io import export_career, import_career, undo_import
from rxladder.web.site.rules import packs
from tests.certificates import certificate_pdf, photo
from tests.strategies import any_careers
from tests.web.pages import errors_of, text_of, undo_of

ON = date(2026, 11, 22)
PATIENT = b"rxladder: 1\nprojects: [{title: A, aim: 'Jane Doe, DOB 3/4/1961, MRN 4411223'}]\n"


def everything(person) -> bytes:
    out = io.BytesIO()
    write_everything(person, out)
    return out.getvalue()


def whole(person) -> tuple:
    """The record, each file with its content, and what proves what."""
    places = {row.id: at for at, row in enumerate(Credit.objects.visible_to(person))}
    files = [
        sorted((row.sha256, row.name, content_of(row)) for row in model.objects.visible_to(person))
        for model in (Evidence, Badge)
    ]
    proves = sorted((proof.evidence.sha256, places[proof.credit_id]) for proof in proofs_of(person))
    told = [row.file and row.file.sha256 for row in Override.objects.visible_to(person)]
    return export_career(person), files, proves, told


@pytest.mark.django_db
@settings(max_examples=8, deadline=None, phases=[Phase.generate], suppress_health_check=[*HealthCheck])
@given(career=any_careers(packs()))
def test_any_record_comes_into_an_empty_installation_as_it_was(career, tmp_path_factory):
    mine, theirs = (Person.objects.create() for _ in "ab")
    import_career(mine, career)
    rows = keep(mine, [("law.pdf", certificate_pdf("Law")), ("photo.jpg", photo())])
    credits = list(Credit.objects.visible_to(mine))
    attach(rows[0], credits[:2])
    attach(rows[1], credits[1:])
    Override.objects.visible_to(mine).update(file=rows[1])
    path = tmp_path_factory.mktemp("all") / "me.zip"
    path.write_bytes(everything(mine))
    read_everything(path, theirs, ON)
    assert whole(theirs) == whole(mine)
    read_everything(path, theirs, ON)
    assert whole(theirs) == whole(mine)


def test_a_badge_goes_along_and_the_page_gives_it_out(owner, as_owner, another, tmp_path):
    response = as_owner.get("/me/career-file/everything/")
    assert response["Content-Disposition"] == 'attachment; filename="rxladder-2026-11-22.zip"'
    path = tmp_path / "me.zip"
    path.write_bytes(response.getvalue())
    read_everything(path, another.person, ON)
    assert whole(another.person) == whole(owner.person)
    assert Badge.objects.visible_to(another.person).count() == 1


def changed(good: bytes, **parts: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(good)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            content = parts.get(name.partition("/")[0].replace(".", "_"), before.read(name))
            if content is not None:
                after.writestr(name, content)
    return out.getvalue()


@pytest.mark.once
def test_what_is_wrong_is_told_in_one_line_and_nothing_is_kept(owner, another, tmp_path):
    Credit.objects.create(person=another.person, date=ON, hours=Fraction(1), title="Mine")
    good, before = everything(owner.person), whole(another.person)
    listed = json.loads(zipfile.ZipFile(io.BytesIO(good)).read(FILES))
    paper = next(one for one in listed["files"] if not one["badge"])
    beyond = {"files": [paper | {"proves": [99]}]}
    outside = {"files": [paper | {"sha256": "../" + "0" * 61}]}
    for content, why in (
        (b"words", "not a ZIP"),
        (good[:-200], "not a ZIP"),
        (changed(good, career_yaml=b"rxladder: 1\ncredits: 3\n"), f"{CAREER}:2"),
        (changed(good, career_yaml=None), f"has no {CAREER}"),
        (changed(good, files_json=b"[]"), "which files"),
        (changed(good, files_json=json.dumps(outside).encode()), "which files"),
        (changed(good, files_json=json.dumps(beyond).encode()), "not there"),
        (changed(good, files=b"%PDF-1.4 another"), "not what it was"),
        (changed(good, files=None), "has no files/"),
        (changed(good, files=bytes(60_000_000)), "holds too much"),
    ):
        (tmp_path / "bad.zip").write_bytes(content)
        with pytest.raises(BadInput) as error:
            read_everything(tmp_path / "bad.zip", another.person, ON)
        assert why in str(error.value), why
        assert "\n" not in str(error.value)
        assert whole(another.person) == before


# --- On the site


def send(client, content: bytes, name: str = "me.zip"):
    return client.post("/me/career-file/", {"file": SimpleUploadedFile(name, content)}, follow=True)


def use(client, page):
    """Say yes to what a page shows."""
    (mark,) = re.findall(r'name="mark" value="([0-9a-f]{64})"', page.content.decode())
    return client.post("/me/career-file/zip/", {"mark": mark}, follow=True)


def test_on_the_site_it_is_looked_at_used_and_taken_back_whole(owner, local):
    Credit.objects.create(person=local.person, date=ON, hours=Fraction(1), title="Mine")
    (mine,) = keep(local.person, [("mine.jpg", photo(mark="green"))])
    attach(mine, Credit.objects.visible_to(local.person))
    Override.objects.visible_to(owner.person).update(file=owner.records.evidence)
    before, theirs = whole(Person.objects.local()), whole(owner.person)
    page = send(local.client, everything(owner.person))
    assert "This is what is in me.zip. None of it has been used yet" in text_of(page)
    assert f"Credits in the log {len(theirs[0].credits)} 1" in text_of(page)
    assert whole(Person.objects.local()) == before
    assert "You uploaded me.zip" in text_of(local.client.get("/me/career-file/"))
    done = use(local.client, page)
    assert "Everything that was in the ZIP is here." in text_of(done)
    brought = whole(Person.objects.local())
    assert (brought[0], brought[1][1], *brought[2:]) == (theirs[0], theirs[1][1], *theirs[2:])
    assert [one for one in brought[1][0] if one[0] != mine.sha256] == theirs[1][0]
    assert use(local.client, page).redirect_chain[-1][0] == "/me/career-file/", "a second tap finds it done"
    local.client.post(undo_of(done))
    assert whole(Person.objects.local()) == before
    # The record that was taken back is what was deleted last, with its files; and so there and back again.
    for wanted in (brought, before):
        last = Person.objects.local().replaced_records[-1]["at"]
        assert undo_import(local.person, datetime.fromisoformat(last))
        assert whole(Person.objects.local()) == wanted


def test_what_waits_is_ones_own_and_goes_by_itself(owner, as_owner, another, as_another, settings):
    folder = Path(settings.DATA) / "brought"
    first = send(as_another, everything(another.person))
    assert "None of it has been used yet" in text_of(first)
    assert as_owner.get("/me/career-file/zip/").status_code == 302
    for file in folder.glob(f"{another.person.id}*"):
        assert file.stat().st_mode & 0o077 == 0
        assert b"career.yaml" not in file.read_bytes(), "sealed as certificates are"
    before = whole(another.person)
    send(as_another, everything(owner.person), "two.zip")
    assert "This is what is in two.zip" in text_of(use(as_another, first)), (
        "what was looked at is not what is there"
    )
    assert whole(another.person) == before
    waiting.drop(another.person.id)
    send(as_another, everything(another.person))
    assert waiting.sweep() == 0
    for file in folder.glob(f"{another.person.id}*"):
        os.utime(file, (0, time.time() - 25 * 3600))
    assert as_another.get("/me/career-file/zip/").status_code == 302
    assert waiting.sweep() == 2
    send(as_another, everything(another.person))
    assert len(list(folder.glob(f"{another.person.id}*"))) == 2
    id_ = another.person.id
    delete_now(another.person)
    assert not list(folder.glob(f"{id_}*"))


@pytest.mark.once
def test_what_the_site_does_not_take_is_told_once_and_does_not_wait(owner, local):
    good = everything(owner.person)
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as archive:
        for number in range(5_001):
            archive.writestr(str(number), b"")
    for content, why in (
        (good[:-200], "me.zip: is not a ZIP, or was cut off or damaged."),
        (changed(good, career_yaml=b"rxladder: 1\ncredits: 3\n"), "me.zip, career.yaml, line 2:"),
        (
            changed(everything(Person.objects.create()), career_yaml=PATIENT),
            "me.zip, career.yaml: projects, no. 1, `aim`: This looks like",
        ),
        (changed(good, files=b"%PDF-1.4 another"), "is not what it was."),
        (changed(good, files=bytes(60_000_001)), "holds too much"),
        (many.getvalue(), "me.zip: has far too many parts."),
        (b"PK\x03\x04" + bytes(60_000_000), "a ZIP with everything up to 60 MB"),
    ):
        response = send(local.client, content)
        assert response.status_code == 422
        (error,) = errors_of(response)
        assert why in error
        assert waiting.about(local.person.id) is None
