"""Hours to go and statuses against the independent linear program."""

import ast
import sys
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import strategies as st

from rxladder.career.record import Career, Credit, Holding
from rxladder.facts.load import load_packs
from rxladder.rules.audit import audit
from rxladder.rules.result import HoursRange
from tests.rules import independent
from tests.rules.sizes import holds_for
from tests.rules.strategies_rules import (
    ANSWERS,
    HOURS,
    PLAIN,
    Told,
    capped,
    credits_of,
    enough,
    sets_of_credentials,
    told,
)


def test_the_independent_count_imports_nothing_of_the_product():
    imported = set()
    for file in Path(independent.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0
                imported.add(node.module or "")
    foreign = {name for name in imported if not name.startswith(f"{independent.__name__}.")}
    tops = {name.split(".")[0] for name in foreign}
    assert tops - set(sys.stdlib_module_names) == {"numpy", "scipy", "yaml"}
    assert "importlib" not in tops


def bounds(hours: Fraction | HoursRange) -> tuple[float, float]:
    """A figure or a range as its ends."""
    if isinstance(hours, HoursRange):
        return float(hours.min), float(hours.max)
    return float(hours), float(hours)


def close(expected: tuple[float, float]):
    return pytest.approx(expected, abs=1e-6)


@holds_for(told() | told() | capped(), few=80, many=5_000)
def test_hours_to_go_and_status_are_those_of_the_linear_program(case: Told):
    held = audit(case.career, load_packs(), case.on).holdings[0]
    expected = independent.answer(case.plain["holdings"][0], case.plain, case.on)
    assert bounds(held.hours_to_go) == close((expected.least, expected.most))
    assert held.status == expected.state


def is_that_of_the_joint_program(case: Told) -> None:
    found = audit(case.career, load_packs(), case.on)
    assert bounds(found.together_hours_to_go) == close(independent.together(case.plain, case.on))


TOLD = {"topic": "other", "format": "live", "audience": "technician", "accreditation": "acpe"}
READ_ONE_WAY = tuple(one for one in PLAIN if len(independent.readings_of(one)) == 1)


@holds_for(told((2,), among=READ_ONE_WAY) | told((3,), among=READ_ONE_WAY), few=25, many=3_000)
def test_hours_to_go_together_are_those_of_the_joint_linear_program(case: Told):
    is_that_of_the_joint_program(case)


@st.composite
def read_in_two_ways(draw: st.DrawFn) -> Told:
    """Two holdings, one of them read in two ways, with many hours of no particular kind."""
    # HIMSS asks which course it was, which these hours do not tell.
    pairs = [
        pair
        for pair in sets_of_credentials(2)
        if set(pair) - set(READ_ONE_WAY) and "himss-cahims" not in pair
    ]
    among = draw(st.sampled_from([("us-il-certified-technician", "us-mi-technician"), *pairs]))
    case = draw(told((2,), most_credits=2, among=among))
    many = [
        Credit(case.on - timedelta(days=draw(st.integers(0, 400))), Fraction(hours), f"Many {number}", **TOLD)
        for number, hours in enumerate(draw(st.lists(st.sampled_from([3, 5, 8]), min_size=1, max_size=4)))
    ]
    return case.with_credits(*many)


@holds_for(read_in_two_ways(), few=30, many=3_000)
def test_hours_to_go_together_are_those_of_the_joint_linear_program_in_every_reading(case: Told):
    is_that_of_the_joint_program(case)


def test_a_reading_may_matter_only_beside_another_holding():
    # Illinois lacks 5 hours of its 10, whether cultural competency (1 h) is asked at each renewal or not, as
    # law, patient safety and harassment take 3. Michigan lacks 5: law, pain, patient safety, and 2 of bias.
    # Together: those 5, harassment, and in one reading cultural competency: 6 or 7 hours.
    def general(day: date, hours: int) -> Credit:
        return Credit(day, Fraction(hours), str(day), uan=f"0384-0000-26-0{hours:02}-H04-T")

    holdings = tuple(
        Holding(one, issued=date(2013, 5, 17), expires=date(2027, 12, 31))
        for one in ("us-il-certified-technician", "us-mi-technician")
    )
    credits = (general(date(2026, 2, 1), 10), general(date(2026, 4, 2), 5), general(date(2027, 2, 4), 5))
    credits = (*credits[:2], replace(credits[2], uan="0384-0000-27-001-H04-T"))
    case = Told(Career(facts=ANSWERS, holdings=holdings, credits=credits), date(2027, 6, 1))
    found = audit(case.career, load_packs(), case.on)
    assert [bounds(held.hours_to_go) for held in found.holdings] == [(5, 5), (5, 5)]
    assert independent.together(case.plain, case.on) == close((6, 7))
    assert bounds(found.together_hours_to_go) == (6, 7)


def test_the_easier_reading_beside_another_holding_is_never_the_harder():
    # Florida has 3 + 12 of 20 hours, and lacks medication errors (2) and trafficking (1). Illinois has 6 of
    # 10 and lacks law, patient safety, harassment, implicit bias (which may not be in force), and in one
    # reading cultural competency. Together: 2 of errors (of safety too), trafficking, law, harassment, bias
    # are 6 hours; in the one reading 7.
    def credit(day: date, topic: str, format_: str) -> Credit:
        return Credit(day, Fraction(3), f"{topic} {day}", **TOLD | {"topic": topic, "format": format_})

    on = date(2028, 1, 2)
    holdings = (
        Holding("us-fl-technician", issued=date(2013, 5, 17), expires=on),
        Holding("us-il-certified-technician", issued=date(2013, 5, 17), expires=date(2029, 1, 1)),
    )
    earlier = (credit(date(2026, 2, 1), "cultural-competency", "home-study"),)
    live = tuple(credit(day, "other", "live") for day in (on, on, date(2028, 1, 1), date(2028, 1, 1)))
    named_apart = tuple(replace(one, title=f"{one.title} {number}") for number, one in enumerate(live))
    case = Told(Career(facts=ANSWERS, holdings=holdings, credits=(*earlier, *named_apart)), on)
    assert bounds(audit(case.career, load_packs(), on).together_hours_to_go) == (6, 7)
    assert independent.together(case.plain, on) == close((6, 7))


def test_every_pair_of_credentials_without_credits():
    differences = []
    for held in sets_of_credentials(2):
        case = Told(
            Career(
                facts=ANSWERS,
                holdings=tuple(Holding(one, date(2013, 5, 17), date(2028, 6, 30)) for one in held),
            ),
            date(2028, 3, 1),
        )
        found = bounds(audit(case.career, load_packs(), case.on).together_hours_to_go)
        expected = independent.together(case.plain, case.on)
        if found != close(expected):
            differences.append((held, found, expected))
    assert not differences


@st.composite
def long_days(draw: st.DrawFn) -> Told:
    """Michigan's hours, many of them on days side by side: at most 12 may count in 24 hours."""
    case = draw(told(most_credits=1, among=("us-mi-technician",)))
    _, hours = enough(case)
    days = [case.on - timedelta(days=number) for number in (40, 41, 44, 45, 46)]
    credits = [
        replace(one, date=draw(st.sampled_from(days)), title=f"Long {number}")
        for number, one in enumerate(credits_of(case, hours))
    ]
    trafficking = Credit(case.on, Fraction(0), "Trafficking", **TOLD | {"topic": "human-trafficking"})
    spare = [
        Credit(draw(st.sampled_from(days)), draw(st.sampled_from(HOURS)), f"Spare {number}", **TOLD)
        for number in range(draw(st.integers(0, 4)))
    ]
    return case.with_credits(*credits, trafficking, *spare)


@holds_for(long_days(), few=25, many=2_000)
def test_where_the_edge_of_a_day_decides_it_is_to_be_checked(case: Told):
    held = audit(case.career, load_packs(), case.on).holdings[0]
    assert held.status == independent.answer(case.plain["holdings"][0], case.plain, case.on).state


@pytest.mark.parametrize(
    ("second", "hours", "status"),
    [(2, 12, "check"), (3, 12, "met"), (2, 11, "short"), (1, 12, "short")],
)
def test_twelve_hours_in_a_day(second, hours, status):
    # 5 hours elsewhere, 3 on 1 March, and so many on another day: the next day may lie within 24 hours.
    def credit(day: int, amount: int, topic: str) -> Credit:
        return Credit(date(2027, 3, day), Fraction(amount), topic, **TOLD | {"topic": topic})

    few = [(10, 1, "law"), (13, 1, "patient-safety"), (16, 1, "pain-management-opioids")]
    few += [(19, 2, "implicit-bias"), (22, 0, "human-trafficking")]
    credits = [credit(1, 3, "communication"), credit(second, hours, "other"), *(credit(*one) for one in few)]
    holding = Holding("us-mi-technician", issued=date(2013, 5, 17), expires=date(2027, 12, 31))
    career = Career(holdings=(holding,), credits=tuple(credits))
    assert audit(career, load_packs(), date(2027, 6, 1)).holdings[0].status == status


def test_hours_that_may_be_accepted_obey_the_cap_of_a_day():
    # Michigan: 7 hours for sure, and 13 on one day that texts not read may accept, of which 12 could count.
    def credit(day: int, hours: int, topic: str, accreditation: str = "acpe") -> Credit:
        return Credit(
            date(2027, 3, day), Fraction(hours), topic, topic=topic, format="live", audience="technician",
            accreditation=accreditation,
        )  # fmt: skip

    sure = [credit(1, 1, "law"), credit(4, 1, "patient-safety"), credit(7, 1, "pain-management-opioids")]
    sure += [credit(10, 2, "implicit-bias"), credit(13, 2, "human-trafficking")]
    open_ = credit(20, 13, "general-pharmacy", "other")
    holding = Holding("us-mi-technician", issued=date(2013, 5, 17), expires=date(2027, 12, 31))
    case = Told(Career(holdings=(holding,), credits=(*sure, open_)), date(2027, 6, 1))
    assert independent.answer(case.plain["holdings"][0], case.plain, case.on).state == "short"
    assert audit(case.career, load_packs(), case.on).holdings[0].status == "short"
