"""What a calculation problem costs: drawn, worked out step by step, and said, against the arithmetic alone.

The arithmetic alone is the formula of the same kinds, evaluated exactly for values drawn before. Problems as
one of four options are timed, too, and grading a typed answer. The goal for 100,000 items of mixed kinds is
60 seconds.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from itertools import cycle, islice

from benchmarks.rounds import medians, table
from rxladder.facts.calculations import calculation_kinds
from rxladder.learning.calculations.choices import choice_question
from rxladder.learning.calculations.problem import cards, draw, question
from rxladder.learning.grading import grade
from rxladder.learning.question import Number

KINDS = calculation_kinds()
CARDS = cards(KINDS)
COUNT = 3_700
GOAL = 60


def on_one_core(work: Callable[[], object]) -> float:
    """The seconds that a core works for one call: the goal is for one core, however busy the others are."""
    gc.collect()
    started = time.process_time()
    work()
    return time.process_time() - started


def main() -> None:
    """Measure and print."""
    asked = [(card, seed) for seed, card in enumerate(islice(cycle(CARDS), COUNT))]
    drawn = [(KINDS[card.fact].formula, draw(KINDS[card.fact], seed).values) for card, seed in asked]
    answers = [question(KINDS, card, seed).answer for card, seed in asked]
    typed = [answer for answer in answers if isinstance(answer, Number)]
    works = {
        "the formula alone": lambda: [formula(values) for formula, values in drawn],
        "drawn": lambda: [draw(KINDS[card.fact], seed) for card, seed in asked],
        "drawn, solved and said": lambda: [question(KINDS, card, seed) for card, seed in asked],
        "with four options": lambda: [choice_question(KINDS, card, seed) for card, seed in asked],
        "a typed number graded": lambda: [grade(answer, "12.5 mL") for answer in typed],
    }
    found = medians({name: lambda work=work: on_one_core(work) for name, work in works.items()}, rounds=5)
    rows = []
    for name, seconds in found.items():
        each = seconds / (len(typed) if "graded" in name else COUNT)
        alone = found["the formula alone"] / COUNT
        hundred = each * 100_000
        rows.append(
            (name, f"{each * 1e6:.0f} µs", f"{each / alone:.1f}", f"{hundred:.1f} s", f"{hundred / GOAL:.2f}")
        )
    head = ("", "each", "× the formula alone", "100,000 of them", f"× the goal of {GOAL} s")
    table(f"Calculations: {len(CARDS)} kinds in turn, {COUNT:,} problems", head, rows)


if __name__ == "__main__":
    main()
