"""A path of one's own: taken, shown as progress and next steps, changed, kept, let go of, and all undone."""

from __future__ import annotations

from datetime import date

import pytest
from icalendar import Calendar

from rxladder.career.file import read_career
from rxladder.career.record import Goal as WantedGoal
from rxladder.web.certifications.models import ExamTaken, Holding
from rxladder.web.plan.models import AcceptedPath, Goal
from rxladder.web.site.career_io import export_career
from rxladder.web.site.rules import packs
from tests.web.pages import page_of, text_of, undo_of

PATH = "/ladder/path/"
CSPT = {"goal": "credential:ptcb-cspt"}


def form_of(response, button: str) -> dict[str, list[str]]:
    """What the first form with this button sends, and to where."""
    found = next(
        form
        for form in page_of(response).main.find_all("form")
        if (b := form.button) and b.get_text() == button
    )
    sent: dict[str, list[str]] = {"to": [found["action"]]}
    for one in found.find_all("input"):
        sent.setdefault(one["name"], []).append(one.get("value", ""))
    return sent


def press(client, response, button: str):
    """Press a button of a page, and follow to the page after."""
    sent = form_of(response, button)
    return client.post(sent.pop("to")[0], sent, follow=True)


def take(client, **asked: str):
    return press(client, client.get(PATH, CSPT | asked), "Take this path")


def own(person) -> list[AcceptedPath]:
    return list(AcceptedPath.objects.visible_to(person))


def test_a_path_is_taken_and_its_next_steps_stand_on_the_home_page(demo):
    before = text_of(demo.client.get("/"))
    response = take(demo.client)
    assert "This is your path now" in text_of(response)
    assert "0 of 4 steps done" in text_of(response)
    assert "This is the path you took." in text_of(response)
    home = text_of(demo.client.get("/"))
    assert "Step 1 of 4 to CSPT, planned for 14 March 2027." in home
    assert "0 of 4 steps done · reached on 14 March 2027" in home
    assert "Step 1 of 4" not in before


def test_taking_it_can_be_undone(demo):
    response = take(demo.client)
    demo.client.post(undo_of(response))
    assert not own(demo.person)
    assert Goal.objects.visible_to(demo.person).filter(credential="ptcb-cspt").exists()
    assert demo.client.post(undo_of(response)).status_code == 404, "a second tap does nothing"


def test_what_is_no_goal_yet_becomes_one_and_undo_takes_both(demo):
    response = press(demo.client, demo.client.get(PATH, {"goal": "role:supervisor"}), "Take this path")
    assert Goal.objects.visible_to(demo.person).filter(role="supervisor").exists()
    demo.client.post(undo_of(response))
    assert not Goal.objects.visible_to(demo.person).filter(role="supervisor").exists()
    assert not own(demo.person)


def test_another_takes_its_place_and_undo_brings_the_first_back(demo):
    take(demo.client)
    first = own(demo.person)
    response = take(demo.client, hours="8")
    (second,) = own(demo.person)
    assert second.plan["otherwise"]["study_hours_per_week"] == 8
    assert second.id != first[0].id
    assert page_of(response).find("input", attrs={"name": "hours"})["value"] == "8"
    demo.client.post(undo_of(response))
    assert own(demo.person) == first


def test_letting_go_keeps_the_goal_and_can_be_undone(demo):
    response = press(demo.client, take(demo.client), "Drop this path")
    assert not own(demo.person)
    assert Goal.objects.visible_to(demo.person).filter(credential="ptcb-cspt").exists()
    demo.client.post(undo_of(response))
    assert len(own(demo.person)) == 1


def test_a_deleted_goal_takes_its_path_out_of_sight_and_brings_it_back(demo):
    take(demo.client)
    goal = own(demo.person)[0].goal
    response = demo.client.post(f"/me/background/goal/{goal.id}/delete/", follow=True)
    assert "Step 1 of 4" not in text_of(demo.client.get("/"))
    assert "Your path" not in text_of(demo.client.get(PATH, CSPT))
    demo.client.post(undo_of(response))
    assert "Step 1 of 4" in text_of(demo.client.get("/"))


def test_only_what_was_seen_is_taken(demo):
    sent = form_of(demo.client.get(PATH, CSPT), "Take this path")
    demo.person.refresh_from_db()
    demo.person.study_hours_per_week = 2
    demo.person.save()
    response = demo.client.post(sent.pop("to")[0], sent, follow=True)
    assert "planned again after you looked at it" in text_of(response)
    assert not own(demo.person)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({}, 422),
        ({"goal": "credential:nothing", "name": "fastest"}, 422),
        ({"goal": "credential:ptcb-cspt", "hours": "-1", "name": "fastest"}, 422),
        ({"goal": "credential:ptcb-cspt", "name": "shortest", "seen": "x"}, 302),
    ],
)
def test_what_cannot_be_taken_is_not(demo, sent, status):
    assert demo.client.post(f"{PATH}take/", sent).status_code == status
    assert not own(demo.person)


