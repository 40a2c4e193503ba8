"""Hours finer than any solver can count with: what is planned still meets what is asked, exactly."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume
from hypothesis import strategies as st
from ortools.math_opt.python import mathopt

from rxladder.career.record import Career, Credit, Holding
from rxladder.facts.activities import Activity
from rxladder.facts.load import load_packs
from rxladder.planning import ce_model
from rxladder.planning.board import FINEST, board_of
from rxladder.planning.ce import plan_ce
from rxladder.planning.ce_model import Clock, Program, SolverError
from rxladder.planning.offers import offers_of
from rxladder.planning.open_terms import open_terms
from rxladder.planning.options import Care
from rxladder.rules.audit import audit
from tests.planning.strategies_planning import Shelf, enough, shelves_that_do
from tests.rules.sizes import holds_for
from tests.rules.strategies_rules import told

ACPE = {"audience": "technician", "accreditation": "acpe"}
PARTS = [3, 10**4, 10**13, 10**9 + 7, 999_999_937]


@st.composite
def fine(draw: st.DrawFn) -> Shelf:
    """A shelf on which hours, there and offered, are a little more or less than they were."""
    shelf = draw(shelves_that_do(told((1, 2), most_credits=4), most=5))

    def changed(hours: Fraction) -> Fraction:
        by = Fraction(draw(st.integers(-3, 3)), draw(st.sampled_from(PARTS)))
        return max(Fraction(1, 100), hours + by)

    career = shelf.career
    credits = tuple(replace(one, hours=changed(one.hours)) for one in career.credits)
    catalogue = tuple(replace(one, hours=changed(one.hours)) for one in shelf.catalogue)
    return Shelf(replace(shelf.told, career=replace(career, credits=credits)), catalogue)


@holds_for(fine(), few=15, many=1_000)
def test_a_plan_of_fine_hours_is_one_that_the_audit_finds_enough(shelf):
    assume(not any(held.excluded for held in audit(shelf.career, load_packs(), shelf.on).holdings))
    clock = Clock()
    plan = plan_ce(shelf.career, load_packs(), shelf.on, shelf.catalogue, clock=clock)
    assert clock.refused == 0
    if plan.status == "optimal":
        assert enough(shelf, tuple((one.activity, one.by) for one in plan.activities))


@holds_for(fine(), few=5, many=200)
def test_no_hour_has_more_parts_than_a_solver_takes(shelf):
    terms = open_terms(shelf.career, load_packs(), shelf.on)
    board = board_of(terms, [one.hours for one in shelf.catalogue])
    assert FINEST / 2 < board.unit <= FINEST or all(
        board.unit % one.hours.denominator == 0 for one in (*shelf.career.credits, *shelf.catalogue)
    )


def test_a_program_that_the_solver_wrongly_calls_impossible_is_solved():
    issued, ends = date(2013, 5, 17), date(2028, 5, 8)
    credits = (
        Credit(date(2027, 9, 18), Fraction(16), topic="general-pharmacy", format="home-study", **ACPE),
        Credit(date(2027, 9, 4), Fraction(47, 3), topic="general-pharmacy", format="home-study", **ACPE),
    )
    career = Career(holdings=(Holding("us-tx-technician", issued, ends),), credits=credits)
    law = {"topic": "state-law", "format": "live", "jurisdiction": "us-tx"} | ACPE
    catalogue = [
        Activity("nearly", "Nearly an hour", Fraction(1_000_000_004, 1_000_000_007), Decimal(0), **law),
        Activity("more", "More than an hour", Fraction(4, 3), **law),
    ]
    plan = plan_ce(career, load_packs(), date(2027, 9, 4), catalogue)
    assert [one.activity.id for one in plan.activities] == ["more"]


@holds_for(shelves_that_do(told((1, 2), most_credits=4), most=5), few=15, many=500)
def test_another_solver_proves_the_same_plan_to_be_the_best(shelf):
    """The one that is asked where the first finds no choice."""
    best = plan_ce(shelf.career, load_packs(), shelf.on, shelf.catalogue)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(ce_model, "_WAYS", ("other",))
        again = plan_ce(shelf.career, load_packs(), shelf.on, shelf.catalogue)
    assert (again.status, again.cost_usd, again.hours) == (best.status, best.cost_usd, best.hours)
    assert len(again.activities) == len(best.activities)


def test_what_the_first_solver_wrongly_calls_impossible_the_other_one_solves(monkeypatch):
    """As was seen once in thousands of plans, on a busy machine, where anything was allowed to be missing."""
    issued, ends = date(2021, 7, 1), date(2027, 6, 30)
    career = Career(holdings=(Holding("us-tx-technician", issued, ends),))
    catalogue = [Activity("a", "One", Fraction(1), Decimal(0), topic="patient-safety", **ACPE)]
    asked = []

    def never(model, solver, **more):
        asked.append(solver)
        if solver is mathopt.SolverType.HIGHS:
            impossible = mathopt.Model()
            impossible.add_linear_constraint(impossible.add_binary_variable() >= 2)
            model = impossible
        return solve(model, solver, **more)

    solve = mathopt.solve
    monkeypatch.setattr(mathopt, "solve", never)
    plan = plan_ce(career, load_packs(), date(2027, 1, 4), catalogue)
    assert [one.activity.id for one in plan.activities] == ["a"]
    assert asked[:3] == [mathopt.SolverType.HIGHS] * 2 + [mathopt.SolverType.GSCIP]


def test_a_program_that_the_solver_does_not_take_is_an_error_of_ours():
    career = Career(holdings=(Holding("us-tx-technician", date(2021, 7, 1), date(2027, 6, 30)),))
    catalogue = [Activity(id="a", title="One", hours=Fraction(1), accreditation="acpe")]
    board = board_of(open_terms(career, load_packs(), date(2026, 11, 25)), [])
    program = Program(board, offers_of(board, catalogue, Care()))
    program.row([(variable, 1e16) for variable in program.taken], high=1.0)
    with pytest.raises(SolverError, match="does not take"):
        program.least(program.cents())
