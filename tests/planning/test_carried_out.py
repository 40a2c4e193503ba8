"""A plan carried out meets what it was made for, and nothing in it is there for nothing."""

from datetime import date
from fractions import Fraction

from hypothesis import assume
from hypothesis import strategies as st

from rxladder.career.record import Career
from rxladder.facts.load import load_packs
from rxladder.planning.ce import plan_ce
from rxladder.planning.ce_result import Plan
from rxladder.planning.offers import credit_of
from rxladder.planning.open_terms import open_terms
from rxladder.rules.audit import audit
from tests.planning.strategies_planning import Shelf, done, in_a_hurry, shelves, shelves_that_do, with_credits
from tests.rules.sizes import holds_for
from tests.rules.strategies_rules import any_holders, capped, told


def of_all_kinds() -> st.SearchStrategy[Shelf]:
    """Careers of every pack, with what they lack on the shelf."""
    return (
        shelves_that_do(any_holders(most_credits=4), most=8)
        | shelves_that_do(told((1, 2), most_credits=4), most=8)
        | shelves(capped())
    )


def open_clauses(shelf: Shelf) -> dict[str, set[str]]:
    """By credential, the clauses that a plan has to meet."""
    found = {}
    for held in audit(shelf.career, load_packs(), shelf.on).holdings:
        left_out = {one.id for one in held.excluded} | {"keeps"}
        found[held.holding.credential] = {one.id for one in held.clauses} - left_out
    return found


@holds_for(of_all_kinds(), few=20, many=1_000)
def test_a_plan_carried_out_meets_every_clause_by_its_day(shelf):
    plan = plan_ce(shelf.career, load_packs(), shelf.on, shelf.catalogue)
    assume(not any(wanted.unit != "other" for wanted in plan.still_missing))
    wanted = open_clauses(shelf)
    credits = [credit_of(one.activity, one.by, "done") for one in plan.activities]
    for term in plan.deadlines:
        mine = [one for one in credits if one.date <= term.by]
        career = done(with_credits(shelf.career, mine))
        on = min(term.by, max([shelf.on, *(one.date for one in career.credits)]))
        found = next(
            one for one in audit(career, load_packs(), on).holdings
            if one.holding.credential == term.credential
        )  # fmt: skip
        states = {clause.id: clause.state for clause in found.clauses}
        for clause in wanted[term.credential] & set(states):
            assert states[clause] in ("met", "check", "not-yet"), (term.credential, clause, plan)


@holds_for(of_all_kinds(), few=20, many=1_000)
def test_every_activity_of_a_plan_is_needed_and_says_what_for(shelf):
    plan = plan_ce(shelf.career, load_packs(), shelf.on, shelf.catalogue)
    assume(plan.status == "optimal")
    for one in plan.activities:
        assert one.serves
        assert one.because
        rest = [other for other in plan.activities if other is not one]
        assert not met(shelf, rest)
    assert met(shelf, plan.activities)


def met(shelf: Shelf, chosen) -> bool:
    """Whether each term is met by its last day with some activities."""
    for one in open_terms(shelf.career, load_packs(), shelf.on).open:
        credits = [credit_of(each.activity, each.by) for each in chosen if each.by <= one.deadline]
        terms = open_terms(with_credits(shelf.career, credits), load_packs(), shelf.on)
        if not all(term.met() for term in terms.open if term.credential == one.credential):
            return False
    return True


@holds_for(of_all_kinds(), few=15, many=500)
def test_every_day_of_a_plan_is_one_on_which_the_activity_can_be_taken(shelf):
    plan = plan_ce(shelf.career, load_packs(), shelf.on, shelf.catalogue)
    for one in plan.activities:
        days = one.activity.days(shelf.on)
        assert days is not None
        assert days[0] <= one.by
        assert days[1] is None or one.by <= days[1]
        assert one.by <= max(term.by for term in plan.deadlines)


def fits_the_time(plan: Plan, career: Career, on: date) -> bool:
    """Whether no more is planned up to any day than there is time for beside what is registered."""
    rate = career.availability.study_hours_per_week
    assert rate is not None
    for one in plan.activities:
        until = sum((o.activity.hours for o in plan.activities if o.by <= one.by), Fraction(0))
        until += sum(
            (c.hours for c in career.credits if c.status != "done" and on <= c.date <= one.by), Fraction(0)
        )
        if until > rate * ((one.by - on).days + 1) / 7:
            return False
    return True


@holds_for(in_a_hurry(), few=20, many=800)
def test_no_more_is_planned_than_there_is_time_for(shelf):
    plan = plan_ce(shelf.career, load_packs(), shelf.on, shelf.catalogue)
    assert fits_the_time(plan, shelf.career, shelf.on)


@holds_for(of_all_kinds(), few=10, many=300)
def test_a_plan_does_not_hang_on_the_order_of_the_catalogue(shelf):
    plan = plan_ce(shelf.career, load_packs(), shelf.on, shelf.catalogue)
    other = plan_ce(shelf.career, load_packs(), shelf.on, tuple(reversed(shelf.catalogue)))
    assert other == plan
