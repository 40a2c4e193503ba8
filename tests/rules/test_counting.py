"""Exact counting: the closed forms and the exact program against the independent linear program.

Problems are random: nested (laminar) families of clauses, as most rule books have, and overlapping ones.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import strategies as st

from rxladder.rules.counting import Asked, Open, count, least_new
from rxladder.rules.laminar import least_cover, tree_of
from tests.rules import independent
from tests.rules.sizes import holds_for

DAY = date(2026, 1, 1)
ALWAYS = independent.Window(None, DAY)


@dataclass(frozen=True)
class Problem:
    """Clauses as bits, hours by the clauses that they fall under, and the kinds of new hours there are."""

    asked: Asked
    new: tuple[int, ...]


@st.composite
def nested_masks(draw: st.DrawFn, bits: int) -> list[int]:
    """Masks of kinds that fall under a forest of clauses: with a clause, all those around it."""
    parents = [draw(st.integers(-1, k - 1)) for k in range(bits)]

    def line(k: int) -> int:
        return 0 if k < 0 else 1 << k | line(parents[k])

    return [0, *(line(k) for k in range(bits))]


@st.composite
def problems(draw: st.DrawFn, *, nested: bool, on_top: bool = False) -> Problem:
    """A random problem of up to five clauses."""
    bits = draw(st.integers(1, 5))
    if nested:
        kinds = draw(nested_masks(bits))
    else:
        kinds = draw(st.lists(st.integers(0, (1 << bits) - 1), min_size=1, max_size=6, unique=True))
    roles = draw(st.lists(st.sampled_from(["minimum", "minimum", "cap"]), min_size=bits, max_size=bits))
    if on_top:
        roles[-1] = "separate"
        kinds = [mask for mask in kinds if not (mask >> (bits - 1) and _caps(roles) & mask)] or [0]
    amounts = draw(st.lists(st.integers(0, 12), min_size=bits, max_size=bits))
    hours = draw(st.dictionaries(st.sampled_from(kinds), st.integers(0, 10), max_size=6))
    sorted_out: dict[str, dict[int, int]] = {"minimum": {}, "cap": {}, "separate": {}}
    for k, role in enumerate(roles):
        sorted_out[role][1 << k] = amounts[k]
    new = draw(st.lists(st.sampled_from(kinds), max_size=6, unique=True))
    asked = Asked(hours, sorted_out["minimum"], sorted_out["cap"], sorted_out["separate"])
    return Problem(asked, tuple(new))


def _caps(roles: list[str]) -> int:
    return sum(1 << k for k, role in enumerate(roles) if role == "cap")


def as_part(asked: Asked) -> tuple[independent.Part, list[int]]:
    """A problem as the independent program takes it, and the bits in the order of its clauses."""
    clauses, bits = [], []
    for kind, amounts in (("minimum", asked.minimums), ("cap", asked.caps), ("minimum", asked.separate)):
        for bit, amount in amounts.items():
            on_top = amounts is asked.separate
            clauses.append(independent.Asked(str(bit), Fraction(amount), kind, ALWAYS, separate=on_top))
            bits.append(bit)
    supplies = tuple(
        independent.Supply(Fraction(amount), under(mask, bits), DAY) for mask, amount in asked.hours.items()
    )
    return independent.Part(tuple(clauses), supplies), bits


def under(mask: int, bits: list[int]) -> frozenset[int]:
    return frozenset(k for k, bit in enumerate(bits) if mask & bit)


def most_alone(asked: Asked, bit: int) -> float:
    """The most that a clause could count under the caps, by the linear program."""
    program = independent.Program()
    counted = {mask: program.variable(cost=-1.0 if mask & bit else 0.0) for mask in asked.hours}
    for mask, place in counted.items():
        program.at_most({place: 1.0}, asked.hours[mask])
    for cap_bit, cap in asked.caps.items():
        program.at_most({place: 1.0 for mask, place in counted.items() if mask & cap_bit}, cap)
    found = program.solve()
    assert found is not None
    return -found[0]


def fewest(problems: list[Problem], new: list[tuple[int, ...]]) -> float | None:
    """The least new hours by the linear program."""
    parts, bits = zip(*(as_part(problem.asked) for problem in problems), strict=True)
    kinds = [tuple(under(mask, of) for mask, of in zip(masks, bits, strict=True)) for masks in new]
    found = independent.least_new(list(parts), kinds)
    return None if found is None else found[0]


def check(problem: Problem) -> None:
    asked = problem.asked
    counted = count(asked)
    for bit, most in counted.counted.items():
        assert float(most) == pytest.approx(most_alone(asked, bit))
    for bit, amount in (asked.minimums | asked.separate).items():
        assert counted.lacking[bit] == max(0, amount - counted.counted[bit])
    if counted.independent:
        reached = {bit: min(amount, counted.counted[bit]) for bit, amount in asked.minimums.items()}
        on_top = {bit: min(amount, counted.counted[bit]) for bit, amount in asked.separate.items()}
        alone = Problem(Asked(asked.hours, reached, asked.caps, on_top), ())
        assert fewest([alone], []) == 0, "what each counts by itself can be counted at once"
    found = least_new([Open(asked, counted)], [(mask,) for mask in problem.new])
    expected = fewest([problem], [(mask,) for mask in problem.new])
    assert (found is None) == (expected is None)
    if expected is not None:
        assert float(found) == pytest.approx(expected, abs=1e-6)


@holds_for(problems(nested=True), few=50, many=10_000)
def test_nested_clauses(problem: Problem):
    check(problem)


@holds_for(problems(nested=False), few=50, many=10_000)
def test_overlapping_clauses(problem: Problem):
    check(problem)


@holds_for(problems(nested=True, on_top=True), few=100, many=5_000)
def test_a_clause_on_top_of_nested_ones(problem: Problem):
    check(problem)


@holds_for(problems(nested=False, on_top=True), few=100, many=5_000)
def test_a_clause_on_top_of_overlapping_ones(problem: Problem):
    check(problem)


@holds_for(problems(nested=True), problems(nested=False), st.data(), few=100, many=5_000)
def test_two_holdings_at_once(one: Problem, other: Problem, data: st.DataObject):
    pairs = st.tuples(st.sampled_from([0, *one.new]), st.sampled_from([0, *other.new]))
    new = data.draw(st.lists(pairs, max_size=8, unique=True))
    found = least_new([Open(each.asked, count(each.asked)) for each in (one, other)], new)
    expected = fewest([one, other], new)
    assert (found is None) == (expected is None)
    if expected is not None:
        assert float(found) == pytest.approx(expected, abs=1e-6)


def test_a_new_hour_that_one_holding_caps_is_left_out_there_and_serves_the_other():
    wants, caps = Asked({}, {1: 12}), Asked({}, {1: 20}, {2: 5})
    new = [(1, 3), (0, 1)]
    found = least_new([Open(wants, count(wants)), Open(caps, count(caps))], new)
    assert found == 27  # 12 that the first asks, of which the second counts 5, and 15 others


def test_a_kind_under_a_cap_may_serve_two_clauses_that_no_free_kind_serves_at_once():
    asked = Asked({}, {1: 3, 2: 3}, {4: 5})
    new = [(1,), (2,), (7,)]
    assert least_new([Open(asked, count(asked))], new) == 3


@holds_for(
    st.integers(1, 6).flatmap(nested_masks), st.lists(st.integers(0, 9), min_size=6, max_size=6), few=50
)
def test_the_least_cover_of_a_forest(masks: list[int], needs: list[int]):
    bits = [1 << k for k in range(len(masks) - 1)]
    members = tuple(sum(1 << place for place, mask in enumerate(masks) if mask & bit) for bit in bits)
    tree = tree_of(members)
    assert tree is not None
    asked = Asked({}, dict(zip(bits, needs, strict=False)))
    expected = fewest([Problem(asked, ())], [(mask,) for mask in masks])
    assert least_cover(needs[: len(bits)], tree) == expected


def test_overlapping_sets_are_no_forest():
    assert tree_of((0b011, 0b110)) is None
    assert tree_of((0b011, 0b100)) is not None
