"""Uses that an expert would tell of a drug beyond its row are not offered as wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

import pytest

from rxladder.facts.study import study_facts
from rxladder.learning.items import FORMS
from rxladder.learning.items.askings import Choosing, Pair, Pairing, pairing
from rxladder.learning.question import Matching, Source

KNOWN = study_facts()
# Labelled once or for another form, told by guidelines, or so usual that a teacher tells it.
USED = [
    ("chlorpromazine", "ADHD"),
    ("haloperidol", "ADHD"),
    ("risperidone", "ADHD"),
    ("aripiprazole", "ADHD"),
    ("oxymorphone", "heart failure"),
    ("oxycodone", "heart failure"),
    ("morphine", "angina"),
    ("morphine", "acute coronary syndrome"),
    ("morphine", "edema"),
    ("zoster vaccine recombinant, adjuvanted", "postherpetic neuralgia"),
    ("testosterone", "erectile dysfunction"),
    ("testosterone", "depression"),
    ("estradiol", "overactive bladder"),
    ("conjugated estrogens", "overactive bladder"),
    ("conjugated estrogens", "urinary tract infection"),
    ("oxybutynin", "menopausal symptoms"),
    ("ferrous sulfate", "restless legs syndrome"),
    ("prazosin", "panic disorder"),
    ("prazosin", "anxiety"),
    ("prednisone", "seizures"),
    ("dexamethasone", "seizures"),
    ("losartan", "hyperuricemia"),
    ("sertraline", "irritable bowel syndrome"),
    ("sertraline", "pruritus"),
    ("acetaminophen", "influenza"),
    ("acetaminophen / codeine", "influenza"),
    ("verapamil", "bipolar disorder"),
    ("diltiazem", "diabetic nephropathy"),
    ("doxycycline", "peptic ulcer"),
    ("insulin regular, human", "hypertriglyceridemia"),
    ("baclofen", "GERD"),
    ("droperidol", "schizophrenia"),
    ("droperidol", "anxiety"),
    ("neostigmine", "glaucoma"),
    ("rivastigmine", "glaucoma"),
    ("doxepin", "allergic rhinitis"),
    ("metformin", "cardiovascular risk reduction"),
    ("metformin", "hyperlipidemia"),
    ("pregabalin", "irritable bowel syndrome"),
    ("gabapentin", "nausea and vomiting"),
    ("pantoprazole", "cough"),
    ("bumetanide", "pulmonary arterial hypertension"),
    ("furosemide", "pulmonary arterial hypertension"),
    ("digoxin", "pulmonary arterial hypertension"),
]


def told_wrong() -> Iterator[tuple[str, str]]:
    """Each drug with each use that some question of uses holds to be none of its own."""
    generic = {brand: drug.generic for drug in KNOWN.drugs.values() for brand in drug.brands}
    for form in ("use-of", "brand-use", "alike-use", "drug-for", "use-odd", "use-matching"):
        for fact, asked in FORMS[form].askings(KNOWN).items():
            if isinstance(asked, Pairing):
                for pair in asked.others:
                    yield from _across(asked.first, pair)
                continue
            assert isinstance(asked, Choosing)
            wrong = [option.text for option in (*asked.near, *asked.far)]
            if form == "use-odd":
                yield from ((option.text, fact) for option in asked.right)
            elif form == "drug-for":
                use = asked.stems[0].removeprefix("Which of these drugs is used for ").rstrip("?")
                yield from ((drug, use) for drug in wrong)
            else:
                name = fact if form == "use-of" else generic.get(fact, "")
                name = name or asked.stems[0].split("is a use of ")[-1].rstrip("?")
                yield from ((name, use) for use in wrong)


def _across(one: Pair, other: Pair) -> Iterator[tuple[str, str]]:
    yield one.left, other.right
    yield other.left, one.right


@pytest.fixture(scope="module")
def wrong() -> frozenset[tuple[str, str]]:
    return frozenset(told_wrong())


@pytest.mark.parametrize(("drug", "use"), USED)
def test_no_question_tells_that_a_drug_is_not_for_what_it_is_used_for(wrong, drug, use):
    assert drug in KNOWN.drugs
    assert (drug, use) not in wrong


def test_what_no_expert_would_tell_of_a_drug_is_still_offered_as_wrong(wrong):
    assert {("metformin", "asthma"), ("sertraline", "osteoporosis"), ("morphine", "hypertension")} <= wrong


def test_four_pairs_are_found_though_the_nearest_leaves_room_for_none():
    """A drug that is used in nearly every system keeps no drug from being matched with others."""

    def pair(name: str, *systems: str) -> Pair:
        return Pair(
            name, f"use of {name}", f"{name} is so used.", frozenset(systems), Source("a list", "general")
        )

    others = [pair("wide", "heart", "gut", "skin"), pair("a", "heart"), pair("b", "gut"), pair("c", "skin")]
    asked = pairing("Match them.", pair("first", "eyes"), others)
    assert asked
    for seed in range(20):
        answer = asked.make(Random(seed)).answer
        assert isinstance(answer, Matching)
        assert set(answer.left) == {"first", "a", "b", "c"}


@pytest.mark.parametrize("form", ["use-of", "drug-for"])
def test_the_name_of_a_drug_does_not_tell_its_use(form):
    told = []
    for fact, asked in FORMS[form].askings(KNOWN).items():
        assert isinstance(asked, Choosing)
        for right in asked.right:
            words = [set(re.findall("[a-z]{4,}", text.lower())) for text in (right.text, asked.stems[0])]
            told += [(fact, word) for word in words[0] & words[1]]
    assert not told
    assert not [fact for fact in FORMS[form].askings(KNOWN) if "papillomavirus" in fact]  # HPV, written out
    assert [fact for fact in FORMS["brand-use"].askings(KNOWN) if fact in ("Comirnaty", "Gardasil 9")]
