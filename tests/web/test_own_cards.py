"""Cards that a person brought: each once, with their history, gone through apart from the exam."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rxladder.career.dump import write_career
from rxladder.career.file import read_career
from rxladder.learning.anki.read import DeckCard, read_deck
from rxladder.learning.anki.write import write_deck
from rxladder.learning.reviews import Grade, Review
from rxladder.web.site.career_io import export_career, import_career
from rxladder.web.site.rules import packs
from rxladder.web.study.models import CardMemory, OwnCard
from rxladder.web.study.models import Review as ReviewRow
from tests.web.api_calls import Program
from tests.web.pages import page_of, text_of, undo_of

CARDS = [
    DeckCard("anki/one", "Drugs::Mine", "Brand of atorvastatin?", "Lipitor", ("lipids",)),
    DeckCard("anki/two", "Drugs::Mine", "What does NTI mean?", "narrow therapeutic index"),
]
ASKED = Review("1", "anki/one", datetime(2026, 11, 1, 8, tzinfo=UTC), Grade.GOOD, True, 6.0)


def bring(local):
    deck = write_deck(CARDS, [ASKED], {}, datetime(2026, 11, 2, tzinfo=UTC))
    file = SimpleUploadedFile("mine.apkg", deck)
    return local.client.post("/study/take/", {"document": file}, follow=True)


def own(local) -> list[str]:
    return [row.front for row in OwnCard.objects.visible_to(local.person).order_by("place")]


def answer(local, knew: str):
    page = page_of(local.client.get("/study/own/next/"))
    told = {"shown": page.find("input", attrs={"name": "shown"})["value"], "knew": knew}
    local.client.post("/study/own/answer/", told)
    return told


def test_a_deck_comes_once_with_its_history_and_goes_again(local):
    page = bring(local)
    assert "2 cards are new. 1 answer is now in your history." in text_of(page)
    assert own(local) == ["Brand of atorvastatin?", "What does NTI mean?"]
    assert "0 cards are new. 0 answers" in text_of(bring(local))
    local.client.post(undo_of(page))
    assert own(local) == []


def test_what_is_due_comes_before_what_is_new_and_nothing_is_asked_twice_a_day(local):
    bring(local)
    first = text_of(local.client.get("/study/own/next/"))
    assert "Brand of atorvastatin?" in first
    answer(local, "yes")
    assert "What does NTI mean?" in text_of(local.client.get("/study/own/next/"))
    answer(local, "no")
    assert "None of your own cards are due anymore" in text_of(
        local.client.get("/study/own/next/", follow=True)
    )
    assert CardMemory.objects.visible_to(local.person).count() == 2


def test_an_answer_sent_twice_counts_once(local):
    bring(local)
    told = answer(local, "yes")
    local.client.post("/study/own/answer/", told)
    assert ReviewRow.objects.visible_to(local.person).count() == 2


@pytest.mark.parametrize("shown", ["", "made-up"])
def test_an_answer_to_nothing_that_was_shown_is_refused(local, shown):
    bring(local)
    assert local.client.post("/study/own/answer/", {"shown": shown, "knew": "yes"}).status_code == 404


def test_a_deck_is_deleted_and_comes_back(local):
    bring(local)
    page = local.client.post("/study/own/delete/", {"deck": "Drugs::Mine"}, follow=True)
    assert own(local) == []
    local.client.post(undo_of(page))
    assert len(own(local)) == 2


def test_own_cards_go_out_to_anki_and_in_the_career_file(local):
    bring(local)
    answer(local, "yes")
    deck = read_deck(local.client.get("/study/take/anki/").content, "out.apkg")
    assert {card.id for card in deck.cards} == {"anki/one", "anki/two"}
    career = export_career(local.person)
    assert read_career(write_career(career), packs()) == career
    import_career(local.person, career)
    assert export_career(local.person) == career


def test_nobody_else_sees_them(local, another, client):
    bring(local)
    assert not OwnCard.objects.visible_to(another.person).exists()


def test_a_program_asks_the_cards_that_are_due_and_says_what_was_known(local):
    bring(local)
    program = Program(local.person)
    one, two = program("get", "/own-cards/due").json()["items"]
    assert [(card["front"], card["due"] is None) for card in (one, two)] == [
        ("Brand of atorvastatin?", False),
        ("What does NTI mean?", True),
    ]
    path = f"/own-cards/{one['id']}/answers"
    first = program("post", path, {"knew": True, "seconds": 4}, idempotency_key="one")
    assert first.status_code == 201
    assert first.json()["due"] > one["due"]
    again = program("post", path, {"knew": True, "seconds": 4}, idempotency_key="one")
    assert (again.content, ReviewRow.objects.filter(card="anki/one").count()) == (first.content, 2)
    assert program("get", "/own-cards/due").json()["items"] == [two]
    program("post", f"/own-cards/{two['id']}/answers", {"knew": False})
    kept = ReviewRow.objects.get(card="anki/two")
    assert (kept.right, kept.seconds) == (False, None)
    for wrong in ({}, {"knew": "perhaps"}, {"knew": True, "seconds": -1}):
        assert program("post", path, wrong).status_code == 422, wrong
