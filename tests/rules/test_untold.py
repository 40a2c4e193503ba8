"""Which credits could count for more if the log told more of them."""

from datetime import date
from fractions import Fraction

import pytest

from rxladder.career.record import Career, Credit, Holding, Person
from rxladder.facts.load import load_packs
from rxladder.rules.audit import audit
from rxladder.rules.untold import untold

PACKS = load_packs()
ON = date(2026, 11, 26)
TEXAS = Holding("us-tx-technician", issued=date(2021, 2, 10), expires=date(2027, 2, 28))
DAY = date(2026, 3, 2)
GENERAL = "0384-0000-26-012-H04-T"
LAW = "0154-0000-26-031-H03-T"


def asked_of(*credits: Credit) -> set[str]:
    found = audit(Career(person=Person(state="us-tx"), holdings=(TEXAS,), credits=credits), PACKS, ON)
    return {credit.title for credit in untold(found.holdings[0], PACKS)}


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        # Nothing is told of it; a number that is no law tells all that Texas asks.
        ({}, True),
        ({"uan": GENERAL}, False),
        # Of law it is not told whose, until it is.
        ({"uan": LAW}, True),
        ({"uan": LAW, "jurisdiction": "us-tx"}, False),
        ({"uan": LAW, "jurisdiction": "us-ok"}, False),
        ({"topic": "ethics", "format": "live", "audience": "technician", "accreditation": "acpe"}, False),
    ],
)
def test_what_the_log_does_not_tell_of_a_credit_is_asked_of_that_credit(told, asked):
    known = Credit(DAY, Fraction(5), "Known", uan=GENERAL)
    assert asked_of(known, Credit(DAY, Fraction(1), "One", **told)) == ({"One"} if asked else set())


def test_nothing_is_asked_of_a_credit_of_another_term_or_once_nothing_is_open():
    silent = Credit(DAY, Fraction(1), "Silent")
    assert asked_of(Credit(date(2024, 3, 2), Fraction(1), "Earlier")) == set()
    known = Credit(DAY, Fraction(25), "Known", uan=GENERAL)
    law = Credit(DAY, Fraction(1), "Law", uan=LAW, jurisdiction="us-tx")
    course = Credit(DAY, Fraction(1), "Course", course="tx-human-trafficking")
    assert asked_of(known, law, course, silent) == set()
    assert asked_of(known, course, silent) == {"Silent"}
