"""The pages about working in another state: every state by ease, and one beside one's own."""

from __future__ import annotations

import re
from datetime import date

import pytest

from rxladder.facts.states import STATES
from rxladder.rules.relocation import EASES
from rxladder.web.accounts.models import Answer
from rxladder.web.certifications.models import Holding
from rxladder.web.site.career_io import engines_career
from tests.web.pages import page_of, text_of


def groups_of(response) -> dict[str, list[str]]:
    """The states of each group, in the order of the page."""
    sections = page_of(response).main.find_all("section", attrs={"aria-labelledby": True})
    found = {one["aria-labelledby"].removeprefix("g-"): one for one in sections}
    assert [f"#g-{ease}" for ease in found] == [link["href"] for link in page_of(response).select(".key a")]
    return {
        ease: [name.get_text() for name in found[ease].select(".name")] for ease in EASES if ease in found
    }


@pytest.mark.once
def test_every_state_is_on_the_map_and_in_the_lists_with_the_same_ease(demo):
    response = demo.client.get("/move/")
    page = page_of(response)
    groups = groups_of(response)
    assert sorted(name for names in groups.values() for name in names) == sorted(STATES.values())
    assert list(groups) == [ease for ease in EASES if ease in groups]
    tiles = page.select("svg.tiles a")
    assert sorted(tile["href"] for tile in tiles) == sorted(f"/move/{state}/" for state in STATES)
    for tile in tiles:
        ease = tile["class"][0].replace("lacking", "missing")
        assert tile.title.get_text() in groups[ease]
    assert len({(tile.rect["x"], tile.rect["y"]) for tile in tiles}) == len(STATES)


@pytest.mark.once
def test_the_mark_tells_what_the_colour_tells(demo):
    marks = {}
    for tile in page_of(demo.client.get("/move/")).select("svg.tiles a"):
        mark = tile.select_one(".mark").get_text()
        marks.setdefault(tile["class"][0], set()).add("n" if mark.isdigit() else mark)
    assert all(len(found) == 1 for found in marks.values())
    assert len(set(map(tuple, marks.values()))) == len(marks) > 3


@pytest.mark.once
def test_it_is_reached_from_more_and_from_the_rules_of_another_state(demo):
    assert 'href="/move/"' in demo.client.get("/more/").content.decode()
    assert 'href="/move/us-oh/"' in demo.client.get("/rules/us-oh/").content.decode()
    assert 'href="/move/us-tx/"' not in demo.client.get("/rules/us-tx/").content.decode()
    assert "/move/" not in demo.client.get("/rules/ptcb/").content.decode()


@pytest.mark.once
def test_a_state_tells_what_is_open_what_counts_and_the_hours(demo):
    shown = text_of(demo.client.get("/move/us-nv/"))
    for words in (
        "3 answers are open",
        "To work in: a pharmacy",
        "a dispensing practitioner's office",
        "Cost not known",
        "Registered pharmacy technician, Texas if the board agrees",
        "Each year, 4 hours less than here",
        "points are in doubt",
    ):
        assert words in shown


def test_an_answer_given_from_the_page_counts_at_once_and_leads_back(demo):
    page = page_of(demo.client.get("/move/us-ri/"))
    answer = next(a["href"] for a in page.select("a.button") if "good-character" in a["href"])
    asked = demo.client.get(answer)
    form = page_of(asked).main.find("form", class_="stack")
    values = {one["name"]: one["value"] for one in form.find_all("input") if one["name"] != "value"}
    response = demo.client.post(form["action"], values | {"value": "yes"}, follow=True)
    assert response.request["PATH_INFO"] == "/move/us-ri/"
    assert "Nothing is missing for this" in text_of(response)
    assert "Rhode Island" in groups_of(demo.client.get("/move/"))["ready"]


