"""Items made from facts: how fast they are made, and whether any is wrong by another reading.

Run with `python -m benchmarks.bench_items 1000000`; without a number, 100,000 are checked. The other reading
of the tables is that of the tests (`tests/learning/item_facts.py`); the rate is without it.
The baseline is what any question costs: drawing four things out of a hundred and shuffling them.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from random import Random

from benchmarks.rounds import medians, table, timed
from rxladder.facts.study import study_facts
from rxladder.learning.items import all_cards, law, question
from rxladder.learning.items.draws import session
from tests.learning.item_facts import faults

BATCH = 10_000


def mixed(count: int) -> list[object]:
    """Items of mixed kinds, as a session of the PTCE draws them."""
    facts = study_facts()
    drawn = session(facts, "ptce-2026", 1, 500)
    return [question(facts, *drawn[at % len(drawn)]) for at in range(count)]


def baseline(count: int) -> list[object]:
    """As many draws of four things out of a hundred, from a fresh generator each, as a question needs."""
    things = list(range(100))
    made: list[object] = []
    for at in range(count):
        rng = Random(f"question:{at}")
        four = rng.sample(things, 4)
        rng.shuffle(four)
        made.append(tuple(four))
    return made


def speed() -> None:
    """How fast items are made, against the baseline in the same run."""
    mixed(1)  # what can be asked is worked out once
    found = medians(
        {
            "items": lambda: timed(lambda: mixed(BATCH)),
            "baseline": lambda: timed(lambda: baseline(BATCH)),
        },
        rounds=5,
    )
    rate = BATCH / found["items"]
    rows = [
        ["items a second", f"{rate:,.0f}"],
        ["100,000 items", f"{100_000 / rate:.1f} s"],
        ["against four draws and a shuffle", f"{found['items'] / found['baseline']:.2f}"],
    ]
    table(f"Making {BATCH:,} items of mixed kinds", ["", "median of 5"], rows)


def long(count: int) -> int:
    """Check so many items, every card with many seeds; the number of faults, which are printed."""
    facts, laws = study_facts(), frozenset(form.name for form in law.FORMS)
    every = tuple(all_cards(facts))
    rng, wrong, forms, began = Random(1), 0, Counter[str](), time.perf_counter()
    for at in range(count):
        card = every[at % len(every)]
        found = faults(question(facts, card, rng.randrange(2**31)), laws)
        forms[card.form] += 1
        wrong += bool(found)
        for fault in found if wrong <= 20 else ():
            print(fault)
    took = time.perf_counter() - began
    rows = [
        ["items", f"{count:,}"],
        ["cards", f"{len(every):,}"],
        ["forms", f"{len(forms)}"],
        ["wrong", f"{wrong}"],
        ["seconds, with the checking", f"{took:.0f}"],
    ]
    table("Held against an independent reading", ["", ""], rows)
    return wrong


if __name__ == "__main__":
    speed()
    sys.exit(bool(long(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)))
