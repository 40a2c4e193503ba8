"""What it costs to compare all states for one person, against judging the same credentials one by one.

The baseline asks `eligible` for each credential that lets one work anywhere: the same conditions, explained.
A career is compared once as a process meets it first, when no rule was put into words yet, and then again.
"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from benchmarks.rounds import medians, table, timed
from rxladder.career.demo import demo_career
from rxladder.career.record import Career, Work
from rxladder.facts.load import load_packs
from rxladder.facts.states import STATES
from rxladder.rules.eligibility import eligible
from rxladder.rules.relocation import all_places, move
from rxladder.rules.relocation_output import move_document, places_document

GOAL_MS = 500
PACKS = load_packs()
ON = date(2026, 11, 22)
TO_WORK = [id_ for state in STATES for group in PACKS.packs[state].to_work for id_ in group.any_of]
POSTS = 40


def much_work(sam: Career) -> Career:
    """The same person with many short posts in several states: every hour is added up for every day."""
    states = sorted(STATES)
    posts = tuple(
        Work(
            role="technician",
            from_=ON - timedelta(days=90 * (POSTS - n)),
            to=ON - timedelta(days=90 * (POSTS - n) - 80),
            workplace="community-chain",
            hours_per_week=Fraction(20 + n % 20),
            state=states[n % len(states)],
        )
        for n in range(POSTS)
    )
    return replace(sam, experience=(*posts, *sam.experience))


def main() -> None:
    """Measure and print."""
    sam = demo_career(ON, PACKS)
    started = time.perf_counter()
    places_document(all_places(sam, PACKS, ON), ON)
    first = time.perf_counter() - started
    print(f"all states, the first time in a process: {first * 1e3:.0f} ms (goal {GOAL_MS})\n")
    rows = []
    for name, person in (("demo", sam), (f"{POSTS} posts", much_work(sam))):
        found = medians(
            {
                "singly": lambda person=person: timed(
                    lambda: [eligible(person, PACKS, id_, ON) for id_ in TO_WORK], 3
                ),
                "all": lambda person=person: timed(
                    lambda: places_document(all_places(person, PACKS, ON), ON), 3
                ),
                "one": lambda person=person: timed(
                    lambda: move_document(move(person, PACKS, "us-nv", ON)), 3
                ),
            }
        )
        times = [f"{found[key] * 1e3:.1f}" for key in ("singly", "all", "one")]
        rows.append([name, *times, f"{found['all'] / found['singly']:.2f}"])
    head = ["", f"{len(TO_WORK)} credentials singly ms", "all states ms", "one state ms", "all / singly"]
    table("comparing states", head, rows)


main()
