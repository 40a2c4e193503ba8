"""What answers tell of questions: published counts, an independent estimate, and questions that are known."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import minimize

from rxladder.facts.exam_outlines import outlines
from rxladder.learning.calibration import Calibration, calibrate
from rxladder.learning.irt import Response
from rxladder.learning.item_parameters import Bank
from tests.learning.simulated_exams import UNCALIBRATED, World

PATTERNS = Path(__file__).parent / "data" / "lsat7_patterns.csv"
# As mirt and ltm find them by marginal maximum likelihood: slopes, intercepts, and the log likelihood.
SLOPES = [0.988, 1.081, 1.707, 0.765, 0.736]
INTERCEPTS = [1.856, 0.808, 1.805, 0.486, 1.854]
LOG_LIKELIHOOD = -2658.805


def lsat() -> tuple[np.ndarray, np.ndarray]:
    """The patterns of answers, and how many persons gave each."""
    lines = PATTERNS.read_text(encoding="utf-8").splitlines()
    rows = np.array(list(csv.reader(lines[1:])), dtype=int)
    return rows[:, :5].astype(bool), rows[:, 5]


def calibrated_lsat() -> Calibration:
    """The five items with nothing taken of them beforehand."""
    patterns, times = lsat()
    items = tuple(f"item-{number}" for number in range(5))
    nothing_taken = np.array([[0, 100, 0, 100, 0]] * 5, dtype=float)
    bank = Bank(("lsat",), np.array([1.0]), items, np.zeros(5, dtype=int), nothing_taken)
    answers = [
        [Response(item, bool(right)) for item, right in zip(items, row, strict=True)] for row in patterns
    ]
    return calibrate(bank, answers, [int(count) for count in times], close=1e-5)


def test_the_counts_have_the_published_shares():
    patterns, times = lsat()
    assert times.sum() == 1000
    assert (patterns * times[:, None]).sum(axis=0).tolist() == [828, 658, 772, 606, 843]


def test_the_published_estimates_come_out():
    found = calibrated_lsat()
    slopes = [float(np.exp(one.log_discrimination)) for one in found.known.values()]
    intercepts = [-slope * one.difficulty for slope, one in zip(slopes, found.known.values(), strict=True)]
    assert slopes == pytest.approx(SLOPES, abs=0.002)
    assert intercepts == pytest.approx(INTERCEPTS, abs=0.002)
    assert found.log_likelihood == pytest.approx(LOG_LIKELIHOOD, abs=0.001)
    assert found.people == 1000


def test_estimates_and_errors_are_those_of_an_independent_maximum():
    """The marginal likelihood by Gauss and Hermite, its top and its curvature there by SciPy."""
    patterns, times = lsat()
    points, weights = np.polynomial.hermite_e.hermegauss(41)

    def cost(parameters: np.ndarray) -> float:
        b, a = parameters[:5], np.exp(parameters[5:])
        chance = 1 / (1 + np.exp(-a * (points[:, None] - b)))
        each = np.where(patterns[:, None, :], chance, 1 - chance).prod(axis=2)
        return -float(times @ np.log(each @ (weights / weights.sum())))

    top = minimize(cost, np.zeros(10), method="BFGS", options={"gtol": 1e-4})
    found = list(calibrated_lsat().known.values())
    assert [one.difficulty for one in found] == pytest.approx(top.x[:5], abs=0.01)
    assert [one.log_discrimination for one in found] == pytest.approx(top.x[5:], abs=0.01)
    errors = np.sqrt(np.diag(np.linalg.inv(_curvature(cost, top.x))))
    said = [*(one.difficulty_sd for one in found), *(one.log_discrimination_sd for one in found)]
    # The engine takes each item by itself, which makes it somewhat surer than the whole curvature is.
    assert (np.array(said) / errors > 0.7).all()
    assert (np.array(said) / errors < 1.2).all()


def _curvature(cost, at: np.ndarray, step: float = 1e-3) -> np.ndarray:
    shifts = np.eye(len(at)) * step
    return np.array(
        [
            [
                (cost(at + one + two) - cost(at + one - two) - cost(at - one + two) + cost(at - one - two))
                / (4 * step**2)
                for two in shifts
            ]
            for one in shifts
        ]
    )


@pytest.fixture(scope="module")
def learned() -> tuple[World, Calibration]:
    """Some hundred people who answered half of a small bank."""
    world = World(outlines()["ptce-2026"], UNCALIBRATED, seed=3, in_each=12, forms=3)
    people = []
    for number in range(300):
        person = world.person()
        cards = [card.id for place, card in enumerate(world.cards) if place % 2 == 0 or number < 10]
        people.append([Response(card, world.answers(person, card)) for card in cards])
    return world, calibrate(world.bank, people, close=1e-3)


def test_questions_that_many_answered_are_found_as_they_are(learned):
    world, found = learned
    places = [place for place in range(len(world.cards)) if place % 2 == 0]
    known = [found.known[world.cards[place].id] for place in places]
    missed = np.array([one.difficulty for one in known]) - world.b[places]
    sure = np.array([one.difficulty_sd for one in known])
    assert np.corrcoef([one.difficulty for one in known], world.b[places])[0, 1] > 0.9
    assert np.sqrt((missed**2).mean()) < 0.4 < 0.86
    assert 0.6 < np.mean(np.abs(missed) < 1.28 * sure) <= 1


def test_a_card_that_few_answered_learns_from_its_form_alone(learned):
    """The cards of a form that hardly anyone answered have all moved alike, as far as the form is harder."""
    world, found = learned
    few = {world.cards[place] for place in range(1, len(world.cards), 2)}
    by_form = {form: {found.known[card.id] for card in few if card.form == form} for form in _forms(world)}
    assert [len(each) for each in by_form.values()] == [1, 1, 1]
    said = [next(iter(each)) for each in by_form.values()]
    true = [world.b[[card.form == form for card in world.cards]].mean() for form in by_form]
    assert [one.difficulty for one in said] == pytest.approx(true, abs=0.35)
    assert all(0.7 < one.difficulty_sd < world.bank.rows[0, 1] for one in said)


def _forms(world: World) -> list[str]:
    return sorted({card.form for card in world.cards})


def test_one_learner_moves_no_question():
    world = World(outlines()["ptce-2026"], UNCALIBRATED, seed=3, in_each=12)
    person = world.person()
    answers = [Response(card.id, world.answers(person, card.id)) for card in world.cards]
    assert calibrate(world.bank, [answers]).known == {}
