"""Questions of classes and brands: what is asked is true, one answer is right, and none is given away."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from rxladder.facts.study import study_facts
from rxladder.learning.items import FORMS, all_cards, slug
from rxladder.learning.items.askings import Choosing, Pairing
from rxladder.learning.items.drug_index import drug_index
from rxladder.learning.items.form import Asking
from rxladder.learning.items.names import brands_of

KNOWN = study_facts()
ASKED = {
    f"{form.name}/{slug(fact)}": (fact, asking)
    for form in FORMS.values()
    for fact, asking in form.askings(KNOWN).items()
}
GONE = {
    brand: drug
    for drug in KNOWN.drugs.values()
    if "brands" in drug.doubted
    for brand in drug.doubted["brands"].value.split(";")
}


def of_form(*names: str) -> Iterator[tuple[str, str, Choosing]]:
    """The choices of some forms: the card's id, its fact, and all that may be drawn."""
    for card, (fact, asking) in ASKED.items():
        if card.split("/")[0] in names and isinstance(asking, Choosing):
            yield card, fact, asking


def texts(asking: Asking) -> set[str]:
    """Everything that a card may show to choose from."""
    if isinstance(asking, Choosing):
        return {option.text for option in (*asking.right, *asking.near, *asking.far)}
    if isinstance(asking, Pairing):
        return {text for pair in (asking.first, *asking.others) for text in (pair.left, pair.right)}
    return set()


def test_the_askings_are_those_of_the_cards():
    assert set(ASKED) == {card.id for card in all_cards(KNOWN)}


def test_two_of_a_class_are_never_told_to_be_therapy_doubled():
    """Two NRTIs belong together, and so do a nitrate for every day and one to the rescue."""
    found = list(of_form("same-class", "same-class-brands"))
    assert {"same-class/lamivudine", "same-class/isosorbide-mononitrate"} <= {card for card, *_ in found}
    for _, _, asking in found:
        assert all(stem.endswith("Which new prescription is of the same class?") for stem in asking.stems)
    titles = " ".join(FORMS[name].title for name in ("same-class", "same-class-brands"))
    assert not re.search("doubl|duplicat", titles, re.IGNORECASE)


@pytest.mark.parametrize(
    ("card", "never"),
    [
        ("same-class/eszopiclone", "temazepam"),
        ("same-class/zaleplon", "midazolam"),
        ("same-class/temazepam", "zaleplon"),
        ("fda-class/temazepam", "gamma-Aminobutyric Acid A Receptor Agonist"),
        ("drug-class/lisdexamfetamine", "norepinephrine-dopamine reuptake inhibitor"),
        ("brand-class/Vyvanse", "norepinephrine-dopamine reuptake inhibitor"),
        ("drug-class/bupropion", "CNS stimulant"),
        ("class-member/bupropion", "lisdexamfetamine"),
        ("fda-class/bupropion", "Central Nervous System Stimulant"),
        ("fda-class/clomipramine", "Serotonin Reuptake Inhibitor"),
        ("fda-class/clomipramine", "Serotonin and Norepinephrine Reuptake Inhibitor"),
        ("brand-class/Dilantin", "amide local anesthetic; class IB antiarrhythmic"),
        ("drug-class/fosphenytoin", "amide local anesthetic; class IB antiarrhythmic"),
        ("drug-class/vortioxetine", "serotonin 5-HT1A partial agonist anxiolytic"),
        ("brand-of/phenylephrine", "Sudafed"),  # Sudafed PE is phenylephrine
        ("generic-of/Sudafed", "phenylephrine"),
        ("generic-of/Dulcolax", "docusate"),  # as Dulcolax Stool Softener
        ("brand-of/docusate", "Dulcolax"),
    ],
)
def test_what_an_expert_could_call_right_as_well_is_not_offered(card, never):
    shown = texts(ASKED[card][1])
    assert len(shown) > 4
    assert never not in shown


