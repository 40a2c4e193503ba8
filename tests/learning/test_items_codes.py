"""Questions of abbreviations: what gives an answer away, what means the same, what no list asks any more."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations

import pytest

from rxladder.facts.study import study_facts
from rxladder.learning.items import all_cards, codes, error_prone, question
from rxladder.learning.question import Card, Choice, Matching
from tests.learning.item_tables import CODES, right_of, wrong_of

KNOWN = study_facts()
CARDS = [
    card for card in all_cards(KNOWN) if card.form in {form.name for form in codes.FORMS + error_prone.FORMS}
]
NAMED = {card.id: card for card in CARDS}
CHOICES = [card for card in CARDS if isinstance(question(KNOWN, card, 1).answer, Choice)]
SEEDS = range(25)
# Written or said in two ways, which no table tells.
SAME = (
    {"every day", "once daily", "one daily", "daily", "1 daily"},
    {"at bedtime", "bedtime", "every night at bedtime", "nightly", "at night"},
    {"subcutaneous", "subcutaneously"},
    {"twice a week", "twice a day"},
    {"sol", "soln"}, {"ung", "oint"}, {"cr", "crm"}, {"ER", "XR", "XL"}, {"ut dict", "UAD"}, {"PV", "vag"},
)  # fmt: skip


def of(*forms: str) -> list[Card]:
    return [card for card in CHOICES if card.form.startswith(forms)]


def words(text: str) -> Counter[str]:
    """Its words but for such as link them, counted: `weight in weight` is no part of `weight in volume`."""
    return Counter(word for word in re.findall(r"[a-z0-9]+", text.lower()) if len(word) > 2)


def texts_of(card: Card, seed: int) -> list[str]:
    answer = question(KNOWN, card, seed).answer
    if isinstance(answer, Choice):
        return [option.text for option in answer.options]
    return [*answer.left, *answer.right] if isinstance(answer, Matching) else []


def test_no_stem_tells_what_the_code_means():
    for card in of("sig-", "error-prone-meant", "error-prone-safer"):
        for seed in range(3):
            asked = question(KNOWN, card, seed)
            around = re.sub("“[^”]*”", "", asked.stem)
            assert not words(around) & words(right_of(asked)), (card.id, asked.stem, right_of(asked))


def test_no_code_is_shown_with_words_that_stand_on_no_paper():
    for card in of("sig-", "error-prone-meant", "error-prone-safer"):
        assert not re.search(r"“[^”]* \(", question(KNOWN, card, 1).stem), card.id
    shown = {text for card in of("code-") for seed in SEEDS for text in texts_of(card, seed)}
    assert "PCN" in shown
    assert not [text for text in shown if "(" in text]


def test_no_two_options_mean_the_same():
    for card in of("sig-", "code-", "error-prone-meant", "error-prone-safer"):
        for seed in SEEDS:
            for one, other in combinations(texts_of(card, seed), 2):
                assert not any({one, other} <= same for same in SAME), (card.id, one, other)
                if not card.form.startswith("code-"):
                    ours, theirs = words(one), words(other)
                    near = ours and theirs and (ours < theirs or theirs < ours)
                    assert not near or "sulfate" in ours | theirs, (card.id, one, other)


def test_what_a_list_let_go_of_is_neither_right_nor_wrong_where_lists_are_asked():
    """ISMP's list of 2024 tells to write qhs, which older lists and some hospitals still have."""
    assert "sig-often/frequency-qhs" in NAMED
    for card in CARDS:
        if card.form in ("do-not-use", "error-prone-odd", "error-prone-safer", "error-prone-matching"):
            assert not card.id.endswith("qhs")
            assert not [seed for seed in range(60) if "qhs" in texts_of(card, seed)], card.id


def test_nothing_that_ismp_no_longer_accepts_is_written_instead():
    for card in CARDS:
        if card.form in ("error-prone-safer", "error-prone-matching"):
            for seed in SEEDS:
                shown = " ".join(texts_of(card, seed))
                assert not re.search(r"\bNAS\b|\bnightly\b", shown), (card.id, shown)


def test_only_what_a_read_list_has_is_told_to_be_on_a_list():
    memory = {row["abbreviation"] for row in CODES if "memory" in row["do_not_use_list"]}
    assert {"ASA", "PCN", "HCTZ"} <= memory
    for card in of("error-prone-odd", "do-not-use"):
        for seed in SEEDS:
            assert not memory & set(texts_of(card, seed)), card.id


def test_measures_are_offered_against_each_other():
    measures = {row["meaning"] for row in CODES if row["kind"] == "measure"}
    for card in of("sig-term/measure", "sig-term"):
        if card.fact.startswith("measure"):
            asked = question(KNOWN, card, 1)
            assert set(wrong_of(asked)) < measures


@pytest.mark.parametrize(
    ("card", "kind"),
    [
        ("sig-term/clinical-or-pharmacy-term-PA", "pharmacy term"),
        ("sig-term/clinical-or-pharmacy-term-RCA", "pharmacy term"),
        ("sig-term/clinical-or-pharmacy-term-HTN", "clinical term"),
        ("sig-often/time-yo", "time or age"),
        ("sig-often/frequency-bid", "how often"),
    ],
)
def test_the_hint_says_what_kind_of_thing_is_meant(card, kind):
    assert f"({kind})" in question(KNOWN, NAMED[card], 1).stem


def test_no_part_of_a_unit_is_a_dose():
    for card in of("dose-written"):
        for seed in range(40):
            assert not [text for text in texts_of(card, seed) if "unit" in text]


def test_two_codes_that_are_written_alike_are_told_apart():
    eye, day = (
        question(KNOWN, NAMED[f"error-prone-safer/{key}"], 1) for key in ("route-OD", "frequency-o.d.")
    )
    assert "(route)" in eye.stem
    assert "(how often)" in day.stem
