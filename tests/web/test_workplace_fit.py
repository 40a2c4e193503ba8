"""How each workplace fits, what it pays, and where one has been: on pages, kept, and undone."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from rxladder.career.workplaces import Wishes
from rxladder.facts.roles import workplaces
from rxladder.rules.fit import fits, percent
from rxladder.web.accounts.models import Person, Work
from rxladder.web.plan.dates import asked_for
from rxladder.web.plan.models import Goal
from rxladder.web.responsibilities.duty_rows import stored_skills
from rxladder.web.site.career_io import engines_career
from rxladder.web.workplaces import reaching
from rxladder.web.workplaces.models import Visit, WorkWishes
from rxladder.web.workplaces.visits import visit_dates
from tests.web.pages import errors_of, names_its_figures, page_of, text_of, undo_of
from tests.web.settings import TODAY
from tests.web.wage_tables import cells_of, dollars, table

pytestmark = pytest.mark.usefixtures("no_ways")

# --- Fit


@pytest.fixture
def time_enough(no_ways: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a busy machine finds in its time is not asked here."""
    monkeypatch.setattr(reaching, "SECONDS_EACH", 60)
    monkeypatch.setattr(reaching, "SECONDS_IN_ALL", 60)


def cards_of(response) -> dict[str, str]:
    """The words of each card, by the kind of workplace, in the page's order."""
    cards = page_of(response).main.find_all("li", class_="card")
    return {card.h2.a["href"].split("/")[-2]: " ".join(card.get_text(" ").split()) for card in cards}


@pytest.mark.once
def test_every_kind_is_there_in_the_order_of_the_score_and_each_part_is_told(demo):
    response = demo.client.get("/workplaces/fit/")
    career, skills = engines_career(demo.person), stored_skills(demo.person)
    found = fits(career, skills, Wishes(), TODAY)
    cards = cards_of(response)
    assert list(cards) == [one.workplace for one in found]
    for one in found:
        least, most = percent(one.least), percent(one.most)
        assert f"{most} of 100" in cards[one.workplace]
        assert least == most or f"{least} to {most} of 100" in cards[one.workplace]
        for term in one.terms:
            assert term.says in cards[one.workplace]
    assert page_of(response).h1.get_text() == "Hospital, inpatient fits you best"


def test_it_is_weighed_anew_on_the_page_and_nothing_is_kept_by_looking(demo):
    asked = "asked=1&shifts=no&weigh_skills=0&weigh_credentials=0&weigh_experience=0&weigh_shifts=3"
    cards = cards_of(demo.client.get(f"/workplaces/fit/?{asked}"))
    best = list(cards)[:3]
    assert {*best} == {"compounding-nonsterile", "program-340b", "academia"}
    assert "Shifts ×3 : 100 of 100" in cards["academia"].replace("×3:", "×3 :")
    assert "No source confirmed this line." in cards["academia"]
    assert not WorkWishes.objects.visible_to(demo.person).exists()


@pytest.mark.once
def test_wishes_that_do_not_hold_are_told_and_nothing_is_kept(demo):
    response = demo.client.get("/workplaces/fit/?asked=1&least_usd=much")
    assert response.status_code == 422
    assert errors_of(response)
    assert demo.client.post("/workplaces/fit/keep/", {"shifts": "often"}).status_code == 422
    assert not WorkWishes.objects.visible_to(demo.person).exists()


