"""Where no plan is whole, as little stays missing as can be, and the list of it closes what is left."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import combinations

from hypothesis import assume
from hypothesis import strategies as st

from rxladder.career.record import Career, Holding
from rxladder.facts.activities import Activity
from rxladder.facts.load import load_packs
from rxladder.planning.ce import plan_ce
from rxladder.planning.offers import credit_of
from rxladder.planning.open_terms import open_terms
from rxladder.rules.audit import audit
from rxladder.rules.result import HoursRange
from tests.planning.strategies_planning import USUAL, Shelf, done, shelves_that_do, with_credits
from tests.rules.sizes import holds_for
from tests.rules.strategies_rules import capped, told


@st.composite
def half_empty(draw: st.DrawFn) -> Shelf:
    """A shelf of activities that can be taken any day, from which something was taken away."""
    shelf = draw(shelves_that_do(told((1, 2), most_credits=3), most=5) | shelves_that_do(capped(), most=5))
    always = {"available_from": None, "available_until": None, "live_on": None}
    kept = [replace(one, **always) for one in shelf.catalogue if draw(st.integers(0, 3))]
    return replace(shelf, catalogue=tuple(kept))


def hours_missing(shelf: Shelf, chosen) -> Fraction:
    """The hours still to go when all is done that is registered, and a choice."""
    career = done(with_credits(shelf.career, [credit_of(one, shelf.on, "done") for one in chosen]))
    career = replace(career, credits=tuple(one for one in career.credits if one.date <= shelf.on))
    found = audit(career, load_packs(), shelf.on).together_hours_to_go
    return found.max if isinstance(found, HoursRange) else found


@holds_for(half_empty(), few=20, many=600)
def test_no_other_choice_leaves_less_missing(shelf):
    assume(all(one.date <= shelf.on for one in shelf.career.credits))
    assume(not any(term.daily or term.late for term in open_terms(shelf.career, load_packs(), shelf.on).open))
    plan = plan_ce(shelf.career, load_packs(), shelf.on, shelf.catalogue)
    left = sum((one.amount for one in plan.still_missing if one.unit == "hours"), Fraction(0))
    sets = [
        chosen
        for number in range(len(shelf.catalogue) + 1)
        for chosen in combinations(shelf.catalogue, number)
    ]
    least = min(hours_missing(shelf, chosen) for chosen in sets)
    assert left == least


@holds_for(half_empty(), few=20, many=600)
def test_what_is_on_the_list_closes_what_is_left(shelf):
    plan = plan_ce(shelf.career, load_packs(), shelf.on, shelf.catalogue)
    assume(plan.status == "infeasible")
    assert plan.why_infeasible is not None
    assert plan.why_infeasible.clauses
    assume(all(one.place is not None for one in plan.still_missing))
    bought = [
        Activity(f"new{k}", f"New {k}", one.amount, **place(one)) for k, one in enumerate(plan.still_missing)
    ]
    again = plan_ce(shelf.career, load_packs(), shelf.on, (*shelf.catalogue, *bought))
    daily = any(term.daily for term in open_terms(shelf.career, load_packs(), shelf.on).open)
    assert again.status == "optimal" or daily


def place(wanted) -> dict:
    return {axis: getattr(wanted.place, axis) or usual for axis, usual in USUAL.items()}


def test_the_list_is_of_the_fewest_kinds_in_whichever_order_the_holdings_stand():
    day = date(2016, 12, 16)
    holdings = (
        Holding("us-or-certified-technician", day, date(2027, 8, 3)),
        Holding("ptcb-cpht", day, date(2027, 3, 31)),
        Holding("us-fl-technician", day, date(2026, 12, 31)),
    )
    orders = holdings, holdings[::-1]
    plans = [plan_ce(Career(holdings=one), load_packs(), date(2026, 11, 27), ()) for one in orders]
    first, second = ([wanted.says for wanted in plan.still_missing] for plan in plans)
    assert first == second
    assert len(first) == 7  # an eighth would be one of these kinds twice, once live


def test_nobody_is_sent_for_parts_of_an_hour_that_one_activity_has():
    career = Career(holdings=(Holding("ptcb-cpht", date(2021, 5, 10), date(2027, 5, 31)),))
    shelf = [
        Activity("long", "Long", Fraction(59, 4), **USUAL | {"audience": "technician"}),
        Activity("other", "Other", Fraction(13, 4), **USUAL | {"audience": "pharmacist"}),
    ]
    plan = plan_ce(career, load_packs(), date(2026, 11, 27), shelf)
    assert [wanted.says for wanted in plan.still_missing] == [
        "1 hour on patient safety",
        "1 hour on pharmacy law, for technicians",
    ]
