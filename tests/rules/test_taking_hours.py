"""Taking exactly the hours to go makes it met, a bit less does not; what is counted obeys the caps."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import assume

from rxladder.career.record import Career, Credit, Holding
from rxladder.facts.load import load_packs
from rxladder.rules.audit import audit
from rxladder.rules.result import HoursRange
from tests.rules import independent
from tests.rules.sizes import holds_for
from tests.rules.strategies_rules import Told, any_holders, as_plain, capped, credits_of, enough, told

COURSE = Credit(
    date(2027, 1, 1),
    Fraction(0),
    "A course",
    topic="human-trafficking",
    format="home-study",
    audience="technician",
    accreditation="board-approved",
    course="tx-human-trafficking",
)
"""An activity that every plain clause that asks for an activity takes; it has no hours."""


def _is_to_be_checked(credential: str) -> bool:
    """Whether a pack has a clause that it cannot compute."""
    return any("check" in clause for clause in independent.rules()[credential]["ce"]["clauses"].values())


@holds_for(told((1, 2, 3), most_credits=6), few=30, many=2_000)
def test_taking_exactly_the_hours_to_go_makes_all_met(case: Told):
    case = case.with_credits(replace(COURSE, date=case.on))
    amount, hours = enough(case)
    together = audit(case.career, load_packs(), case.on).together_hours_to_go
    asked = together.max if isinstance(together, HoursRange) else together
    # Two readings may each do with as many hours, but of other kinds.
    assert float(asked) <= amount + 1e-6
    assume(float(asked) == pytest.approx(amount, abs=1e-6))
    taken = case.with_credits(*credits_of(case, hours))
    found = audit(taken.career, load_packs(), case.on)
    assert found.together_hours_to_go == 0
    for held in found.holdings:
        assert held.hours_to_go == 0
        if not held.excluded:
            assert held.status == "met" or _is_to_be_checked(held.holding.credential)


@holds_for(told(most_credits=6), few=25, many=2_000)
def test_a_hundredth_of_an_hour_less_is_not_enough(case: Told):
    case = case.with_credits(replace(COURSE, date=case.on))
    amount, hours = enough(case)
    assume(amount > 0.01)
    *others, last = sorted(credits_of(case, hours), key=lambda one: one.hours)
    taken = case.with_credits(*others, replace(last, hours=last.hours - Fraction(1, 100)))
    held = audit(taken.career, load_packs(), case.on).holdings[0]
    left = held.hours_to_go.max if isinstance(held.hours_to_go, HoursRange) else held.hours_to_go
    assert float(left) == pytest.approx(0.01, abs=1e-6)
    assert held.status == independent.answer(taken.plain["holdings"][0], taken.plain, case.on).state
    assert held.status != "met"


@holds_for(told((1, 2), most_credits=8) | capped() | any_holders(), few=60, many=4_000)
def test_the_hours_counted_are_the_sum_of_the_credits_counted(case: Told):
    for held in audit(case.career, load_packs(), case.on).holdings:
        if "carry_over" not in independent.rules()[held.holding.credential]["ce"]:
            assert held.hours_counted == sum(one.counted for one in held.credits)


def test_a_credit_of_untold_form_counts_as_much_as_is_counted_of_it():
    # Volunteering (format: other) may give a third of Ohio's ten hours; these four may be of any form.
    credit = Credit(date(2027, 1, 5), Fraction(4), "Update", topic="general-pharmacy", audience="technician")
    holding = Holding("us-oh-registered-technician", issued=date(2015, 1, 1), expires=date(2028, 3, 31))
    career = Career(holdings=(holding,), credits=(credit,))
    held = audit(career, load_packs(), date(2027, 6, 1)).holdings[0]
    assert held.hours_counted == sum(one.counted for one in held.credits)


def test_under_two_caps_that_overlap_the_credits_counted_are_the_most_too():
    # PTCB: 5 hours for pharmacists, 10 of college courses. The last two count in full, the first not at all.
    def credit(month: int, hours: int, topic: str, format_: str, audience: str) -> Credit:
        return Credit(
            date(2027, month, 1), Fraction(hours), f"{month}", topic=topic, format=format_, audience=audience,
            accreditation="acpe",
        )  # fmt: skip

    credits = (
        credit(2, 5, "law", "college-course", "pharmacist"),
        credit(3, 10, "general-pharmacy", "college-course", "technician"),
        credit(4, 5, "general-pharmacy", "live", "pharmacist"),
    )
    holding = Holding("ptcb-cpht", issued=date(2015, 1, 1), expires=date(2027, 12, 31))
    career = Career(facts={"discloses-record": True}, holdings=(holding,), credits=credits)
    held = audit(career, load_packs(), date(2027, 6, 1)).holdings[0]
    assert held.hours_counted == 15
    assert sum(one.counted for one in held.credits) == 15


@holds_for(told((1, 2), most_credits=8) | any_holders(), few=40, many=3_000)
def test_no_credit_counts_for_more_than_its_hours(case: Told):
    fixed = {
        id_: Fraction(str(value["hours"]))
        for held in case.career.holdings
        for id_, value in independent.rules()[held.credential]["ce"].get("fixed_values", {}).items()
    }
    for held in audit(case.career, load_packs(), case.on).holdings:
        for one in held.credits:
            assert (
                0 <= one.counted <= max(one.credit.hours, fixed.get(one.credit.activity or "", Fraction(0)))
            )
            assert one.why


@holds_for(told(most_credits=8) | capped(), few=40, many=3_000)
def test_caps_are_never_exceeded_by_what_is_counted(case: Told):
    held = audit(case.career, load_packs(), case.on).holdings[0]
    plain = case.plain["holdings"][0]
    asked = independent.asked_of(plain, case.plain, case.on, independent.readings_of(plain["credential"])[-1])
    for one in asked:
        if one.kind not in ("cap", "daily"):
            continue
        sums: dict[object, Fraction] = defaultdict(Fraction)
        for credit in held.credits:
            hour = independent.settled(as_plain(credit.credit))
            if one.window.has(credit.credit.date) and independent.takes(
                plain["credential"], one.clause, hour
            ):
                sums[credit.credit.date if one.kind == "daily" else None] += credit.counted
        assert all(amount <= one.amount for amount in sums.values())


@holds_for(told(most_credits=8) | capped(), few=40, many=3_000)
def test_each_clause_counts_the_most_that_it_could_by_itself(case: Told):
    held = audit(case.career, load_packs(), case.on).holdings[0]
    plain = case.plain["holdings"][0]
    reading = independent.readings_of(plain["credential"])[-1]
    assume(len(independent.readings_of(plain["credential"])) == 1)
    expected = independent.most_by_clause(plain, case.plain, case.on, reading)
    found = [(one.id, one.needed, one.counted, one.missing) for one in held.clauses if one.kind != "keeps"]
    assert len(found) == len(expected)
    for (id_, needed, counted, missing), (one, most) in zip(found, expected, strict=True):
        assert id_.startswith(one.clause)
        assert needed == (None if one.kind == "unknown" else one.amount)
        assert float(counted) == pytest.approx(most, abs=1e-6), id_
        assert missing == (0 if one.kind in ("cap", "daily") else max(0, one.amount - counted))
