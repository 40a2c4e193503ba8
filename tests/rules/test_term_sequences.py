"""Every pack's terms, for any day of issue and any birthday: no gap, no overlap, ends where the rule says."""

import calendar
from datetime import date, timedelta
from itertools import islice, pairwise

from hypothesis import strategies as st

from rxladder.career.record import Holding
from rxladder.facts.load import load_packs
from rxladder.facts.term_rules import TermRule
from rxladder.rules.terms import term_on, term_sequence
from tests.rules.independent import months_later
from tests.rules.sizes import holds_for

RULES = {
    id_: ref.credential.term
    for id_, ref in load_packs().credentials.items()
    if list(islice(term_sequence(ref.credential.term, date(2020, 1, 1), birthday=date(1990, 2, 28)), 1))
}
EDGES = [
    date(year, *rest) for year in (2023, 2024) for rest in ((1, 31), (2, 28), (3, 31), (12, 31), (6, 30))
]
DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31)) | st.sampled_from([*EDGES, date(2024, 2, 29)])
BIRTHDAYS = st.dates(date(1950, 1, 1), date(2008, 12, 31)) | st.sampled_from(
    [date(1992, 2, 29), date(1990, 2, 28), date(1990, 1, 31), date(1990, 12, 31), date(1990, 1, 1)]
)
ONE_DAY = timedelta(days=1)


def in_force(rule: TermRule, starts: date) -> TermRule:
    for version in rule.versions:
        if (version.from_ or date.min) <= starts <= (version.until or date.max):
            return version.rule
    return rule


def is_anchor_day(rule: TermRule, day: date, issued: date, birthday: date) -> bool:
    """Whether a term may end on a day by its rule's anchor."""
    last = calendar.monthrange(day.year, day.month)[1]
    match rule.anchor:
        case "fixed-date":
            parity = {"odd": 1, "even": 0}.get(rule.years or "", day.year % 2)
            month, of_month = rule.date
            wanted = last if month == 2 and of_month >= 28 else of_month
            return (day.month, day.day) == (month, wanted) and day.year % 2 == parity
        case "birthday":
            return (day.month, day.day) == (birthday.month, min(birthday.day, last))
        case "birth-month-end":
            return (day.month, day.day) == (birthday.month, last)
        case "issue-anniversary":
            months = (day.year - issued.year) * 12 + day.month - issued.month
            return day == months_later(issued, months) and months % rule.months == 0
        case "issue-month-end":
            months = (day.year - issued.year) * 12 + day.month - issued.month
            return day.day == last and months % rule.months == 0
    raise AssertionError(rule.anchor)


def test_many_packs_have_computable_terms():
    assert len(RULES) >= 30


@holds_for(st.sampled_from(sorted(RULES)), DAYS, BIRTHDAYS, few=80, many=20_000)
def test_terms_follow_one_another_and_end_on_their_anchor(credential: str, issued: date, birthday: date):
    rule = RULES[credential]
    terms = list(islice(term_sequence(rule, issued, birthday=birthday), 8))
    assert not terms or terms[0].starts == issued
    for number, term in enumerate(terms):
        now = in_force(rule, term.starts)
        assert term.starts <= term.ends
        assert term.first == (number == 0)
        if not any(one_off.starts == term.starts for one_off in now.one_off):
            assert is_anchor_day(now, term.ends, issued, birthday)
        for day in (term.renew_from, term.apply_by):
            assert day is None or day <= term.ends
    for one, other in pairwise(terms):
        assert other.starts == one.ends + ONE_DAY
        now = in_force(rule, other.starts)
        if now.months and not any(one_off.starts == other.starts for one_off in now.one_off):
            assert months_apart(one.ends, other.ends) == now.months or now is not in_force(rule, one.starts)


def months_apart(one: date, other: date) -> int:
    return (other.year - one.year) * 12 + other.month - one.month


@holds_for(st.sampled_from(sorted(RULES)), DAYS, BIRTHDAYS, st.integers(0, 3000), few=50, many=10_000)
def test_a_day_belongs_to_the_term_of_the_sequence_that_it_lies_in(
    credential: str, issued: date, birthday: date, later: int
):
    rule, on = RULES[credential], issued + timedelta(days=later)
    found = term_on(rule, Holding(credential, issued=issued), on, birthday=birthday)
    terms = list(islice(term_sequence(rule, issued, birthday=birthday), 40))
    if rule.renewable is False:
        terms = terms[:1]
    expected = next(
        (term for term in terms if term.ends >= on), terms[-1] if rule.renewable is False else None
    )
    assert found == expected


@holds_for(st.sampled_from([1, 3, 6, 12, 18, 24, 36]), DAYS, st.none() | DAYS, few=80, many=20_000)
def test_a_printed_end_starts_as_designed(months: int, expires: date, issued: date | None):
    """The day after the end less the months; the issue where it is later, or lies those months before."""
    if issued is not None and issued > expires:
        return
    rule = TermRule(months=months)
    term = term_on(rule, Holding("x", issued=issued, expires=expires), expires)
    starts = months_later(expires, -months) + ONE_DAY
    if issued is not None:
        reached = months_later(issued, months)
        if issued > starts or (reached.year, reached.month) == (expires.year, expires.month):
            starts = issued
    assert (term.starts, term.ends) == (starts, expires)
    assert term.first == (issued is not None and issued >= starts)


@holds_for(st.sampled_from([12, 24, 36]), DAYS, few=50, many=5_000)
def test_printed_terms_follow_one_another(months: int, expires: date):
    rule = TermRule(months=months)
    following = term_on(rule, Holding("x", expires=months_later(expires, months)), expires)
    if months_later(months_later(expires, months), -months) == expires:
        assert following.starts == expires + ONE_DAY
