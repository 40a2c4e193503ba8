"""More credits never make anything worse, twins of an activity included, and their order never matters."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import strategies as st

from rxladder.career.record import Career, Credit, Holding
from rxladder.facts.load import load_packs
from rxladder.rules.audit import audit
from rxladder.rules.result import HoldingAudit, HoursRange, HoursToGo
from tests.rules.sizes import holds_for
from tests.rules.strategies_rules import (
    HOURS,
    Told,
    any_holders,
    credits_for,
    fixed_values,
    named,
    told,
    twin_of,
)

RANK = {"not-required": 0, "met": 0, "planned": 1, "check": 2, "unknown": 3, "short": 4, "lapsed": 5}


def most(hours: HoursToGo) -> Fraction:
    return hours.max if isinstance(hours, HoursRange) else hours


def least(hours: HoursToGo) -> Fraction:
    return hours.min if isinstance(hours, HoursRange) else hours


def careers_of_all_kinds() -> st.SearchStrategy[Told]:
    return told((1, 2), most_credits=5) | any_holders(most_credits=5)


@st.composite
def with_another(draw: st.DrawFn) -> tuple[Told, Credit, int]:
    """A career, another credit (its own or a duplicate), and the place where it is put."""
    case = draw(careers_of_all_kinds())
    held = tuple(one.credential for one in case.career.holdings)
    own = case.career.credits
    new = credits_for(held, case.on, silent=True, anything=True).map(lambda one: named(one, 99))
    more = draw(new | st.sampled_from(own) if own else new)
    return case, more, draw(st.integers(0, len(own)))


WITH_FORMS = ("ptcb-cpht", "us-al-technician", "us-fl-technician", "us-mn-technician", "us-ut-technician")
"""Credentials of which some clause looks at the form of an activity, or for whom it is."""
WITH_FIXED_VALUES = ("us-tx-technician", "us-ut-technician")


@st.composite
def with_a_twin(draw: st.DrawFn, *, as_long: bool = True) -> tuple[Told, Credit, int]:
    """A career, the twin of one of its credits, and the place where it is put.

    One activity lasts as long for everybody: its twin differs in form and audience, seldom in hours.
    """
    case = draw(told((1, 1, 2), most_credits=3, among=WITH_FORMS))
    own = Credit(
        case.on - timedelta(days=draw(st.integers(0, 200))),
        draw(st.sampled_from(HOURS)),
        "An activity",
        uan=draw(
            st.sampled_from(["0384-0000-26-077-H05-P", "0384-0000-26-077-L05-T", "0384-0000-26-077-H05-T"])
        ),
    )
    twin = draw(twin_of(own, case.on))
    if as_long:
        twin = replace(twin, hours=own.hours)
    many = Credit(case.on, Fraction(20), "Many", uan="0384-0000-26-078-H04-P")
    case = case.with_credits(own, *draw(st.sampled_from([(), (many,)])))
    return case, twin, draw(st.integers(0, len(case.career.credits)))


@st.composite
def with_a_fixed_value(draw: st.DrawFn) -> tuple[Told, Credit, int]:
    """A career with activities that count a fixed value a few times at most, and one more of them."""
    case = draw(told(most_credits=2, among=WITH_FIXED_VALUES))
    kinds = fixed_values((case.career.holdings[0].credential,))

    def activity(number: int, kind: str, days: int, status: str) -> Credit:
        day = case.on - timedelta(days=days)
        about = draw(st.sampled_from([{}, {}, {"topic": "state-law", "jurisdiction": "us-tx"}]))
        return Credit(day, Fraction(2), f"An activity {number}", activity=kind, status=status, **about)

    kind, days = (
        draw(st.sampled_from(kinds)),
        draw(st.lists(st.integers(0, 300), min_size=2, max_size=4, unique=True)),
    )
    own = [activity(number, kind, day, draw(STATUSES)) for number, day in enumerate(days)]
    return case.with_credits(*own[1:]), own[0], draw(st.integers(0, len(own)))


STATUSES = st.sampled_from(["done", "done", "planned"])


def is_no_worse(case: Told, more: Credit, place: int, *, in_total: bool = True) -> None:
    """Nothing gets worse by one credit more; `in_total`: nor are fewer hours counted toward the total."""
    credits = case.career.credits
    longer = replace(case.career, credits=(*credits[:place], more, *credits[place:]))
    before, after = (audit(career, load_packs(), case.on) for career in (case.career, longer))
    for old, new in zip(before.holdings, after.holdings, strict=True):
        assert RANK[new.status] <= RANK[old.status], (old.status, new.status)
        assert most(new.hours_to_go) <= most(old.hours_to_go)
        assert least(new.hours_to_go) <= least(old.hours_to_go)
        assert not in_total or new.hours_counted >= old.hours_counted
    assert most(after.together_hours_to_go) <= most(before.together_hours_to_go)


@holds_for(with_another(), few=50, many=2_000)
def test_another_credit_never_makes_anything_worse(drawn):
    is_no_worse(*drawn)


@holds_for(with_a_twin(), few=80, many=3_000)
def test_a_twin_never_makes_anything_worse(drawn):
    is_no_worse(*drawn)


@holds_for(with_a_twin(as_long=False), few=80, many=3_000)
def test_a_twin_of_other_hours_never_makes_anything_worse(drawn):
    # A shorter twin may take the place of a longer one where it serves what is missing.
    is_no_worse(*drawn, in_total=False)


@st.composite
def with_twins_of_any_kind(draw: st.DrawFn) -> tuple[Told, Credit, int]:
    """Holders of any credentials with several activities taken twice, and one more twin of one of these."""
    case = draw(careers_of_all_kinds().filter(lambda one: one.career.credits))
    own = case.career.credits
    twins = [draw(twin_of(one, case.on)) for one in draw(st.lists(st.sampled_from(own), max_size=3))]
    more = draw(twin_of(draw(st.sampled_from(own)), case.on))
    return case.with_credits(*twins), more, draw(st.integers(0, len(own)))


@holds_for(with_twins_of_any_kind(), few=50, many=3_000)
def test_one_more_of_many_twins_never_makes_anything_worse(drawn):
    is_no_worse(*drawn, in_total=False)


@holds_for(with_a_fixed_value(), few=80, many=3_000)
def test_another_activity_of_a_fixed_value_never_makes_anything_worse(drawn):
    is_no_worse(*drawn)


@st.composite
def shuffled(draw: st.DrawFn) -> tuple[Told, tuple[Credit, ...]]:
    """A career with twins, and its credits in another order."""
    case = draw(careers_of_all_kinds())
    for credit in (
        draw(st.lists(st.sampled_from(case.career.credits), max_size=3)) if case.career.credits else ()
    ):
        case = case.with_credits(draw(st.just(credit) | twin_of(credit, case.on)))
    return case, tuple(draw(st.permutations(case.career.credits)))


def judged(found: HoldingAudit) -> tuple:
    """Everything in an audit that the order of credits could change, apart from their listing."""
    clauses = [
        (one.id, one.needed, one.counted, one.missing, one.planned, one.state) for one in found.clauses
    ]
    questions = sorted(one.id for one in found.questions)
    return found.status, found.hours_counted, found.hours_to_go, clauses, found.excluded, questions


@holds_for(shuffled(), few=50, many=2_000)
def test_the_order_of_credits_never_matters(drawn):
    case, credits = drawn
    one = audit(case.career, load_packs(), case.on)
    other = audit(replace(case.career, credits=credits), load_packs(), case.on)
    assert [judged(held) for held in one.holdings] == [judged(held) for held in other.holdings]
    days = [credit.date for credit in credits]
    if len(set(days)) == len(days):
        assert [held.credits for held in one.holdings] == [held.credits for held in other.holdings]
    assert one.together_hours_to_go == other.together_hours_to_go


@holds_for(any_holders(), few=20, many=1_000)
def test_an_audit_made_again_is_the_same(case: Told):
    assert audit(case.career, load_packs(), case.on) == audit(case.career, load_packs(), case.on)


# --- Worked out by hand


def _alone(credential: str, *credits: Credit) -> HoldingAudit:
    holding = Holding(credential, issued=date(2013, 5, 17), expires=date(2027, 12, 31))
    facts = {"discloses-record": True, "administers-vaccines": False, "direct-patient-care": False}
    career = Career(facts=facts, holdings=(holding,), credits=credits)
    return audit(career, load_packs(), date(2027, 6, 1)).holdings[0]


def test_a_repeat_counts_once():
    law = Credit(date(2027, 3, 1), Fraction(2), "Law", uan="0384-0000-26-012-H03-T")
    again = replace(law, date=date(2027, 4, 1), uan="0384-0000-26-012-L03-T")
    assert _alone("nha-cpht", law, again).hours_counted == 2
    other = replace(again, uan="0384-0000-26-013-L03-T")
    assert _alone("nha-cpht", law, other).hours_counted == 4


def test_of_twins_the_technician_s_counts_for_the_board_s_technician_hours():
    for_pharmacists = Credit(date(2026, 4, 1), Fraction(2), "Update", uan="0384-0000-26-003-H04-P")
    for_technicians = replace(for_pharmacists, uan="0384-0000-26-003-H04-T")
    law = Credit(date(2026, 3, 1), Fraction(14), "Law", uan="0384-0000-26-001-H03-T")
    safety = Credit(date(2026, 3, 1), Fraction(4), "Safety", uan="0384-0000-26-002-H05-P")
    # 14 and 2 hours for technicians, 4 for pharmacists, of which 5 may count: 20 in all.
    for twins in ((for_pharmacists, for_technicians), (for_technicians, for_pharmacists)):
        held = _alone("ptcb-cpht", law, safety, *twins)
        assert (held.status, held.hours_to_go) == ("met", 0)


def test_a_short_twin_takes_nothing_away():
    # Three hours at home, of which one was taken again live: at least the three go on counting.
    at_home = Credit(date(2026, 4, 1), Fraction(3), "Update", uan="0384-0000-26-003-H04-T")
    live = replace(at_home, hours=Fraction(1), uan="0384-0000-26-003-L04-T")
    assert _alone("us-fl-technician", at_home).hours_to_go == 17
    assert _alone("us-fl-technician", at_home, live).hours_to_go <= 17


def _florida(*more: Credit) -> tuple[Credit, ...]:
    """Florida's hours without the live ones: 14, errors 2, trafficking 1."""
    law = Credit(date(2026, 2, 1), Fraction(14), "Law", uan="0384-0000-26-001-H03-T")
    errors = Credit(
        date(2026, 2, 2), Fraction(2), "Errors", uan="0384-0000-26-002-H05-T", topic="medication-errors"
    )
    trafficking = Credit(
        date(2026, 2, 3), Fraction(1), "Trafficking", uan="0384-0000-26-003-H04-T", topic="human-trafficking"
    )
    return law, errors, trafficking, *more