@pytest.mark.parametrize(
    ("drug", "class_"),
    [
        ("rifampin", "RNA Synthetase Inhibitor Antibacterial"),
        ("scopolamine", "Antiemetic"),
    ],
)
def test_a_drug_is_kin_of_a_class_that_tells_what_it_does(drug, class_):
    """Also while no drug of this class is asked for: the next one shall not be offered against it."""
    assert drug_index(KNOWN).by_name[drug].families & KNOWN.overlaps.families(class_)


def test_the_fdas_class_is_asked_where_it_is_all_of_the_drug_and_nobody_doubts_it():
    """Of a combination, the class may be one ingredient's alone: that of carbidopa is not levodopa's."""
    asked = {fact for _, fact, _ in of_form("fda-class")}
    assert {fact for fact in asked if " / " in fact} == {"amphetamine / dextroamphetamine"}
    assert all(KNOWN.drugs[fact].certain("epc") for fact in asked)
    assert {"meclizine", "zolpidem"} & asked == set()


def words(text: str) -> list[str]:
    return re.findall("[a-z0-9]+", text.lower())


def begun_alike(one: str, other: str, letters: int) -> set[str]:
    """The beginnings, so many letters long, of words that two texts have in common."""
    return {word[:letters] for word in words(one) if len(word) >= letters} & {
        word[:letters] for word in words(other)
    }


@pytest.mark.parametrize(
    ("forms", "letters"),
    [
        (("brand-of", "generic-of", "brand-class", "combination-parts"), 4),
        (("drug-class", "fda-class"), 5),
    ],
)
def test_no_right_answer_begins_as_what_is_asked_of(forms, letters):
    """Unless half of the wrong ones do so, too: those who know nothing would choose it by its letters."""
    for card, fact, asking in of_form(*forms):
        wrong = [option.text.lower() for option in (*asking.near, *asking.far)]
        for option in asking.right:
            alike = begun_alike(fact, option.text, letters)
            sharing = sum(any(run in re.sub("[^a-z0-9]", "", text) for run in alike) for text in wrong)
            assert not alike or sharing * 2 >= len(wrong), (card, option.text)


@pytest.mark.parametrize(
    "card",
    [
        *("drug-class/levothyroxine", "class-member/liothyronine", "class-member/icosapent-ethyl"),
        *("fda-class/omega-3-acid-ethyl-esters", "generic-of/Lotrisone", "generic-of/Theo-24"),
        *("generic-of/Nicorette", "brand-of/nicotine", "brand-class/Nicoderm-CQ", "brand-class/Adenocard"),
    ],
)
def test_what_gives_its_answer_away_is_not_asked(card):
    assert card.split("/")[0] in FORMS
    assert card not in ASKED


@pytest.mark.parametrize("drug", ["ketoconazole", "latanoprost", "meropenem", "enoxaparin", "alendronate"])
def test_what_the_ending_of_a_name_tells_is_asked(drug):
    """Endings are what classes are learned by."""
    assert {f"drug-class/{drug}", f"class-member/{drug}", f"fda-class/{drug}"} <= set(ASKED)


def test_a_brand_that_is_no_longer_sold_is_neither_asked_nor_offered():
    assert {"Levemir", "Chantix", "Byetta", "Flovent HFA"} <= set(GONE)
    for brand, drug in GONE.items():
        assert brand in drug.brands
        assert brand not in brands_of(drug)
    for card, (fact, asking) in ASKED.items():
        assert fact not in GONE, card
        assert not texts(asking) & set(GONE), card


def test_the_other_brands_of_a_drug_are_asked_further():
    assert {"generic-of/Flonase", "generic-of/Ventolin-HFA", "generic-of/Suboxone"} <= set(ASKED)
    assert "Flonase" in brands_of(KNOWN.drugs["fluticasone propionate"])


def test_the_live_vaccine_against_influenza_is_told_by_its_name():
    assert KNOWN.drugs["influenza vaccine"].class_ == "vaccine (inactivated; FluMist is live)"
