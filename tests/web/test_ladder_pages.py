"""The ladder on a page: where I stand, what is one step away, each role and step with its reasons."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from django.urls import reverse

from rxladder.career.record import Career
from rxladder.facts.roles import families, roles, short_role_name
from rxladder.rules.ladder import Standing, ladder
from rxladder.rules.result import Because
from rxladder.web.accounts.models import Work
from rxladder.web.certifications.ladder_picture import WIDTH, line_of, picture
from rxladder.web.certifications.ladder_words import chip_look
from rxladder.web.certifications.models import Holding
from rxladder.web.plan.models import Goal
from rxladder.web.site.rules import packs
from tests.web.pages import page_of, text_of, undo_of

STEPS = [(id_, to) for id_, role in roles().items() for to in role.leads_to]


def works_as(person, role: str, began: date = date(2026, 2, 1)) -> None:
    Work.objects.create(person=person, role=role, began=began, hours_per_week=Fraction(35))


def chip_of(response, role: str) -> str:
    """The words of a role's chip in the list of steps."""
    found = page_of(response).find("section", attrs={"aria-labelledby": "steps"})
    row = next(link for link in found.find_all("a") if role in link.find(class_="name").get_text())
    return row.find(class_="chip").get_text()


@pytest.mark.once
def test_an_empty_ladder_teaches_and_leads_to_the_work(local):
    response = local.client.get("/ladder/")
    assert "Where are you now?" in text_of(response)
    assert page_of(response).main.find("a", class_="button")["href"] == reverse("background:add-work")
    assert page_of(response).find("svg", class_="ladder")


@pytest.mark.once
def test_a_technician_sees_the_day_on_which_a_step_can_be_taken(local):
    works_as(local.person, "technician")
    Holding.objects.create(
        person=local.person, credential="ptcb-cpht", issued=date(2026, 1, 15), expires=date(2028, 1, 31)
    )
    response = local.client.get("/ladder/")
    assert chip_of(response, "Senior or advanced technician") == "from 31 Jan 2027"
    assert "you will meet what it asks for on 31 January 2027" in text_of(response)


@pytest.mark.once
def test_what_i_meet_comes_first_and_is_counted(demo):
    response = demo.client.get("/ladder/")
    assert page_of(response).h1.get_text() == "8 steps are open to you"
    assert chip_of(response, "Lead technician") == "you meet it"
    assert chip_of(response, "Hazardous drug or oncology technician") == "asks for more"
    assert chip_of(response, "Quality, compliance") == "open question"


@pytest.mark.once
@pytest.mark.parametrize("place", ["next", "above"])
def test_a_chips_colour_follows_its_word_wherever_the_role_is(place):
    def look(met, day=None) -> str:
        return chip_look(Standing("lead-technician", place, met, Because("leaf", "", met), day))

    assert (look(met=True), look(met=None)) == ("next", "unknown")
    assert look(met=None, day=date(2027, 1, 31)) == look(met=False)


def test_the_families_in_which_one_stands_are_drawn_open(local):
    def drawn():
        return page_of(local.client.get("/ladder/")).select(".families > section > details")

    def drawn_open():
        return [one.select_one("summary h3").get_text() for one in drawn() if one.has_attr("open")]

    assert drawn_open() == ["Starting out"], "of who stands nowhere yet"
    local.client.post("/demo/")
    assert drawn_open() == ["Starting out", "Compounding"]
    assert [one.has_attr("open") for one in drawn()[:3]] == [True, True, False], "and stand first"


@pytest.mark.once
def test_each_drawing_has_its_roles_as_links_and_the_same_as_a_list(demo):
    page = page_of(demo.client.get("/ladder/"))
    for family in families().values():
        section = page.find("section", attrs={"aria-labelledby": f"family-{family.id}"})
        wanted = {f"/ladder/roles/{id_}/" for id_ in family.roles}
        drawing, listed = section.find("svg"), section.find("ul", class_="rows")
        assert wanted <= {link["href"] for link in listed.find_all("a")}
        assert drawing is None or wanted <= {link["href"] for link in drawing.find_all("a")}


@pytest.mark.once
def test_a_drawing_fits_a_phone_and_needs_no_style(demo):
    page = page_of(demo.client.get("/ladder/"))
    for drawing in page.find_all("svg", class_="ladder"):
        assert not drawing.find_all(style=True)
        for box in drawing.find_all("rect"):
            assert 0 <= float(box["x"]) <= WIDTH - float(box["width"])
        labels = [link["aria-label"] for link in drawing.find_all("a")]
        assert len(labels) == len(set(labels))
        assert all(labels)


@pytest.mark.once
def test_no_name_is_cut_to_fit_its_box(demo):
    page = page_of(demo.client.get("/ladder/"))
    for drawing in page.find_all("svg", class_="ladder"):
        for box in drawing.find_all("rect"):
            words = " ".join(text.get_text() for text in box.parent.find_all("text", class_="name"))
            role = box.parent["href"].split("/")[-2]
            assert words == short_role_name(role)


@pytest.mark.once
def test_a_drawing_has_every_step_between_its_own_roles_and_none_that_is_not_there(demo):
    page = page_of(demo.client.get("/ladder/"))
    for family in families().values():
        drawing = page.find("section", attrs={"aria-labelledby": f"family-{family.id}"}).find("svg")
        if drawing is None:
            continue
        links = [link["href"] for link in drawing.find_all("a")]
        inside = [f"/ladder/steps/{of}/{to}/" for of, to in STEPS if {of, to} <= set(family.roles)]
        assert set(inside) <= set(links)
        drawn = {tuple(link.split("/")[3:5]) for link in links if "/steps/" in link}
        assert drawn <= set(STEPS)


