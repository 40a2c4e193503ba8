"""Timing in rounds: what is compared takes turns, so that a busy moment of the machine falls on all alike."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from statistics import median, quantiles

Timed = Callable[[], float]
"""Takes one measurement and gives its seconds."""


def timed(work: Callable[[], object], repeats: int = 1) -> float:
    """The seconds that one call takes, as the mean of some calls in a row; rubbish is collected before."""
    gc.collect()
    started = time.perf_counter()
    for _ in range(repeats):
        work()
    return (time.perf_counter() - started) / repeats


def medians(contestants: Mapping[str, Timed], rounds: int = 9) -> dict[str, float]:
    """The median seconds of each contestant over rounds in which all of them take their turn.

    One more round goes first and is thrown away.
    """
    found: dict[str, list[float]] = {name: [] for name in contestants}
    for number in range(rounds + 1):
        for name, measure in contestants.items():
            seconds = measure()
            if number:
                found[name].append(seconds)
    return {name: median(seconds) for name, seconds in found.items()}


def milliseconds(
    work: Callable[[], object], times: int, before: Callable[[], object] = lambda: None
) -> tuple[float, float]:
    """The median and the 95th percentile of some calls, `before` each of which something is done untimed.

    One more call goes first and is thrown away.
    """
    work()
    spent = []
    for _ in range(times):
        before()
        started = time.perf_counter()
        work()
        spent.append(1000 * (time.perf_counter() - started))
    steps = quantiles(spent, n=20)
    return steps[9], steps[18]


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under a head, each column as wide as it must be."""
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    print(title)
    for row in [head, *rows]:
        first, *others = (
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        print("  " + "  ".join([first, *others]).rstrip())
    print()
