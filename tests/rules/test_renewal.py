"""The day until which a renewal would run."""

from datetime import date

import pytest

from rxladder.career.record import Career, Holding
from rxladder.facts.load import load_packs
from rxladder.rules.audit import audit
from rxladder.rules.renewal import filed_on, has_begun, proposed_end, renewed_until
from rxladder.rules.result import TermDates

PACKS = load_packs()
CREDENTIALS = PACKS.credentials


@pytest.mark.parametrize(
    ("credential", "ends", "until"),
    [
        ("us-tx-technician", date(2027, 6, 30), date(2029, 6, 30)),
        ("us-tx-technician", date(2026, 2, 28), date(2028, 2, 29)),
        ("us-fl-technician", date(2026, 12, 31), date(2028, 12, 31)),
        ("ptcb-cpht", date(2027, 5, 31), date(2029, 5, 31)),
        ("us-tx-technician-trainee", date(2027, 5, 31), None),
    ],
)
def test_one_term_is_added_and_a_month_end_stays_one(credential, ends, until):
    assert renewed_until(CREDENTIALS[credential].credential.term, ends) == until


@pytest.mark.parametrize(
    ("expires", "on", "begun", "until"),
    [
        (date(2027, 6, 30), date(2026, 11, 22), True, date(2029, 6, 30)),
        (date(2029, 6, 30), date(2027, 6, 30), False, date(2031, 6, 30)),
        (date(2029, 6, 30), date(2027, 7, 1), True, date(2031, 6, 30)),
        (None, date(2026, 11, 22), True, None),
    ],
)
def test_a_term_that_was_only_renewed_has_not_begun(expires, on, begun, until):
    held = Holding("us-tx-technician", expires=expires)
    (found,) = audit(Career(holdings=(held,)), PACKS, on).holdings
    assert (has_begun(found.term, on), proposed_end(found, PACKS)) == (begun, until)


@pytest.mark.parametrize(
    ("filed", "of_this_term"),
    [(None, False), (date(2025, 7, 1), False), (date(2025, 7, 2), True), (date(2027, 7, 15), True)],
)
def test_what_was_handed_in_on_the_first_day_of_a_term_renewed_the_one_before(filed, of_this_term):
    term = TermDates(date(2025, 7, 1), date(2027, 6, 30))
    assert filed_on(Holding("us-tx-technician", filed=filed), term) == (filed if of_this_term else None)
