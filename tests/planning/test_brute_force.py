"""On small cases the plan is as good as the best of all sets of activities, judged by the audit."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume
from hypothesis import strategies as st

from rxladder.facts.activities import Activity
from rxladder.facts.load import load_packs
from rxladder.planning.board import board_of
from rxladder.planning.ce import plan_ce
from rxladder.planning.ce_model import Clock, Program
from rxladder.planning.offers import offers_of
from rxladder.planning.open_terms import open_terms
from rxladder.planning.options import Care
from rxladder.planning.reduce import reduced
from rxladder.rules.audit import audit
from tests.planning.strategies_planning import (
    PRICES,
    USUAL,
    Shelf,
    activities,
    best_choice,
    enough,
    in_a_hurry,
    shelves,
    shelves_that_do,
    worth,
)
from tests.rules.sizes import holds_for
from tests.rules.strategies_rules import CAPPED, capped, told


def is_as_good_as_can_be(shelf: Shelf) -> None:
    before = audit(shelf.career, load_packs(), shelf.on)
    assume(not any(held.excluded or held.status == "lapsed" for held in before.holdings))
    clock = Clock()
    plan = plan_ce(shelf.career, load_packs(), shelf.on, shelf.catalogue, clock=clock)
    assert clock.refused == 0, "the program's own answer is not what the audit finds enough"
    best = best_choice(shelf)
    chosen = tuple((one.activity, one.by) for one in plan.activities)
    assert (plan.status == "optimal") == (best is not None), (plan, best)
    if best is not None:
        assert enough(shelf, chosen)
        assert worth(chosen) == worth(best)


@holds_for(
    shelves(told((1,), most_credits=4)) | shelves_that_do(told((1,), most_credits=4)), few=20, many=800
)
def test_one_term_is_met_as_cheaply_as_can_be(shelf):
    is_as_good_as_can_be(shelf)


@holds_for(shelves_that_do(told((2,), most_credits=4), most=4), few=15, many=500)
def test_two_terms_are_met_as_cheaply_as_can_be(shelf):
    is_as_good_as_can_be(shelf)


@st.composite
def tempting(draw: st.DrawFn) -> Shelf:
    """A shelf on which the cheapest hours are those of which only so many count."""
    shelf = draw(shelves_that_do(capped(), most=3))
    kind = CAPPED[shelf.career.holdings[0].credential]
    free = [
        Activity(f"free{k}", f"Free {k}", Fraction(draw(st.sampled_from([2, 5, 8]))), Decimal(0),
                 **(USUAL | {"uan": None} | kind))
        for k in range(draw(st.integers(1, 2)))
    ]  # fmt: skip
    return replace(shelf, catalogue=(*shelf.catalogue, *free))


@holds_for(tempting(), few=15, many=500)
def test_caps_are_seen_to(shelf):
    is_as_good_as_can_be(shelf)


@holds_for(in_a_hurry(), few=15, many=500)
def test_with_little_time_the_plan_is_the_best_that_fits(shelf):
    is_as_good_as_can_be(shelf)


# --- Leaving out what others do as well


@st.composite
def full_shelves(draw: st.DrawFn) -> Shelf:
    """A career with many activities, most of them like others but for their price and length."""
    shelf = draw(shelves_that_do(told((1, 2), most_credits=2), most=6) | tempting())
    more = []
    for k in range(draw(st.integers(8, 25))):
        hours = Fraction(draw(st.sampled_from([1, 1, 2, 3, 4])), draw(st.sampled_from([1, 1, 2])))
        like = draw(st.sampled_from(shelf.catalogue)) if shelf.catalogue else None
        if like is None:
            like = draw(activities(tuple(one.credential for one in shelf.career.holdings), shelf.on, k))
        uan = like.uan and f"{like.uan[:10]}26-{600 + k}{like.uan[-6:]}"
        price = draw(st.sampled_from(PRICES[1:]))
        more.append(replace(like, id=f"m{k}", title=f"More {k}", uan=uan, hours=hours, cost_usd=price))
    return replace(shelf, catalogue=(*shelf.catalogue, *more))


@holds_for(full_shelves(), few=20, many=800)
def test_what_is_left_out_at_first_would_not_have_been_better(shelf):
    terms = open_terms(shelf.career, load_packs(), shelf.on)
    board = board_of(terms, [one.hours for one in shelf.catalogue])
    assume(board.terms)
    offers = offers_of(board, shelf.catalogue, Care())
    assert best_worth(board, reduced(board, offers, Care())) == best_worth(board, offers)


def best_worth(board, offers) -> tuple[int, int, int] | None:
    program = Program(board, offers)
    chosen = None
    for goal in (program.unknown_prices(), program.cents(), program.time_then_number()):
        chosen = program.least(goal)
        if chosen is None:
            return None
    cents = sum(one.offer.cents or 0 for one in chosen)
    return cents, sum(one.offer.parts for one in chosen), len(chosen)
