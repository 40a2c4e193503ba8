"""Quality projects: begun, measured, charted, brought from a sheet, on one page, and taken back."""

import io
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from rxladder.career.projects import Cycle
from rxladder.career.record import Career
from rxladder.web.responsibilities.models import ProjectChange, ProjectCycle, ProjectPoint, QualityProject
from rxladder.web.site.career_io import export_career, import_career
from tests.quality.projects import LATE_DOSES
from tests.web.pages import errors_of, page_of, text_of, undo_of

NEW = {"title": "Fewer late doses", "measure": "Late doses", "data": "share", "of": "doses", "goal": "5"}
PATIENT = "Jane Doe, DOB 3/4/1961"


@pytest.fixture
def project(local) -> QualityProject:
    import_career(local.person, Career(projects=(LATE_DOSES,)))
    return QualityProject.objects.visible_to(local.person).get()


@pytest.fixture
def page(project) -> str:
    return f"/responsibilities/projects/{project.id}/"


def points_of(local) -> list[tuple]:
    return list(ProjectPoint.objects.visible_to(local.person).values_list("date", "amount", "of"))


def test_a_project_is_begun_and_its_first_points_make_a_run_chart(local):
    response = local.client.post("/responsibilities/projects/new/", NEW, follow=True)
    row = QualityProject.objects.visible_to(local.person).get()
    assert (row.goal, row.per) == (5, 1)
    assert "No points yet" in text_of(response)
    address = f"/responsibilities/projects/{row.id}/point/new/"
    for day, amount in (("2026-11-02", "12"), ("2026-11-09", "9")):
        response = local.client.post(address, {"date": day, "amount": amount, "of": "96"}, follow=True)
    assert "A run chart" in text_of(response)
    assert "there are 2" in text_of(response)
    assert page_of(response).find("svg", class_="plot")
    local.client.post(undo_of(response))
    assert points_of(local) == [(date(2026, 11, 2), 12, 96)]


@pytest.mark.once
def test_the_page_shows_chart_signals_and_before_and_after(local, page):
    text = text_of(local.client.get(page))
    assert "No signal: nothing that chance alone would not cause." in text
    assert "A p chart, because each point is a share" in text
    assert "Before: 13.8% over 12 points. After: 6% over 10 points." in text
    assert "It does not prove that the change did it" in text
    run = text_of(local.client.get(f"{page}?chart=run"))
    assert "A run chart compares the points with their middle value" in run
    assert local.client.get(f"{page}?chart=pie").status_code == 200


@pytest.mark.once
def test_a_change_without_new_limits_leaves_one_phase_with_its_signals(local, page):
    ProjectChange.objects.visible_to(local.person).update(new_limits=False)
    response = local.client.get(page)
    assert "a shift, 12 points in a row above the line." in text_of(response)
    assert "var(--red)" in str(page_of(response).find("svg", class_="plot"))