LIVE = Credit(date(2026, 2, 4), Fraction(4), "Update", uan="0384-0000-26-009-L04-T")
AT_HOME = replace(LIVE, date=date(2026, 3, 4), hours=Fraction(5), uan="0384-0000-26-009-H04-T")


def test_a_longer_twin_takes_nothing_away():
    # 14 + 2 + 1 + 4 hours, 4 of them live. The live four go on serving when five were taken at home.
    assert _alone("us-fl-technician", *_florida(LIVE)).status == "met"
    held = _alone("us-fl-technician", *_florida(LIVE, AT_HOME))
    assert (held.status, held.hours_to_go, held.hours_counted) == ("met", 0, 21)
    *_, live, at_home = held.credits
    assert (live.counted, at_home.counted) == (4, 0)
    assert at_home.why == "Not counted: the same activity as on 4 February 2026."


def test_of_twins_that_serve_alike_the_longer_counts():
    again = replace(LIVE, date=date(2026, 3, 4), hours=Fraction(5))
    *_, first, second = _alone("us-fl-technician", *_florida(LIVE, again)).credits
    assert (first.counted, second.counted) == (0, 5)


def test_a_twin_that_is_planned_may_be_what_will_do():
    # Done at home, live it is only planned: it will do then, today four live hours are still to go.
    planned = replace(LIVE, status="planned", date=date(2027, 8, 1))
    held = _alone("us-fl-technician", *_florida(AT_HOME, planned))
    assert (held.status, held.hours_to_go, held.hours_counted) == ("planned", 4, 22)
    assert [one.counted for one in held.credits[-2:]] == [5, 0]
    assert held.credits[-1].why == "Planned: it counts once it is done."
    (live,) = [one for one in held.clauses if one.id == "live"]
    assert (live.counted, live.planned) == (0, 4)