def test_wishes_are_kept_shown_again_and_taken_back(demo):
    told = {"sterile": "no", "least_usd": "24.50", "weigh_pay": "3", "weigh_skills": "0"}
    page = demo.client.post("/workplaces/fit/keep/", told, follow=True)
    row = WorkWishes.objects.visible_to(demo.person).get()
    assert (row.sterile, row.least_usd, row.weights) == ("no", Decimal("24.50"), {"skills": 0, "pay": 3})
    assert page_of(page).find("select", attrs={"name": "weigh_pay"}).find(selected=True)["value"] == "3"
    demo.client.post("/workplaces/fit/keep/", {"sterile": "yes"})
    assert WorkWishes.objects.visible_to(demo.person).get().sterile == "yes"
    assert demo.client.post(undo_of(page)).status_code == 404, "something was kept since"
    last = demo.client.post("/workplaces/fit/keep/", {"remote": "yes"}, follow=True)
    demo.client.post(undo_of(last))
    assert WorkWishes.objects.visible_to(demo.person).get().sterile == "yes"
    assert demo.client.post(undo_of(last)).status_code == 404


def test_what_is_missing_is_dated_and_priced_and_one_click_makes_it_a_goal(demo, time_enough):
    response = demo.client.get("/workplaces/fit/?asked=1")
    card = cards_of(response)["compounding-sterile"]
    assert "You could start on 20 December 2026 at the earliest; cost: no fees." in card
    assert "What is missing: Training:" in card
    assert "Certified Compounded Sterile Preparation Technician : on" in card
    assert "Skills used on a day there that are not in your record: Cleaning the sterile room" in card
    form = next(
        form
        for form in page_of(response).main.find_all("form", action="/me/background/goal/new/")
        if form.find("input", attrs={"name": "workplace"})["value"] == "compounding-sterile"
    )
    told = {field["name"]: field["value"] for field in form.find_all("input")}
    back = demo.client.post(form["action"], told)
    assert back.url == "/workplaces/fit/?asked=1"
    assert Goal.objects.visible_to(demo.person).filter(workplace="compounding-sterile").count() == 1
    assert "It is a goal of yours." in cards_of(demo.client.get("/workplaces/fit/"))["compounding-sterile"]


@pytest.mark.once
def test_where_the_time_is_used_up_nothing_is_said_of_the_way(demo):
    looks = reaching.Looks(asked_for(demo.person, TODAY), seconds=-1)
    assert looks.reach("workplace", "nuclear") is None


@pytest.mark.once
@pytest.mark.parametrize("address", ["/workplaces/fit/", "/workplaces/pay/"])
def test_what_was_left_out_is_worked_out_by_and_by(demo, monkeypatch, address):
    def going_on(path: str) -> str | None:
        found = page_of(demo.client.get(path)).find(attrs={"hx-select": "#worked-out"})
        if found is None:
            return None
        assert found.a["href"] == found["hx-get"]
        return found["hx-get"]

    monkeypatch.setattr(reaching, "SECONDS_IN_ALL", -1)
    monkeypatch.setattr(reaching, "SECONDS_GOING_ON", -1)
    assert going_on(f"{address}?asked=1") == f"{address}?asked=1&round=1"
    assert going_on(f"{address}?round=11") == f"{address}?round=12"
    assert going_on(f"{address}?round=12") is None
    assert going_on(f"{address}?round=x") is None
    monkeypatch.setattr(reaching, "SECONDS_IN_ALL", 100)
    monkeypatch.setattr(reaching, "SECONDS_GOING_ON", 100)
    assert going_on(f"{address}?round=1") is None
    assert "not worked out" not in text_of(demo.client.get(address))


@pytest.mark.once
def test_an_empty_record_is_asked_what_it_wishes_for(local):
    page = page_of(local.client.get("/workplaces/fit/"))
    assert page.find("details", open=True).summary.get_text() == "What do you want?"
    assert "Your record has no skills yet." in page.get_text()
    assert page.h1.get_text() == "How well each one fits you", (
        "all fit alike, so that none is called the best"
    )
    assert "Nothing sets one apart yet" in page.get_text()


# --- Pay


