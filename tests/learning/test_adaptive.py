"""Adaptive practice: as accurate as a full exam with fewer questions, in balance, with cards that vary."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rxladder.facts.exam_outlines import outlines
from rxladder.learning.adaptive import AT_LEAST, AT_MOST, SURE_ENOUGH, Exposure, next_card, stop
from rxladder.learning.irt import Response, prior_ability
from rxladder.learning.item_parameters import ItemParameters, bank
from tests.learning.exam_cards import exam_cards
from tests.learning.simulated_exams import AS_ASSUMED, OFF, UNCALIBRATED, World, accuracy

PTCE = outlines()["ptce-2026"]


@pytest.mark.parametrize("wrong", [AS_ASSUMED, OFF], ids=["as assumed", "parameters off"])
def test_at_most_35_questions_tell_as_much_as_a_fixed_form_of_90(wrong):
    """Where questions are calibrated. With four times 50 people an error is known to about 0.02 logits."""
    found = [accuracy(World(PTCE, wrong, seed, in_each=400), people=50) for seed in range(4)]
    fixed, adaptive = (np.array([getattr(one, which) for one in found]) for which in ("fixed", "adaptive"))
    errors = [(each[:, 0] ** 2).mean() ** 0.5 for each in (fixed, adaptive)]
    assert errors[1] < errors[0] + 0.02 < 0.42
    assert abs(adaptive[:, 1].mean()) < abs(fixed[:, 1].mean()) + 0.06
    assert adaptive[:, 2].mean() > fixed[:, 2].mean() - 0.02 > 0.88
    for one in found:
        assert one.questions <= AT_MOST
        assert one.out_of_balance < 1
        assert max(one.exposure.values()) <= 0.2 + 1e-9


def test_where_nobody_calibrated_anything_it_says_how_much_less_35_questions_tell():
    found = accuracy(World(PTCE, UNCALIBRATED, seed=11, in_each=200), people=100)
    assert found.adaptive[0] > found.fixed[0] + 0.05
    assert found.adaptive[3] == pytest.approx(found.adaptive[0], abs=0.08)


@settings(max_examples=20, deadline=None)
@given(
    st.integers(0, 2**40), st.randoms(use_true_random=False), st.sampled_from(["ptce-2026", "excpt", "cspt"])
)
def test_every_domain_stays_within_one_question_of_its_weight_at_every_moment(seed, random, id_):
    outline = outlines()[id_]
    known = bank(outline, exam_cards(outline, in_each=40))
    ability, asked = prior_ability(known), []
    counts = np.zeros(len(known.names))
    for number in range(1, AT_MOST + 1):
        card = next_card(known, ability, asked, seed)
        asked.append(card)
        counts[known.domains[known.place[card]]] += 1
        assert np.abs(counts - known.weights * number).max() < 1
        ability = ability.after(known, [Response(card, random.random() < 0.7)])
    assert len(set(asked)) == AT_MOST


def test_the_most_telling_cards_come_and_they_suit_the_ability():
    cards = exam_cards(PTCE, in_each=100)
    known = {card.id: ItemParameters(number % 7 - 3, 0.1, 0, 0.05, 0.25) for number, card in enumerate(cards)}
    easy_to_hard = bank(PTCE, cards, known=known)
    able = prior_ability(easy_to_hard).after(easy_to_hard, [Response(card.id, True) for card in cards[::5]])
    weak = prior_ability(easy_to_hard).after(easy_to_hard, [Response(card.id, False) for card in cards[::5]])
    for ability, suits in ((able, lambda b: b >= 2), (weak, lambda b: b <= -1)):
        first = next_card(easy_to_hard, ability, [], seed=1)
        assert suits(known[first].difficulty)


def test_sessions_differ_and_the_same_session_does_not():
    known = bank(PTCE, exam_cards(PTCE))
    nobody = prior_ability(known)
    first = [next_card(known, nobody, [], seed) for seed in range(30)]
    assert len(set(first)) > 10
    assert first == [next_card(known, nobody, [], seed) for seed in range(30)]


def test_a_card_that_was_shown_sits_out_and_comes_back_where_nothing_else_is_left():
    known = bank(PTCE, exam_cards(PTCE, in_each=3))
    nobody, last = prior_ability(known), known.cards[0]
    others = {card: 1 for card in known.cards if card != last}
    assert Exposure(1, others).eligible(last)
    assert not Exposure(3, others).eligible(known.cards[1])
    assert Exposure(9, others).eligible(known.cards[1])
    session: list[str] = []
    while card := next_card(known, nobody, session, seed=2, exposure=Exposure(1, others)):
        session.append(card)
    assert Counter(session) == Counter(known.cards)
    assert session[0] == last


def test_it_stops_when_sure_enough_but_not_before_it_asked_enough():
    known = bank(PTCE, exam_cards(PTCE, in_each=100))
    nobody = prior_ability(known)
    sharp = bank(
        PTCE, exam_cards(PTCE), known={card.id: ItemParameters(0, 0, 1, 0, 0) for card in exam_cards(PTCE)}
    )
    alternating = [Response(card, bool(number % 2)) for number, card in enumerate(sharp.cards[::8])]
    sure = prior_ability(sharp).after(sharp, alternating)
    assert sure.overall[1] < SURE_ENOUGH < nobody.overall[1]
    found = [stop(sure, AT_LEAST - 1), stop(sure, AT_LEAST), stop(nobody, AT_MOST - 1), stop(nobody, AT_MOST)]
    assert found == [None, "sure-enough", None, "long-enough"]


def test_an_empty_bank_has_nothing_to_ask():
    known = bank(PTCE, [])
    assert next_card(known, prior_ability(known), [], seed=1) is None