@pytest.mark.parametrize(
    "family", [one for one in families().values() if one.id != "beside"], ids=lambda one: one.id
)
def test_no_arrow_hides_behind_a_role_that_it_passes(family):
    """A line behind a box would look like two steps, and lead to a role that it does not lead to."""
    drawn = picture(family, ladder(Career(), packs(), date(2026, 11, 22)))
    places = {box.role: box for box in drawn.boxes}
    for arrow in drawn.arrows:
        line, _ = line_of(places[arrow.of], places[arrow.to], drawn.boxes)
        passed = [
            box.role for box in drawn.boxes if box.role not in (arrow.of, arrow.to) and line.crosses(box)
        ]
        assert passed == [], (arrow.of, arrow.to)
        left, right = line.reach
        assert 1 < left <= right < WIDTH - 1, f"{arrow.of} to {arrow.to} is cut at the edge"


@pytest.mark.once
def test_every_step_of_the_facts_is_on_the_page(local):
    links = {link["href"] for link in page_of(local.client.get("/ladder/")).main.find_all("a")}
    assert {f"/ladder/steps/{of}/{to}/" for of, to in STEPS} <= links


@pytest.mark.once
@pytest.mark.parametrize("role", list(roles()))
def test_every_role_has_a_page(demo, role):
    response = demo.client.get(f"/ladder/roles/{role}/")
    assert response.status_code == 200
    text = text_of(response)
    assert roles()[role].name in text
    for line in roles()[role].unconfirmed:
        assert "Not confirmed by any source" in text
        assert line[1:] in text
    for one in (*roles()[role].evidence, *roles()[role].sources):
        assert one.url in {link["href"] for link in page_of(response).main.find_all("a")}


@pytest.mark.once
def test_pay_is_told_with_its_year_and_what_it_is_of(demo):
    text = text_of(demo.client.get("/ladder/roles/sterile-compounding/"))
    assert "$50,680 a year · $24.37 an hour" in text
    assert "11 percent more than technicians overall" in text
    assert "General Medical and Surgical Hospitals" in text
    assert "May 2025" in text
    assert "an industry is not a role" in text
    unknown = text_of(demo.client.get("/ladder/roles/senior-technician/"))
    assert "No source we read says what this role earns." in unknown
    assert "In Texas the median is $22.07 an hour" in text_of(demo.client.get("/ladder/roles/technician/"))


@pytest.mark.once
def test_a_step_gives_its_reasons_and_sources(demo):
    response = demo.client.get("/ladder/steps/sterile-compounding/hazardous-oncology/")
    text = text_of(response)
    assert "Yes: You have at least 1 year of sterile compounding" in text
    assert "Not yet: You finished the training “The site's own program for hazardous drugs (USP 800)”" in text
    assert "Oncology or infusion centre" in text
    assert any("imiweb.com" in link["href"] for link in page_of(response).main.find_all("a"))


@pytest.mark.once
@pytest.mark.parametrize(
    "address",
    ["/ladder/roles/astronaut/", "/ladder/steps/trainee/pharmacist/", "/ladder/steps/astronaut/trainee/"],
)
def test_what_there_is_not_is_not_found(local, address):
    assert local.client.get(address).status_code == 404


def test_a_step_without_a_source_speaks_of_none(demo):
    text = text_of(demo.client.get("/ladder/steps/supervisor/health-services-manager/"))
    assert "0 sources" in text
    assert "confidence low" in text
    assert "a secondary source" not in text


def test_a_role_becomes_a_goal_in_place_and_can_be_taken_back(demo):
    page = "/ladder/roles/lead-technician/"
    response = demo.client.post(
        "/me/background/goal/new/",
        {"role": "lead-technician", "by": "2027-12-31", "next": page},
        follow=True,
    )
    assert response.request["PATH_INFO"] == page
    assert "It is a goal of yours, by 31 December 2027." in text_of(response)
    demo.client.post(undo_of(response))
    assert not Goal.objects.visible_to(demo.person).filter(role="lead-technician").exists()
    assert "It is a goal of yours" not in text_of(demo.client.get(page))


def test_a_goal_is_ones_own(as_owner, as_another, owner):
    as_owner.post("/me/background/goal/new/", {"role": "trainer", "next": "/ladder/roles/trainer/"})
    assert "It is a goal of yours" in text_of(as_owner.get("/ladder/roles/trainer/"))
    assert "It is a goal of yours" not in text_of(as_another.get("/ladder/roles/trainer/"))


def test_a_form_leads_to_no_other_site(demo):
    response = demo.client.post(
        "/me/background/goal/new/", {"role": "trainer", "next": "//elsewhere.example/"}, follow=True
    )
    assert response.request["PATH_INFO"] == "/me/background/"


@pytest.mark.once
def test_the_phone_bar_has_five_tabs_and_what_left_it_is_under_more(local):
    page = page_of(local.client.get("/ladder/"))
    tabs = [link.get_text().strip() for link in page.find("nav", class_="tabs").find_all("a")]
    assert tabs == ["Next", "CE", "Study", "Ladder", "More"]
    assert page.find("a", attrs={"aria-current": "page"}).get_text().strip() == "Ladder"
    more = page_of(local.client.get("/more/")).main
    assert {"/rules/", "/holdings/"} <= {link["href"] for link in more.find_all("a")}
    rules = page_of(local.client.get("/rules/"))
    assert rules.find("a", attrs={"aria-current": "page"}).get_text().strip() == "More"


def test_who_has_no_post_yet_is_led_to_a_path(local):
    local.person.state = "us-oh"
    local.person.save()
    assert page_of(local.client.get("/ladder/")).find(
        "a", href="/ladder/path/", string="Find my path to a goal"
    )
    assert page_of(local.client.get("/")).find("a", href="/ladder/path/?goal=role:technician")
