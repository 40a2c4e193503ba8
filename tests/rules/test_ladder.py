"""The ladder: where people stand, what is one step away and why, and what a source tells of wages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from rxladder.career.demo import demo_career
from rxladder.career.record import Career, Holding, Person, Training, Work
from rxladder.facts.load import load_packs
from rxladder.facts.roles import roles
from rxladder.facts.wages import industries, occupations
from rxladder.rules.ladder import Ladder, ladder, leading_to
from rxladder.rules.role_wages import role_wage, state_wage

ON = date(2026, 11, 22)
PACKS = load_packs()
CPHT = Holding("ptcb-cpht", issued=date(2026, 1, 15), expires=date(2028, 1, 31))
YEAR = Work("technician", date(2026, 2, 1), hours_per_week=Fraction(35))


def stands(*, on: date = ON, **record) -> Ladder:
    return ladder(Career(person=Person(state="us-tx"), **record), PACKS, on)


def steps(found: Ladder) -> set[str]:
    return {step.to for step in found.steps}


def test_a_beginner_stands_before_the_lowest_rung():
    found = stands()
    assert found.here == ()
    assert [step.to for step in found.steps] == ["trainee"]


def test_a_technician_without_certification_stands_on_the_first_rungs():
    found = stands(experience=(YEAR,))
    assert found.here == ("technician",)
    assert steps(found) == set(roles()["technician"].leads_to)
    assert found.standings["trainee"].place == "behind"
    assert found.standings["certified-technician"].met is False


def test_certification_makes_a_technician_a_certified_one_without_another_post():
    found = stands(experience=(YEAR,), holdings=(CPHT,))
    assert found.here == ("technician", "certified-technician")
    assert found.standings["technician"].since == date(2026, 2, 1)
    assert {"senior-technician", "sterile-compounding"} <= steps(found)
    assert not {"technician", "certified-technician"} & steps(found)


def test_a_certificate_that_has_run_out_is_none():
    late = replace(CPHT, expires=date(2026, 10, 31))
    assert stands(experience=(YEAR,), holdings=(late,)).here == ("technician",)


def test_the_day_on_which_a_step_can_be_taken_if_work_goes_on():
    senior = stands(experience=(YEAR,), holdings=(CPHT,)).standings["senior-technician"]
    assert (senior.met, senior.earliest) == (False, date(2027, 1, 31))
    before, then = (
        stands(experience=(YEAR,), holdings=(CPHT,), on=day) for day in (date(2027, 1, 30), senior.earliest)
    )
    assert [one.standings["senior-technician"].met for one in (before, then)] == [False, True]


def test_what_can_be_begun_today_comes_first():
    found = ladder(demo_career(ON, PACKS), PACKS, ON)
    ranks = [(found.standings[step.to].met is not True, step.to) for step in found.steps]
    assert [late for late, _ in ranks] == sorted(late for late, _ in ranks)
    assert found.here == ("sterile-compounding", "certified-technician")


def test_work_that_is_over_is_behind():
    over = replace(YEAR, role="inventory-buyer", to=date(2026, 6, 30))
    found = stands(experience=(over, replace(YEAR, from_=date(2026, 7, 1))))
    buyer = found.standings["inventory-buyer"]
    assert (buyer.since, buyer.until) == (date(2026, 2, 1), date(2026, 6, 30))


def test_work_that_begins_later_is_not_yet_where_one_stands():
    assert stands(experience=(replace(YEAR, from_=date(2027, 1, 1)),)).here == ()


@pytest.mark.parametrize(
    ("issued", "met", "day"),
    [
        # 2,000 hours at 35 a week are 400 days of certified work
        (date(2026, 1, 15), False, date(2027, 3, 7)),
        (date(2026, 6, 1), False, date(2027, 7, 5)),
    ],
)
def test_hours_as_a_certified_technician_count_while_certified(issued: date, met: bool, day: date):
    held = replace(CPHT, issued=issued)
    found = stands(experience=(YEAR,), holdings=(held,)).standings["telepharmacy-technician"]
    assert (found.met, found.earliest) == (met, day)


def test_hours_before_certification_are_no_certified_hours():
    work = replace(YEAR, from_=date(2020, 1, 1), to=date(2026, 1, 14))
    now = replace(YEAR, from_=date(2026, 11, 1))
    found = stands(experience=(work, now), holdings=(CPHT,)).standings["telepharmacy-technician"]
    assert found.met is False


def test_what_only_the_person_can_tell_is_never_surely_met():
    found = ladder(demo_career(ON, PACKS), PACKS, ON).standings["quality-safety"]
    assert found.met is None
    assert found.earliest is None
    asks = [question.asks for question in found.questions]
    assert asks == ["Ask the employer whether your work was in the field of the new job."]


def test_a_question_stands_where_an_answer_is_missing():
    found = stands(trainings=(Training("pharmd", completed=date(2025, 5, 1)),)).standings["pharmacist"]
    assert found.met is None
    assert [asked.id for asked in found.questions] == ["pharmacist-licence"]


def test_every_role_has_a_standing_with_its_reasons():
    found = stands(experience=(YEAR,))
    assert set(found.standings) == set(roles())
    for id_, one in found.standings.items():
        assert one.because.says or one.because.of, id_
    assert found.standings["lateral-health"].place == "beside"


def test_lower_rungs_lead_up_and_never_round():
    assert leading_to("certified-technician") == {"trainee", "technician"}
    assert all(id_ not in leading_to(id_) for id_ in roles())


# --- Wages


def test_a_wage_is_told_with_what_it_is_of():
    sterile = role_wage(roles()["sterile-compounding"])
    assert sterile is not None
    assert (sterile.of, sterile.row) == ("industry", industries()["622100"])
    assert sterile.against == Fraction("24.37") / Fraction("22.00") * 100 - 100


def test_a_roles_own_pay_is_its_own():
    pharmacist, technician = (role_wage(roles()[id_]) for id_ in ("pharmacist", "technician"))
    assert pharmacist is not None
    assert (pharmacist.of, pharmacist.row) == ("role", occupations()["29-1051"])
    assert technician is not None
    assert (technician.of, technician.against) == ("role", None)


def test_a_role_that_no_source_prices_has_no_wage():
    assert role_wage(roles()["senior-technician"]) is None
    assert role_wage(roles()["certified-technician"]) is None


def test_a_states_wages():
    texas = state_wage("us-tx")
    assert texas is not None
    assert (texas.name, texas.p50) == ("Texas", Fraction("22.07"))
    assert state_wage(None) is None
