"""Holdings: add, change, delete and undo, 'I renewed', and what a board said."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rxladder.rules.questions import own_questions
from rxladder.web.accounts.models import Answer
from rxladder.web.accounts.questions import answered_at
from rxladder.web.certifications.models import EarlierTerm, Holding, Override
from rxladder.web.education.models import Credit
from rxladder.web.site import clock
from rxladder.web.site.career_io import export_career, import_career
from tests.certificates import photo
from tests.web.pages import errors_of, page_of, text_of, undo_of
from tests.web.settings import TODAY


@pytest.fixture
def texas(local):
    local.person.state = "us-tx"
    local.person.save()
    return Holding.objects.create(
        person=local.person, credential="us-tx-technician", expires=date(2027, 6, 30), number="123"
    )


def test_an_empty_list_teaches(local):
    response = local.client.get("/holdings/")
    assert "Add your state registration" in text_of(response)
    assert page_of(response).main.find("a", href="/holdings/new/")


def test_a_holding_is_added_and_its_audit_shown(local):
    sent = {"credential": "ptcb-cpht", "expires": "2027-05-31"}
    response = local.client.post("/holdings/new/", sent, follow=True)
    assert "Certified Pharmacy Technician" in page_of(response).h1.get_text()
    assert "20 contact hours" in text_of(response)


@pytest.mark.once
def test_the_line_on_top_of_the_first_page_names_the_state_once(texas, local):
    def line() -> str:
        return page_of(local.client.get("/")).header.p.get_text()

    assert line().endswith(" · Texas registration")
    assert line().count("Texas") == 1
    Holding.objects.update(credential="ptcb-cpht")
    assert line().endswith(" · Texas · CPhT")


@pytest.mark.once
def test_an_end_for_good_is_marked_and_its_reason_told_once(local):
    Holding.objects.create(
        person=local.person, credential="us-tx-technician-trainee", expires=date(2027, 8, 31)
    )
    response = local.client.get("/")
    page = page_of(response)
    assert "cannot be renewed" in page.h1.get_text()
    assert text_of(response).count("To keep working, you need") == 1
    assert page.find(class_="chip")["class"] == ["chip", "check"]


def test_what_ends_for_good_says_on_its_own_page_what_to_get_in_its_place(local):
    held = {
        "credential": "us-tx-technician-trainee",
        "issued": date(2026, 3, 1),
        "expires": date(2028, 2, 28),
    }
    row = Holding.objects.create(person=local.person, **held)
    said = text_of(local.client.get(f"/holdings/{row.id}/"))
    assert (
        "To keep working, you need this in its place, ahead of time: Registered pharmacy technician, Texas."
        in said
    )
    assert "What this renewal requires" not in said


@pytest.mark.once
def test_what_lapsed_says_on_its_own_page_what_the_first_page_says_of_it(texas, local):
    address = f"/holdings/{texas.id}/"
    assert page_of(local.client.get(address)).header.find_all("p")[-1].get_text().startswith("Term")
    Holding.objects.filter(id=texas.id).update(expires=date(2026, 9, 30))
    (step,) = page_of(local.client.get("/")).find_all(class_="label now", limit=1)
    assert "Renew your Texas registration" in step.h3.get_text()
    assert step.p.get_text() in page_of(local.client.get(address)).header.get_text()


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({}, "Choose what you hold."),
        ({"credential": "no-such"}, "Choose one from the list."),
        ({"credential": "ptcb-cpht", "expires": "2027-13-01"}, "That is not a date."),
        (
            {"credential": "ptcb-cpht", "expires": "2020-01-01", "issued": "2021-01-01"},
            "before it was issued",
        ),
    ],
)
def test_a_wrong_holding_is_refused_by_field(local, sent, error):
    response = local.client.post("/holdings/new/", sent)
    assert response.status_code == 422
    assert any(error in line for line in errors_of(response))
    assert not Holding.objects.visible_to(local.person).exists()


def test_the_field_with_the_error_is_marked_and_keeps_what_was_typed(local):
    sent = {"credential": "ptcb-cpht", "expires": "31.31.2027", "number": "77"}
    page = page_of(local.client.post("/holdings/new/", sent))
    field = page.find(id="id_expires")
    assert field["aria-invalid"] == "true"
    assert page.find(id=field["aria-describedby"].split()[-1])
    assert page.find(id="id_number")["value"] == "77"
    assert page.find(class_="summary").find("a", href="#id_expires")


def test_what_is_deleted_can_be_brought_back_on_the_next_page(local, texas):
    response = local.client.post(f"/holdings/{texas.id}/delete/", follow=True)
    assert "Texas registration is deleted." in text_of(response)
    assert not Holding.objects.visible_to(local.person).exists()
    local.client.post(undo_of(response))
    assert Holding.objects.visible_to(local.person).get() == texas


def test_i_renewed_is_one_tap_and_keeps_the_old_term_with_its_receipt(local, texas):
    page = page_of(local.client.get(f"/holdings/{texas.id}/"))
    form = page.find("form", action=f"/holdings/{texas.id}/renewed/")
    assert "30 June 2029" in form.button.get_text()
    response = local.client.post(
        form["action"], {"expires": form.find("input", {"name": "expires"})["value"]}, follow=True
    )
    texas.refresh_from_db()
    assert texas.expires == date(2029, 6, 30)
    term = EarlierTerm.objects.visible_to(local.person).get()
    assert (term.starts, term.ends) == (date(2025, 7, 1), date(2027, 6, 30))
    assert term.receipt
    # What has not begun yet cannot be renewed once more by a second tap.
    assert "I renewed" not in text_of(response)
    local.client.post(undo_of(response))
    texas.refresh_from_db()
    assert texas.expires == date(2027, 6, 30)
    assert not EarlierTerm.objects.visible_to(local.person).exists()


def test_a_second_tap_on_its_undo_takes_back_no_renewal_before(local, texas):
    days = {"starts": date(2023, 7, 1), "ends": date(2025, 6, 30), "printed": date(2025, 6, 30)}
    older = EarlierTerm.objects.create(person=local.person, holding=texas, **days)
    response = local.client.post(f"/holdings/{texas.id}/renewed/", {"expires": "2029-06-30"}, follow=True)
    undo = undo_of(response)
    for _tap in (1, 2):
        local.client.post(undo)
        texas.refresh_from_db()
        assert texas.expires == date(2027, 6, 30)
    assert EarlierTerm.objects.visible_to(local.person).get() == older


def test_a_renewal_cannot_end_before_the_old_term(local, texas):
    response = local.client.post(f"/holdings/{texas.id}/renewed/", {"expires": "2027-06-30"})
    assert errors_of(response) == ["New expiry date: The new date must be later than the old one."]


def test_days_that_are_corrected_leave_the_terms_before_apart(local, texas):
    days = {"starts": date(2023, 7, 1), "ends": date(2025, 9, 30)}
    EarlierTerm.objects.create(person=local.person, holding=texas, **days)
    sent = {"expires": "2025-09-30", "issued": "2019-07-01"}
    assert errors_of(local.client.post(f"/holdings/{texas.id}/edit/", sent)) == [
        "Expires: The previous term already ended on 30 September 2025."
    ]


def test_a_renewal_keeps_each_day_in_one_term(local):
    days = {"person": local.person, "issued": date(2024, 1, 1)}
    Holding.objects.create(credential="ptcb-cpht", expires=date(2027, 5, 31), **days)
    advanced = Holding.objects.create(credential="ptcb-cpht-adv", **days)
    EarlierTerm.objects.create(person=local.person, holding=advanced, ends=date(2025, 9, 30))
    local.client.post(f"/holdings/{advanced.id}/renewed/", {"expires": "2029-05-31"})
    assert advanced.last_term().starts == date(2025, 10, 1)


def test_what_a_board_said_counts_is_marked_and_can_be_taken_back(local, texas):
    sent = {
        "clause": "total",
        "what": "other",
        "needed": "12",
        "told_on": "2026-10-01",
        "evidence": "Letter of 1 October",
    }
    bad = {"file": SimpleUploadedFile("letter.pdf", b"words")}
    assert (
        "neither a PDF nor a photo"
        in errors_of(local.client.post(f"/holdings/{texas.id}/told/", sent | bad))[0]
    )
    assert not Override.objects.visible_to(local.person).exists(), "both or neither"
    letter = {"file": SimpleUploadedFile("letter.jpg", photo())}
    response = local.client.post(f"/holdings/{texas.id}/told/", sent | letter, follow=True)
    assert "Letter of 1 October · letter.jpg" in text_of(response)
    assert "as your board told you" in text_of(response)
    assert "Letter of 1 October" in text_of(response)
    assert "of 12 h" in text_of(response)
    told = Override.objects.visible_to(local.person).get()
    response = local.client.post(f"/holdings/told/{told.id}/delete/", follow=True)
    assert "of 20 h" in text_of(response)
    response = local.client.post(undo_of(response), follow=True)
    assert "of 12 h" in text_of(response)


def test_a_board_speaks_of_the_packs_rules_not_of_one_year_or_its_own_order(local):
    more = {"told_on": date(2025, 5, 1), "evidence": "the order", "extra_hours": 5}
    held = Holding.objects.create(
        person=local.person, credential="us-ri-technician-2", issued=date(2018, 1, 1)
    )
    Override.objects.create(person=local.person, credential="us-ri-technician-2", **more)
    page = page_of(local.client.get(f"/holdings/{held.id}/told/?clause=total-2026"))
    assert [one["value"] for one in page.find("select", {"name": "clause"}).find_all("option")] == [
        "",
        "total",
    ]
    assert page.find("option", selected=True)["value"] == "total"


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"what": "other", "clause": "total"}, "Enter how many hours."),
        ({"what": "waived"}, "Choose the rule it is about."),
        ({"told_on": "2026-12-24", "what": "waived", "clause": "total"}, "That day is still in the future."),
        ({"what": "other", "clause": "total", "needed": "-3"}, "Enter a number above 0."),
        ({"what": "other", "clause": "total", "needed": "many"}, "Enter a number, such as 1.5."),
    ],
)
def test_what_a_board_said_must_be_whole(local, texas, sent, error):
    response = local.client.post(
        f"/holdings/{texas.id}/told/", {"evidence": "x", "told_on": "2026-10-01"} | sent
    )
    assert response.status_code == 422
    assert any(error in line for line in errors_of(response))
    assert not Override.objects.visible_to(local.person).exists()


def test_a_question_is_answered_in_place_and_can_be_changed(local, texas):
    page = f"/holdings/{texas.id}/"
    response = local.client.post("/me/answers/direct-patient-care/", {"value": "yes", "next": page})
    assert response.url == page
    assert Answer.objects.visible_to(local.person).get().value is True
    local.client.post("/me/answers/direct-patient-care/", {"value": "not-sure", "next": page})
    assert Answer.objects.visible_to(local.person).get().value is None
    assert "You said “Not sure”. It stays open until you know" in text_of(local.client.get(page))
    assert "Not sure" in text_of(local.client.get("/me/answers/"))


def test_an_answer_leads_back_only_into_this_site(local):
    elsewhere = ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
    for wanted in (*elsewhere, "here"):
        sent = {"value": "yes", "next": wanted}
        assert local.client.post("/me/answers/direct-patient-care/", sent).url == "/"


def test_a_deleted_answer_can_be_brought_back(local):
    local.client.post("/me/answers/administers-vaccines/", {"value": "no"})
    row = Answer.objects.visible_to(local.person).get()
    response = local.client.post(f"/me/answers/{row.id}/delete/", follow=True)
    assert not Answer.objects.visible_to(local.person).exists()
    local.client.post(undo_of(response))
    assert Answer.objects.visible_to(local.person).get() == row
    again = local.client.post(f"/me/answers/{row.id}/delete/", follow=True)
    local.client.post("/me/answers/administers-vaccines/", {"value": "yes"})
    assert "The same thing is in your record again." in text_of(
        local.client.post(undo_of(again), follow=True)
    )
    assert Answer.objects.visible_to(local.person).get() != row


def test_an_unknown_answer_is_refused(local):
    response = local.client.post("/me/answers/administers-vaccines/", {"value": "perhaps"})
    assert response.status_code == 422
    assert local.client.get("/me/answers/no-such-question/").status_code == 404


def test_nothing_is_answered_by_pressing_save_and_what_was_answered_is_shown(local):
    asked = "/me/answers/education/"
    assert page_of(local.client.get(asked)).find("option", selected=True) is None
    assert page_of(local.client.get(asked)).find("option")["value"] == ""
    assert local.client.post(asked, {"value": ""}).status_code == 422
    assert not Answer.objects.visible_to(local.person).exists()
    local.client.post(asked, {"value": "associate"})
    page = page_of(local.client.get(asked, headers={"accept-language": "es"}))
    assert page.find("option", selected=True)["value"] == "associate"
    assert "¿Cuál es tu nivel más alto de estudios?" in page.h1.get_text()
    # So that pressing "Save" on a page that one only looked at takes no answer back.
    for asked, given in (
        ("/me/answers/criminal-record/", ["other-felony", "drug-misdemeanor"]),
        ("/me/answers/exam-passed-on/", ["2024-05-31"]),
    ):
        local.client.post(asked, {"value": given})
        form = page_of(local.client.get(asked)).main.form
        shown = [one["value"] for one in form.select("input[checked], input[type=date]")]
        assert sorted(shown) == sorted(given)
    refused = page_of(local.client.post(asked, {"value": "2024-02-31"})).main.form
    (field,) = refused.select("input[aria-invalid=true]")
    assert field["value"] == "2024-02-31"


def test_the_audit_shows_each_clause_with_its_source(local, texas):
    page = page_of(local.client.get(f"/holdings/{texas.id}/"))
    clauses = page.find_all(class_="clause")
    assert len(clauses) >= 3
    for clause in clauses:
        note = clause.find(class_="source")
        assert note, clause.get_text()
    first = clauses[0].get_text(" ")
    assert "read 22 Nov 2026" in first
    assert "Confidence" in first
    assert clauses[0].find("dd").find_parent("dl").find("a", href=True)["href"].startswith("http")


def test_the_explanation_stays_when_everything_is_met(local, texas):
    from rxladder.web.education.models import Credit

    Credit.objects.create(
        person=local.person,
        date=date(2026, 3, 1),
        hours="30",
        title="All of it",
        uan="0384-0000-26-012-L03-T",
        jurisdiction="us-tx",
        topic="state-law",
    )
    text = text_of(local.client.get(f"/holdings/{texas.id}/"))
    assert "20 of 20 h" in text or "30 of 20 h" in text
    assert "All of it" in text
    assert "22 TAC 297.8" in text


def test_what_only_the_board_can_say_is_put_to_it_and_its_word_is_kept(local):
    local.person.state = "us-oh"
    local.person.save()
    held = Holding.objects.create(
        person=local.person,
        credential="us-oh-certified-technician",
        issued=date(2022, 3, 1),
        expires=date(2028, 9, 30),
    )
    Holding.objects.create(person=local.person, credential="ptcb-cpht", expires=date(2027, 5, 31))
    page = page_of(local.client.get(f"/holdings/{held.id}/"))
    board = page.find(id="board").parent
    assert "whether this is so for you: you hold a valid technician certification" in board.get_text()
    assert "Do you hold" not in board.get_text()
    form = board.find("form", action="/me/answers/certification-accepted/")
    sent = {field["name"]: field["value"] for field in form.find_all("input") if field.get("value")}
    response = local.client.post(form["action"], sent | {"value": "yes"}, follow=True)
    assert "Ask the board whether this is so" not in text_of(response)
    assert Answer.objects.visible_to(local.person).get().authority == "us-oh"


def test_a_no_of_the_board_is_asked_again_once_another_certification_is_held(local):
    local.person.state = "us-oh"
    local.person.save()
    dates = {"issued": date(2022, 3, 1), "expires": date(2028, 9, 30)}
    held = Holding.objects.create(person=local.person, credential="us-oh-certified-technician", **dates)
    given = {"value": "no", "authority": "us-oh"}
    assert local.client.post("/me/answers/certification-accepted/", given).status_code == 302
    assert Answer.objects.visible_to(local.person).get().answered_on == clock.today(local.person)
    asks = "Ask the board whether this is so for you: you hold a valid technician certification"
    assert asks not in text_of(local.client.get(f"/holdings/{held.id}/"))
    # Answered two years ago, before the certification.
    Answer.objects.visible_to(local.person).update(answered_on=date(2024, 5, 1))
    issued, expires = date(2025, 5, 10), date(2099, 5, 31)
    Holding.objects.create(person=local.person, credential="ptcb-cpht", issued=issued, expires=expires)
    assert asks in text_of(local.client.get(f"/holdings/{held.id}/"))
    local.client.post("/me/answers/certification-accepted/", given)
    assert asks not in text_of(local.client.get(f"/holdings/{held.id}/"))
    told = export_career(local.person).answered_on
    assert told == {"certification-accepted": {"us-oh": clock.today(local.person)}}
    import_career(local.person, export_career(local.person))
    assert export_career(local.person).answered_on == told


def test_duties_between_renewals_stand_beside_what_the_renewal_asks(local, texas):
    page = page_of(local.client.get(f"/holdings/{texas.id}/"))
    card = next(card for card in page.find_all(class_="card") if "Between renewals" in card.get_text())
    assert "Report a change of address or employer within 10 days" in card.get_text()
    assert "22 TAC 297.9" in card.get_text()
    assert page.get_text().count("eport a change of address or employer") == 1


def test_a_no_to_every_named_course_settles_a_rule_that_asks_for_one(local):
    """Arizona asks a course of two hours of whoever works at a remote site: any credit may be that course."""
    person = local.person
    Answer.objects.create(person=person, question="works-at-remote-site", value=True)
    held = Holding.objects.create(
        person=person, credential="us-az-technician", issued=date(2025, 1, 10), expires=date(2026, 11, 30)
    )
    more = {"person": person, "format": "home-study", "accreditation": "acpe", "topic": "compounding"}
    silent = [Credit.objects.create(date=date(2026, 3, day), hours=12, **more) for day in (1, 2)]
    address, asks = f"/holdings/{held.id}/", "What were your credits about"
    page = local.client.get(address)
    assert asks in text_of(page)
    assert "not known: for whom, which course" in text_of(page)
    assert "“Arizona: 2-hour course on remote dispensing site practice”" in text_of(page)
    form = page_of(page).find("form", action="/ce/no-course/")
    shown = [one["value"] for one in form.find_all("input", attrs={"name": "credit"})]
    assert set(shown) == {str(row.id) for row in silent}
    response = local.client.post("/ce/no-course/", {"next": address, "credit": shown}, follow=True)
    assert "Noted for 2 credits" in text_of(response)
    assert asks not in text_of(response)
    assert "2 hours to go" in text_of(response)
    assert {one.course for one in export_career(person).credits} == {"no-named-course"}
    local.client.post(undo_of(response))
    assert asks in text_of(local.client.get(address))


def test_more_time_that_a_board_gave_is_noted_where_it_is_asked_for(local, settings):
    settings.TODAY = date(2026, 3, 1)
    days = {"issued": date(2023, 12, 4), "expires": date(2027, 10, 31)}
    held = Holding.objects.create(person=local.person, credential="us-ks-technician", **days)
    first = {"starts": date(2023, 12, 4), "ends": date(2025, 10, 31)}
    EarlierTerm.objects.create(person=local.person, holding=held, **first)
    page = page_of(local.client.get(f"/holdings/{held.id}/"))
    asked = page.find("h2", string="Did the board give you more time for it?").parent
    address = asked.a["href"]
    sent = {"clause": "keeps", "what": "longer", "told_on": "2025-09-01", "evidence": "Their letter"}
    early = local.client.post(address, sent | {"extended_to": "2025-10-31"})
    assert "gives you until 31 October 2025. Enter a later day." in errors_of(early)[0]
    assert "Enter the day they gave you until." in errors_of(local.client.post(address, sent))[0]
    total = local.client.post(address, sent | {"clause": "total", "extended_to": "2026-04-30"})
    assert "You can note more time only for what must stay true besides CE." in errors_of(total)[0]
    shown = text_of(local.client.post(address, sent | {"extended_to": "2026-04-30"}, follow=True))
    assert "I have until 30 April 2026 for what must stay true, besides CE" in shown
    assert "you have until 30 April 2026, as your board told you" in shown
    assert "There is time until 30 April 2026, as the board said on 1 September 2025" in shown
    assert "Did the board give you more time for it?" not in shown
    (told,) = export_career(local.person).overrides
    assert (told.clause, told.extended_to) == ("keeps", date(2026, 4, 30))


def test_what_is_answered_in_place_is_a_question_of_the_vocabulary():
    assert not [id_ for id_, asked in own_questions().items() if answered_at(asked) == "here"]


def test_who_lets_it_run_out_is_left_in_peace_until_they_renew_it_after_all(texas, local):
    """One's licence: nothing is asked any more, but that one may work only so long is told."""
    page = page_of(local.client.get(f"/holdings/{texas.id}/"))
    said = page.find("section", id="not-renewing")
    assert "Hours over time" in page.main.get_text()
    address, button = said.form["action"], said.form.button
    response = local.client.post(address, {button["name"]: button["value"]}, follow=True)
    texas.refresh_from_db()
    assert texas.not_renewing == TODAY
    page = page_of(response)
    assert page.h1.find_next(class_="chip").get_text() == "not renewing"
    assert "Hours over time" not in page.main.get_text()
    home = page_of(local.client.get("/"))
    assert home.h1.get_text().startswith("You may work in Texas only until 30 June 2027")
    assert "Texas registration: renewal opens" not in home.main.get_text()
    assert "You are not renewing anything you hold." in text_of(local.client.get("/ce/plan/"))
    local.client.post(undo_of(response))
    texas.refresh_from_db()
    assert texas.not_renewing is None
    local.client.post(address, {"day": "2026-11-01"})
    response = local.client.post(address, follow=True)
    texas.refresh_from_db()
    assert texas.not_renewing is None
    undo = undo_of(response)
    local.client.post(undo)
    texas.refresh_from_db()
    assert texas.not_renewing == date(2026, 11, 1), "the day on which it was decided"
    local.client.post(address)
    assert "not renewing" not in text_of(local.client.get("/"))
