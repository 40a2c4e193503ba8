"""The career file in the browser: out, in, undone, and refused whole when anything is wrong."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rxladder.career.demo import demo_career, demo_text
from rxladder.career.file import read_career
from rxladder.web.accounts.models import Person
from rxladder.web.certifications.models import Holding
from rxladder.web.education.models import Credit
from rxladder.web.plan.models import Goal
from rxladder.web.responsibilities.models import QualityProject
from rxladder.web.site.career_io import export_career, import_career
from rxladder.web.site.rules import packs
from tests.web.pages import errors_of, text_of, undo_of

ON = date(2026, 11, 22)


def upload(local, content: bytes, name="career.yaml"):
    return local.client.post("/me/career-file/", {"file": SimpleUploadedFile(name, content)}, follow=True)


def use(local, page):
    """Say yes to what a page shows."""
    (mark,) = re.findall(r'name="mark" value="([0-9a-f]{64})"', page.content.decode())
    return local.client.post("/me/career-file/zip/", {"mark": mark}, follow=True)


def test_what_is_stored_is_what_was_read(local):
    career = demo_career(ON, packs())
    import_career(local.person, career)
    assert export_career(Person.objects.local()) == career


def test_the_file_that_is_taken_away_can_be_brought_back(local):
    import_career(local.person, demo_career(ON, packs()))
    response = local.client.get("/me/career-file/download/")
    assert response["Content-Disposition"] == 'attachment; filename="career-2026-11-22.yaml"'
    assert read_career(response.content, packs()) == demo_career(ON, packs())
    assert upload(local, response.content).status_code == 200


def test_a_file_takes_the_place_of_the_record_and_can_be_undone(local):
    local.person.name, local.person.birthday = "Before", date(1990, 2, 28)
    local.person.save()
    Holding.objects.create(person=local.person, credential="ptcb-cpht")
    before = export_career(Person.objects.local())
    page = upload(local, demo_text(ON).encode())
    assert f"Credits in the log {len(demo_career(ON, packs()).credits)} 0" in text_of(page)
    assert "Certificates 0" not in text_of(page), "it has no files, and none of them goes"
    assert export_career(Person.objects.local()) == before, "it is looked at first"
    response = use(local, page)
    assert "Your career file was imported." in text_of(response)
    assert Person.objects.local().name == "Sam Example"
    local.client.post(undo_of(response))
    assert export_career(Person.objects.local()) == before
    assert not Credit.objects.visible_to(local.person).exists()


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", "That file is empty."),
        (b"rxladder: 1\nholdings:\n  - {credential: no-such-thing}\n", "Line 3: holdings 1, credential"),
        (b"rxladder: 1\ncredits:\n  - {date: 2026-02-31, hours: 1}\n", "Line 3: credits 1, date"),
        (b"rxladder: 1\ncredits:\n  - {date: 2026-02-01, hours: -1}\n", "Line 3: credits 1, hours"),
        (b"rxladder: 1\nsurprise: 1\n", "Line 2"),
        (b"rxladder: 1\nperson:\n  birthday: 2099-01-01\n", "Line 3: person, birthday: this day has not"),
        (b"\xff\xfe\x00\x01garbage", "Line 1: is not UTF-16 text"),
        (b"%PDF-1.7\n1 0 obj << >>", "Line 1: is not valid YAML"),
        (b"a: &a [x, x]\nb: [*a, *a]\n", "anchors and aliases are not accepted"),
        (b"x" * 12_000_001, "too large"),
        (b"PK\x03\x04 and so on", "career.yaml: is not a ZIP, or was cut off or damaged."),
    ],
)
def test_a_wrong_file_is_refused_whole(local, content, error):
    Holding.objects.create(person=local.person, credential="ptcb-cpht")
    before = export_career(local.person)
    response = upload(local, content)
    assert response.status_code == 422
    assert len(errors_of(response)) == 1
    assert error in errors_of(response)[0]
    assert export_career(Person.objects.local()) == before


def test_a_file_that_fails_halfway_leaves_nothing(local, monkeypatch):
    before = export_career(local.person)
    monkeypatch.setattr(Goal.objects, "bulk_create", lambda rows: 1 / 0)  # the last table
    with pytest.raises(ZeroDivisionError):
        import_career(Person.objects.local(), demo_career(ON, packs()))
    assert export_career(Person.objects.local()) == before


def test_the_demo_is_in_and_out_with_one_click_each(local):
    Holding.objects.create(person=local.person, credential="ptcb-cpht", number="mine")
    response = local.client.post("/demo/", follow=True)
    assert "a made-up person" in text_of(response)
    assert "mine" not in text_of(local.client.get("/holdings/"))
    local.client.post("/demo/leave/")
    assert "mine" in text_of(local.client.get("/holdings/"))


def test_the_demo_is_filled_anew_each_time(local):
    local.client.post("/demo/")
    demo = Person.objects.demo_of(local.person)
    Credit.objects.visible_to(demo).delete()
    local.client.post("/demo/")
    assert Credit.objects.visible_to(Person.objects.demo_of(local.person)).count() > 10


def test_patient_data_in_a_project_is_refused_whole_and_not_quoted(local):
    text = b"rxladder: 1\nperson: {name: Sam}\n"
    text += b"projects: [{title: A, aim: 'Jane Doe, DOB 3/4/1961, MRN 4411223'}]\n"
    (error,) = errors_of(upload(local, text))
    assert "projects, no. 1, `aim`: This looks like" in error
    assert "Jane" not in error
    assert Person.objects.local().name != "Sam"
    assert not QualityProject.objects.visible_to(local.person).exists()
