"""The CE plan on its page: chosen, kept, dropped, planned anew, and put into the log."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from rxladder.web.certifications.models import Holding, Override
from rxladder.web.education.models import Credit, OwnActivity
from tests.web.pages import page_of, text_of, undo_of

TEXAS = {"credential": "us-tx-technician", "issued": date(2021, 7, 1), "expires": date(2027, 6, 30)}
KIND = {
    "accreditation": "acpe",
    "audience": "technician",
    "format": "home-study",
    "topic": "general-pharmacy",
}


@pytest.fixture
def texan(local):
    """Someone from Texas who lacks four hours, with a cheap and a dear way to get them."""
    Holding.objects.create(person=local.person, **TEXAS)
    taken(local.person, Fraction(1), topic="state-law", jurisdiction="us-tx")
    for _ in range(5):
        taken(local.person, Fraction(3))
    local.cheap = offer(local.person, "Cheap", 10)
    local.dear = offer(local.person, "Dear", 30)
    return local


def taken(person, hours: Fraction, **axes) -> Credit:
    number = Credit.objects.count()
    return Credit.objects.create(
        person=person, date=date(2026, 1, 1 + number), hours=hours, title=f"Talk {number}", **KIND | axes
    )


def offer(person, title: str, usd: int | None, hours: int = 4) -> OwnActivity:
    cost = None if usd is None else Decimal(usd)
    return OwnActivity.objects.create(
        person=person, title=title, hours=Fraction(hours), cost_usd=cost, **KIND
    )


def chosen(response) -> list[str]:
    take = page_of(response).find("section", attrs={"aria-labelledby": "take"})
    return [title.get_text() for title in take.find_all("h3")] if take else []


def choose(texan, row, choice: str):
    return texan.client.post(
        f"/ce/catalogue/activity/{row.id}/choose/", {"choice": choice, "next": "/ce/plan/"}, follow=True
    )


def test_without_holdings_the_page_teaches(local):
    assert "Add what you hold" in text_of(local.client.get("/ce/plan/"))


@pytest.mark.once
@pytest.mark.parametrize(
    ("credential", "expires", "said"),
    [
        ("us-pa-technician", None, "date needed"),
        ("us-nc-technician", date(2026, 12, 31), "Nothing to plan, but something to answer"),
    ],
)
def test_what_cannot_be_planned_yet_leads_to_what_would_let_it(local, credential, expires, said):
    held = {"credential": credential, "issued": date(2026, 3, 1), "expires": expires}
    row = Holding.objects.create(person=local.person, **held)
    response = local.client.get("/ce/plan/")
    assert said in text_of(response)
    assert "Nothing is missing" not in text_of(response)
    assert page_of(response).find("main").find("a", href=f"/holdings/{row.id}/")


def test_the_cheapest_way_is_chosen_and_says_what_it_serves(texan):
    response = texan.client.get("/ce/plan/")
    assert chosen(response) == ["Cheap"]
    assert "4 hours, $10" in text_of(response)
    assert "by 30 June 2027" in text_of(response)
    assert "Counts toward 20 contact hours (Texas registration)." in text_of(response)


def test_a_reason_that_several_share_is_told_once(texan):
    choose(texan, texan.dear, "pinned")
    response = choose(texan, texan.cheap, "pinned")
    assert chosen(response) == ["Cheap", "Dear"]
    assert text_of(response).count("Counts toward 20 contact hours (Texas registration).") == 1


def test_each_step_leads_to_where_one_signs_up_before_it_asks_whether_one_has(texan):
    OwnActivity.objects.filter(id=texan.cheap.id).update(url="https://learn.example/course")
    row = (
        page_of(texan.client.get("/ce/plan/"))
        .find("section", attrs={"aria-labelledby": "take"})
        .find(class_="row")
    )
    assert next(link["href"] for link in row.find_all("a")) == "https://learn.example/course"
    one = page_of(texan.client.get(f"/ce/catalogue/activity/{texan.cheap.id}/"))
    assert (
        one.find("section", attrs={"aria-labelledby": "do"}).find("a")["href"]
        == "https://learn.example/course"
    )


def test_what_is_not_for_me_is_left_out_and_can_come_back(texan):
    response = choose(texan, texan.cheap, "refused")
    assert chosen(response) == ["Dear"]
    assert "Not for you" in text_of(response)
    assert chosen(choose(texan, texan.cheap, "")) == ["Cheap"]


def test_what_is_kept_is_in_the_plan(texan):
    assert chosen(choose(texan, texan.dear, "pinned")) == ["Dear"]


def test_an_unknown_price_is_the_last_choice_and_is_said(texan):
    offer(texan.person, "Nobody knows", None)
    known = texan.client.get("/ce/plan/")
    assert chosen(known) == ["Cheap"]
    assert "for the prices that are known" not in text_of(known)
    choose(texan, texan.cheap, "refused")
    response = choose(texan, texan.dear, "refused")
    assert "Nobody knows" in chosen(response)
    assert "price not known" in text_of(response)
    assert "That goes for the prices that are known." in text_of(response)


def accepted(texan, page=None):
    """The plan of a page, put into the log by its button."""
    page = page or texan.client.get("/ce/plan/")
    form = page_of(page).find("form", action="/ce/plan/accept/")
    sent = {field["name"]: field["value"] for field in form.find_all("input")}
    return texan.client.post(form["action"], sent, follow=True)


def test_the_plan_goes_into_the_log_as_planned_and_out_again(texan):
    response = accepted(texan)
    row = Credit.objects.visible_to(texan.person).get(title="Cheap")
    assert (row.status, row.hours, row.cost_usd) == ("planned", Fraction(4), Decimal(10))
    assert row.date <= date(2027, 6, 30)
    assert chosen(texan.client.get("/ce/plan/")) == []
    texan.client.post(undo_of(response))
    assert not Credit.objects.visible_to(texan.person).filter(title="Cheap").exists()


def test_one_tap_twice_puts_the_plan_into_the_log_once(texan):
    page = texan.client.get("/ce/plan/")
    accepted(texan, page)
    assert "Your record has changed since you looked." in text_of(accepted(texan, page))
    assert Credit.objects.visible_to(texan.person).filter(title="Cheap").count() == 1


def test_a_plan_that_nobody_has_seen_is_not_put_into_the_log(texan):
    page = texan.client.get("/ce/plan/")
    texan.cheap.delete_softly()
    assert chosen(accepted(texan, page)) == ["Dear"]
    texan.client.post("/ce/plan/accept/")
    assert not Credit.objects.visible_to(texan.person).filter(status="planned").exists()


def test_what_is_kept_but_cannot_be_taken_in_time_is_told(texan):
    texan.client.post("/me/", {"study_hours_per_week": "0.05"})
    response = choose(texan, texan.dear, "pinned")
    assert response.status_code == 200
    assert "cannot all be taken in time" in text_of(response)


def test_what_was_booked_since_stays_when_the_plan_is_taken_back(texan):
    response = accepted(texan)
    row = Credit.objects.visible_to(texan.person).get(title="Cheap")
    row.status = "booked"
    row.save()
    texan.client.post(undo_of(response))
    assert Credit.objects.visible_to(texan.person).filter(title="Cheap").exists()


def test_an_empty_catalogue_ends_in_a_list_of_what_to_look_for(texan):
    for row in (texan.cheap, texan.dear):
        row.delete_softly()
    for id_ in range(1, 5):
        choice = {"choice": "refused"}
        texan.client.post(f"/ce/catalogue/activity/ashp-accreditation-{id_}/choose/", choice)
    text = text_of(texan.client.get("/ce/plan/"))
    assert "Still to be found" in text
    assert "Where to look" in text


def test_the_hours_of_study_a_week_are_asked_and_kept(texan):
    profile = {"study_hours_per_week": "1.5", "budget_usd_per_month": "60"}
    texan.client.post("/me/", profile)
    assert "Fits into 1.5 hours of study a week" in text_of(texan.client.get("/ce/plan/"))
    # More than the career file takes could not come back from there.
    for wrong in (
        {"budget_usd_per_month": "-1"},
        {"study_hours_per_week": "169"},
        {"birthday": "2099-01-01"},
    ):
        assert texan.client.post("/me/", profile | wrong).status_code == 422, wrong


def test_what_a_board_ordered_stands_on_the_page_which_does_not_call_all_closed(local):
    more = {"told_on": date(2026, 5, 1), "evidence": "the order", "extra_hours": Fraction(5)}
    Holding.objects.create(person=local.person, credential="us-ms-technician", issued=date(2018, 1, 1))
    Override.objects.create(person=local.person, credential="us-ms-technician", **more)
    text = text_of(local.client.get("/ce/plan/"))
    assert "Nothing to plan, but something to ask" in text
    assert "what counts toward the 5 hours it ordered" in text
    assert "meets every open term" not in text
