"""A line of the rules flagged where it stands: who reads it, what comes of it, and how it is corrected."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from rxladder.facts.load import load_packs
from rxladder.facts.trial import tried
from rxladder.web.site import clock
from rxladder.web.study.bank import cards, question
from rxladder.web.upkeep.models import Flag
from rxladder.web.upkeep.placed import what_it_says
from tests.web.pages import errors_of, page_of, text_of, undo_of

AT = "credentials/us-tx-technician/ce/clauses/total"
ASK = f"/upkeep/flag/?pack=us-tx&rule={AT}"
WRONG = {"wrong": "My board says 22, not 20.\nSee their letter.", "link": "https://board.example/letter"}


@pytest.fixture
def keeper(many_people, settings, db):
    """Somebody else, who looks after the site."""
    from rxladder.web.accounts.models import Person

    settings.KEEPERS = frozenset({"keeper@example.org"})
    person = Person.objects.create(email="keeper@example.org", name="Kim")
    EmailAddress.objects.create(user=person, email="keeper@example.org", verified=True)
    client = Client()
    client.force_login(person)
    return client


def test_every_line_of_an_authority_can_be_flagged_where_it_stands(local):
    page = page_of(local.client.get("/rules/us-tx/"))
    links = {link["href"] for link in page.find_all("a", href=True) if "/upkeep/flag/" in link["href"]}
    assert ASK in links
    assert any("rule=sources/" in link for link in links)
    fees = page_of(local.client.get("/rules/us-nv/")).find_all("a", href=True)
    assert any("/fees/" in link["href"] for link in fees)
    for link in links:
        asked = parse_qs(urlsplit(link).query)
        assert what_it_says(load_packs().packs["us-tx"], asked["rule"][0]), link
    assert "20 contact hours" in text_of(local.client.get(ASK))
    for wrong in ("us-tx&rule=credentials/us-tx-technician/gone", "nowhere", "us-tx&rule=doubts"):
        assert local.client.get(f"/upkeep/flag/?pack={wrong}").status_code == 404


def test_a_flag_goes_to_the_keeper_and_the_answer_comes_back_and_nobody_else_reads_it(
    as_owner, as_another, keeper, owner
):
    assert "20 contact hours" in text_of(as_owner.get(ASK))
    as_owner.post(ASK, WRONG)
    flag = Flag.objects.get(person=owner.person, link=WRONG["link"])
    theirs = f"/upkeep/flags/{flag.id}"
    assert "My board says" not in text_of(as_another.get("/upkeep/flags/"))
    for part in ("answer", "text", "draft"):
        assert as_another.get(f"{theirs}/{part}/").status_code == 404
    as_owner.post(f"{theirs}/answer/", {"outcome": "corrected"})
    assert Flag.objects.get(id=flag.id).answered_at is None, "who flags does not answer"
    seen = keeper.get("/upkeep/flags/").content.decode()
    assert "My board says 22" in seen
    assert "Olivia" not in seen
    assert keeper.post(f"{theirs}/delete/").status_code == 404
    told = {"outcome": "corrected", "answer": "Thank you: 22 since May."}
    assert keeper.post(f"{theirs}/answer/", {"outcome": "maybe"}).status_code == 422
    keeper.post(f"{theirs}/answer/", told)
    mine = text_of(as_owner.get("/upkeep/flags/"))
    assert "The rule was wrong here, and is corrected" in mine
    assert "Thank you: 22 since May." in mine
    gone = as_owner.post(f"{theirs}/delete/", follow=True)
    assert "My board" not in text_of(keeper.get("/upkeep/flags/"))
    as_owner.post(undo_of(gone))
    assert "My board" in text_of(keeper.get("/upkeep/flags/"))


def test_a_flag_goes_out_as_a_text_and_as_a_correction_that_holds(local, tmp_path):
    local.client.post(ASK, WRONG)
    flag = Flag.objects.get()
    said = local.client.get(f"/upkeep/flags/{flag.id}/text/").content.decode()
    for part in (
        "us-tx, credentials/us-tx-technician/ce/clauses/total",
        WRONG["link"],
        "See their letter.",
    ):
        assert part in said
    file = tmp_path / "us-tx-correction.yaml"
    file.write_bytes(local.client.get(f"/upkeep/flags/{flag.id}/draft/").content)
    assert tried(file).packs.packs == load_packs().packs
    assert "mailto:" in local.client.get("/upkeep/flags/").content.decode()


def test_what_is_too_long_is_no_address_or_is_too_much_is_refused(local):
    for wrong in ({"wrong": ""}, {"wrong": "x" * 2_001}, {"wrong": "x", "link": "javascript:alert(1)"}):
        refused = local.client.post(ASK, wrong)
        assert (refused.status_code, bool(errors_of(refused))) == (422, True)
    for _n in range(15):
        local.client.post(ASK, WRONG)
    refused = local.client.post(ASK, WRONG)
    assert (refused.status_code, Flag.objects.count()) == (422, 15)
    assert "Wait until some of it is answered" in errors_of(refused)[0]
    Flag.objects.update(created_at=clock.now() - timedelta(days=2))
    assert local.client.post(ASK, WRONG).status_code == 302


def test_what_the_made_up_person_flags_is_an_example(demo):
    demo.client.post(ASK, WRONG)
    assert "My board" in text_of(demo.client.get("/upkeep/flags/"))
    demo.client.post("/demo/leave/")
    assert "My board" not in text_of(demo.client.get("/upkeep/flags/"))


def test_a_question_to_study_can_be_flagged_too(local):
    card = min(cards())
    ask = "/upkeep/flag/?" + urlencode({"card": card, "seed": 7})
    assert question(card, 7).stem.split("\n")[0][:40] in text_of(local.client.get(ask))
    local.client.post(ask, WRONG)
    page = text_of(local.client.get("/upkeep/flags/"))
    assert "A question to study" in page
    assert "Draft correction" not in page
    flag = Flag.objects.get()
    assert card in local.client.get(f"/upkeep/flags/{flag.id}/text/").content.decode()
    assert local.client.get(f"/upkeep/flags/{flag.id}/draft/").status_code == 404
    for wrong in ({"card": "none", "seed": 7}, {"card": card, "seed": "x"}, {"card": card, "seed": "9" * 40}):
        assert local.client.get("/upkeep/flag/?" + urlencode(wrong)).status_code == 404
