"""Items of boxed warnings, storage and routes: a second right answer is never offered, whatever is drawn."""

from __future__ import annotations

from collections.abc import Mapping

from rxladder.facts.study import study_facts
from rxladder.learning.items import FORMS, all_cards
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


def test_a_drug_that_comes_as_drops_for_the_eye_too_is_asked_by_its_brand_alone():
    for form in ("route-of", "route-matching"):
        assert "clobetasol" not in FORMS[form].askings(KNOWN)
    assert [one.text for one in choices("brand-route")["Temovate"].right] == ["on the skin"]
