"""The chance of passing: held against plain simulation, honest about what it rests on, and able to learn."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rxladder.facts.exam_outlines import outlines
from rxladder.learning.chance import (
    Chance,
    Outcome,
    chance_of_passing,
    exam_curve,
    learned,
    prior_link,
    raw_share,
)
from rxladder.learning.irt import Ability, Response, prior_ability
from rxladder.learning.item_parameters import NODES, bank
from rxladder.learning.mock_exam import share_out
from tests.learning.exam_cards import exam_cards
from tests.learning.simulated_exams import (
    AS_ASSUMED,
    OFF,
    UNCALIBRATED,
    UNCALIBRATED_OFF,
    World,
    brier,
    held,
    reliability,
    stated,
)

PTCE = outlines()["ptce-2026"]
CARDS = exam_cards(PTCE, in_each=60)
BANK = bank(PTCE, CARDS)


@cache
def after(right: int, answers: int = 90) -> Ability:
    """Somebody who got so many of so many questions right, anywhere; whoever got more got these, too."""
    chosen = [CARDS[60 * (number % 4) + number // 4] for number in range(answers)]
    order = np.random.default_rng(8).permutation(answers)
    replies = [Response(card.id, bool(order[number] < right)) for number, card in enumerate(chosen)]
    return prior_ability(BANK).after(BANK, replies)


WORLDS = [
    (AS_ASSUMED, False),
    (AS_ASSUMED, True),
    (OFF, True),
    (UNCALIBRATED, False),
    (UNCALIBRATED_OFF, False),
]


@pytest.mark.parametrize(("wrong", "adaptive"), WORLDS)
def test_the_range_holds_the_chance_four_times_in_five_also_when_parameters_are_wrong(wrong, adaptive):
    """Of 160 people the share is known to about 3 in 100; each has an exam and a pass mark of their own."""
    people = stated(World(PTCE, wrong, seed=21, in_each=250), 160, adaptive)
    assert 0.7 <= held(people) <= 0.92
    passed = np.mean([one.passed for one in people])
    best = np.mean([one.chance * (1 - one.chance) for one in people])
    assert best < brier(people) < passed * (1 - passed) - 0.04
    for told, happened, count in reliability(people):
        assert abs(told - happened) < 0.05 + 2.4 * (told * (1 - told) / count) ** 0.5


def test_the_chance_is_that_of_plain_simulation():
    """Abilities, shifts and marks drawn from what is known, questions answered one by one."""
    draw = np.random.default_rng(5)
    ability, link = after(66), prior_link()
    told = chance_of_passing(ability, PTCE)
    times = 40_000
    general = draw.choice(len(ability.general), times, p=ability.general)
    shift = draw.choice(len(link.shifts), times, p=link.weights.sum(axis=1))
    mark = link.marks[draw.choice(len(link.marks), times, p=link.weights.sum(axis=0))]
    right = np.zeros(times)
    for domain, count in enumerate(share_out(PTCE, 80).values()):
        below = ability.given_general[domain].cumsum(axis=1)[general]
        node = np.minimum((draw.random(times)[:, None] > below).sum(axis=1), len(NODES) - 1)
        right += draw.binomial(count, link.curves[shift, node])
    assert (right >= mark * 80).mean() == pytest.approx(told.middle, abs=0.012)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 89))
def test_one_more_right_answer_never_lowers_the_chance(right):
    fewer, more = (chance_of_passing(after(count), PTCE) for count in (right, right + 1))
    assert fewer.middle < more.middle
    assert fewer.low <= more.low + 1e-9
    assert 0 <= more.low <= more.middle <= more.high <= 1


def test_before_the_first_answer_it_says_that_it_tells_little():
    told = chance_of_passing(prior_ability(BANK), PTCE)
    assert told.tells_little
    assert told.says == "between 1 and 99 of 100"
    assert not chance_of_passing(after(84), PTCE).tells_little


def test_what_it_rests_on_is_named_with_what_nobody_knows():
    told = chance_of_passing(after(66), PTCE)
    names = [one.id for one in told.assumes]
    assert {"raw_pass_mark", "as_hard_as_the_exam", "answers", "exam_questions"} < set(names)
    assert all(one.says and one.why for one in told.assumes)
    words = " ".join(told.unknown)
    for part in ("No real candidates", "0 entered results", "1400", "not been published", "from 3.4 on"):
        assert part in words
    assert told.mark == pytest.approx((0.615, 0.735), abs=0.01)


@pytest.mark.parametrize(
    ("low", "high", "says"),
    [
        (0.0, 0.04, "under 5 of 100"),
        (0.0, 0.051, "between 1 and 10 of 100"),
        (0.42, 0.71, "between 40 and 75 of 100"),
        (0.94, 1.0, "between 90 and 99 of 100"),
        (0.951, 1.0, "over 95 of 100"),
    ],
)
def test_a_range_in_words_is_rounded_outward_and_never_certain(low, high, says):
    assert Chance(low, (low + high) / 2, high, (0, 1), (0, 1), 90, 0, (), ()).says == says


def test_results_move_the_chance_in_their_direction_and_narrow_it():
    ability, before = after(66), chance_of_passing(after(66), PTCE)

    def told(*outcomes: Outcome) -> Chance:
        return chance_of_passing(ability, PTCE, learned(prior_link(), PTCE, outcomes))

    passed, failed = told(Outcome(ability, True)), told(Outcome(ability, False))
    assert failed.middle < before.middle < passed.middle
    assert (before.results, passed.results) == (0, 1)
    assert told(Outcome(ability, True, 1550)).middle > told(Outcome(ability, True, 1400)).middle
    many = told(*[Outcome(ability, True)] * 6)
    assert many.high - many.low < before.high - before.low


def test_the_result_of_somebody_sure_to_pass_tells_nearly_nothing():
    before = chance_of_passing(after(66), PTCE)
    link = learned(prior_link(), PTCE, [Outcome(after(90), True)])
    assert chance_of_passing(after(66), PTCE, link).middle == pytest.approx(before.middle, abs=0.02)


def test_the_link_finds_the_truth_from_results():
    """Forty results where the exam is harder than thought and asks much: chances told come nearer."""
    world = World(PTCE, UNCALIBRATED, seed=9, in_each=100)
    shift, mark = 0.5, 0.72
    outcomes, people = [], [world.person() for _ in range(80)]
    for number, person in enumerate(people[:40]):
        chance = world.chance(person, shift, mark)
        outcomes.append(Outcome(world.fixed(person, number), bool(world.draw.random() < chance)))
    link = learned(prior_link(), PTCE, outcomes)
    misses = {"before": [], "after": []}
    for number, person in enumerate(people[40:]):
        ability, true = world.fixed(person, number), world.chance(person, shift, mark)
        misses["before"].append(abs(chance_of_passing(ability, PTCE).middle - true))
        misses["after"].append(abs(chance_of_passing(ability, PTCE, link).middle - true))
    assert np.mean(misses["after"]) < 0.75 * np.mean(misses["before"])
    assert link.results == 40


@pytest.mark.parametrize(
    ("score", "passed", "complaint"),
    [(1350, True, "It takes 1400"), (1400, False, "It takes 1400"), (999, False, "from 1000 to 1600")],
)
def test_a_score_that_cannot_be_is_refused(score, passed, complaint):
    with pytest.raises(ValueError, match=complaint):
        learned(prior_link(), PTCE, [Outcome(after(66), passed, score)])


def test_a_score_on_a_scale_that_was_not_read_is_refused():
    with pytest.raises(ValueError, match="was not read"):
        raw_share(1400, True, outlines()["cspt"].scale, np.array([0.7]))


def test_scores_at_the_ends_and_at_the_mark_stand_for_the_shares_there():
    mark = np.array([0.7])
    found = [raw_share(score, score >= 1400, PTCE.scale, mark)[0] for score in (1000, 1200, 1400, 1500, 1600)]
    assert found == pytest.approx([0, 0.35, 0.7, 0.85, 1])


def test_an_exam_of_unknown_length_says_what_was_taken():
    told = chance_of_passing(after(66), outlines()["cspt"])
    assert any("80 are assumed" in one for one in told.unknown)


def test_the_exams_own_curve_runs_from_guessing_to_knowing():
    curve = exam_curve()
    assert (np.diff(curve) > 0).all()
    assert 0.25 < curve[0] < 0.3
    assert curve[-1] > 0.97
