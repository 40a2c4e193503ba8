"""The documents made from results: exact keys, dates as text, and hours rounded to the safe side."""

import json
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxladder.career.record import Credit, Holding, Override
from rxladder.rules.output import audit_document, because_document, down, eligibility_document, nearest, up
from rxladder.rules.result import (
    AskedQuestion,
    Audit,
    Because,
    ClauseResult,
    CreditResult,
    Eligibility,
    Excluded,
    HoldingAudit,
    HoursRange,
    SourceNote,
    TermDates,
)

SOURCE = SourceNote("https://board.example/rule", "297.8", date(2026, 11, 22), "high", "rule")
WHY = Because(
    "at_least",
    "two of these",
    None,
    n=2,
    of=(Because("leaf", "passed", True, source=SOURCE), Because("leaf", "asked", None, question="english")),
)
CLAUSE = ClauseResult(
    id="total",
    says="20 hours",
    unit="hours",
    needed=Fraction(20),
    counted=Fraction(50, 3),
    missing=Fraction(10, 3),
    state="short",
    source=SOURCE,
    window=(None, date(2027, 6, 30)),
    override=Override("us-tx-technician", date(2026, 2, 1), "a letter"),
)
HELD = HoldingAudit(
    holding=Holding("us-tx-technician"),
    title="Registered pharmacy technician, Texas",
    authority="us-tx",
    status="short",
    term=TermDates(date(2025, 7, 1), date(2027, 6, 30), renew_from=date(2027, 4, 16)),
    hours_needed=Fraction(20),
    hours_counted=Fraction(50, 3),
    hours_to_go=HoursRange(Fraction(10, 3), Fraction(4)),
    clauses=(CLAUSE,),
    excluded=(Excluded("new-law", "asked of later terms"),),
    credits=(CreditResult(Credit(date(2026, 3, 2), Fraction(50, 3), "Law"), Fraction(50, 3), "counts"),),
    questions=(AskedQuestion("english", "Can you?", "yes-no", clauses=("total",)),),
)
AUDIT = Audit(date(2026, 11, 22), (HELD,), Fraction(10, 3), "abc")


def test_an_audit_has_the_documented_keys():
    document = audit_document(AUDIT)
    assert set(document) == {"on", "holdings", "together", "packs"}
    held = document["holdings"][0]
    assert set(held) >= {
        "credential", "status", "term", "hours_needed", "hours_counted", "hours_to_go", "clauses", "excluded",
        "credits", "questions",
    }  # fmt: skip
    assert held["term"]["starts"] == "2025-07-01"
    assert held["term"]["ends"] == "2027-06-30"
    assert held["term"]["renew_from"] == "2027-04-16"
    assert held["term"]["apply_by"] is None
    assert set(held["clauses"][0]) >= {
        "id", "says", "unit", "needed", "counted", "missing", "state", "source",
    }  # fmt: skip
    assert set(held["credits"][0]) >= {"title", "date", "counted", "why"}
    assert json.loads(json.dumps(document)) == document


def test_hours_are_rounded_to_the_safe_side():
    held = audit_document(AUDIT)["holdings"][0]
    clause = held["clauses"][0]
    assert (clause["needed"], clause["counted"], clause["missing"]) == (20, 16.66, 3.34)
    assert held["hours_counted"] == 16.66
    assert held["hours_to_go"] == {"min": 3.34, "max": 4}
    assert audit_document(AUDIT)["together"] == {"hours_to_go": 3.34}
    assert held["credits"][0]["counted"] == 16.66


def test_whole_numbers_are_integers():
    assert [type(each(Fraction(20))) for each in (down, up, nearest)] == [int, int, int]
    assert json.dumps(down(Fraction(0))) == "0"


@given(st.fractions(0, 1000))
def test_rounding_agrees_with_decimal_arithmetic(hours):
    exact = Decimal(hours.numerator) / Decimal(hours.denominator)
    cent = Decimal("0.01")
    if hours.denominator < 10**6:  # beyond that Decimal's own 28 digits may round first
        assert Decimal(str(down(hours))) == exact.quantize(cent, ROUND_FLOOR)
        assert Decimal(str(up(hours))) == exact.quantize(cent, ROUND_CEILING)
        assert Decimal(str(nearest(hours))) == exact.quantize(cent, ROUND_HALF_UP)
    assert Fraction(str(down(hours))) <= hours <= Fraction(str(up(hours)))


def test_what_is_not_there_is_null():
    bare = HoldingAudit(
        Holding("nha-cpht"), "CPhT", "nha", "unknown", None, None, Fraction(0), Fraction(0), (), (), (), (),
    )  # fmt: skip
    held = audit_document(Audit(date(2026, 1, 1), (bare,), Fraction(0), ""))["holdings"][0]
    assert held["term"] is None
    assert held["hours_needed"] is None
    assert held["hours_to_go"] == 0


def test_an_explanation_is_a_tree_of_documented_nodes():
    tree = because_document(WHY)
    assert (tree["op"], tree["n"], tree["state"], tree["source"]) == ("at_least", 2, None, None)
    leaf = tree["of"][0]
    assert (leaf["op"], leaf["n"], leaf["of"], leaf["state"]) == ("leaf", None, [], True)
    assert leaf["source"]["url"] == SOURCE.url
    assert leaf["source"]["read"] == "2026-11-22"
    assert tree["of"][1]["question"] == "english"


@pytest.mark.parametrize(("answer", "earliest"), [(True, date(2026, 1, 1)), (False, None), (None, None)])
def test_an_eligibility_says_yes_no_or_unknown(answer, earliest):
    document = eligibility_document(Eligibility("ptcb-cpht", answer, WHY, earliest))
    assert document["eligible"] is answer
    assert document["earliest"] == (earliest and earliest.isoformat())
    assert set(document) >= {"eligible", "because", "earliest"}


def test_an_override_shows_its_evidence():
    clause = audit_document(AUDIT)["holdings"][0]["clauses"][0]
    assert clause["override"] == {"told_on": "2026-02-01", "evidence": "a letter", "until": None}
    assert clause["window"] == {"starts": None, "ends": "2027-06-30"}