@pytest.mark.once
@pytest.mark.parametrize(
    ("address", "sent", "error"),
    [
        ("new/", {**NEW, "title": ""}, "Answer this: What is the project called?"),
        ("new/", {**NEW, "data": ""}, "Choose what kind of number it is."),
        ("new/", {**NEW, "measure": ""}, "Write what you measure."),
        ("new/", {**NEW, "goal": "much"}, "Enter a number"),
        ("new/", {**NEW, "per": "0"}, "from 1 to 1,000,000"),
        ("new/", {**NEW, "started": "2026-11-02", "ended": "2026-11-01"}, "before it started"),
        ("new/", {**NEW, "aim": PATIENT}, "This looks like a patient's name, a date of birth."),
        ("{id}/point/new/", {"date": "2026-11-02", "amount": "97", "of": "96"}, "The count cannot be more"),
        ("{id}/point/new/", {"date": "2026-11-02", "amount": "1.5", "of": "96"}, "must be a whole number"),
        ("{id}/point/new/", {"date": "2027-11-02", "amount": "1", "of": "96"}, "not come yet"),
        ("{id}/point/new/", {"date": "2026-11-02", "amount": "1"}, "Answer this: Out of how many"),
        (
            "{id}/point/new/",
            {"date": "2026-11-02", "amount": "1", "of": "9", "note": "MRN 4411223"},
            "record",
        ),
        ("{id}/change/new/", {"date": "2026-11-02", "what": PATIENT}, "This looks like"),
        ("{id}/cycle/new/", {"title": "A", "study": "call (512) 555-0134"}, "phone number"),
        (
            "{id}/cycle/new/",
            {"title": "A", "planned": "2026-11-02", "done": "2026-11-01"},
            "earlier than the step before",
        ),
        ("{id}/edit/", {**NEW, "data": "single"}, "There are points of the other kind already."),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_saved(local, project, address, sent, error):
    before = export_career(local.person)
    response = local.client.post(f"/responsibilities/projects/{address.format(id=project.id)}", sent)
    assert response.status_code == 422
    assert any(error in line for line in errors_of(response)), errors_of(response)
    assert export_career(local.person) == before


@pytest.mark.parametrize(
    ("kind", "model", "sent"),
    [
        ("point", ProjectPoint, {"date": "2026-11-02", "amount": "2", "of": "90"}),
        ("change", ProjectChange, {"date": "2026-11-02", "what": "A third run", "new_limits": "on"}),
        ("cycle", ProjectCycle, {"title": "Weekends", "plan": "Two weekends", "decision": "adapt"}),
    ],
)
def test_what_hangs_on_a_project_is_added_changed_deleted_and_brought_back(local, page, kind, model, sent):
    before = export_career(local.person)
    local.client.post(f"{page}{kind}/new/", sent)
    row = model.objects.visible_to(local.person).order_by("-created_at").first()
    own = f"/responsibilities/projects/{kind}/{row.id}/"
    assert local.client.get(own).status_code == 200
    assert local.client.post(own, sent | {"note": "x", "what": "x", "title": "x"}).status_code == 302
    added = export_career(local.person)
    assert added != before
    response = local.client.post(f"{own}delete/", follow=True)
    assert export_career(local.person) == before
    local.client.post(undo_of(response))
    assert export_career(local.person) == added


def test_a_deleted_project_takes_its_points_along_and_brings_them_back(local, project, page):
    before = export_career(local.person)
    point = ProjectPoint.objects.visible_to(local.person).first()
    response = local.client.post(f"{page}delete/", follow=True)
    assert export_career(local.person).projects == ()
    assert local.client.get(f"/responsibilities/projects/point/{point.id}/").status_code == 404
    local.client.post(undo_of(response))
    assert export_career(local.person) == before


# --- From a sheet

SHEET = "Week;Late;Doses\n2026-11-02;4;90\n2026-11-09;2;88\n2026-01-05;13;96\n"


def bring(local, page: str, content: bytes | str, name="late.csv"):
    if isinstance(content, bytes):
        return local.client.post(f"{page}bring/", {"document": SimpleUploadedFile(name, content)})
    return local.client.post(f"{page}bring/", {"text": content})


@pytest.mark.parametrize("sheet", [SHEET, SHEET.encode("utf-16")])
def test_a_sheet_is_looked_at_then_saved_once_and_taken_back(local, page, sheet):
    before = points_of(local)
    response = bring(local, page, sheet)
    assert "2 new points. Nothing is saved yet." in text_of(response)
    assert "already there" in text_of(response)
    assert points_of(local) == before
    text = page_of(response).find("input", attrs={"name": "text"})["value"]
    saved = local.client.post(f"{page}bring/save/", {"text": text}, follow=True)
    assert len(points_of(local)) == len(before) + 2
    again = local.client.post(f"{page}bring/save/", {"text": text}, follow=True)
    assert "0 points added." in text_of(again)
    local.client.post(undo_of(saved))
    assert points_of(local) == before


@pytest.mark.once
@pytest.mark.parametrize(
    ("sheet", "error"),
    [
        (b"Week,Late,Doses\n2026-11-02,4,90\nsoon,1,90\n", "late.csv:3: Week: `soon` is not a date"),
        (b"Week,Late,Doses,note\n2026-11-02,4,90,MRN 4411223\n", "late.csv:2: note: this looks like"),
        (b"Week,Patient,Late,Doses\n2026-11-02,JD,4,90\n", "late.csv:2: Patient: this looks like"),
        ("", "Choose a file, or paste the lines below."),
        (f'Week,Late,Doses,note\n2026-11-02,4,90,"{PATIENT}"\n', "the lines:2: note: this looks like"),
    ],
)
def test_a_sheet_that_cannot_be_read_is_refused_whole(local, page, sheet, error):
    before = points_of(local)
    response = bring(local, page, sheet)
    assert response.status_code == 422
    assert any(error in line for line in errors_of(response)), errors_of(response)
    assert "4411223" not in response.content.decode()
    assert "Jane" not in response.content.decode()
    assert points_of(local) == before


def test_what_is_sent_to_be_saved_is_judged_again(local, page):
    before = points_of(local)
    text = f"date\tamount\tof\tnote\n2026-11-02\t4\t90\t{PATIENT}"
    response = local.client.post(f"{page}bring/save/", {"text": text}, follow=True)
    assert "Nothing was saved" in text_of(response)
    assert "Jane" not in response.content.decode()
    assert points_of(local) == before


def test_the_points_as_a_table_can_be_brought_again(local, page):
    response = local.client.get(f"{page}table/")
    assert "0 new points" in text_of(bring(local, page, response.content))


# --- On one page


def pdf_of(local, page: str) -> bytes:
    response = local.client.get(f"{page}paper/")
    assert response["Content-Type"] == "application/pdf"
    assert "fewer-late-first-doses.pdf" in response["Content-Disposition"]
    return response.content


@pytest.mark.once
def test_the_pdf_is_one_page_with_its_words_and_its_chart(local, page):
    pdf = pdf_of(local, page)
    (sheet,) = PdfReader(io.BytesIO(pdf)).pages
    text = " ".join(sheet.extract_text().split())
    for words in ("Fewer late first doses", "13.8%", "Second delivery run at 14:00", "adopted", "the rule"):
        assert words in text
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=0.5).to_pil()
    colours = {colour for _n, colour in picture.getcolors(1_000_000)}
    assert any(green > red + 40 for red, green, _blue in colours), "no green line is drawn"
    assert pdf == pdf_of(local, page)


@pytest.mark.once
def test_however_much_there_is_it_stays_one_page(local):
    much = "Wordy " * 800
    cycle = Cycle(
        title=much[:5_000], plan=much[:5_000], do=much[:5_000], study=much[:5_000], act=much[:5_000]
    )
    long = replace(LATE_DOSES, aim=much[:5_000], learned="W" * 5_000, cycles=(cycle,) * 6)
    changes = tuple(replace(LATE_DOSES.changes[0], what=much[:5_000]) for _n in range(9))
    import_career(local.person, Career(projects=(replace(long, changes=changes),)))
    row = QualityProject.objects.visible_to(local.person).get()
    response = local.client.get(f"/responsibilities/projects/{row.id}/paper/")
    assert len(PdfReader(io.BytesIO(response.content)).pages) == 1


def test_a_project_without_points_has_a_page_too(local):
    row = QualityProject.objects.create(person=local.person, title="Later")
    for part in ("", "paper/", "table/"):
        assert local.client.get(f"/responsibilities/projects/{row.id}/{part}").status_code == 200
    assert local.client.get(f"/responsibilities/projects/{row.id}/bring/").status_code == 404
    assert local.client.get(f"/responsibilities/projects/{row.id}/point/new/").status_code == 404


def test_a_point_cannot_be_put_on_somebody_elses_project(as_another, owner):
    address = f"/responsibilities/projects/{owner.records.project.id}/"
    sent = {"date": "2026-11-02", "amount": "2", "of": "90", "text": "date\tamount\tof\n2026-11-02\t2\t90"}
    for part in ("point/new/", "bring/save/"):
        assert as_another.post(address + part, sent).status_code == 404
    assert ProjectPoint.objects.visible_to(owner.person).count() == 1


def test_amounts_stay_exact(local):
    row = QualityProject.objects.create(person=local.person, title="Cold", measure="Freezer", data="single")
    address = f"/responsibilities/projects/{row.id}/point/new/"
    local.client.post(address, {"date": "2026-11-02", "amount": "-18,1"})
    local.client.post(address, {"date": "2026-11-03", "amount": "−17.95"})
    assert [amount for _day, amount, _of in points_of(local)] == [Fraction("-18.1"), Fraction("-17.95")]
