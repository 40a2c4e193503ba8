"""The path on a page: nothing chosen, a goal of one's own, what if, and no way at all."""

from __future__ import annotations

from datetime import date

import pytest

from rxladder.web.certifications.models import Holding, Override
from rxladder.web.plan.models import Goal
from tests.web.pages import errors_of, page_of, text_of

PATH = "/ladder/path/"
ASKED = {"goal": "credential:ptcb-cspt", "hours": "20"}


@pytest.mark.once
def test_without_a_goal_it_says_what_it_will_do(local):
    response = local.client.get(PATH)
    assert page_of(response).h1.get_text() == "Where do you want to be?"
    assert page_of(response).main.find("select", attrs={"name": "goal"})
    first = page_of(local.client.get(PATH)).find("select", attrs={"name": "goal"}).option
    assert (first["value"], first.get_text()) == ("", "Choose where you want to be")
    assert errors_of(local.client.get(PATH, {"goal": ""})) == ["Answer this: Where do you want to go?"]


@pytest.mark.once
def test_the_first_own_goal_is_planned_as_drawing_and_list(demo):
    response = demo.client.get(PATH)
    main = page_of(response).main
    assert "Certified Compounded Sterile Preparation Technician by" in main.h1.get_text()
    drawn = [one.get_text() for one in main.find("svg", class_="gantt").find_all("text", class_=None)]
    listed = [one.get_text() for one in main.find("ol").find_all(class_="name")]
    assert len(drawn) == len(listed) == len(main.find("svg").find_all("rect"))
    assert all(name.startswith(said.rstrip("…")) for said, name in zip(drawn, listed, strict=True))
    assert "proven to be the best" in text_of(response)
    assert "60 hours of study before a certification exam" in text_of(response)


def test_what_if_changes_the_path_and_not_the_record(demo):
    revision = demo.person.revision
    slow, fast = (page_of(demo.client.get(PATH, asked)).main for asked in ({}, ASKED))
    assert slow.h1.get_text() != fast.h1.get_text()
    # The way stands near, and what it was asked with is told.
    usual, otherwise = (main.find("form", method="get").details for main in (slow, fast))
    assert not otherwise.has_attr("open")
    assert "included" in otherwise.summary.get_text()
    assert "included" not in usual.summary.get_text()
    demo.person.refresh_from_db()
    assert demo.person.revision == revision


@pytest.mark.once
def test_a_certificate_can_be_done_without(demo):
    response = demo.client.get(PATH, {"goal": "credential:ptcb-cpht-adv", "hours": "10"})
    offered = [one["value"] for one in page_of(response).find_all("input", attrs={"name": "skip"})]
    assert offered
    without = demo.client.get(PATH, {"goal": "credential:ptcb-cpht-adv", "hours": "10", "skip": offered[0]})
    kept = page_of(without).find("input", attrs={"name": "skip", "value": offered[0]})
    assert kept.has_attr("checked")
    assert page_of(without).find("ol").get_text() != page_of(response).find("ol").get_text()


@pytest.mark.once
def test_where_there_is_no_path_it_says_why(demo):
    response = demo.client.get(PATH, {"goal": "role:health-services-manager"})
    assert (
        page_of(response).h1.get_text()
        == "No path to Health services manager (outside the technician line) yet"
    )
    assert "bachelor's degree" in text_of(response)


@pytest.mark.once
def test_bad_input_is_told_at_its_field(demo):
    response = demo.client.get(PATH, {"goal": "credential:ptcb-cspt", "hours": "-3"})
    assert any("above 0" in line for line in errors_of(response))
    assert demo.client.get(PATH, {"goal": "credential:nothing"}).status_code == 200


def test_a_goal_leads_its_own_person_only(as_owner, as_another, owner):
    Goal.objects.filter(person=owner.person).delete()
    Goal.objects.create(person=owner.person, role="trainer")
    assert "Trainer, educator or preceptor" in page_of(as_owner.get(PATH)).h1.get_text()
    assert page_of(as_another.get(PATH)).h1.get_text() == "Where do you want to be?"


@pytest.mark.once
def test_what_only_the_board_can_tell_of_its_order_stands_beside_every_way(local):
    Holding.objects.create(person=local.person, credential="us-ms-technician", issued=date(2018, 1, 1))
    Override.objects.create(
        person=local.person, credential="us-ms-technician", told_on=date(2026, 5, 1),
        evidence="the order", extra_hours=5,
    )  # fmt: skip
    main = page_of(local.client.get(PATH, {"goal": "credential:ptcb-cpht", "hours": "4"})).main
    asked = main.find("section", attrs={"aria-labelledby": "to-ask"})
    assert "what counts toward the 5 hours it ordered" in asked.get_text()
