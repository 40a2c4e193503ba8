"""Workplaces on a page: listed, searched, shown with sources, side by side; figures as in the tables."""

from __future__ import annotations

import pytest

from rxladder.facts.roles import workplaces
from tests.web.pages import page_of, text_of
from tests.web.wage_tables import cells_of, dollars, table

IDS = sorted(workplaces())


def names_in(response) -> set[str]:
    found = page_of(response).find("section", attrs={"aria-labelledby": "found"})
    return {link["href"].split("/")[-2] for link in found.find_all("a", class_="name")}


def test_every_kind_of_workplace_is_listed(local):
    assert names_in(local.client.get("/workplaces/")) == set(workplaces())


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("words=chemotherapy", {"specialty", "oncology-infusion"}),
        ("shifts=no&sterile=no&remote=no", {"compounding-nonsterile", "veterinary"}),
        ("remote=yes", {"telepharmacy"}),
        ("words=unicorns", set()),
    ],
)
def test_what_is_asked_for_is_found_and_what_is_not_known_left_out(local, asked, found):
    response = local.client.get(f"/workplaces/?{asked}")
    assert names_in(response) == found
    assert found or "No matches found" in text_of(response)


def test_a_search_that_does_not_hold_is_told(local):
    assert local.client.get("/workplaces/?shifts=maybe").status_code == 422


@pytest.mark.once
@pytest.mark.parametrize("id_", IDS)
def test_a_page_tells_all_that_was_read_with_sources_and_the_wages_of_the_table(local, id_):
    local.person.state = "us-tx"
    local.person.save()
    page = page_of(local.client.get(f"/workplaces/kinds/{id_}/"))
    tells_all(workplaces()[id_], page)
    tells_wages(workplaces()[id_], page.find("section", attrs={"aria-labelledby": "pay"}))


def tells_all(place, page) -> None:
    text = " ".join(page.main.get_text(" ").split()).casefold()
    for line in (*place.tasks, *place.rules, *place.physical, *place.skills, *place.unconfirmed):
        assert " ".join(line.split()).casefold() in text, line
    links = {link["href"] for link in page.main.find_all("a")}
    assert {one.url for one in place.sources} <= links
    assert {f"/ladder/roles/{role}/" for role in place.advances_to} <= links
    assert {f"/ladder/credentials/{one}/" for one in (*place.often, *place.valued)} <= links


def tells_wages(place, pay) -> None:
    wanted = [row for row in table("wages_by_industry") if row["naics"] in place.industries]
    if not wanted:
        assert "no figure is given" in pay.get_text()
        assert "$" not in pay.get_text()
        return
    wanted += [row for row in table("wages") if row["area_abbr"] in ("US", "TX")]
    told = {row[0]: row[2:] for row in cells_of(pay)}
    for row in wanted:
        name = row.get("industry") or row["area"]
        percentiles = [dollars(row[column]) for column in ("p10", "p25", "p50", "p75", "p90")]
        assert told[name] == percentiles
    assert len(told) == len(wanted)
    assert "May 2025" in pay.get_text()
    assert pay.find("a", href="https://download.bls.gov/pub/time.series/oe/oe.data.0.Current")


def test_growth_of_a_state_that_was_not_read_is_not_made_up(local):
    local.person.state = "us-ny"
    local.person.save()
    page = text_of(local.client.get("/workplaces/kinds/nuclear/"))
    assert "The projection for New York was not read." in page
    assert "6 percent more jobs" in page
    assert "Earlier projections: 2023-33: 7 percent more, about 47,400 openings a year" in page


def test_how_far_it_is_comes_from_the_path(demo):
    page = text_of(demo.client.get("/workplaces/kinds/compounding-sterile/"))
    assert "You could start on 20 December 2026 at the earliest; cost: no fees." in page
    assert "What is missing: Training:" in page
    assert "You are already there." in text_of(demo.client.get("/workplaces/kinds/hospital-inpatient/"))


def test_one_click_makes_it_a_goal(demo):
    page = page_of(demo.client.get("/workplaces/kinds/nuclear/"))
    form = page.find("form", action="/me/background/goal/new/")
    told = {field["name"]: field.get("value", "") for field in form.find_all("input") if field.get("name")}
    assert demo.client.post(form["action"], told).url == "/workplaces/kinds/nuclear/"
    assert "It is a goal of yours." in text_of(demo.client.get("/workplaces/kinds/nuclear/"))


def test_a_kind_that_there_is_not_is_not_found(local):
    assert local.client.get("/workplaces/kinds/moon-base/").status_code == 404


def test_four_stand_side_by_side_and_more_are_named(demo):
    ids = ["nuclear", "federal", "academia", "telepharmacy", "industry"]
    response = demo.client.get("/workplaces/compare/?" + "&".join(f"w={id_}" for id_ in [*ids, "moon-base"]))
    heads = [
        head.get_text() for head in page_of(response).find("table", class_="compare").thead.find_all("th")
    ]
    assert heads == [workplaces()[id_].name for id_ in ids[:4]]
    first, second = page_of(response).select("table.compare tbody th")[:2]
    assert (first.get_text(), second.get_text()) == ("Median hourly wage", "For you")
    assert f"Left out: {workplaces()['industry'].name}." in text_of(response)
    assert "not known" in text_of(response)


def test_nothing_to_compare_teaches(local):
    assert "Nothing to compare yet" in text_of(local.client.get("/workplaces/compare/"))


def test_the_ladder_a_role_and_more_lead_here(demo):
    for address, href in (
        ("/ladder/", "/workplaces/"),
        ("/more/", "/workplaces/"),
        ("/ladder/roles/nuclear-technician/", "/workplaces/kinds/nuclear/"),
    ):
        assert page_of(demo.client.get(address)).main.find("a", href=href), address
