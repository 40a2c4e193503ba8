"""What one does: duties, skills that others sign, roles that are near, trainees, achievements."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rxladder.career.achievements import Achievement as Noted
from rxladder.career.dump import write_career
from rxladder.career.duties import Responsibilities, SignOff, TrainingPlan
from rxladder.career.duties import Skill as SkillRecord
from rxladder.career.record import Career, Holding, Person, Work
from rxladder.web.responsibilities.duty_rows import (
    stored_achievements,
    stored_responsibilities,
    stored_skills,
)
from rxladder.web.responsibilities.models import Achievement, Duty, PlanItem, Skill, SkillSignOff
from rxladder.web.responsibilities.models import TrainingPlan as Plan
from rxladder.web.site.career_io import export_career, import_career
from tests.certificates import certificate_pdf
from tests.web.pages import errors_of, text_of, undo_of
from tests.web.settings import TODAY

PATIENT = "Jane Doe, DOB 3/4/1961"
CERTIFIED = Career(
    person=Person(name="Sam Example", state="us-tx"),
    holdings=(Holding("ptcb-cpht", date(2023, 5, 10), date(2027, 5, 31)),),
    experience=(Work("technician", date(2023, 5, 15), workplace="hospital-inpatient", hours_per_week=40),),
)


def send(local, address: str, **told):
    return local.client.post(f"/responsibilities/{address}", told, follow=True)


def read(local, address: str = "") -> str:
    return text_of(local.client.get(f"/responsibilities/{address}"))


# --- Duties


def test_a_duty_is_added_changed_deleted_and_brought_back(local):
    page = send(local, "duty/new/", what="Check the crash carts", since="2025-01-06", hours_per_week="1.5")
    row = Duty.objects.get()
    assert "1.5 h a week" in text_of(page)
    send(local, f"duty/{row.id}/", what="Check the crash carts", since="2025-01-06", until="2026-01-05")
    assert "ended" in read(local)
    page = send(local, f"duty/{row.id}/delete/")
    assert "No duties yet" in text_of(page)
    local.client.post(undo_of(page))
    assert "Check the crash carts" in read(local)


@pytest.mark.parametrize(
    ("told", "error"),
    [
        ({"what": ""}, "Write what you do"),
        ({"what": "A", "since": "2026-02-01", "until": "2026-01-01"}, "cannot end before it began"),
        ({"what": "A", "hours_per_week": "200"}, "Hours a week"),
        ({"what": f"Counted for {PATIENT}"}, "This looks like"),
    ],
)
def test_a_duty_that_cannot_be_is_told_at_its_field(local, told, error):
    page = send(local, "duty/new/", **told)
    assert page.status_code == 422
    assert error in " ".join(errors_of(page))
    assert not Duty.objects.exists()


# --- Skills


def test_a_skill_of_a_role_is_known_by_its_words_and_signed_by_somebody_else(local):
    import_career(local.person, CERTIFIED)
    local.person.refresh_from_db()
    send(local, "skill/new/", name="final check of what another  technician filled", level="alone")
    row = Skill.objects.get()
    assert (row.name, row.area) == ("final-check", "counter")
    own = send(local, f"skills/{row.id}/", by="sam example", on=TODAY.isoformat())
    assert "Someone else has to sign" in " ".join(errors_of(own))
    page = send(local, f"skills/{row.id}/", by="Maria Lopez", on=TODAY.isoformat(), until="2027-01-31")
    assert "signed off" in read(local, "skills/")
    local.client.post(undo_of(page))
    assert "No one has signed" in read(local, f"skills/{row.id}/")


def test_a_sign_off_that_is_over_does_not_count(local):
    past = SignOff(date(2025, 1, 10), "Maria Lopez", until=date(2026, 1, 9))
    import_career(local.person, Career(skills=(SkillRecord("aseptic-mixing", sign_offs=(past,)),)))
    assert "sign-off ended" in read(local, "skills/")
    assert "ended on" in read(local, "skills/roles/")


def test_done_today_can_be_taken_back(local):
    before = TODAY - timedelta(days=500)
    row = Skill.objects.create(person=local.person, name="Blister cards", last_done=before)
    assert "long ago" in read(local, "skills/")
    page = send(local, f"skills/{row.id}/did/")
    row.refresh_from_db()
    assert row.last_done == TODAY
    local.client.post(undo_of(page))
    row.refresh_from_db()
    assert row.last_done == before


def test_the_role_that_is_one_sign_off_away_comes_first_with_who_can_teach_it(local):
    signed = (SignOff(date(2026, 9, 15), "Ana Ruiz"),)
    skills = (
        SkillRecord("history-interview", "patients", "helped", teachers=("Ana Ruiz",)),
        SkillRecord("best-possible-list", "patients", "alone", sign_offs=signed),
        SkillRecord("flagging-gaps", "patients", "alone", sign_offs=signed),
    )
    import_career(local.person, replace(CERTIFIED, skills=skills))
    page = read(local, "skills/roles/")
    near = page[page.index("One sign-off away") : page.index("Nothing in your record")]
    assert "Medication history" in near
    assert "2 of 3 signed off" in near
    assert "Can teach it: Ana Ruiz" in near
    import_career(local.person, Career(skills=skills))
    assert "No role is one sign-off away yet" in read(local, "skills/roles/")


# --- Training others


def test_a_trainee_goes_from_shown_to_signed_off_and_back(local):
    import_career(local.person, CERTIFIED)
    send(local, "plan/new/", trainee="Dana", what="The IV room", due="2026-12-01")
    row = Plan.objects.get()
    page = send(local, f"training/{row.id}/", lines="Garbing\nCleaning the hood\n\nGarbing")
    assert "0 of 2 signed off" in text_of(page)
    item = PlanItem.objects.first()
    send(local, f"training/items/{item.id}/step/")
    page = send(local, f"training/items/{item.id}/step/")
    assert "1 of 2 signed off" in text_of(page)
    assert "by Sam Example" in text_of(page)
    assert local.client.post(f"/responsibilities/training/items/{item.id}/step/").status_code == 404
    local.client.post(undo_of(page))
    assert "0 of 2 signed off" in read(local, f"training/{row.id}/")
    assert "shown on" in read(local, f"training/{row.id}/")


def test_a_checklist_of_a_role_is_put_on_the_list_once_and_taken_off_again(local):
    row = Plan.objects.create(person=local.person, trainee="Dana")
    page = send(local, f"training/{row.id}/", role="sterile-compounding")
    assert "0 of 5 signed off" in text_of(page)
    again = send(local, f"training/{row.id}/", role="sterile-compounding", lines="Media fill")
    assert "0 of 6 signed off" in text_of(again)
    local.client.post(undo_of(again))
    assert "0 of 5 signed off" in read(local, f"training/{row.id}/")


def test_a_training_ends_and_goes_on(local):
    row = Plan.objects.create(person=local.person, trainee="Dana", due=TODAY - timedelta(days=1))
    assert "late" in read(local, "training/")
    page = send(local, f"training/{row.id}/finish/")
    assert "Ended on" in text_of(page)
    local.client.post(undo_of(page))
    assert "It was due on" in read(local, f"training/{row.id}/")
    Plan.objects.update(starts=TODAY + timedelta(days=3))
    assert local.client.post(f"/responsibilities/training/{row.id}/finish/").status_code == 404


@pytest.mark.parametrize(
    ("told", "error"),
    [
        ({"lines": " "}, "Write at least one thing"),
        ({"lines": f"Call {PATIENT}"}, "This looks like"),
        ({"lines": "\n".join(str(n) for n in range(300))}, "At most 200 lines"),
        ({"role": "wizard"}, "Choose one from the list"),
    ],
)
def test_a_checklist_that_cannot_be_saves_nothing(local, told, error):
    row = Plan.objects.create(person=local.person, trainee="Dana")
    page = send(local, f"training/{row.id}/", **told)
    assert page.status_code == 422
    assert error in " ".join(errors_of(page))
    assert not PlanItem.objects.exists()


# --- Achievements


def test_a_line_is_noted_in_its_parts_and_can_be_taken_back(local):
    line = "Trained 3 new technicians on the cabinet last week; wrong pulls fell by half"
    page = send(local, "achievements/", line=line)
    row = Achievement.objects.get()
    assert (row.figure, row.result) == ("3 new technicians", "wrong pulls fell by half")
    assert row.on == TODAY - timedelta(days=7)
    assert "strong" in text_of(page)
    local.client.post(undo_of(page))
    assert "Nothing noted yet" in read(local, "achievements/")


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("", "Write what you did"),
        (f"Caught an error for {PATIENT}", "This looks like"),
        ("Fixed the printer on 2027-05-01", "not come yet"),
        ("Fixed the printer on 2026-02-30", "not a real date"),
    ],
)
def test_a_line_that_cannot_be_is_not_kept(local, line, error):
    page = send(local, "achievements/", line=line)
    assert page.status_code == 422
    assert error in " ".join(errors_of(page))
    assert not Achievement.objects.exists()


def test_the_coach_asks_at_each_part_until_it_says_all(local):
    page = send(local, "achievements/", line="helped with the inventory")
    assert "hides what you did" in text_of(page)
    assert "How many items" in text_of(page)
    assert "So what?" in text_of(page)
    row = Achievement.objects.get()
    told = {"what": "Counted the fridge", "figure": "340 items in 2 hours", "on": row.on.isoformat()}
    page = send(
        local, f"achievements/{row.id}/", **told, result="nothing expired since", topics="stock\nsafety"
    )
    assert "It says everything a reader asks for" in text_of(page)
    assert "Counted the fridge (340 items in 2 hours): nothing expired since." in text_of(page)
    assert stored_achievements(local.person)[0].topics == ("stock", "safety")


def test_a_file_stays_with_an_achievement(local):
    row = Achievement.objects.create(person=local.person, on=TODAY, what="Passed")
    address = f"/responsibilities/achievements/{row.id}/proof/"
    wrong = local.client.post(address, {"proof": SimpleUploadedFile("x.pdf", b"no")})
    assert wrong.status_code == 422
    file = SimpleUploadedFile("done.pdf", certificate_pdf("Well done"))
    page = local.client.post(address, {"proof": file}, follow=True)
    assert "done.pdf" in text_of(page)
    row.refresh_from_db()
    kept = export_career(local.person)
    assert kept.achievements[0].evidence == row.evidence.sha256
    import_career(local.person, kept)
    assert Achievement.objects.visible_to(local.person).get().evidence == row.evidence


def test_what_happened_is_brought_up_until_it_is_noted_or_left_out(local):
    fresh = TODAY - timedelta(days=10)
    import_career(local.person, Career(holdings=(Holding("ptcb-cspt", fresh, date(2027, 11, 1)),)))
    SkillSignOff.objects.create(
        person=local.person, by="Ana", on=fresh, skill=Skill.objects.create(person=local.person, name="Robot")
    )
    assert "2 to note" in read(local)
    assert "Worth noting: Earned:" in text_of(local.client.get("/"))
    page = send(local, "achievements/note/", of="holding:ptcb-cspt")
    row = Achievement.objects.get()
    assert (row.on, row.of) == (fresh, "holding:ptcb-cspt")
    assert local.client.post("/responsibilities/achievements/note/", {"of": row.of}).status_code == 404
    assert "Worth noting" not in text_of(local.client.get("/"))
    page = send(local, "achievements/leave/", of="skill:Robot")
    assert "Worth noting" not in text_of(page)
    local.client.post(undo_of(page))
    assert "Robot" in read(local, "achievements/")


# --- The career file


@pytest.mark.parametrize(
    ("career", "place"),
    [
        (Career(achievements=(Noted(TODAY, "A", result=f"For {PATIENT}"),)), "achievements, no. 1, `result`"),
        (Career(skills=(SkillRecord("A", teachers=(PATIENT,)),)), "skills, no. 1, `teachers`"),
        (
            Career(responsibilities=Responsibilities(training=(TrainingPlan("A", note=PATIENT),))),
            "training, no. 1, `note`",
        ),
    ],
)
def test_a_career_file_with_patient_data_is_refused_by_its_place(local, career, place):
    file = SimpleUploadedFile("me.yaml", write_career(career).encode())
    (error,) = errors_of(local.client.post("/me/career-file/", {"file": file}))
    assert place in error
    assert "Doe" not in error
    assert stored_responsibilities(local.person) == Responsibilities()
    assert stored_skills(local.person) == ()
