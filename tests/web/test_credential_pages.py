"""What can be earned: found, asked about in place, priced, and compared; nobody else's record shows."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from django.utils import translation

from rxladder.rules.interview import Part, Progress
from rxladder.rules.result import Because
from rxladder.web.accounts.models import Answer
from rxladder.web.certifications.ladder_words import price_words, progress_words
from rxladder.web.certifications.parts_view import parts_view
from rxladder.web.certifications.templatetags.ladder import month_year
from rxladder.web.site.rules import packs
from tests.web.pages import errors_of, page_of, text_of

CATALOGUE = "/ladder/credentials/"


def titles_of(response) -> list[str]:
    found = page_of(response).find("section", attrs={"aria-labelledby": "found"})
    return [link.get_text() for link in found.find_all("a", class_="name")]


@pytest.mark.once
def test_the_catalogue_has_national_credentials_and_those_of_my_state(demo):
    titles = titles_of(demo.client.get(CATALOGUE))
    assert "Certified Compounded Sterile Preparation Technician" in titles
    assert "Registered pharmacy technician, Texas" in titles
    assert not any("Oklahoma" in title for title in titles)
    assert any("Oklahoma" in title for title in titles_of(demo.client.get(f"{CATALOGUE}?elsewhere=on")))


@pytest.mark.once
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("words=sterile+cspt", ["Certified Compounded Sterile Preparation Technician"]),
        ("when=now", ["Certified Pharmacy Technician (NHA, by the ExCPT)"]),
        ("chapter=hazardous&most_usd=100", []),  # nobody read how often it is renewed
        ("words=ptcb&most_usd=239&most_work=0", ["Certified Pharmacy Technician (PTCB)"]),
    ],
)
def test_filters_narrow_the_search(demo, asked, found):
    titles = titles_of(demo.client.get(f"{CATALOGUE}?{asked}"))
    assert set(found) <= set(titles)
    assert bool(found) == bool(titles)


@pytest.mark.once
def test_a_wish_that_is_no_number_is_told_and_finds_everything_else(demo):
    response = demo.client.get(f"{CATALOGUE}?most_usd=cheap&words=cspt")
    assert response.status_code == 422
    assert errors_of(response)
    assert titles_of(response) == ["Certified Compounded Sterile Preparation Technician"]


@pytest.mark.once
def test_a_credential_tells_what_is_met_what_is_not_and_from_when(demo):
    text = text_of(demo.client.get(f"{CATALOGUE}ptcb-cspt/"))
    assert "Yes: You hold “Certified Pharmacy Technician (PTCB)”" in text
    assert "32 of 36 months so far" in text
    assert "If work continues as it is now, this is met on 3 March 2027." in text
    assert "Not known: Your supervisor, pharmacist or employer has signed the form" in text


def test_a_question_is_answered_where_it_stands(demo):
    page = f"{CATALOGUE}ptcb-cspt/"
    form = page_of(demo.client.get(page)).find("form", action="/me/answers/signed-form/")
    values = {field["name"]: field["value"] for field in form.find_all("input", type="hidden")}
    response = demo.client.post(form["action"], {**values, "value": "yes"}, follow=True)
    assert response.request["PATH_INFO"] == page
    assert "Yes: Your supervisor, pharmacist or employer has signed the form" in text_of(response)
    assert "you can take its exam from 3 March 2027" in text_of(response)
    assert Answer.objects.visible_to(demo.person).get(question="signed-form").authority == "ptcb"


@pytest.mark.once
def test_a_question_stands_once_on_a_page(local):
    page = page_of(local.client.get(f"{CATALOGUE}ptcb-cpht-adv/"))
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))


@pytest.mark.once
def test_a_set_shows_how_many_are_there_and_the_cheapest_way(demo):
    text = text_of(demo.client.get(f"{CATALOGUE}ptcb-cpht-adv/"))
    assert "At least 4 of these (0 of 4 so far)" in text
    assert "The cheapest way to complete the set: $425 to $455" in text
    assert "No other way costs less." in text


def test_what_is_there_in_full_is_no_progress_and_large_amounts_are_grouped():
    assert (
        progress_words(Progress(Fraction(40_000, 7), Fraction(6000), "hours"))
        == "5,714.28 of 6,000 hours so far"
    )
    leaf = Because("leaf", "You have worked", None)
    for have, shown in ((9, True), (10, False), (42, False)):
        part = Part(leaf, progress=Progress(Fraction(have), Fraction(10), "months"))
        assert bool(parts_view(part).progress) is shown


def test_a_price_of_which_no_source_tells_anything_is_not_known():
    assert price_words(Fraction(0), None) == "price not known"
    assert price_words(Fraction(89), None) == "at least $89"


def test_a_mark_before_a_heading_has_no_colon_of_its_own(demo):
    text = text_of(demo.client.get("/ladder/roles/sterile-compounding/"))
    assert re.search(r"(Yes|No|Not yet|Not known|Not needed) · (All|One) of these", text)
    assert not re.search(r"(Yes|No|Not yet|Not known|Not needed): (All|One|At least \d) of these", text)


@pytest.mark.once
def test_a_word_of_two_meanings_is_two_in_spanish():
    with translation.override("es"):
        assert translation.pgettext("subject", "About") == "Tema"
        assert translation.gettext("About") != "Tema"
        assert month_year("2025-05") == "mayo de 2025"
    assert month_year("2025-05") == "May 2025"


@pytest.mark.once
def test_what_is_met_by_one_way_is_not_asked_of_the_others(demo):
    text = text_of(demo.client.get("/ladder/roles/senior-technician/"))
    assert "Not needed: You hold “Certified Pharmacy Technician (NHA, by the ExCPT)”" in text


@pytest.mark.once
@pytest.mark.parametrize(
    ("credential", "first", "over"),
    [
        ("ptcb-cpht", "$129", "$239 (with 2 renewals)"),
        ("ptcb-mtm", "$89", "at least $89"),
        ("us-tx-technician", "not known", "not known"),
        ("asq-cssyb", "$322 to $422", "at least $322"),
    ],
)
def test_what_it_costs(local, credential, first, over):
    text = text_of(local.client.get(f"{CATALOGUE}{credential}/"))
    assert f"To get it {first} Over 5 years {over}" in text


@pytest.mark.once
def test_the_exam_is_shown_with_its_outline(local):
    text = text_of(local.client.get(f"{CATALOGUE}ptcb-cpht/"))
    assert "To pass:" in text
    assert "Federal Requirements" in text
    assert "18.75%" in text


@pytest.mark.once
def test_credentials_of_every_sort_have_a_page(demo):
    for id_ in list(packs().credentials)[::4]:
        assert demo.client.get(f"{CATALOGUE}{id_}/").status_code == 200, id_


@pytest.mark.once
def test_an_unknown_credential_is_not_found(local):
    assert local.client.get(f"{CATALOGUE}no-such-thing/").status_code == 404


@pytest.mark.once
def test_up_to_four_stand_side_by_side(demo):
    ids = ["ptcb-cspt", "ptcb-cpht-adv", "no-such-thing", "nha-cpht", "nha-cpht", "ptcb-mtm", "pacs"]
    response = demo.client.get(f"{CATALOGUE}compare/", {"c": ids})
    heads = [head.get_text() for head in page_of(response).thead.find_all("th")]
    assert len(heads) == 4
    assert heads[0] == "Certified Compounded Sterile Preparation Technician"
    assert "Left out: Prior Authorization Certified Specialist." in text_of(response)
    assert "75 questions, 110 minutes" in text_of(response)


@pytest.mark.once
def test_nothing_to_compare_teaches(local):
    assert "Nothing to compare yet" in text_of(local.client.get(f"{CATALOGUE}compare/"))


def test_a_stranger_sees_none_of_it(as_stranger):
    for address in ("/ladder/", CATALOGUE, f"{CATALOGUE}ptcb-cspt/", "/ladder/roles/trainee/"):
        assert as_stranger.get(address).status_code in (302, 403)


def test_what_i_can_have_is_worked_out_from_my_own_record(as_owner, as_another, owner):
    mine, theirs = (client.get(f"{CATALOGUE}ptcb-cpht/") for client in (as_owner, as_another))
    assert "You hold it." in text_of(mine)
    assert "You hold it." not in text_of(theirs)


def test_the_second_look_asks_the_database_little(demo, django_assert_max_num_queries):
    for address in ("/ladder/", CATALOGUE, f"{CATALOGUE}ptcb-cpht-adv/"):
        demo.client.get(address)
        with django_assert_max_num_queries(4):
            demo.client.get(address)
