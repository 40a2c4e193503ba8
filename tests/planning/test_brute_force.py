"""On small cases the plan is as good as the best of all sets of activities, judged by the audit."""

from collections.abc import Callable

from hypothesis import HealthCheck, assume, given, settings

from rxladder.facts.load import load_packs
from rxladder.planning.ce import plan_ce
from rxladder.rules.audit import audit
from tests.planning.strategies_planning import Shelf, best_choice, enough, shelves, shelves_that_do, worth
from tests.rules.strategies_rules import capped, told


def examples(number: int) -> Callable:
    return settings(max_examples=number, deadline=None, suppress_health_check=list(HealthCheck))


def plans_as_well_as_can_be(shelf: Shelf) -> None:
    before = audit(shelf.career, load_packs(), shelf.on)
    assume(not any(held.excluded or held.status == "lapsed" for held in before.holdings))
    plan = plan_ce(shelf.career, load_packs(), shelf.on, shelf.catalogue)
    best = best_choice(shelf)
    chosen = tuple((one.activity, one.by) for one in plan.activities)
    assert (plan.status == "optimal") == (best is not None), plan
    if best is not None:
        assert enough(shelf, chosen)
        assert worth(chosen) == worth(best)


@given(shelves(told((1,), most_credits=4)) | shelves_that_do(told((1,), most_credits=4)))
@examples(60)
def test_one_term_is_met_as_cheaply_as_can_be(shelf):
    plans_as_well_as_can_be(shelf)


@given(shelves_that_do(told((2,), most_credits=4), most=4))
@examples(40)
def test_two_terms_are_met_as_cheaply_as_can_be(shelf):
    plans_as_well_as_can_be(shelf)


@given(shelves_that_do(capped(), most=4))
@examples(40)
def test_caps_are_seen_to(shelf):
    plans_as_well_as_can_be(shelf)
