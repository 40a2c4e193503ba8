"""The day until which a renewal would run."""

from datetime import date

import pytest

from rxladder.facts.load import load_packs
from rxladder.rules.renewal import renewed_until

CREDENTIALS = load_packs().credentials


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