@pytest.mark.once
def test_my_pay_stands_between_published_percentiles(demo):
    page = demo.client.post("/workplaces/pay/", {"usd_per_hour": "21.50"}, follow=True)
    text = text_of(page)
    assert page_of(page).h1.get_text() == "$21.50 is between the 25th and the 50th percentile of Texas"
    rows = {row["area_abbr"]: row for row in table("wages")}
    hospitals = next(row for row in table("wages_by_industry") if row["naics"] == "622100")
    for row in (rows["TX"], rows["US"], hospitals):
        assert f"than the median of {dollars(row['p50'])}" in text
    demo.client.post(undo_of(page))
    assert "Where your pay stands" not in text_of(demo.client.get("/workplaces/pay/"))


@pytest.mark.once
def test_pay_at_the_median_is_not_more_and_not_less(demo):
    texas = next(row for row in table("wages") if row["area_abbr"] == "TX")
    page = demo.client.post("/workplaces/pay/", {"usd_per_hour": texas["p50"]}, follow=True)
    assert f"exactly the median of {dollars(texas['p50'])}" in text_of(page)


@pytest.mark.once
@pytest.mark.parametrize(
    ("usd", "words"),
    [("9", "is below the 10th percentile of Texas"), ("90", "is at or above the 90th percentile of Texas")],
)
def test_beyond_the_table_nothing_is_made_up(demo, usd, words):
    page = demo.client.post("/workplaces/pay/", {"usd_per_hour": usd}, follow=True)
    assert words in page_of(page).h1.get_text()


@pytest.mark.once
@pytest.mark.parametrize("usd", ["-1", "a lot", "99999999999"])
def test_a_pay_that_does_not_hold_is_told_and_not_kept(demo, usd):
    page = demo.client.post("/workplaces/pay/", {"usd_per_hour": usd})
    assert (page.status_code, len(errors_of(page))) == (422, 1)
    assert not WorkWishes.objects.visible_to(demo.person).exists()


@pytest.mark.once
def test_figures_by_state_and_setting_are_those_of_the_tables(demo):
    page = page_of(demo.client.get("/workplaces/pay/"))
    columns = ("p10", "p25", "p50", "p75", "p90")
    state, setting = (page.find("section", attrs={"aria-labelledby": name}) for name in ("state", "setting"))
    told = {row[0]: row[2:7] for row in cells_of(state.find("table"))}
    for row in table("wages"):
        assert told[row["area"]] == [dollars(row[column]) for column in columns]
    texas = [row for row in table("wages_metro") if "TX" in row["area_abbr"].split("-")]
    found = page.find("section", attrs={"aria-labelledby": "here"}).find("table")
    assert {(row[0], row[2]) for row in cells_of(found)} == {(r["area"], dollars(r["p50"])) for r in texas}
    told = {row[0]: row[2:7] for row in cells_of(setting.find("table"))}
    assert len(told) == sum(bool(place.industries) for place in workplaces().values())
    by_name = {row["industry"]: row for row in table("wages_by_industry")}
    for name, figures in told.items():
        industry = by_name[name.partition(": ")[2]]
        assert figures == [dollars(industry[column]) for column in columns]
    assert all(names_its_figures(one) for one in page.find_all("table", class_="by-row"))


@pytest.mark.once
def test_a_move_and_a_change_of_place_tell_what_they_bring_and_cost(demo):
    page = page_of(demo.client.get("/workplaces/pay/"))
    rows = {row["area_abbr"]: row for row in table("wages")}
    more = dollars(str(Decimal(rows["WA"]["p50"]) - Decimal(rows["TX"]["p50"])))
    washington = page.find("a", href="/move/us-wa/").get_text(" ")
    assert f"{dollars(rows['WA']['p50'])} ({more} more)" in washington
    assert "The board's fees:" in washington
    federal = page.find("section", attrs={"aria-labelledby": "setting"}).find(
        "a", href="/workplaces/kinds/federal/"
    )
    assert "$31.94 ($7.57 more)" in federal.get_text(" ")
    text = page.main.get_text(" ")
    assert "no source with a measured premium for certification was found" in text


