"""The cheapest way to meet a condition: no way is cheaper, and what nobody prices comes last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rxladder.career.demo import demo_career
from rxladder.career.record import Career, ExamTaken, Holding
from rxladder.facts import conditions as c
from rxladder.facts.load import load_packs
from rxladder.rules.cheapest import Way, cheapest_way
from rxladder.rules.conditions import truth
from rxladder.rules.context import Context
from rxladder.rules.costs import cost_to_get
from rxladder.rules.eligibility import context_of

ON = date(2026, 11, 22)
PACKS = load_packs()
# Credentials of which none asks for another, so that buying some is all that there is to it.
ALONE = ["ashp-controlled-substance-diversion", "apha-technician-immunization", "asq-cssyb", "ahca-cr-pht"]
ALONE += ["trc-criticalpoint-sterile", "aca-sterile", "ashp-compounding-sterile-preparations"]
EMPTY = Career()
HELD = Holding(ALONE[0], issued=date(2026, 1, 1))


def way_to(node: c.Node, career: Career = EMPTY) -> Way | None:
    return cheapest_way(node, Context(career, PACKS, ON, "", ""))


def way_to_credential(id_: str, career: Career) -> Way | None:
    ref = PACKS.credentials[id_]
    assert ref.credential.eligibility is not None
    return cheapest_way(ref.credential.eligibility, context_of(career, PACKS, ref, ON))


leaves = st.sampled_from(ALONE).map(lambda id_: c.Holds(holds=id_))
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda of: c.All(all=of)),
        st.lists(inner, min_size=1, max_size=3).map(lambda of: c.AnyOf(any=of)),
        st.lists(inner, min_size=2, max_size=4).flatmap(
            lambda of: st.integers(1, len(of)).map(lambda n: c.AtLeast(at_least=n, of=of))
        ),
    ),
    max_leaves=10,
)


def every_way(node: c.Node, career: Career) -> Iterator[tuple[int, Fraction, int]]:
    """The price of every set of credentials with which a condition holds, by trying all of them."""
    for size in range(len(ALONE) + 1):
        for some in combinations(ALONE, size):
            more = tuple(Holding(id_, issued=ON) for id_ in some)
            having = replace(career, holdings=(*career.holdings, *more))
            if truth(node, Context(having, PACKS, ON, "", "")) is True:
                prices = [cost_to_get(PACKS.credentials[id_]).least for id_ in some]
                known = [price for price in prices if price is not None]
                yield len(prices) - len(known), sum(known, Fraction(0)), size


@given(trees, st.booleans())
@settings(deadline=None)
def test_no_set_is_cheaper(node: c.Node, one_is_held: bool):
    career = Career(holdings=(HELD,) if one_is_held else ())
    found = way_to(node, career)
    assert found is not None
    assert found.proven
    key = (len(found.unknown), found.least, len(found.needs))
    assert key == min(every_way(node, career))


@pytest.mark.parametrize("id_", sorted(PACKS.credentials))
@pytest.mark.parametrize("career", [Career(), demo_career(ON, PACKS)], ids=["empty", "demo"])
def test_a_way_is_proven_for_every_credential(id_: str, career: Career):
    if PACKS.credentials[id_].credential.eligibility is None:
        return
    way = way_to_credential(id_, career)
    assert way is None or way.proven
    assert way is None or len({(need.kind, need.id) for need in way.needs}) == len(way.needs)


def test_a_set_is_completed_with_what_is_cheapest():
    way = way_to_credential("ptcb-cpht-adv", demo_career(ON, PACKS))
    assert way is not None
    got = {need.id: need.least for need in way.needs if need.kind == "credential"}
    # Four of PTCB's at $89; one of them takes a course, of which the priced one costs $69.
    assert sorted(got.values()) == [69, 89, 89, 89, 89]
    assert (way.least, way.most, way.unknown) == (425, 455, ())


def test_what_nobody_prices_comes_last():
    priced, unpriced = c.Holds(holds="trc-criticalpoint-sterile"), c.Holds(holds="aca-sterile")
    way = way_to(c.AnyOf(any=(unpriced, priced)))
    assert way is not None
    assert [need.id for need in way.needs] == ["trc-criticalpoint-sterile"]
    only = way_to(unpriced)
    assert only is not None
    assert (only.least, only.most, len(only.unknown)) == (0, None, 1)


def test_what_is_met_is_not_needed():
    way = way_to(c.All(all=(c.Holds(holds=ALONE[0]), c.Holds(holds=ALONE[1]))), Career(holdings=(HELD,)))
    assert way is not None
    assert [need.id for need in way.needs] == [ALONE[1]]


def test_a_credential_brings_what_it_asks_itself():
    way = way_to(c.Holds(holds="ptcb-tpv"))
    assert way is not None
    assert {"ptcb-tpv", "ptcb-cpht"} <= {need.id for need in way.needs}
    assert way.least == 89 + 129


def test_an_exam_is_paid_with_its_credential_and_once():
    both = c.All(all=(c.Passed(passed="ptce"), c.Holds(holds="ptcb-cpht")))
    found = [way_to(both), way_to(c.Passed(passed="ptce"))]
    assert [way.least for way in found if way] == [129, 129]
    passed = Career(exams=(ExamTaken("ptce", date(2026, 5, 1), passed=True),))
    assert way_to(c.Passed(passed="ptce"), passed) == Way(())


def test_there_is_no_way_round_in_a_circle():
    assert way_to(c.Holds(holds="ptcb-cpht-ptce-2020")) is None  # nobody gives it any more