def test_a_twin_may_count_at_one_holding_and_its_other_at_another():
    # Florida takes the live four; NHA, which asks for 20 hours of any form, the five at home.
    holdings = tuple(
        Holding(one, issued=date(2013, 5, 17), expires=date(2027, 12, 31))
        for one in ("us-fl-technician", "nha-cpht")
    )
    credits = _florida(LIVE, AT_HOME)
    facts = {"administers-vaccines": False, "discloses-record": True}
    found = audit(Career(facts=facts, holdings=holdings, credits=credits), load_packs(), date(2027, 6, 1))
    assert [held.credits[-1].counted for held in found.holdings] == [0, 5]
    assert [held.status for held in found.holdings] == ["met", "met"]
    assert found.together_hours_to_go == 0


@pytest.mark.parametrize("pairs", [5, 7])
def test_many_twins_are_chosen_between(pairs):
    # Each pair is an hour and a half at home or one hour live; four live ones are needed, and 20 in all.
    twins = [
        replace(one, hours=hours, uan=f"0384-0000-26-1{number:02}-{letter}04-T", date=one.date)
        for number in range(pairs)
        for one, hours, letter in ((LIVE, Fraction(1), "L"), (AT_HOME, Fraction(3, 2), "H"))
    ]
    assert _alone("us-fl-technician", *_florida(*twins)).status == "met"


