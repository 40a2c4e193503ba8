"""On small ladders drawn at random, the three paths are the best of all that there are."""

from __future__ import annotations

import pytest

from rxladder.planning.path import find_paths
from rxladder.planning.path_result import Path, Paths
from tests.planning.ladders import MONTHS, ON, Ladder, Outcome, Tried, ladder


def paths_on(it: Ladder) -> Paths:
    return find_paths(
        it.career, it.packs, ON, it.goal, months=MONTHS, roles=it.roles, assumptions=it.assumptions,
        seconds=30,
    )  # fmt: skip


def outcome(path: Path) -> Outcome:
    return Outcome((path.finish - ON).days, path.unknown_prices, int(path.known_cost_usd * 100))


def best(it: Ladder, outcomes: set[Outcome]) -> dict[str, Outcome]:
    budget = it.career.availability.budget_usd_per_month
    day = max(1, int((budget or 100) * 100) // 30)

    def weighed(one: Outcome) -> tuple[int, ...]:
        return one.finish * day + one.cents + one.unknown * 15_000, one.finish

    return {
        "fastest": min(outcomes, key=lambda one: (one.finish, one.unknown, one.cents)),
        "cheapest": min(outcomes, key=lambda one: (one.unknown, one.cents, one.finish)),
        "balanced": min(outcomes, key=weighed),
    }


def check(seed: int) -> None:
    it = ladder(seed)
    found = paths_on(it)
    tried = Tried(it).outcomes
    if not tried:
        assert found.why_not is not None
        return
    wanted = best(it, tried)
    assert [path.gap for path in found.paths] == [0, 0, 0]
    got = {path.name: outcome(path) for path in found.paths}
    for name in ("fastest", "cheapest"):
        assert got[name] == wanted[name], name
    budget = it.career.availability.budget_usd_per_month
    day = max(1, int((budget or 100) * 100) // 30)
    both = got["balanced"], wanted["balanced"]
    assert len({one.finish * day + one.cents + one.unknown * 15_000 for one in both}) == 1
    assert got["balanced"].finish == wanted["balanced"].finish


@pytest.mark.parametrize("seed", range(100, 150))
def test_the_three_paths_are_the_best_that_there_are(seed: int):
    check(seed)


@pytest.mark.long
@pytest.mark.parametrize("start", range(150, 550, 20))
def test_the_three_paths_are_the_best_on_many_more_ladders(start: int):
    for seed in range(start, start + 20):
        check(seed)
