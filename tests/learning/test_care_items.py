"""Items of boxed warnings, storage and routes: a second right answer is never offered, whatever is drawn."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from rxladder.facts.study import study_facts
from rxladder.learning.items import FORMS, all_cards, question
from rxladder.learning.items.askings import Choosing, plain
from rxladder.learning.items.boxed import topics
from rxladder.learning.question import Card
from tests.learning.item_tables import DRUGS

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


BOXES = choices("boxed-of")


def test_no_wrong_option_is_about_what_any_part_of_the_drugs_own_box_is_about():
    for name, asked in BOXES.items():
        own = topics(*DRUGS[name]["boxed_warning"].split(";"))
        assert not [text for text in wrong(asked) if topics(text) & own], name


# What a box's words tell besides, and which options would therefore be right beside its own.
SAYS_TOO = {
    "stopping the drug": (r"discontinuation|withdrawal|cessation", r"discontinuation|withdrawal|cessation"),
    "the nervous system": (
        r"opioid|benzodiazepine|abuse|addict|suicid|behavior|respiratory depression|seizure",
        r"nervous system|\bCNS\b",
    ),
    "shock": (r"anaphyla|hypersens", r"hypotension|cardiovascular|respiratory|bronchospasm|rash|skin"),
}


@pytest.mark.parametrize("theme", SAYS_TOO)
def test_no_wrong_option_tells_in_other_words_what_the_box_tells_too(theme):
    own, others = SAYS_TOO[theme]
    told = {name for name in BOXES if re.search(own, DRUGS[name]["boxed_warning"])}
    assert told
    for name in told:
        assert not [text for text in wrong(BOXES[name]) if re.search(others, text)], name


def test_a_box_that_speaks_of_stopping_beside_bleeding_is_told_from_no_stopping():
    """Prasugrel's box ends with what may come of stopping it, which its row does not tell."""
    assert not [
        text for text in wrong(BOXES["prasugrel"]) if re.search(SAYS_TOO["stopping the drug"][1], text)
    ]


def test_injury_of_tissue_says_which():
    """Harm to a lung or a liver is injury of tissue: only a warning that says more is another."""
    said = {text for asked in BOXES.values() for text in wrong(asked) if "tissue" in text}
    assert said
    assert all("gangrene" in text for text in said)


def test_no_wrong_option_names_the_drug_that_it_is_of():
    for name, asked in BOXES.items():
        named = [text for text in wrong(asked) for drug in DRUGS
                 if text in DRUGS[drug]["boxed_warning"]
                 and any(plain(part) in plain(text) for part in drug.split(" / "))]  # fmt: skip
        assert not named, name


FORM_OF_A_BOX = {
    "acetaminophen": "injection",
    "denosumab": "Prolia",
    "loperamide": "prescription capsules",
    "testosterone": "topical gel",
    "phytonadione": "injection",
    "ketoconazole": "oral",
    "minoxidil": "oral",
    "clindamycin": "systemic",
    "metronidazole": "systemic",
    "ciprofloxacin": "systemic",
}


@pytest.mark.parametrize("drug", FORM_OF_A_BOX)
def test_a_box_that_one_form_has_is_asked_of_that_form(drug):
    said = f"{drug} ({FORM_OF_A_BOX[drug]})"
    for card in (card for form in ("boxed-of", "boxed-drug") for card in CARDS[form] if card.fact == drug):
        for seed in SEEDS:
            asked = question(KNOWN, card, seed)
            assert f"{said}:" in asked.explanation
            assert said in (asked.stem if card.form == "boxed-of" else str(asked.answer))


def test_no_answer_is_the_only_one_that_names_a_form():
    for name, asked in choices("boxed-drug").items():
        formed = {text.endswith(")") for text in (*wrong(asked), *(one.text for one in asked.right))}
        assert len(formed) == 1, name


def test_what_holds_for_a_part_of_a_box_only_is_told_with_it():
    card = next(card for card in CARDS["boxed-of"] if card.fact == "promethazine")
    asked = question(KNOWN, card, 1)
    assert "promethazine?" in asked.stem
    assert "(injection)" in asked.explanation


def test_the_stems_of_boxes_fit_what_is_told_and_have_one_colon():
    for card in (*CARDS["boxed-of"], *CARDS["boxed-drug"]):
        for seed in SEEDS:
            stem = question(KNOWN, card, seed).stem
            assert "warn of?" not in stem, card.id  # "not for intravenous use" is nothing to be warned of
            assert stem.count(":") == (card.form == "boxed-drug"), card.id


@pytest.mark.parametrize("jargon", ["ANA", "CAST", "CNS", "QT interactions"])
def test_no_box_is_asked_in_letters_that_a_technician_does_not_read(jargon):
    shown = [text for asked in BOXES.values() for text in (*wrong(asked), *(one.text for one in asked.right))]
    assert not [text for text in shown if re.search(rf"\b{jargon}\b", text)]


@pytest.mark.parametrize("drug", ["metoprolol-succinate", "metoprolol-tartrate", "exenatide"])
def test_a_box_that_not_every_label_has_is_neither_asked_nor_offered(drug):
    for form in ("boxed-of", "boxed-drug", "boxed-matching"):
        assert drug not in {card.fact for card in CARDS[form]}
    for asked in choices("boxed-drug").values():
        assert drug.replace("-", " ") not in wrong(asked)


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
