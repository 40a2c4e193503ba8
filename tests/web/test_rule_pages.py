"""Every authority's rules are there to read, with their sources, for whoever holds nothing."""

import pytest

from rxladder.facts.load import load_packs
from rxladder.facts.phrases import say_text
from rxladder.web.site.templatetags.words import dated, host, in_heading, text_dated, with_hosts
from tests.web.pages import page_of, text_of

pytestmark = pytest.mark.once

PACKS = sorted(load_packs().packs)


def test_the_list_names_every_authority(local):
    page = page_of(local.client.get("/rules/"))
    assert {link["href"] for link in page.main.find_all("a")} >= {f"/rules/{id_}/" for id_ in PACKS}


@pytest.mark.once
@pytest.mark.parametrize("pack_id", PACKS)
def test_each_authority_has_its_rules_sources_and_doubts(local, pack_id):
    pack = load_packs().packs[pack_id]
    response = local.client.get(f"/rules/{pack_id}/")
    text = text_of(response)
    for credential in pack.credentials.values():
        assert " ".join(credential.title.split()) in text
    links = {link["href"] for link in page_of(response).main.find_all("a")}
    assert {source.url for source in pack.sources.values()} <= links
    for doubt in pack.doubts:
        assert " ".join(say_text(doubt).split())[1:] in text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-01-21", "21 January 2026"),
        ("2020-07", "July 2020"),
        ("2020", "2020"),
        ("2024-2025", "2024-2025"),
        ("official 2023-11-01", "official 1 November 2023"),
    ],
)
def test_the_day_of_a_text_is_told_as_people_write_it(text, said):
    assert dated(text) == said


def test_who_may_work_without_it_is_nothing_that_one_needs(local):
    said = text_of(local.client.get("/rules/us-ky/"))
    assert "May work without it: one who is employed by a close relative" in said


def test_hours_say_whose_they_are_where_another_credential_asks_for_others(local):
    said = text_of(local.client.get("/rules/"))
    assert "not found (Pharmacy Technician I)" in said


def test_a_site_has_one_name_and_one_that_comes_again_a_number():
    assert host("https://codes.ohio.gov./a") == host("https://codes.ohio.gov/b") == "codes.ohio.gov"
    urls = ["https://a.org/1", "https://b.org/", "https://a.org/2"]
    assert with_hosts(urls) == list(zip(urls, ["a.org", "b.org", "a.org (2)"], strict=True))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-01-21", "text dated 21 January 2026"),
        ("2020-07", "text dated July 2020"),
        ("about 2021-2022", "text dated about 2021-2022"),
        ("2019 form", "text: 2019 form"),
        ("current as of 2025-01-01", "text: current as of 1 January 2025"),
        ("85 Del. Laws c. 49", "text: 85 Del. Laws c. 49"),
    ],
)
def test_only_what_is_a_date_is_called_one(text, said):
    assert text_dated(text) == said


def test_a_note_in_a_heading_is_no_sentence_of_its_own():
    assert (
        in_heading("The rule joins these since 2020-02-12.") == "the rule joins these since 12 February 2020"
    )


@pytest.mark.parametrize(
    ("pack_id", "words"),
    [
        ("us-nv", "(to work in: a pharmacy)"),
        ("us-al", "no CE; registered in the year of the renewal"),
        ("us-dc", "read as schooling and (certification or training)):"),
    ],
)
def test_notes_and_places_stand_in_brackets_as_what_they_are(local, pack_id, words):
    assert words in text_of(local.client.get(f"/rules/{pack_id}/"))


def test_an_unknown_authority_is_not_found(local):
    assert local.client.get("/rules/us-zz/").status_code == 404


def test_no_duty_found_is_not_shown_as_none(local):
    missing = [
        id_ for id_ in PACKS for c in load_packs().packs[id_].credentials.values() if c.ce.duty == "not-found"
    ]
    for pack_id in set(missing):
        assert "not the same as none" in text_of(local.client.get(f"/rules/{pack_id}/"))


def test_what_one_came_for_stands_open_and_the_rest_is_a_tap_away(demo):
    mine, other = (page_of(demo.client.get(f"/rules/{id_}/")) for id_ in ("us-tx", "us-oh"))
    assert _open(mine) == ["Registered pharmacy technician, Texas", "Continuing education"]
    assert _open(other)[1:] == ["To get it"], "of who does not hold it yet"


@pytest.mark.parametrize("anchor", ["us-tx-technician-trainee", "doubts", "sources"])
def test_a_link_to_what_is_folded_leads_inside_so_that_browsers_open_it(demo, anchor):
    assert page_of(demo.client.get("/rules/us-tx/")).main.select(f"details > #{anchor}")


def _open(page):
    """The credentials that stand open, and which of their parts."""
    heads = page.select("main > section[id] > h2, main > section[id] > [open] > summary h3")
    return [head.get_text() for head in heads]
