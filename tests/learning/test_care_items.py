"""Items of boxed warnings, storage and routes: a second right answer is never offered, whatever is drawn."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from rxladder.facts.study import study_facts
from rxladder.learning.items import FORMS, all_cards, question
from rxladder.learning.items.askings import Choosing
from rxladder.learning.question import Card

KNOWN = study_facts()
CARDS: dict[str, list[Card]] = {}
for _card in all_cards(KNOWN):
    CARDS.setdefault(_card.form, []).append(_card)
SEEDS = range(12)


def choices(form: str) -> Mapping[str, Choosing]:
    found = FORMS[form].askings(KNOWN)
    assert all(isinstance(asked, Choosing) for asked in found.values())
    return found  # type: ignore[return-value]


def wrong(asked: Choosing) -> list[str]:
    """Everything that may be drawn as a wrong option, whatever the seed."""
    return [option.text for option in (*asked.near, *asked.far)]


def test_what_is_kept_in_two_ways_is_asked_of_the_product_that_is_kept_in_one():
    vaccine = choices("storage-of")["respiratory syncytial virus vaccine"]  # mResvia is kept frozen
    assert all("(Arexvy or Abrysvo)" in stem for stem in vaccine.stems)
    assert not [
        fact for form in ("storage-of", "kept-cold") for fact in choices(form) if "daptomycin" in fact
    ]


def test_days_out_of_the_refrigerator_are_asked_of_the_brand_where_brands_differ():
    for form in ("in-use-days", "use-days"):
        asked = FORMS[form].askings(KNOWN)["adalimumab taken out of the refrigerator"]
        assert all("Humira" in stem for stem in asked.stems)
    cards = [
        card for card in CARDS["use-days-order"] if card.fact == "adalimumab-taken-out-of-the-refrigerator"
    ]
    assert cards
    assert all("adalimumab (Humira)" in str(question(KNOWN, cards[0], seed).answer) for seed in SEEDS)


@pytest.mark.parametrize("pen", ["liraglutide", "exenatide"])
def test_a_pen_that_lies_out_once_it_is_used_is_asked_unused(pen):
    assert choices("storage-of")[pen].stems == (f"How is this kept: {pen} (unused pens)?",)


def test_a_drug_that_comes_as_drops_for_the_eye_too_is_asked_by_its_brand_alone():
    for form in ("route-of", "route-matching"):
        assert "clobetasol" not in FORMS[form].askings(KNOWN)
    assert [one.text for one in choices("brand-route")["Temovate"].right] == ["on the skin"]
