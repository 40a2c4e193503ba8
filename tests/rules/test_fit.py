"""Fit: each term by what was read and recorded, the score their mean, and what is unknown a range."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rxladder.career.duties import Skill
from rxladder.career.record import Career, Holding, Work
from rxladder.career.workplaces import Weights, Wishes
from rxladder.facts.load import load_packs
from rxladder.facts.roles import workplaces
from rxladder.facts.wages import areas, industries
from rxladder.rules.fit import TERMS, Fit, Term, fits, main_industry, months_at, percent
from rxladder.rules.questions_to_ask import questions_to_ask
from rxladder.rules.wage_standing import PERCENTILES, wage_standing

ON = date(2026, 11, 22)
NOBODY = Career()
NO_WISHES = Wishes()


def fit_of(workplace: str, career: Career = NOBODY, wishes: Wishes = NO_WISHES, skills=()) -> Fit:
    return next(one for one in fits(career, skills, wishes, ON) if one.workplace == workplace)


def term(name: str, workplace: str, career: Career = NOBODY, wishes: Wishes = NO_WISHES, skills=()) -> Term:
    found = {one.name: one for one in fit_of(workplace, career, wishes, skills).terms}
    return found[name]


@pytest.mark.parametrize(
    ("level", "share"),
    [("learning", 0), ("helped", Fraction(1, 10)), ("alone", Fraction(1, 5)), ("teaches", Fraction(1, 5))],
)
def test_a_skill_counts_by_how_well_one_can_do_it(level, share):
    found = term("skills", "compounding-sterile", skills=[Skill("aseptic-mixing", level=level)])
    assert found.share == share


def test_without_skills_on_record_or_in_the_sources_that_term_is_not_known():
    assert term("skills", "compounding-sterile").share is None
    assert term("skills", "industry", skills=[Skill("filling", level="alone")]).share is None


@pytest.mark.parametrize(
    ("held", "share"),
    [
        ((), 0),
        (("ptcb-cpht",), Fraction(1, 2)),
        (("ptcb-cpht", "ptcb-cspt"), Fraction(3, 4)),
        (("ptcb-cpht", "ptcb-cspt", "ptcb-tpv"), 1),
        (("ptcb-cpht", "ptcb-cspt", "ptcb-tpv", "ptcb-cpht-adv"), 1),
    ],
)
def test_credentials_that_are_often_held_and_valued_fill_half_of_a_term_each(held, share):
    career = Career(holdings=tuple(Holding(one) for one in held))
    assert term("credentials", "hospital-inpatient", career).share == share


def test_what_has_expired_is_not_held():
    for day, share in ((ON, Fraction(1, 2)), (ON - timedelta(days=1), 0)):
        career = Career(holdings=(Holding("ptcb-cpht", expires=day),))
        assert term("credentials", "hospital-inpatient", career).share == share


def test_a_day_with_two_posts_counts_once_and_days_to_come_do_not():
    one = Work("technician", date(2026, 1, 1), date(2026, 6, 30), "nuclear")
    two = replace(one, from_=date(2026, 4, 1), to=date(2026, 9, 30))
    assert months_at(Career(experience=(one,)), "nuclear", ON) == 5
    assert months_at(Career(experience=(two, one, one)), "nuclear", ON) == 8
    running = Work("technician", date(2026, 10, 1), None, "nuclear")
    assert months_at(Career(experience=(running,)), "nuclear", ON) == 1
    assert months_at(Career(experience=(replace(running, from_=date(2027, 1, 1)),)), "nuclear", ON) == 0


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 300)), max_size=5))
@settings(deadline=None)
def test_months_of_work_are_those_of_the_days_one_worked(spans):
    first = date(2024, 1, 1)
    works = [
        Work("technician", first + timedelta(days=at), first + timedelta(days=at + length), "nuclear")
        for at, length in spans
    ]
    days = {day for at, length in spans for day in range(at, at + length + 1)}
    days = {day for day in days if first + timedelta(days=day) <= ON}
    assert months_at(Career(experience=tuple(works)), "nuclear", ON) == len(days) * 48 // 1461


@pytest.mark.parametrize(
    ("workplace", "wish", "share"),
    [
        ("hospital-inpatient", {"sterile": "yes"}, 1),
        ("hospital-inpatient", {"sterile": "no"}, 0),
        ("federal", {"sterile": "no"}, Fraction(1, 2)),
        ("academia", {"shifts": "no"}, 1),
        ("industry", {"sterile": "yes"}, None),
    ],
)
def test_a_wish_is_held_against_what_was_read(workplace, wish, share):
    (name,) = wish
    assert term(name, workplace, wishes=Wishes(**wish)).share == share


def test_what_is_unknown_makes_the_score_a_range_and_what_nobody_wished_for_is_no_term():
    weights = replace(Weights(), skills=0, credentials=0, experience=0)
    sterile = fit_of("industry", wishes=Wishes(sterile="yes", shifts="no", weights=weights))
    assert (sterile.least, sterile.most) == (Fraction(1, 4), Fraction(3, 4))
    nothing = fit_of("industry", wishes=Wishes(weights=weights))
    assert (nothing.terms, nothing.least, nothing.most) == ((), None, None)


@pytest.mark.parametrize(
    ("usd", "share"),
    [("17.71", 1), ("18", "3/4"), ("18.87", "3/4"), ("22.49", "1/2"), ("22.50", "1/4"), ("99", 0)],
)
def test_a_wanted_pay_is_held_against_the_percentiles_of_the_nearest_industry(usd, share):
    found = term("pay", "community-chain", wishes=Wishes(least_usd=Decimal(usd)))
    assert found.share == Fraction(share)
    assert "BLS, May 2025" in found.says


def test_no_pay_is_made_up_where_no_table_is_near():
    assert main_industry(workplaces()["telepharmacy"]) is None
    assert term("pay", "telepharmacy", wishes=Wishes(least_usd=Decimal(20))).share is None


def test_the_main_industry_is_the_one_with_the_most_technicians():
    assert main_industry(workplaces()["long-term-care"]) == industries()["456110"]
    assert main_industry(workplaces()["hospital-inpatient"]) == industries()["622100"]
    assert main_industry(workplaces()["veterinary"]) == industries()["541940"]


_WISH = st.sampled_from([None, "yes", "no"])
WISHES = st.builds(
    Wishes,
    shifts=_WISH,
    patients=_WISH,
    sterile=_WISH,
    remote=_WISH,
    least_usd=st.none() | st.decimals(0, 60, places=2),
    weights=st.builds(Weights, **{name: st.integers(0, 3) for name in TERMS}),
)


@given(WISHES)
@settings(deadline=None, max_examples=50)
def test_the_score_is_the_mean_of_the_terms_by_weight(wishes):
    career = Career(holdings=(Holding("ptcb-cpht"),))
    found = fits(career, [Skill("filling", level="alone")], wishes, ON)
    assert {one.workplace for one in found} == {*workplaces()}
    for one in found:
        assert [t.name for t in one.terms] == [name for name in TERMS if name in {t.name for t in one.terms}]
        spread = [t.share for t in one.terms for _ in range(t.weight)]
        if not spread:
            assert one.least is one.most is None
            continue
        assert one.least == sum(share or 0 for share in spread) / Fraction(len(spread))
        assert one.most == sum(1 if s is None else s for s in spread) / Fraction(len(spread))
        assert 0 <= percent(one.least) <= percent(one.most) <= 100
    middles = [(one.least or 0) + (one.most or 0) for one in found]
    assert middles == sorted(middles, reverse=True)


@given(st.sampled_from(sorted(areas())), st.fractions(5, 80, max_denominator=100))
@settings(deadline=None)
def test_a_pay_stands_between_two_published_percentiles_and_nothing_is_made_up(code, usd):
    row = areas()[code]
    found = wage_standing(row, usd)
    amounts = {n: getattr(row, f"p{n}") for n in PERCENTILES}
    assert found.at_least is None or amounts[found.at_least] <= usd
    assert found.below is None or amounts[found.below] > usd
    order = [None, *PERCENTILES, None]
    assert (found.at_least, found.below) in list(pairwise(order))
    assert found.to_median == usd - row.p50


def test_whoever_earns_a_percentile_reaches_it():
    row = areas()["48"]
    for n in PERCENTILES:
        assert wage_standing(row, getattr(row, f"p{n}")).at_least == n


PACKS = load_packs()


@pytest.mark.parametrize("place", list(workplaces().values()), ids=lambda place: place.id)
def test_questions_for_an_interview_say_nothing_that_was_not_read(place):
    found = questions_to_ask(place, PACKS)
    told = [line for question in found for line in question.about]
    read = {*place.tasks, *place.rules, *place.physical, *place.unconfirmed, place.schedule.hours}
    assert read <= {*told}
    assert all(question.about for question in found)
    row = main_industry(place)
    assert any("BLS, May 2025" in line for line in told) == (row is not None)