def test_a_change_is_said_with_a_new_path_beside_the_old(demo):
    take(demo.client)
    demo.person.refresh_from_db()
    demo.person.study_hours_per_week = 2
    demo.person.save()
    response = demo.client.get(PATH, CSPT)
    said = text_of(response)
    assert "One thing changed since you took it" in said
    assert "Your study hours per week: 2 hours. The path was made with: 4 hours" in said
    assert "Take another look at your path to CSPT" in text_of(demo.client.get("/"))
    before = own(demo.person)[0]
    taken = press(demo.client, response, "Take the new one")
    assert "changed since you took it" not in text_of(taken)
    assert own(demo.person)[0].plan["finish"] > before.plan["finish"]
    demo.client.post(undo_of(taken))
    assert own(demo.person) == [before]


def test_a_path_can_be_kept_in_spite_of_a_change(demo):
    take(demo.client)
    demo.person.refresh_from_db()
    demo.person.study_hours_per_week = 2
    demo.person.save()
    before = own(demo.person)[0]
    kept = press(demo.client, demo.client.get(PATH, CSPT), "Keep mine")
    assert "You kept it even though this changed" in text_of(kept)
    assert "Take another look at your path" not in text_of(demo.client.get("/"))
    assert own(demo.person)[0].plan == before.plan | {"kept": ["study:2"]}
    demo.client.post(undo_of(kept))
    assert own(demo.person) == [before]
    assert "Take another look at your path" in text_of(demo.client.get("/"))


@pytest.mark.once
def test_what_the_record_shows_is_done(demo):
    take(demo.client)
    ExamTaken(person=demo.person, exam="cspt", date=date(2026, 11, 22), passed=True).save()
    said = text_of(demo.client.get(PATH, CSPT))
    assert "3 of 4 steps done" in said
    assert "done on 22 November 2026" in said
    Holding(person=demo.person, credential="ptcb-cspt", issued=date(2026, 11, 22)).save()
    assert "There is nothing to do: you are there" in text_of(demo.client.get(PATH, CSPT))
    assert "reached" in text_of(demo.client.get(f"{PATH}goals/"))


@pytest.mark.once
def test_the_goals_stand_on_one_page(demo, local):
    take(demo.client)
    said = text_of(demo.client.get(f"{PATH}goals/"))
    assert "CSPT 0 of 4 steps done · reached on 14 March 2027 · you are aiming for 31 Dec 2027" in said
    assert "Next: Make sure of this: your supervisor" in said
    assert "no path yet" in said


@pytest.mark.once
def test_without_goals_the_page_teaches(local):
    response = local.client.get(f"{PATH}goals/")
    assert page_of(response).main.find("a", href="/me/background/goal/new/")


def test_the_days_of_a_path_are_in_the_calendar_once(demo):
    take(demo.client)
    read = Calendar.from_ical(demo.client.get("/calendar/rxladder.ics").content)
    days = {str(one["summary"]): one["dtstart"].dt for one in read.walk("VEVENT")}
    assert days["Exam: Certified Compounded Sterile Preparation Technician exam"] == date(2027, 3, 7)
    assert days["Apply for: CSPT"] == date(2027, 3, 7)
    assert "Apply for: CSPT" in text_of(demo.client.get("/calendar/"))


def test_a_path_goes_with_the_career_file_and_comes_back(demo):
    take(demo.client, hours="8")
    text = demo.client.get("/me/career-file/download/").content
    career = read_career(text, packs())
    (goal,) = [one for one in career.goals if one.path is not None]
    assert goal == WantedGoal(credential="ptcb-cspt", by=date(2027, 12, 31), path=goal.path)
    assert career == export_career(demo.person)


def test_a_path_is_ones_own(as_owner, as_another, owner, another):
    row = owner.records.path
    for act in ("keep", "let-go", "undo", "restore"):
        assert as_another.post(f"{PATH}{row.id}/{act}/").status_code == 404
    row.refresh_from_db()
    assert row.deleted_at is None
    assert "Your path" in text_of(as_owner.get(PATH, CSPT))
    assert "Your path" not in text_of(as_another.get(PATH, CSPT))
