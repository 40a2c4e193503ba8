"""All of a person in one ZIP: in an empty installation it is the same record; or nothing of it is kept."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from rxladder.facts.yaml_text import BadInput
from rxladder.web.accounts.models import Person
from rxladder.web.backup.everything import CAREER, FILES, read_everything, write_everything
from rxladder.web.certifications.models import Badge
from rxladder.web.education.evidence_keeping import attach, content_of, keep, proofs_of
from rxladder.web.education.models import Credit, Evidence
from rxladder.web.site.career_io import export_career, import_career
from rxladder.web.site.rules import packs
from tests.certificates import certificate_pdf, photo
from tests.strategies import any_careers

ON = date(2026, 11, 22)


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
    return export_career(person), files, proves


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
        (b"words", "no ZIP"),
        (good[:-200], "no ZIP"),
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
