"""What an activity counts for is what the audit counts once it is taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from rxladder.career.file import read_career
from rxladder.facts.activities import Activity
from rxladder.facts.load import load_packs
from rxladder.planning.counts_for import counts_for
from rxladder.planning.offers import credit_of
from rxladder.rules.audit import audit

ON = date(2026, 11, 25)
PACKS = load_packs()
CAREER = read_career(
    """
rxladder: 1
holdings:
  - {credential: us-tx-technician, issued: 2021-07-01, expires: 2027-06-30}
  - {credential: ptcb-cpht, issued: 2021-05-31, expires: 2027-05-31}
credits:
  - {date: 2026-01-01, hours: 19.5, title: Many talks, topic: general-pharmacy, format: live,
     accreditation: acpe, audience: technician}
""",
    PACKS,
)
KIND = {"accreditation": "acpe", "audience": "technician", "format": "live"}
LAW = Activity("law", "Law", Fraction(2), topic="law", **KIND)
PLAIN = Activity("plain", "Plain", Fraction(2), topic="general-pharmacy", **KIND)
IN_SERVICE = Activity("in-service", "At work", Fraction(1), topic="law", format="in-service")
SILENT = Activity("silent", "Nobody knows how long", None, topic="law", **KIND)
OVER = replace(LAW, id="over", available_until=date(2026, 11, 1))
LATE = replace(LAW, id="late", available_from=date(2027, 7, 1))
CATALOGUE = (LAW, PLAIN, IN_SERVICE, SILENT, OVER, LATE)


@pytest.fixture(scope="module")
def counts():
    return counts_for(CAREER, PACKS, CATALOGUE, ON)


def clauses(counts, id_: str) -> set[tuple[str, str, Fraction]]:
    return {(one.credential, one.clause, one.hours) for one in counts.get(id_, ())}


def test_hours_count_where_they_are_missing_and_no_further(counts):
    # Half an hour of each total is missing, and PTCB's hour of law; Texas asks law of its own state.
    law = clauses(counts, "law")
    assert ("ptcb-cpht", "law", Fraction(1)) in law
    assert ("ptcb-cpht", "total", Fraction(1, 2)) in law
    assert ("us-tx-technician", "total", Fraction(1, 2)) in law
    assert ("ptcb-cpht", "law", Fraction(1)) not in clauses(counts, "plain")


def test_what_cannot_be_taken_or_has_no_hours_counts_for_nothing(counts):
    assert not {"silent", "over", "late"} & set(counts)


@pytest.mark.parametrize("one", [LAW, PLAIN, IN_SERVICE], ids=lambda one: one.id)
def test_the_audit_counts_what_was_promised(counts, one):
    before = missing(CAREER)
    after = missing(replace(CAREER, credits=(*CAREER.credits, credit_of(one, ON, "done"))))
    for credential, clause, hours in clauses(counts, one.id):
        assert before[credential, clause] - after[credential, clause] == hours, (credential, clause)


def missing(career) -> dict[tuple[str, str], Fraction]:
    found = audit(career, PACKS, ON)
    return {
        (one.holding.credential, clause.id): clause.missing
        for one in found.holdings
        for clause in one.clauses
    }