def test_what_is_held_is_all_that_is_needed(local):
    local.person.state = "us-oh"
    local.person.save()
    Holding.objects.create(
        person=local.person, credential="us-oh-registered-technician", expires=date(2028, 3, 31)
    )
    response = local.client.get("/move/us-oh/")
    assert "You hold what you need to work in Ohio" in text_of(response)
    assert "trainee" not in text_of(response)
    assert groups_of(local.client.get("/move/"))["at-once"] == ["Ohio"]


@pytest.mark.once
def test_an_empty_record_is_told_how_to_begin(local):
    page = page_of(local.client.get("/move/"))
    assert page.select_one(".empty a.button")["href"] == "/holdings/new/"
    assert len(page.select("svg.tiles a")) == len(STATES)


def test_a_state_is_named_as_in_a_sentence_and_no_part_is_told_of_hours_that_are_not(demo):
    assert "Moving to the District of Columbia" in text_of(demo.client.get("/move/us-dc/"))
    said = text_of(demo.client.get("/move/us-nh/"))
    assert "By kind of hour 1 hour live" in said


def test_branches_in_a_branch_are_a_list_and_no_sentence(demo):
    said = text_of(demo.client.get("/move/us-nh/"))
    assert "Ask the board whether this is so: All of these (" in said
    assert "You are at least 16 years old One of these: You have finished high school" in said
    assert "((" not in text_of(demo.client.get("/move/us-wa/"))


def test_what_can_never_be_is_no_not_yet_and_the_board_is_asked_once(demo):
    said = text_of(demo.client.get("/move/us-mi/"))
    assert "No: None of these" in said
    assert "Not yet: None of these" not in said
    said = text_of(demo.client.get("/move/us-wy/"))
    assert "Ask your board" in said
    assert not re.search(r"(known|so|Ask the board): Ask your board", said)


@pytest.mark.once
def test_what_was_not_read_says_so(demo):
    shown = text_of(demo.client.get("/move/us-hi/"))
    assert "source that was read says what it takes" in shown
    assert groups_of(demo.client.get("/move/"))["not-read"] == ["Hawaii"]


@pytest.mark.once
@pytest.mark.parametrize("address", ["/move/ptcb/", "/move/us-zz/", "/move/tx/"])
def test_what_is_no_state_is_not_found(demo, address):
    assert demo.client.get(address).status_code == 404


def test_another_persons_record_changes_nothing(as_owner, as_another, another):
    before = groups_of(as_owner.get("/move/"))
    Answer.objects.create(person=another.person, question="good-character", value=True)
    theirs = groups_of(as_another.get("/move/"))
    assert groups_of(as_owner.get("/move/")) == before
    assert before["at-once"] == ["Texas"]
    assert theirs["at-once"] == ["Florida"]


def test_a_stranger_sees_nothing(as_stranger):
    assert as_stranger.get("/move/").status_code == 403
    assert as_stranger.get("/move/us-oh/").status_code == 403


def test_a_state_leads_to_the_plan_for_it_and_ones_own_does_not(local):
    local.person.state = "us-wa"
    local.person.save()
    there = page_of(local.client.get("/move/us-fl/"))
    assert there.find("a", href="/ladder/path/?goal=credential:us-fl-technician")
    assert there.find("a", href="/me/", string="change my state")
    assert not page_of(local.client.get("/move/us-wa/")).find("a", href="/me/", string="change my state")


def test_who_moves_takes_no_hours_along_that_were_worked_where_they_were(local):
    local.client.post("/me/", {"state": "us-fl"})
    post = {"role": "technician", "began": "2024-03-01", "hours_per_week": "38"}
    local.client.post("/me/background/work/new/", post | {"ended": "2025-03-01"})
    local.client.post("/me/background/work/new/", post | {"began": "2025-04-01", "state": "us-ga"})
    said = text_of(local.client.post("/me/", {"state": "us-wa"}, follow=True))
    assert "Your jobs so far stay in Florida" in said
    assert {work.state for work in engines_career(local.person).experience} == {"us-fl", "us-ga"}
    assert "stay in" not in text_of(local.client.post("/me/", {"state": "us-or"}, follow=True))
