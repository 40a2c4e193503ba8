"""The first visit: three questions, then the answer."""

import pytest

from rxladder.web.certifications.models import Holding
from tests.web.pages import errors_of, page_of, text_of


def test_the_first_visit_starts_with_the_questions(local):
    response = local.client.get("/", follow=True)
    assert response.redirect_chain == [("/welcome/", 302)]
    assert "Which state do you work in?" in text_of(response)


def test_three_answers_lead_to_the_answer(local):
    assert local.client.post("/welcome/", {"state": "us-tx"}).url == "/welcome/holdings/"
    held = {"hold-us-tx-technician": "on", "expires-us-tx-technician": "2027-06-30"}
    response = local.client.post("/welcome/holdings/", held, follow=True)
    first_line = page_of(response).h1.get_text()
    assert "stand between you and a safe renewal" in first_line
    assert "Texas registration" in text_of(response)
    assert "30 June 2027" in text_of(response)
    assert "Your CE log is empty" in text_of(response)
    credit = {"title": "A course", "date": "2026-03-02", "hours": "1.5", "status": "done"}
    assert local.client.post("/ce/new/", credit).status_code == 302
    assert "Your CE log is empty" not in text_of(local.client.get("/"))
    holding = Holding.objects.visible_to(local.person).get()
    buttons = text_of(local.client.get(f"/holdings/{holding.id}/"))
    assert buttons.index("Renewal checklist") < buttons.index("I renewed"), "it opens in April"


def test_several_holdings_can_be_told_at_once(local):
    local.client.post("/welcome/", {"state": "us-tx"})
    held = {
        "hold-us-tx-technician": "on",
        "expires-us-tx-technician": "2027-06-30",
        "hold-ptcb-cpht": "on",
        "expires-ptcb-cpht": "31 May 2027",
    }
    local.client.post("/welcome/holdings/", held)
    found = Holding.objects.visible_to(local.person).values_list("credential", "expires__month")
    assert dict(found) == {"us-tx-technician": 6, "ptcb-cpht": 5}


def test_a_date_may_be_left_out_and_is_asked_for(local):
    local.client.post("/welcome/", {"state": "us-tx"})
    response = local.client.post("/welcome/holdings/", {"hold-us-tx-technician": "on"}, follow=True)
    assert "One date is missing" in page_of(response).h1.get_text()
    holding = Holding.objects.visible_to(local.person).get()
    response = local.client.post(f"/holdings/{holding.id}/expires/day/", {"day": "2027-06-30"}, follow=True)
    assert "30 June 2027" in text_of(response)


def test_whoever_holds_nothing_learns_what_to_get(local):
    local.client.post("/welcome/", {"state": "us-tx"})
    response = local.client.post("/welcome/holdings/", {"none-yet": "1"}, follow=True)
    assert response.status_code == 200
    assert "Texas" in page_of(response).h1.get_text()
    assert "Registered pharmacy technician, Texas" in text_of(response)


@pytest.mark.parametrize(
    ("address", "sent", "error"),
    [
        ("/welcome/", {}, "Choose your state."),
        ("/welcome/", {"state": "us-zz"}, "Choose a state from the list."),
        ("/welcome/holdings/", {}, "Check at least one"),
        (
            "/welcome/holdings/",
            {"hold-us-tx-technician": "on", "expires-us-tx-technician": "2027-02-30"},
            "That is not a date.",
        ),
        (
            "/welcome/holdings/",
            {"hold-us-tx-technician": "on", "expires-us-tx-technician": "0027-06-30"},
            "Check the year",
        ),
    ],
)
def test_a_slip_is_told_and_nothing_is_saved(local, address, sent, error):
    if "holdings" in address:
        local.client.post("/welcome/", {"state": "us-tx"})
    response = local.client.post(address, sent)
    assert response.status_code == 422
    assert any(error in line for line in errors_of(response))
    assert not Holding.objects.visible_to(local.person).exists()


@pytest.mark.once
def test_every_state_has_something_to_say(local):
    from rxladder.web.site.rules import jurisdictions

    for pack in jurisdictions():
        local.client.post("/welcome/", {"state": pack.id})
        assert local.client.get("/welcome/holdings/").status_code == 200
        response = local.client.get("/")
        assert response.status_code == 200, pack.id
        assert page_of(response).h1.get_text().strip(), pack.id