@pytest.mark.once
def test_without_a_state_or_a_post_no_difference_is_told(local):
    text = text_of(local.client.get("/workplaces/pay/"))
    assert "Add your state in your profile" in text
    assert not re.search(r"\(\$[\d.]+ (more|less)\)", text)


# --- Where one has been


def test_posts_and_visits_add_up_and_the_rest_is_not_seen_yet(demo):
    Visit.objects.create(
        person=demo.person, workplace="nuclear", starts=date(2026, 10, 1), hours=Fraction(15, 2), done=True
    )
    Visit.objects.create(person=demo.person, workplace="federal", starts=date(2026, 12, 1))
    response = demo.client.get("/workplaces/experience/")
    text = text_of(response)
    assert page_of(response).h1.get_text() == "You know 3 of 21 kinds of workplaces"
    assert "1 visit, 7.5 hours" in text
    assert "32 months of work" in text
    unseen = page_of(response).find("section", attrs={"aria-labelledby": "unseen"})
    assert len(unseen.find_all("li")) == 18
    assert "Shadowing: Federal service, 1 Dec 2026" in text


def test_a_visit_is_planned_took_place_and_is_taken_back(local):
    told = {"kind": "rotation", "workplace": "nuclear", "starts": "2026-11-02", "ends": "2026-11-13"}
    local.client.post("/workplaces/visit/new/", told)
    row = Visit.objects.visible_to(local.person).get()
    assert "The day has passed. Did it happen?" in text_of(local.client.get("/workplaces/experience/"))
    page = local.client.post(f"/workplaces/visit/{row.id}/took-place/", follow=True)
    row.refresh_from_db()
    assert row.done
    local.client.post(undo_of(page))
    row.refresh_from_db()
    assert not row.done


def test_a_planned_visit_stands_in_the_calendar_until_it_took_place(local):
    told = {"workplace": "nuclear", "starts": date(2026, 12, 7), "ends": date(2026, 12, 18)}
    row = Visit.objects.create(person=local.person, kind="rotation", people="Ana Ruiz", **told)
    (event,) = visit_dates(local.person, TODAY)
    assert (event.day, event.what, event.state) == (row.starts, "Rotation: Nuclear pharmacy", "open")
    assert event.why == "With Ana Ruiz. Until 18 December 2026"
    assert "Rotation: Nuclear pharmacy" in text_of(local.client.get("/calendar/"))
    row.done = True
    row.save()
    assert [one.state for one in visit_dates(local.person, TODAY)] == ["done"]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"workplace": ""}, "Choose the kind of place."),
        ({"ends": "2026-10-01"}, "The last day is before the first."),
        ({"starts": "2027-01-01", "ends": "", "done": "on"}, "The first day has not come yet."),
        ({"hours": "-3"}, "Enter a number above 0."),
    ],
)
def test_a_visit_that_does_not_hold_is_told_and_not_kept(local, change, error):
    told = {"kind": "rotation", "workplace": "nuclear", "starts": "2026-11-02", "ends": "2026-11-13"}
    page = local.client.post("/workplaces/visit/new/", told | change)
    assert page.status_code == 422
    assert error in " ".join(errors_of(page))
    assert not Visit.objects.visible_to(local.person).exists()


def test_the_hours_of_a_visit_are_no_work(local):
    Visit.objects.create(
        person=local.person, workplace="nuclear", starts=date(2026, 1, 1), hours=1_000, done=True
    )
    Work.objects.create(person=local.person, role="technician", workplace="federal", began=date(2026, 1, 1))
    career = engines_career(Person.objects.get(id=local.person.id))
    assert [work.workplace for work in career.experience] == ["federal"]


def test_an_empty_page_leads_to_a_first_visit(local):
    page = page_of(local.client.get("/workplaces/experience/"))
    assert page.find(class_="empty").find("a", href="/workplaces/visit/new/")
