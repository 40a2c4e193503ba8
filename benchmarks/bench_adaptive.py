"""Adaptive practice and the chance of passing, in made worlds where the truth is known.

Accuracy: the same people sit a fixed form of 90 questions and adaptive practice of at most 35. Calibration:
each person is told a chance of passing and then meets an exam and a pass mark drawn from what is assumed; in
most worlds the questions, the guessing and the domains are not what the engine takes them to be. Speed: the
next card of a bank of 10,000. The tests hold the same with fewer people.
"""

from __future__ import annotations

import numpy as np

from benchmarks.rounds import medians, table, timed
from rxladder.facts.exam_outlines import outlines
from rxladder.learning.adaptive import next_card
from rxladder.learning.chance import chance_of_passing
from rxladder.learning.irt import Response, prior_ability
from rxladder.learning.item_parameters import bank
from rxladder.learning.mock_exam import draw_form
from tests.learning.exam_cards import exam_cards
from tests.learning.simulated_exams import (
    AS_ASSUMED,
    OFF,
    UNCALIBRATED,
    UNCALIBRATED_OFF,
    Stated,
    World,
    Wrong,
    accuracy,
    brier,
    held,
    reliability,
    stated,
)

PTCE = outlines()["ptce-2026"]
PEOPLE, GOAL_MS = 400, 20
WORLDS = {
    "calibrated, as assumed": AS_ASSUMED,
    "calibrated, parameters off": OFF,
    "calibrated, three times as far off": Wrong(error=0.45, discrimination=0.85, guessing=0.2, agree=0.65),
    "not calibrated, as assumed": UNCALIBRATED,
    "not calibrated, and off": UNCALIBRATED_OFF,
}


def accuracies() -> None:
    """How near the abilities come, and what the practice shows."""
    rows, spread = [], []
    for number, (name, wrong) in enumerate(WORLDS.items()):
        found = accuracy(World(PTCE, wrong, seed=number), PEOPLE)
        for which, numbers in (("fixed 90", found.fixed), ("adaptive", found.adaptive)):
            ratio = f"{numbers[0] / found.fixed[0]:.2f}"
            rows.append([name, which, *(f"{one:.3f}" for one in numbers), ratio])
        rates = np.array([*found.exposure.values()])
        used = f"{len(rates)} of {len(exam_cards(PTCE, 600))}"
        spread.append(
            [name, f"{found.questions:.1f}", f"{found.out_of_balance:.2f}", f"{rates.max():.2f}", used]
        )
    head = ["", "", "error (RMS)", "bias", "correlation", "error said", "error / fixed"]
    table(
        f"abilities of {PEOPLE} people, in logits (goal: error / fixed at most 1 where calibrated)",
        head,
        rows,
    )
    head = ["", "questions", "furthest from the weights", "most shown", "cards used"]
    table("adaptive practice (goals: at most 35 questions, below 1 question, at most 0.20)", head, spread)


def calibrations() -> None:
    """Whether chances told are what happens, and ranges hold the truth four times in five."""
    rows = []
    for number, (name, wrong) in enumerate(WORLDS.items()):
        for which in ("fixed 90", "adaptive"):
            people = stated(World(PTCE, wrong, seed=10 + number), PEOPLE, which == "adaptive")
            rows.append([name, which, *_scores(people)])
            if which == "fixed 90":
                _plot(name, people)
    head = ["", "", "Brier", "knowing all", "base rate", "range holds", "range width"]
    table(f"chance of passing told to {PEOPLE} people (goal: the range holds it 0.80 of times)", head, rows)


def _scores(people: list[Stated]) -> list[str]:
    passed = float(np.mean([one.passed for one in people]))
    best = float(np.mean([one.chance * (1 - one.chance) for one in people]))
    width = float(np.mean([one.told.high - one.told.low for one in people]))
    return [f"{one:.3f}" for one in (brier(people), best, passed * (1 - passed), held(people), width)]


def _plot(name: str, people: list[Stated]) -> None:
    """A reliability diagram in text: the share that passed of those told about so much."""
    rows = [
        [f"{told:.2f}", f"{passed:.2f}", str(count), _bar(told, passed)]
        for told, passed, count in reliability(people, bins=10)
    ]
    table(
        f"reliability, fixed 90, {name} (| told, * passed)",
        ["told", "passed", "people", "0" + " " * 39 + "1"],
        rows,
    )


def _bar(told: float, passed: float) -> str:
    line = [" "] * 41
    line[round(told * 40)] = "|"
    line[round(passed * 40)] = "*"
    return "".join(line)


def speed() -> None:
    """The next card with 10,000 cards, against one pass over the same numbers."""
    known = bank(PTCE, exam_cards(PTCE, in_each=2500, forms=40))
    ability = prior_ability(known).after(known, [Response(card, True) for card in known.cards[:300:10]])
    asked = known.cards[:300:10]
    cards = exam_cards(PTCE, in_each=2500, forms=40)
    ability.marginals, known.information  # noqa: B018 - what a server keeps
    found = medians(
        {
            "pass": lambda: timed(lambda: known.information @ ability.marginals[0], 20),
            "next": lambda: timed(lambda: next_card(known, ability, asked, 1), 20),
            "answer": lambda: timed(
                lambda: next_card(known, ability.after(known, [Response(known.cards[7], True)]), asked, 1), 20
            ),
            "chance": lambda: timed(lambda: chance_of_passing(ability, PTCE), 5),
            "form": lambda: timed(lambda: draw_form(PTCE, cards, 1), 1),
            "bank": lambda: timed(lambda: bank(PTCE, cards).information, 1),
        }
    )
    says = {
        "pass": "one pass over the cards' information",
        "next": f"the next card (goal {GOAL_MS} ms)",
        "answer": "an answer taken in, and the next card",
        "chance": "the chance of passing",
        "form": "a full-length form drawn",
        "bank": "the bank laid out, once",
    }
    rows = [[says[key], f"{one * 1e3:.2f}", f"{one / found['pass']:.0f}"] for key, one in found.items()]
    table("10,000 cards", ["", "ms", "/ one pass"], rows)


def main() -> None:
    """Measure and print."""
    speed()
    accuracies()
    calibrations()


main()
