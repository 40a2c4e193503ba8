"""Study tied to the path and the calendar."""

from __future__ import annotations

from datetime import date

from rxladder.web.study.models import Preparation
from tests.web.pages import page_of, text_of
from tests.web.settings import TODAY


def prepare(local, **more) -> Preparation:
    told = {"exam": "ptce", "day": date(2027, 1, 20), "hours_per_week": 4} | more
    return Preparation.objects.create(person=local.person, **told)


def test_the_exam_and_its_mock_exams_stand_in_the_calendar(local):
    prepare(local)
    page = text_of(local.client.get("/calendar/"))
    assert "Pharmacy Technician Certification Exam" in page
    assert "A full mock exam, 7 days before the exam" in page
    plan = text_of(local.client.get("/study/plan/"))
    for day in ("23 December 2026", "6 January 2027", "13 January 2027"):
        assert day in plan
        assert day.replace(" December", " Dec").replace(" January", " Jan") in page or day in page


def test_an_exam_that_is_over_or_without_a_day_is_no_date(local):
    row = prepare(local, day=None)
    assert "Mock exam" not in text_of(local.client.get("/calendar/"))
    row.day = date(2026, 1, 1)
    row.save()
    assert "Mock exam" not in text_of(local.client.get("/calendar/"))


def test_a_step_of_a_path_brings_its_exam_and_day_along(local):
    page = page_of(local.client.get("/study/exam/?exam=cspt&day=2027-03-10"))
    assert page.find("input", attrs={"name": "exam", "checked": True})["value"] == "cspt"
    assert page.find("input", attrs={"name": "day"})["value"] == "2027-03-10"


def test_what_an_address_asks_for_wrongly_is_left_out(local):
    for query in ("exam=unicorn&day=never", "day=2020-01-01", "day=2026-02-31"):
        assert local.client.get(f"/study/exam/?{query}").status_code == 200
    assert not page_of(local.client.get("/study/exam/?exam=unicorn")).find("input", attrs={"checked": True})


def test_what_was_told_before_goes_before_what_an_address_asks(local):
    prepare(local)
    page = page_of(local.client.get("/study/exam/?exam=cspt"))
    assert page.find("input", attrs={"name": "exam", "checked": True})["value"] == "ptce"
    assert date(2027, 1, 20) > TODAY
