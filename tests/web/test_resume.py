"""The résumé: made of the record and what only it tells; taken, and brought as JSON Resume with an undo."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from rxladder.career.record import Holding as CareerHolding
from rxladder.web.accounts.models import Work
from rxladder.web.certifications.models import Holding
from rxladder.web.responsibilities.models import QualityProject, ResumeAbout, School, Skill
from rxladder.web.responsibilities.resume_rows import stored_resume
from rxladder.web.site.career_io import export_career, import_career
from tests.web.pages import errors_of, page_of, text_of, undo_of

ABOUT = {
    "label": "Certified pharmacy technician",
    "summary": "Six years in the IV room.",
    "email": "sam@example.org",
    "profiles": "LinkedIn, sam, https://example.org/in/sam\nPage, https://example.org",
    "languages": "Spanish, fluent\nFrench",
}
BROUGHT = {
    "basics": {"name": "Sam", "label": "Technician", "phone": "512 555 0101", "image": "me.png"},
    "work": [{"name": "Chain", "position": "Pharmacy technician", "startDate": "2020-06-01"}],
    "certificates": [{"name": "Certified Pharmacy Technician (PTCB)", "date": "2021-02-03"}],
    "skills": [{"name": "Aseptic mixing", "level": "Independent"}, {"name": "Cooking", "level": "Master"}],
    "projects": [{"name": "Fewer late doses", "startDate": "2026-01-05"}],
    "education": [{"institution": "Austin College", "area": "Biology", "endDate": "2020-05"}],
    "awards": [{"title": "Technician of the year"}],
}


def file(document=BROUGHT, name="resume.json") -> SimpleUploadedFile:
    content = document if isinstance(document, str) else json.dumps(document)
    return SimpleUploadedFile(name, content.encode())


def look(client, document=BROUGHT):
    return client.post("/resume/bring/", {"document": file(document)})


def bring(client, document=BROUGHT):
    """Look at a file and save it."""
    text = page_of(look(client, document)).find("input", attrs={"name": "text"})["value"]
    return client.post("/resume/bring/save/", {"text": text}, follow=True)


def test_what_is_told_stands_on_the_page_and_in_every_form_of_it(local):
    client = local.client
    Work.objects.create(person=local.person, role="technician", began=date(2023, 5, 15), employer="Central")
    response = client.post("/resume/", ABOUT, follow=True)
    assert "Your changes are saved." in text_of(response)
    resume = stored_resume(local.person)
    assert [(one.network, one.username, one.url) for one in resume.profiles] == [
        ("LinkedIn", "sam", "https://example.org/in/sam"),
        ("Page", "", "https://example.org"),
    ]
    assert [(one.language, one.fluency) for one in resume.languages] == [
        ("Spanish", "fluent"),
        ("French", ""),
    ]
    said = text_of(client.get("/resume/"))
    # Employers read it, whatever the person speaks.
    plain = client.get("/resume/resume.txt", headers={"accept-language": "es"}).content.decode()
    assert "IDIOMAS" not in plain
    assert "IDIOMAS" in client.get("/resume/resume.txt?language=es").content.decode()
    told = json.loads(client.get("/resume/resume.json").content)
    for design in ("classic", "margin"):
        paper = client.get(f"/resume/paper/{design}/")
        assert paper["Content-Type"] == "application/pdf"
        pdf = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.content)).pages)
        for part in ("Six years in the IV room.", "Pharmacy technician", "Central", "sam@example.org"):
            assert part in said
            assert part in plain
            assert part in " ".join(pdf.split())
    assert told["work"][0]["name"] == "Central"
    assert client.get("/resume/paper/fancy/").status_code == 404


def test_what_is_told_comes_back_to_the_form_unchanged(local):
    local.client.post("/resume/", ABOUT)
    before = stored_resume(local.person)
    form = page_of(local.client.get("/resume/")).find("form", class_="form")
    sent = {one["name"]: one.get("value", "") for one in form.find_all("input") if one["name"] in ABOUT}
    sent |= {one["name"]: one.text.strip("\n") for one in form.find_all("textarea")}
    local.client.post("/resume/", sent)
    assert stored_resume(local.person) == before
    assert ResumeAbout.objects.count() == 1


def test_schools_are_added_with_a_year_or_a_month(local):
    wrong = local.client.post("/resume/school/new/", {"institution": "X", "starts": "May", "ends": "2019"})
    assert wrong.status_code == 422
    assert errors_of(wrong) == ["From: Write a year or a month, such as 2019 or 2019-05."]
    late = {"institution": "X", "starts": "2020-05", "ends": "2019"}
    assert local.client.post("/resume/school/new/", late).status_code == 422
    good = {"institution": "Austin College", "ends": "2019-05", "courses": "Chemistry\nLaw, and ethics"}
    response = local.client.post("/resume/school/new/", good, follow=True)
    assert "Austin College was added." in text_of(response)
    (school,) = stored_resume(local.person).education
    assert (school.ends, school.courses) == ("2019-05", ("Chemistry", "Law, and ethics"))


def test_a_json_resume_is_looked_at_saved_and_taken_back(local):
    client, person = local.client, local.person
    client.post("/resume/", ABOUT)
    before = export_career(person)
    seen = text_of(look(client))
    for part in (
        "Nothing is saved yet.",
        "Pharmacy technician, Chain, 1 June 2020",
        "Certified Pharmacy Technician (PTCB)",
        "skills, no. 2: kept only in the résumé",
        "awards: kept as it is",
    ):
        assert part in seen
    assert export_career(person) == before
    response = bring(client)
    assert "4 new entries were added to your record" in text_of(response)
    after = export_career(person)
    assert after.holdings == (CareerHolding("ptcb-cpht", issued=date(2021, 2, 3)),)
    assert after.experience[0].employer == "Chain"
    # What it tells wins, what it does not tell stays.
    assert (after.resume.label, after.resume.email) == ("Technician", "sam@example.org")
    assert after.resume.rest["awards"] == [{"title": "Technician of the year"}]
    again = bring(client)
    assert "0 new entries" in text_of(again)
    client.post(undo_of(again))
    client.post(undo_of(response))
    person.refresh_from_db()
    undone = export_career(person)
    assert (undone.resume, undone.experience, undone.holdings) == (before.resume, (), ())
    assert not QualityProject.objects.visible_to(person).exists()
    assert not Skill.objects.visible_to(person).exists()
    assert "the import was already undone" in text_of(client.post(undo_of(response), follow=True))


@pytest.mark.parametrize(
    ("document", "says"),
    [
        ('{"work": [{"startDate": "May"}]}', "resume.json:1: work.1.startDate: is not a date"),
        ("[]", "is not a JSON Resume"),
        ({"projects": [{"name": "John Miller, MRN 00412233"}]}, "title"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_saved(local, document, says):
    response = look(local.client, document)
    assert response.status_code == 422
    assert says in errors_of(response)[0]
    text = document if isinstance(document, str) else json.dumps(document)
    refused = local.client.post("/resume/bring/save/", {"text": text}, follow=True)
    assert "Nothing was saved" in text_of(refused)
    assert not ResumeAbout.objects.exists()


def test_it_goes_out_and_comes_in_with_the_career_file(local):
    local.client.post("/resume/", ABOUT)
    bring(local.client)
    career = export_career(local.person)
    import_career(local.person, career)
    assert export_career(local.person) == career
    assert ResumeAbout.objects.visible_to(local.person).count() == 1


def test_nobody_else_sees_or_changes_it(owner, as_another, as_stranger):
    school = owner.records.school
    assert as_another.get(f"/resume/school/{school.id}/").status_code == 404
    assert as_stranger.get("/resume/").status_code == 403
    bring(as_another)
    assert School.objects.visible_to(owner.person).get() == school
    assert Holding.objects.visible_to(owner.person).count() == 2


@pytest.mark.once
@pytest.mark.parametrize("page", ["/resume/", "/packet/roles/senior-technician/"])
def test_what_would_go_out_without_a_name_says_so_and_leads_to_it(local, page):
    assert page_of(local.client.get(page)).main.find("a", href="/me/", string="Add my name")
    local.client.post("/me/", {"name": "Sam Example"})
    assert not page_of(local.client.get(page)).main.find("a", href="/me/", string="Add my name")
