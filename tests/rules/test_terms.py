"""Terms, day by day: expectations are worked out by hand from the rule beside them."""

from fractions import Fraction
from itertools import islice

import pytest

from rxladder.career.record import Career, Credit, HeldTerm, Holding
from rxladder.facts.load import load_packs
from rxladder.facts.term_rules import TermRule
from rxladder.rules.audit import audit
from rxladder.rules.result import TermDates
from rxladder.rules.terms import term_on, term_sequence
from tests.rules.told_terms import day, held, rule


def ends(of: TermRule, issued: str, count: int, birthday: str | None = None) -> list[str]:
    """The last days of the first terms."""
    terms = term_sequence(of, day(issued), birthday=day(birthday) if birthday else None)
    return [term.ends.isoformat() for term in islice(terms, count)]


# --- Anchors


@pytest.mark.parametrize(
    ("months", "issued", "expected"),
    [
        (24, "2024-03-15", ["2026-03-15", "2028-03-15", "2030-03-15"]),
        # 29 February is the last of its month, and stays that.
        (12, "2024-02-29", ["2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]),
        # 28 February 2023 is the last of its month too: in the leap year the term ends on the 29th.
        (12, "2023-02-28", ["2024-02-29", "2025-02-28"]),
        # 18 months from 31 August lead to February; the next end is counted from the issue, to August again.
        (18, "2023-08-31", ["2025-02-28", "2026-08-31"]),
        # The 30th is not the last of January; in February it is clamped, and comes back in March.
        (13, "2024-01-30", ["2025-02-28", "2026-03-30"]),
    ],
)
def test_an_anniversary_of_the_issue(months, issued, expected):
    assert ends(rule(months=months, anchor="issue-anniversary"), issued, len(expected)) == expected


@pytest.mark.parametrize(
    ("months", "issued", "expected"),
    [
        (36, "2024-03-15", ["2027-03-31", "2030-03-31"]),
        (24, "2024-02-01", ["2026-02-28", "2028-02-29"]),
        (24, "2024-01-31", ["2026-01-31"]),
    ],
)
def test_the_end_of_the_month_of_issue(months, issued, expected):
    assert ends(rule(months=months, anchor="issue-month-end"), issued, len(expected)) == expected


@pytest.mark.parametrize(
    ("issued", "birthday", "expected"),
    [
        ("2024-06-16", "1990-06-15", ["2025-06-15", "2026-06-15"]),
        ("2024-06-14", "1990-06-15", ["2024-06-15", "2025-06-15"]),
        # Who was born on 29 February has the birthday on the 28th where there is no 29th.
        ("2024-03-01", "1992-02-29", ["2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]),
    ],
)
def test_a_birthday_each_year(issued, birthday, expected):
    assert ends(rule(months=12, anchor="birthday"), issued, len(expected), birthday) == expected


@pytest.mark.parametrize(
    ("issued", "birthday", "expected"),
    [
        # The first end of a birth month that is a year or more after the issue; then two years each.
        ("2024-03-10", "1990-02-11", ["2026-02-28", "2028-02-29", "2030-02-28"]),
        ("2024-01-10", "1990-02-11", ["2025-02-28", "2027-02-28"]),
        # Issued on 30 April: a year later is 30 April, the end of the birth month itself.
        ("2024-04-30", "1990-04-02", ["2025-04-30", "2027-04-30"]),
        ("2024-05-01", "1990-04-02", ["2026-04-30", "2028-04-30"]),
    ],
)
def test_the_end_of_the_birth_month_a_year_after_issue(issued, birthday, expected):
    of = rule(months=24, anchor="birth-month-end", first={"after_months": 12})
    assert ends(of, issued, len(expected), birthday) == expected


@pytest.mark.parametrize("anchor", ["birthday", "birth-month-end"])
def test_without_a_birthday_no_term_is_computed(anchor):
    assert ends(rule(months=12, anchor=anchor), "2024-03-10", 1) == []


@pytest.mark.parametrize(
    ("years", "months", "month_day", "issued", "expected"),
    [
        ("every", 12, "12-31", "2024-12-31", ["2024-12-31", "2025-12-31"]),
        ("every", 12, "12-31", "2025-01-01", ["2025-12-31", "2026-12-31"]),
        ("odd", 24, "09-30", "2025-09-30", ["2025-09-30", "2027-09-30"]),
        ("odd", 24, "09-30", "2025-10-01", ["2027-09-30", "2029-09-30"]),
        ("odd", 24, "09-30", "2024-05-05", ["2025-09-30", "2027-09-30"]),
        ("even", 24, "06-30", "2025-05-05", ["2026-06-30", "2028-06-30"]),
        ("even", 24, "06-30", "2026-07-01", ["2028-06-30"]),
        # The last of February is the last of February in every year.
        ("every", 12, "02-28", "2026-06-01", ["2027-02-28", "2028-02-29", "2029-02-28"]),
    ],
)
def test_a_fixed_day(years, months, month_day, issued, expected):
    of = rule(months=months, anchor="fixed-date", date=month_day, years=years)
    assert ends(of, issued, len(expected)) == expected


@pytest.mark.parametrize(
    ("issued", "expected"),
    [
        # Arizona: November of an even year to October of an odd one, due on 1 November of the next even year.
        ("2024-11-01", ["2026-11-01", "2028-11-01"]),
        ("2025-10-31", ["2026-11-01", "2028-11-01"]),
        # ... November of an odd year to October of an even one, due in the next odd year.
        ("2025-11-01", ["2027-11-01", "2029-11-01"]),
        ("2026-10-31", ["2027-11-01", "2029-11-01"]),
        ("2026-11-01", ["2028-11-01", "2030-11-01"]),
    ],
)
def test_a_fixed_day_of_a_year_that_the_issue_chooses(issued, expected):
    of = rule(
        months=24, anchor="fixed-date", date="11-01", years="by-issue",
        first={"after_months": 12, "strictly": True},
    )  # fmt: skip
    assert ends(of, issued, 2) == expected


@pytest.mark.parametrize(
    ("issued", "expected"),
    [("2024-12-31", "2025-01-01"), ("2025-01-01", "2027-01-01"), ("2025-01-02", "2027-01-01")],
)
def test_strictly_after_the_day_of_issue(issued, expected):
    of = rule(months=24, anchor="fixed-date", date="01-01", years="odd", first={"strictly": True})
    assert ends(of, issued, 1) == [expected]


@pytest.mark.parametrize(
    "of",
    [
        {"months": 24},
        {"months": 24, "anchor": "printed"},
        {"anchor": "none"},
        {"anchor": "issue-anniversary"},
        {"months": 24, "anchor": "birthday"},
        {"months": 24, "anchor": "birth-month-end"},
        {"months": 24, "anchor": "fixed-date", "date": "06-30", "years": "by-issue"},
        {"anchor": "fixed-date", "date": "06-30"},
        {
            "months": 24,
            "anchor": "fixed-date",
            "date": "06-30",
            "years": "even",
            "first": {"ends": "printed"},
        },
    ],
)
def test_what_no_source_fixes_is_not_computed(of):
    assert ends(rule(**of), "2024-03-10", 1, "1990-01-01") == []
    assert term_on(rule(**of), held("2024-03-10"), day("2026-01-01"), birthday=day("1990-01-01")) is None


# --- First terms and single ones


@pytest.mark.parametrize(
    ("issued", "expected", "doubtful"),
    [
        # Ohio: 31 March of even years; what was issued within three months before it runs to the next one.
        ("2025-11-30", "2026-03-31", False),
        # Four to three months before it the cut-off month is unclear; the earlier end is computed.
        ("2025-12-01", "2026-03-31", True),
        ("2025-12-31", "2026-03-31", True),
        ("2026-01-01", "2028-03-31", False),
        ("2026-03-31", "2028-03-31", False),
        ("2026-04-01", "2028-03-31", False),
    ],
)
def test_issued_some_months_before_the_day_it_is_skipped(issued, expected, doubtful):
    of = rule(
        months=24, anchor="fixed-date", date="03-31", years="even",
        first={"skip_within_months": 3, "unclear": {"from_months": 4, "to_months": 3, "says": "unread"}},
    )  # fmt: skip
    first, second = islice(term_sequence(of, day(issued)), 2)
    assert first.ends == day(expected)
    assert bool(first.doubt) is doubtful
    assert second.doubt is None


@pytest.mark.parametrize(
    # Vermont: 31 July less 90 days is 2 May (31 of July, 30 of June, 29 of May).
    ("issued", "expected"),
    [("2025-05-01", "2025-07-31"), ("2025-05-02", "2027-07-31"), ("2025-07-31", "2027-07-31")],
)
def test_issued_some_days_before_the_day_it_is_skipped(issued, expected):
    of = rule(months=24, anchor="fixed-date", date="07-31", years="odd", first={"skip_within_days": 90})
    assert ends(of, issued, 1) == [expected]


FIXED = {"anchor": "fixed-date"}
RHODE_ISLAND = rule(
    months=24, anchor="fixed-date", date="12-31", years="even",
    one_off=[{"starts": "2024-07-01", "ends": "2026-12-31"}],
    versions=[
        {"until": "2024-06-30", "rule": FIXED | {"months": 12, "date": "06-30", "years": "every"}},
    ],
)  # fmt: skip


def test_a_rule_that_changed_and_a_single_long_term_between():
    terms = list(islice(term_sequence(RHODE_ISLAND, day("2023-03-10")), 4))
    assert [(str(term.starts), str(term.ends)) for term in terms] == [
        ("2023-03-10", "2023-06-30"),
        ("2023-07-01", "2024-06-30"),
        ("2024-07-01", "2026-12-31"),
        ("2027-01-01", "2028-12-31"),
    ]
    assert [term.first for term in terms] == [True, False, False, False]


def test_a_printed_end_of_the_single_long_term_starts_with_it():
    term = term_on(RHODE_ISLAND, held("2023-03-10", "2026-12-31"), day("2026-05-01"))
    assert (term.starts, term.first) == (day("2024-07-01"), False)
    later = term_on(RHODE_ISLAND, held("2025-02-01", "2026-12-31"), day("2026-05-01"))
    assert (later.starts, later.first) == (day("2025-02-01"), True)
    next_one = term_on(RHODE_ISLAND, held("2023-03-10", "2028-12-31"), day("2027-05-01"))
    assert next_one.starts == day("2027-01-01")


def test_after_a_change_that_no_source_explains_the_printed_date_is_asked_for():
    district = rule(
        months=24, anchor="birth-month-end", first={"ends": "printed"},
        versions=[
            {"until": "2024-06-15", "rule": FIXED | {"months": 24, "date": "02-28", "years": "odd"}},
            {"from": "2025-03-01", "until": "2025-03-01", "rule": {"anchor": "printed"}},
        ],
    )  # fmt: skip
    assert ends(district, "2022-05-01", 4, "1990-07-07") == ["2023-02-28", "2025-02-28"]
    old = term_on(district, held("2022-05-01"), day("2025-02-28"), birthday=day("1990-07-07"))
    assert (old.starts, old.ends) == (day("2023-03-01"), day("2025-02-28"))
    assert term_on(district, held("2022-05-01"), day("2025-03-01"), birthday=day("1990-07-07")) is None


# --- Which term a day belongs to


def test_the_last_day_is_in_the_term_and_the_next_day_in_the_next():
    of = rule(months=24, anchor="fixed-date", date="06-30", years="odd")
    one = term_on(of, held("2020-02-02"), day("2025-06-30"))
    other = term_on(of, held("2020-02-02"), day("2025-07-01"))
    assert (one.starts, one.ends) == (day("2023-07-01"), day("2025-06-30"))
    assert (other.starts, other.ends) == (day("2025-07-01"), day("2027-06-30"))
    assert not one.printed


def test_what_cannot_be_renewed_has_one_term():
    of = rule(months=18, anchor="issue-anniversary", renewable=False)
    term = term_on(of, held("2020-02-02"), day("2026-01-01"))
    assert (term.starts, term.ends, term.first) == (day("2020-02-02"), day("2021-08-02"), True)


@pytest.mark.parametrize(
    ("on", "starts", "ends_on"),
    [
        ("2026-06-01", "2025-01-01", "2026-12-31"),
        ("2026-12-31", "2025-01-01", "2026-12-31"),
        ("2027-01-01", "2027-01-01", "2028-12-31"),
    ],
)
def test_the_calendar_alone_fixes_some_terms(on, starts, ends_on):
    of = rule(months=24, anchor="fixed-date", date="12-31", years="even")
    term = term_on(of, held(), day(on))
    assert (term.starts, term.ends, term.first) == (day(starts), day(ends_on), False)


def test_a_birthday_fixes_a_yearly_term_without_the_day_of_issue():
    of = rule(months=12, anchor="birth-month-end")
    term = term_on(of, held(), day("2028-01-15"), birthday=day("1990-02-11"))
    assert (term.starts, term.ends) == (day("2027-03-01"), day("2028-02-29"))


@pytest.mark.parametrize(
    "of",
    [
        {"months": 24, "anchor": "fixed-date", "date": "11-01", "years": "by-issue"},
        {"months": 24, "anchor": "birthday"},
        {"months": 24, "anchor": "issue-anniversary"},
    ],
)
def test_other_terms_need_the_day_of_issue(of):
    assert term_on(rule(**of), held(), day("2026-06-01"), birthday=day("1990-02-11")) is None


def test_a_term_that_follows_another_credential_s():
    of = rule(anchor="credential", of=["us-xx"])
    followed = TermDates(day("2025-01-01"), day("2026-12-31"))
    term = term_on(of, held("2020-05-05"), day("2026-02-01"), followed=followed)
    assert (term.starts, term.ends, term.first) == (day("2025-01-01"), day("2026-12-31"), False)
    late = term_on(of, held("2026-01-05"), day("2026-02-01"), followed=followed)
    assert late.first
    assert (late.starts, late.ends) == (day("2026-01-05"), day("2026-12-31"))
    assert term_on(of, held("2020-05-05"), day("2026-02-01")) is None


# --- Printed dates


@pytest.mark.parametrize(
    ("months", "issued", "expires", "starts", "first"),
    [
        (24, None, "2027-06-30", "2025-07-01", False),
        (24, "2023-07-01", "2027-06-30", "2025-07-01", False),
        # Issued within it: a first, shorter term.
        (24, "2026-01-15", "2027-06-30", "2026-01-15", True),
        # Two years from 20 June 2025 fall in the month of the end: a first term, some days longer.
        (24, "2025-06-20", "2027-06-30", "2025-06-20", True),
        (24, "2025-06-01", "2027-06-30", "2025-06-01", True),
        (24, "2025-05-31", "2027-06-30", "2025-07-01", False),
        (24, "2025-07-01", "2027-06-30", "2025-07-01", True),
        # Month ends stay month ends.
        (24, None, "2026-02-28", "2024-03-01", False),
        (24, None, "2028-02-29", "2026-03-01", False),
        (3, None, "2027-05-30", "2027-03-01", False),
        (12, None, "2027-05-30", "2026-05-31", False),
        (None, "2024-02-03", "2027-06-30", None, False),
    ],
)
def test_a_printed_end_tells_the_start(months, issued, expires, starts, first):
    term = term_on(rule(months=months), held(issued, expires), day("2027-05-05"))
    assert (term.starts, term.ends, term.first) == (starts and day(starts), day(expires), first)
    assert term.printed


def test_a_printed_end_wins_over_the_computed_one():
    of = rule(months=24, anchor="fixed-date", date="06-30", years="odd")
    term = term_on(of, held("2020-02-02", "2026-08-31"), day("2026-01-01"))
    assert (term.starts, term.ends) == (day("2024-09-01"), day("2026-08-31"))


def test_a_printed_end_stays_the_present_term_when_it_is_past():
    assert term_on(rule(months=24), held(None, "2025-06-30"), day("2027-01-01")).ends == day("2025-06-30")


def test_an_earlier_term_tells_the_start_too():
    terms = (HeldTerm(None, day("2025-08-31")),)
    term = term_on(rule(months=24), held("2025-07-15", "2027-06-30", terms=terms), day("2026-01-01"))
    assert (term.starts, term.first) == (day("2025-09-01"), False)
    unread = term_on(rule(), held(None, "2027-06-30", terms=terms), day("2026-01-01"))
    assert unread.starts == day("2025-09-01")


@pytest.mark.parametrize(
    ("earlier_end", "starts"),
    [
        ("2025-06-30", "2025-07-01"),  # just where 24 months before the end say
        ("2025-06-29", "2025-06-30"),  # a day earlier: no day falls between the two terms
        ("2025-06-24", "2025-06-25"),  # a week before 1 July
        ("2025-06-23", "2025-07-01"),  # longer ago: it had lapsed, and that was not the term before
        ("2025-07-02", "2025-07-03"),
    ],
)
def test_a_term_follows_the_earlier_one_to_the_day(earlier_end, starts):
    terms = (HeldTerm(None, day(earlier_end)),)
    term = term_on(rule(months=24), held(None, "2027-06-30", terms=terms), day("2026-01-01"))
    assert (term.starts, term.ends) == (day(starts), day("2027-06-30"))


# --- Days within a term


@pytest.mark.parametrize(
    ("told", "ends_on", "expected"),
    [
        ({"days_before": 75}, "2027-06-30", "2027-04-16"),
        ({"days_before": 0}, "2027-06-30", "2027-06-30"),
        ({"day_of_month": 1}, "2027-06-30", "2027-06-01"),
        ({"day_of_month": 31}, "2027-06-30", "2027-06-30"),
        ({"date": "01-31"}, "2026-03-31", "2026-01-31"),
        ({"date": "10-01"}, "2026-03-31", "2025-10-01"),
        ({"date": "03-31"}, "2026-03-31", "2026-03-31"),
    ],
)
def test_days_to_renew_are_told_from_the_end(told, ends_on, expected):
    of = rule(months=24, renew_from=told, apply_by=told)
    term = term_on(of, held(None, ends_on), day("2026-01-01"))
    assert (term.renew_from, term.apply_by) == (day(expected), day(expected))


# --- The days themselves, in an audit


@pytest.mark.parametrize(
    ("credit", "on", "counted"),
    [
        ("2025-06-30", "2027-06-30", 0),
        ("2025-07-01", "2027-06-30", 2),
        ("2027-06-30", "2027-06-30", 2),
        ("2027-06-30", "2027-06-29", 0),
    ],
)
def test_the_first_and_the_last_day_count_and_the_day_before_does_not(credit, on, counted):
    held = Holding("nha-cpht", issued=day("2015-01-01"), expires=day("2027-06-30"))
    law = Credit(day(credit), Fraction(2), "Law", uan="0384-0000-26-012-H03-T")
    found = audit(Career(holdings=(held,), credits=(law,)), load_packs(), day(on)).holdings[0]
    assert found.hours_counted == counted
    assert found.status == "short"


def test_the_day_after_the_end_it_is_lapsed():
    held = Holding("nha-cpht", issued=day("2015-01-01"), expires=day("2027-06-30"))
    law = Credit(day("2027-01-01"), Fraction(20), "Law", uan="0384-0000-26-012-H03-T")
    safety = Credit(day("2027-01-01"), Fraction(1), "Safety", uan="0384-0000-26-013-H05-T")
    career = Career(holdings=(held,), credits=(law, safety))
    assert audit(career, load_packs(), day("2027-06-30")).holdings[0].status == "met"
    found = audit(career, load_packs(), day("2027-07-01"))
    assert found.holdings[0].status == "lapsed"
    assert found.together_hours_to_go == 0
