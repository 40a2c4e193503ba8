"""People drawn at random, each with a goal of the whole catalogue: what they are given holds."""

from __future__ import annotations

from random import Random

import pytest

from rxladder.planning.path import find_paths
from rxladder.planning.path_ground import WhatIf, ground_of
from rxladder.planning.path_replay import faults
from tests.planning.drawn_people import ON, PACKS, goal, person


def check(seed: int) -> None:
    draw = Random(seed)
    career, wanted = person(draw), goal(draw)
    found = find_paths(career, PACKS, ON, wanted)
    ground = ground_of(career, PACKS, ON, what_if=WhatIf())
    assert [faults(path, ground) for path in found.paths] == [[]] * len(found.paths)
    assert max((path.gap for path in found.paths), default=0) <= 0.02
    assert bool(found.paths) == (found.why_not is None)
    assert found.why_not is None or found.why_not.blockers or found.why_not.relax, found.why_not


@pytest.mark.parametrize("seed", range(40))
def test_what_is_handed_out_holds(seed: int):
    check(seed)


# Renewals that move with every day of an issue, and an exam and a training that must be recent together.
@pytest.mark.parametrize("seed", [2630, 3072, 4290, 4375, 5798, 5986])
def test_what_once_was_not_settled_or_did_not_hold_is_found(seed: int):
    draw = Random(seed)
    career, wanted = person(draw), goal(draw)
    assert find_paths(career, PACKS, ON, wanted).paths
    check(seed)


@pytest.mark.parametrize("seed", range(6))
def test_the_fastest_alone_is_that_of_the_three(seed: int):
    draw = Random(seed)
    career, wanted = person(draw), goal(draw)
    found = find_paths(career, PACKS, ON, wanted, only_fastest=True)
    whole = find_paths(career, PACKS, ON, wanted)
    assert found.paths == whole.paths[:1]
    assert found.why_not == whole.why_not


@pytest.mark.long
@pytest.mark.parametrize("start", range(1_000, 1_400, 20))
def test_what_is_handed_out_holds_for_many_more(start: int):
    for seed in range(start, start + 20):
        check(seed)
