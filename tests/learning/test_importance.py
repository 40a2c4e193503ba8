"""Which drugs come first."""

from rxladder.facts.study import study_facts
from rxladder.learning.items import all_cards
from rxladder.learning.items.importance import LAST, place_of
from rxladder.learning.question import Card

FACTS = study_facts()


def place(fact: str) -> int:
    return place_of(FACTS, Card("any", fact, (), "general"))


def test_a_drug_and_its_brand_have_one_place():
    assert place("atorvastatin") == place("Lipitor") == FACTS.ranks["atorvastatin"] == 1


def test_a_longer_fact_is_about_the_drug_that_it_begins_with():
    assert place("atorvastatin-oral-tablet") == 1
    assert place("metoprolol-tartrate") == FACTS.ranks["metoprolol tartrate"]


def test_what_is_no_drug_comes_after_all_that_are_ranked():
    assert place("form_222") == LAST
    assert max(FACTS.ranks.values()) < LAST


def test_most_cards_about_drugs_have_a_place():
    cards = [card for card in all_cards(FACTS) if card.form == "generic-of"]
    assert sum(place_of(FACTS, card) < LAST for card in cards) > len(cards) / 2
