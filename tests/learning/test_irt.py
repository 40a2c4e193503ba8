"""Abilities by domain: held against an independent reckoning, and what answers must do to them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import dblquad
from scipy.stats import multivariate_normal, norm

from rxladder.facts.exam_assumptions import exam_assumptions
from rxladder.facts.exam_outlines import outlines
from rxladder.learning.chance import exam_curve
from rxladder.learning.evidence import Answered, weigh
from rxladder.learning.irt import Response, prior_ability, report
from rxladder.learning.item_parameters import (
    NODES,
    Bank,
    ItemParameters,
    bank,
    expected_curves,
    kind_of,
    prior_parameters,
)
from rxladder.learning.question import Choice, Matching, Number, Option, Ordering, Typed
from tests.learning.exam_cards import exam_cards

PTCE = outlines()["ptce-2026"]
CARDS = exam_cards(PTCE, in_each=24)
BANK = bank(PTCE, CARDS)
NOBODY = prior_ability(BANK)
ANSWERS = st.lists(
    st.builds(Response, st.sampled_from(BANK.cards), st.booleans(), st.floats(0.1, 1)), max_size=30
)


def two_domains() -> tuple[Bank, list[Response]]:
    """Two domains with questions known for sure, and some answers."""
    draw = np.random.default_rng(4)
    count = 20
    rows = np.zeros((count, 5))
    rows[:, 0], rows[:, 2], rows[:, 4] = draw.normal(0, 1, count), draw.normal(0, 0.3, count), 0.25
    cards = tuple(f"card-{number}" for number in range(count))
    domains = np.array([0] * 14 + [1] * 6)
    answers = [Response(card, bool(draw.random() < 0.7)) for card in cards]
    return Bank(("one", "two"), np.array([0.6, 0.4]), cards, domains, rows), answers


def test_the_posterior_is_that_of_an_independent_reckoning():
    """The two abilities as one bivariate normal prior, times the plain 3PL formula, on a dense square."""
    known, answers = two_domains()
    at = np.linspace(-5, 5, 601)
    one, two = np.meshgrid(at, at, indexing="ij")
    agree = exam_assumptions().domains_agree.value
    weight = multivariate_normal(cov=[[1, agree], [agree, 1]]).pdf(np.stack([one, two], axis=-1))
    for place, answer in enumerate(answers):
        b, _, log_a, _, c = known.rows[place]
        chance = c + (1 - c) / (1 + np.exp(-np.exp(log_a) * ((two if known.domains[place] else one) - b)))
        weight = weight * (chance if answer.right else 1 - chance)
    weight /= weight.sum()
    whole = 0.6 * one + 0.4 * two
    means = [(weight * each).sum() for each in (one, two, whole)]
    sds = [
        ((weight * each**2).sum() - mean**2) ** 0.5
        for each, mean in zip((one, two, whole), means, strict=True)
    ]
    found = prior_ability(known).after(known, answers)
    assert [*found.means, found.overall[0]] == pytest.approx(means, abs=0.002)
    assert [*found.sds, found.overall[1]] == pytest.approx(sds, abs=0.002)


def test_an_expected_curve_averages_out_what_is_not_known():
    row = np.array([[0.4, 0.86, 0.1, 0.3, 0.25]])

    def weighed(log_a: float, b: float, ability: float) -> float:
        chance = 0.25 + 0.75 / (1 + np.exp(-np.exp(log_a) * (ability - b)))
        return chance * norm.pdf(b, 0.4, 0.86) * norm.pdf(log_a, 0.1, 0.3)

    for place in (5, 23, 40):
        plain, _ = dblquad(weighed, -4, 5, -1.4, 1.6, args=(NODES[place],), epsabs=1e-6)
        assert expected_curves(row)[0, place] == pytest.approx(plain, abs=0.0005)


@settings(max_examples=40, deadline=None)
@given(ANSWERS, st.randoms(use_true_random=False))
def test_the_order_of_answers_makes_no_difference(answers, random):
    mixed = random.sample(answers, len(answers))
    one, other = NOBODY.after(BANK, answers), NOBODY.after(BANK, mixed)
    assert one.marginals == pytest.approx(other.marginals, abs=1e-9)
    assert sum(one.counts) == len(answers)


@settings(max_examples=40, deadline=None)
@given(ANSWERS, st.sampled_from(BANK.cards))
def test_a_right_answer_raises_every_ability_and_a_wrong_one_lowers_it(answers, card):
    before = NOBODY.after(BANK, answers)
    right, wrong = (before.after(BANK, [Response(card, one)]) for one in (True, False))
    assert (right.means > before.means).all()
    assert (wrong.means < before.means).all()


def test_a_domain_without_answers_leans_on_the_others_and_is_less_sure():
    answers = [Response(card.id, True) for card in CARDS if card.areas == ("ptce-2026:1",)]
    found = NOBODY.after(BANK, answers)
    assert found.means[0] > found.means[1] > 0.5
    assert found.sds[0] < found.sds[1] < NOBODY.sds[1]
    told = report(found, exam_curve())
    assert [one.answers for one in told.domains] == [24, 0, 0, 0]
    assert "ptce-2026:2, ptce-2026:3, ptce-2026:4" in told.unknown[0]
    assert [one.id for one in told.assumes] == ["ability", "domains_agree", "answers", "exam_questions"]
    assert all(one.expected_low < one.expected < one.expected_high for one in told.domains)


def test_an_answer_of_half_the_weight_twice_is_one_answer():
    card = BANK.cards[0]
    twice = NOBODY.after(BANK, [Response(card, True, 0.5)] * 2)
    assert twice.means == pytest.approx(NOBODY.after(BANK, [Response(card, True)]).means)


def test_a_right_answer_that_could_be_a_guess_tells_less():
    typed = bank(PTCE, CARDS, kind=lambda card: "typed")
    guessed, sure = (prior_ability(one).after(one, [Response(one.cards[0], True)]) for one in (BANK, typed))
    assert sure.means[0] > guessed.means[0]


def test_cards_of_no_domain_of_the_outline_tell_nothing():
    assert NOBODY.after(BANK, [Response("not-there/at-all", True)]).means == pytest.approx(NOBODY.means)


def test_known_parameters_take_the_place_of_those_taken():
    known = bank(PTCE, CARDS, known={CARDS[3].id: ItemParameters(1.5, 0.1, 0.2, 0.05, 0.25)})
    assert known.rows[3].tolist() == [1.5, 0.1, 0.2, 0.05, 0.25]
    assert known.curves[3] != pytest.approx(known.curves[4])
    assert known.information.shape == known.curves.shape


def test_every_way_to_answer_has_its_assumption():
    answers = [
        Choice((Option("a", ""), Option("b", "")), 0),
        Typed(("a",)),
        Number(value=1, unit="mL", decimals=None),
        Ordering(("a", "b"), (0, 1)),
        Matching(("a",), ("b",), (0,)),
    ]
    kinds = [kind_of(answer) for answer in answers]
    assert kinds == ["choice", "typed", "number", "ordering", "matching"]
    assert [prior_parameters(kind).guessing for kind in kinds] == [0.25, 0, 0, 0.05, 0.05]


def test_one_answer_to_a_card_counts_the_one_in_an_exam_and_less_the_older_it_is():
    found = weigh(
        [
            Answered("a", right=False, days_ago=40, review=False),
            Answered("a", right=True, days_ago=0, review=False),
            Answered("b", right=True, days_ago=90, review=False),
            Answered("c", right=False, days_ago=90, review=True),
            Answered("d", right=True, days_ago=1, review=True),
            Answered("d", right=False, days_ago=90, review=False),
            Answered("d", right=True, days_ago=2, review=True),
        ]
    )
    told = [("a", True, 1.0), ("b", True, 0.5), ("c", False, 0.25), ("d", False, 0.5)]
    assert found == [Response(*one) for one in told]


def test_an_answer_yet_to_come_is_refused():
    with pytest.raises(ValueError, match="after the day"):
        weigh([Answered("a", right=True, days_ago=-1, review=False)])