def test_a_planned_activity_does_not_use_up_what_one_that_is_done_may_count():
    done = Credit(date(2026, 4, 1), Fraction(1), "ACLS", activity="tx-acls-pals-initial")
    planned = replace(done, date=date(2026, 2, 1), title="ACLS again", status="planned")
    assert _alone("us-tx-technician", done).hours_counted == 12
    assert _alone("us-tx-technician", done, planned).hours_counted == 12


def test_a_planned_activity_of_a_fixed_value_that_serves_more_will_count_in_place_of_one_that_is_done():
    # Texas counts the course once in a term: done, its 12 hours are of no law; planned, of Texas law.
    done = Credit(date(2026, 4, 1), Fraction(1), "ACLS", activity="tx-acls-pals-initial")
    planned = replace(
        done,
        date=date(2026, 8, 1),
        title="ACLS again",
        status="planned",
        topic="state-law",
        jurisdiction="us-tx",
    )
    held = _alone("us-tx-technician", done, planned)
    assert [one.counted for one in held.credits] == [12, 0]
    (total,) = [one for one in held.clauses if one.id == "total"]
    (law,) = [one for one in held.clauses if one.id == "state-law"]
    assert (total.counted, total.planned) == (12, 0)
    assert (law.counted, law.planned) == (0, 12)
