"""How many home pages of the demo person the site gives, against an empty page of the same site.

The goal is at least 40%. An empty page is the frame alone: the same middleware, person and tabs. Shown twice:
when nothing has changed since the last look, and when the record changes before every look.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from benchmarks.site_under_test import EMPTY, look, prepare
from rxladder.web.accounts.demo import fill_demo
from rxladder.web.accounts.models import Person
from rxladder.web.site.clock import today

GOAL = 0.40
ROUNDS, PAGES = 7, 40


def seconds(application, address: str, before: Callable[[], object] = lambda: None) -> float:
    """The best time of a page over some rounds; what `before` takes is not counted."""
    best = float("inf")
    for _ in range(ROUNDS):
        spent = 0.0
        for _ in range(PAGES):
            before()
            started = time.perf_counter()
            look(application, address)
            spent += time.perf_counter() - started
        best = min(best, spent / PAGES)
    return best


def main() -> None:
    """Measure and print."""
    application = prepare()
    fill_demo(Person.objects.local(), today(None))
    demo = Person.objects.local_demo()
    empty = seconds(application, EMPTY)
    kept = seconds(application, "/")
    changed = seconds(application, "/", before=demo.save)
    print(f"empty page                  {1 / empty:7.0f} a second")
    print(f"home page, nothing changed  {1 / kept:7.0f} a second, {empty / kept:4.0%} (goal {GOAL:.0%})")
    print(f"home page, worked out anew  {1 / changed:7.0f} a second, {empty / changed:4.0%}")


main()
