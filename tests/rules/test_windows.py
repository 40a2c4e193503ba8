"""Windows, day by day: expectations are worked out by hand from the rule beside them."""

import pytest

from rxladder.facts.education_rules import WindowRule
from rxladder.facts.term_rules import TermRule
from rxladder.rules.result import TermDates
from rxladder.rules.windows import spans
from tests.rules.told_terms import day, held, rule

TERM = TermDates(day("2025-07-01"), day("2027-06-30"))
ON = day("2026-11-22")


def windows(
    data: object, term: TermDates = TERM, *, filed: str | None = None, of: TermRule | None = None
) -> list[tuple[str | None, str, str]]:
    found = spans(
        WindowRule.model_validate(data),
        term,
        held(filed=day(filed) if filed else None),
        of or rule(months=24),
        ON,
    )
    return [
        (span.starts.isoformat() if span.starts else None, span.ends.isoformat(), span.label)
        for span in found
    ]


def test_the_window_of_the_term_and_of_the_whole_record():
    assert windows({"kind": "term"}) == [("2025-07-01", "2027-06-30", "")]
    assert windows({"kind": "record"}) == [(None, "2027-06-30", "")]
    assert windows({"kind": "record"}, TermDates(None, day("2026-01-31"))) == [(None, "2026-11-22", "")]


def test_months_up_to_the_end_or_to_the_day_of_the_audit():
    assert windows({"months": 12}) == [("2026-07-01", "2027-06-30", "")]
    assert windows({"last_months": 36}) == [("2023-11-23", "2027-06-30", "")]


def test_months_up_to_the_day_on_which_the_renewal_was_handed_in():
    filed = {"months": 24, "ends": "filed"}
    assert windows(filed) == [("2025-07-01", "2027-06-30", "")]
    assert windows(filed, filed="2027-05-14") == [("2025-05-15", "2027-05-14", "")]
    # Handed in before this term began, it renewed the term before.
    assert windows(filed, filed="2025-06-20") == [("2025-07-01", "2027-06-30", "")]


def test_hours_in_grace_count_until_it_is_handed_in():
    grace = rule(months=24, after_end={"grace_days": 60})
    assert windows({"months": 24, "ends": "filed", "in_grace": True}, of=grace) == [
        ("2025-07-01", "2027-08-29", "")
    ]
    assert windows({"months": 24, "ends": "filed"}, of=grace) == [("2025-07-01", "2027-06-30", "")]
    assert windows({"months": 24, "ends": "filed", "in_grace": True}, of=grace, filed="2027-07-10") == [
        ("2025-07-11", "2027-07-10", "")
    ]


@pytest.mark.parametrize(
    ("starts", "ends_on", "expected"),
    [
        # Minnesota: a cycle of two years to 31 July of odd years, under a term that is the calendar year.
        ("2026-01-01", "2026-12-31", ("2025-08-01", "2027-07-31")),
        ("2027-01-01", "2027-12-31", ("2025-08-01", "2027-07-31")),
        ("2027-07-31", "2027-12-31", ("2025-08-01", "2027-07-31")),
        ("2027-08-01", "2027-12-31", ("2027-08-01", "2029-07-31")),
    ],
)
def test_a_cycle_of_its_own(starts, ends_on, expected):
    term = TermDates(day(starts), day(ends_on))
    assert windows({"months": 24, "cycle": "07-31", "years": "odd"}, term) == [(*expected, "")]


def test_every_cycle_that_ends_within_a_long_term_is_checked():
    assert windows({"months": 12, "cycle": "12-31"}) == [
        ("2025-01-01", "2025-12-31", "2025"),
        ("2026-01-01", "2026-12-31", "2026"),
    ]


def test_calendar_years():
    assert windows({"calendar_years": 2}) == [
        ("2025-01-01", "2025-12-31", "2025"),
        ("2026-01-01", "2026-12-31", "2026"),
    ]
    assert windows({"calendar_years": 1}) == [("2026-01-01", "2026-12-31", "")]
    to_the_end = TermDates(day("2026-01-01"), day("2027-12-31"))
    assert windows({"calendar_years": 1}, to_the_end) == [("2027-01-01", "2027-12-31", "")]
    within_a_year = TermDates(day("2027-01-01"), day("2027-10-31"))
    assert windows({"calendar_years": 1}, within_a_year) == [("2027-01-01", "2027-12-31", "")]
    first = TermDates(day("2027-02-01"), day("2027-06-30"), first=True)
    assert windows({"calendar_years": 2}, first) == [("2027-01-01", "2027-12-31", "2027")]


def test_years_of_the_licence():
    assert windows({"kind": "licence-years"}) == [
        ("2025-07-01", "2026-06-30", "year-1"),
        ("2026-07-01", "2027-06-30", "year-2"),
    ]
    long = TermDates(day("2024-07-01"), day("2026-12-31"))
    assert windows({"kind": "licence-years"}, long) == [
        ("2024-07-01", "2025-06-30", "year-1"),
        ("2025-07-01", "2026-06-30", "year-2"),
        ("2026-07-01", "2026-12-31", "year-3"),
    ]
    assert windows({"kind": "licence-years"}, TermDates(None, day("2026-12-31"))) == [
        (None, "2026-12-31", "")
    ]
