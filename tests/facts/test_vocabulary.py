"""The vocabulary: spellings, what includes what, and that every question can be said as a statement."""

from __future__ import annotations

import pytest

from rxladder.facts.load import Packs, load_packs


def test_spellings_lead_to_ids(packs: Packs) -> None:
    words = packs.vocabulary
    assert words.resolve("exam", "The  EXAM") == "ptce"
    assert words.resolve("exam", "PTCE") == "ptce"
    assert words.resolve("programme", "ashp-accredited") == "ashp"
    assert words.resolve("course", "trafficking course") == "traffic"
    assert words.resolve("experience", "technician") == "technician"
    assert words.resolve("question", "vaccines") == "vaccines"
    assert words.resolve("credential", "CPHT") == "ptcb-cpht"
    assert words.resolve("exam", "nothing") is None


def test_every_spelling_as_written(packs: Packs) -> None:
    assert packs.vocabulary.spellings("programme") == {
        "any": "any",
        "ashp-accredited": "ashp",
        "ashp": "ashp",
    }
    assert packs.vocabulary.spellings("credential") == {"cpht": "ptcb-cpht"}


def test_what_satisfies_a_programme(packs: Packs) -> None:
    assert packs.vocabulary.satisfying("any") == {"any", "ashp"}
    assert packs.vocabulary.satisfying("ashp") == {"ashp"}


def test_what_satisfies_goes_all_the_way_down() -> None:
    assert "armed-forces" in load_packs().vocabulary.satisfying("oh-approved-programme")


QUESTIONS = load_packs().vocabulary.questions


@pytest.mark.parametrize("id_", [id_ for id_, question in QUESTIONS.items() if question.answer == "yes-no"])
def test_a_yes_and_a_no_can_be_said(id_: str) -> None:
    question = QUESTIONS[id_]
    assert question.says
    assert question.says_not
    assert question.says != question.says_not


@pytest.mark.parametrize("id_", [id_ for id_, question in QUESTIONS.items() if question.answer == "date"])
def test_a_date_can_be_named(id_: str) -> None:
    assert str(QUESTIONS[id_].says).startswith(("the day ", "the first day "))
