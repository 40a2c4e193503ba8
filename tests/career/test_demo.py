"""The demo person is real enough: always in mid-term, with something done and something missing."""

from datetime import date

import pytest

from rxladder.career.demo import FIRST_DAY, LAST_DAY, demo_career, demo_text

DAYS = [
    date(2026, 6, 1),
    date(2026, 11, 22),
    date(2027, 5, 31),
    date(2027, 6, 1),
    date(2024, 2, 29),
    date(2031, 1, 1),
    FIRST_DAY,
    LAST_DAY,
]


@pytest.mark.parametrize("on", DAYS)
def test_nothing_has_lapsed_and_nothing_done_lies_ahead(packs, on):
    career = demo_career(on, packs)
    assert all(held.issued < on <= held.expires for held in career.holdings)
    assert all(credit.date < on for credit in career.credits if credit.status == "done")
    assert all(int(credit.uan[10:12]) == credit.date.year % 100 for credit in career.credits if credit.uan)
    assert career.person.birthday == date(1994, 6, 15)


def test_it_is_shown_as_written_in_its_own_year():
    assert "expires: 2027-06-30" in demo_text(date(2026, 11, 22))
    assert "expires: 2029-06-30" in demo_text(date(2028, 11, 22))
