"""Work, trainings, exams and goals: add, change, delete and undo, and what the rules make of them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from rxladder.web.accounts.models import Work
from rxladder.web.certifications.models import ExamTaken, Holding, Training
from rxladder.web.plan.models import Goal
from rxladder.web.site.career_io import export_career
from tests.web.pages import errors_of, page_of, text_of, undo_of

PAGE = "/me/background/"
WHOLE = {
    "work": {"role": "technician", "began": "2023-05-15", "hours_per_week": "32"},
    "training": {"programme": "ashp-acpe-accredited", "completed": "2023-04-01", "hours": "600"},
    "exam": {"exam": "ptce", "date": "2023-05-01", "passed": "yes"},
    "goal": {"role": "sterile-compounding", "by": "2027-12-31"},
}
MODELS = {"work": Work, "training": Training, "exam": ExamTaken, "goal": Goal}
LISTED = {
    "work": "Pharmacy technician 15 May 2023 – today",
    "training": "Technician program accredited by ASHP, now jointly with ACPE 1 Apr 2023",
    "exam": "Pharmacy Technician Certification Exam (PTCB) 1 May 2023, passed",
    "goal": "Sterile compounding technician by 31 Dec 2027",
}


def add(local, kind, **more):
    return local.client.post(f"{PAGE}{kind}/new/", WHOLE[kind] | more, follow=True)


def only(local, kind):
    return MODELS[kind].objects.visible_to(local.person).get()


def test_an_empty_page_teaches(local):
    response = local.client.get(PAGE)
    links = {link["href"] for link in page_of(response).main.find_all("a")}
    assert {f"{PAGE}{kind}/new/" for kind in MODELS} <= links
    assert "the less you are asked" in text_of(response)


@pytest.mark.parametrize("kind", MODELS)
def test_what_is_added_is_listed_and_can_be_undone(local, kind):
    response = add(local, kind)
    assert LISTED[kind] in text_of(response)
    local.client.post(undo_of(response))
    assert not MODELS[kind].objects.visible_to(local.person).exists()


@pytest.mark.parametrize("kind", MODELS)
def test_what_stands_in_the_form_saves_unchanged(local, kind):
    add(local, kind)
    row = only(local, kind)
    before = export_career(local.person)
    form = page_of(local.client.get(f"{PAGE}{kind}/{row.id}/")).find("form", class_="form")
    sent = {field["name"]: field.get("value", "") for field in form.find_all("input")}
    sent |= {field["name"]: field["value"] for field in form.find_all("input", checked=True)}
    for select in form.find_all("select"):
        picked = select.find("option", selected=True)
        sent[select["name"]] = picked["value"] if picked else ""
    assert local.client.post(f"{PAGE}{kind}/{row.id}/", sent).status_code == 302
    assert export_career(local.person) == before


@pytest.mark.parametrize("kind", MODELS)
def test_what_is_deleted_can_be_brought_back(local, kind):
    add(local, kind)
    row = only(local, kind)
    response = local.client.post(f"{PAGE}{kind}/{row.id}/delete/", follow=True)
    assert not MODELS[kind].objects.visible_to(local.person).exists()
    response = local.client.post(undo_of(response), follow=True)
    assert only(local, kind) == row
    assert LISTED[kind] in text_of(response)


def test_a_change_is_kept(local):
    add(local, "work")
    row = only(local, "work")
    local.client.post(
        f"{PAGE}work/{row.id}/", WHOLE["work"] | {"ended": "2026-01-31", "hours_per_week": "20,5"}
    )
    row.refresh_from_db()
    assert (row.ended, row.hours_per_week) == (date(2026, 1, 31), Fraction(41, 2))


@pytest.mark.parametrize(
    ("kind", "sent", "errors"),
    [
        ("work", {"role": ""}, ["Choose what you do there."]),
        ("work", {"role": "astronaut"}, ["Choose one from the list."]),
        ("work", {"began": ""}, ["Enter your first day there."]),
        ("work", {"began": "2023-02-30"}, ["That is not a date."]),
        ("work", {"ended": "2023-05-14"}, ["It cannot end before it began."]),
        ("work", {"hours_per_week": "169"}, ["number is too large"]),
        ("work", {"hours_per_week": "-1"}, ["Enter a number above 0."]),
        ("work", {"employer": "x" * 5_001}, ["at most 5000 characters"]),
        ("work", {"state": "us-zz"}, ["Choose one from the list."]),
        ("training", {"programme": ""}, ["Choose the training."]),
        ("training", {"completed": "2026-11-23"}, ["That day has not come yet."]),
        ("training", {"started": "2023-04-02"}, ["It cannot end before it started."]),
        ("training", {"hours": "20001"}, ["number is too large"]),
        ("exam", {"exam": ""}, ["Choose the exam."]),
        ("exam", {"date": ""}, ["Enter the day you took it."]),
        ("exam", {"date": "2026-11-23"}, ["That day has not come yet."]),
        ("exam", {"passed": ""}, ["Choose whether you passed."]),
        ("exam", {"score": "high"}, ["Enter a whole number"]),
        ("exam", {"score": "-1"}, ["Enter a number of 0 or more."]),
        ("goal", {"role": ""}, ["Choose a credential, a role or a kind of workplace."]),
        ("goal", {"by": "soon"}, ["That is not a date."]),
    ],
)
def test_a_wrong_field_gets_one_clear_error_and_nothing_is_saved(local, kind, sent, errors):
    response = local.client.post(f"{PAGE}{kind}/new/", WHOLE[kind] | sent)
    assert response.status_code == 422
    assert len(errors_of(response)) == len(errors)
    for said, expected in zip(errors_of(response), errors, strict=True):
        assert expected in said
    assert not MODELS[kind].objects.visible_to(local.person).exists()


def test_a_change_in_error_leaves_the_page_around_it_as_it_was(local):
    add(local, "work")
    row = only(local, "work")
    response = local.client.post(f"{PAGE}work/{row.id}/", WHOLE["work"] | {"role": "pharmacist", "began": ""})
    assert page_of(response).h1.get_text() == "Pharmacy technician"


def test_what_no_list_has_any_more_is_kept(local):
    row = Training.objects.create(person=local.person, programme="gone-programme")
    sent = {"programme": "gone-programme", "completed": "2023-04-01"}
    local.client.post(f"{PAGE}training/{row.id}/", sent)
    row.refresh_from_db()
    assert (row.programme, row.completed) == ("gone-programme", date(2023, 4, 1))


def test_what_runs_stands_before_what_is_over(local):
    add(local, "training")
    add(local, "training", programme="pharmd", completed="", started="2025-09-01")
    add(local, "goal", by="")
    response = add(local, "goal", role="supervisor")
    text = text_of(response)
    assert text.index("Doctor of Pharmacy in progress") < text.index("accredited by ASHP")
    assert text.index("by 31 Dec 2027") < text.index("Sterile compounding technician")


def test_the_own_states_programmes_come_first(local):
    local.person.state = "us-oh"
    local.person.save()
    form = page_of(local.client.get(f"{PAGE}training/new/"))
    groups = [group["label"] for group in form.find(id="id_programme").find_all("optgroup")]
    assert groups[0] == "Ohio"
    assert groups[-1] == "From other states"


def test_the_rules_read_what_is_entered_here(local):
    local.person.state = "us-fl"
    local.person.save()
    held = Holding.objects.create(
        person=local.person, credential="us-fl-technician", expires=date(2026, 12, 31)
    )
    asked = "Do you give vaccines at work?"
    assert asked in text_of(local.client.get(f"/holdings/{held.id}/"))
    add(local, "work", role="immunizing-technician")
    assert asked not in text_of(local.client.get(f"/holdings/{held.id}/"))
